package dev.wangge.cases.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.wangge.platform.relay.FactRelay;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.Engine;
import dev.wangge.testing.FakeBrokers;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Contacts whose partition takes nothing, or that nobody takes, hold up no others. */
class PeopleRelayTest {
    private static final int SICK = 1;

    /** More than are published at a time. */
    private static final int MANY = 550;

    private final MovableClock clock = MovableClock.stopped();
    private final FakeBrokers brokers = new FakeBrokers(3);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final String database = "people-" + UUID.randomUUID();

    private boolean inCases;

    static Stream<Arguments> everywhere() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(true, false).map(it -> arguments(engine, it)));
    }

    private People people(MongoClient mongo) {
        var people =
                new People(
                        new MongoTemplate(mongo, database),
                        brokers.kafka(),
                        new Vault(new byte[32]),
                        clock,
                        metrics);
        people.createIndexes();
        return people;
    }

    private List<String> references(int partition, int many) {
        return Stream.generate(() -> UUID.randomUUID().toString())
                .filter(it -> brokers.partition(it) == partition)
                .limit(many)
                .toList();
    }

    /** As cases that hold a contact; or as a version before kept them. */
    private void keep(People people, MongoClient mongo, List<String> references) {
        var database = mongo.getDatabase(this.database);
        for (var it : references) {
            var contact = people.stored(people.sealed(it, "扎西", null, "zh"));
            if (inCases) {
                database.getCollection("cases")
                        .insertOne(new Document("_id", it).append(People.CONTACT, contact));
            } else {
                database.getCollection("people").insertOne(contact.append("_id", it));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aPartitionInTroubleHoldsUpItsOwnOnly(Engine engine, boolean inCases) {
        this.inCases = inCases;
        try (var mongo = MongoClients.create(engine.uri())) {
            var people = people(mongo);
            people.sweep(); // Knows how many partitions there are.
            brokers.troubled(SICK);
            var waiting = references(SICK, MANY);
            keep(people, mongo, waiting);
            clock.forward(Duration.ofSeconds(1));
            var others = references(0, 20);
            keep(people, mongo, others);
            clock.forward(Duration.ofSeconds(20));

            people.sweep();
            people.sweep();
            people.sweep();

            assertThat(brokers.keys()).containsExactlyInAnyOrderElementsOf(others);
            assertThat(metrics.get("wangge.relay.backlog").gauge().value()).isEqualTo(MANY);
            assertThat(
                            metrics.get("wangge.relay.partition.trouble")
                                    .tag("partition", "" + SICK)
                                    .gauge()
                                    .value())
                    .isEqualTo(1);

            brokers.mended();
            for (int i = 0; i < 4; i++) {
                clock.forward(Duration.ofSeconds(20));
                people.sweep();
            }
            assertThat(brokers.keys()).containsAll(waiting);
            mongo.getDatabase(database).drop();
        }
    }

    /** A service may start while there is no broker, and not know where anything belongs. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void whatWasKeptBeforeTheBrokerWasThereIsToldApartAfterwards(Engine engine, boolean inCases) {
        this.inCases = inCases;
        try (var mongo = MongoClients.create(engine.uri())) {
            var people = people(mongo);
            var waiting = references(SICK, MANY);
            keep(people, mongo, waiting);
            clock.forward(Duration.ofSeconds(1));
            var others = references(2, 20);
            keep(people, mongo, others);
            clock.forward(Duration.ofSeconds(20));
            brokers.troubled(SICK);

            for (int i = 0; i < 4; i++) {
                people.sweep();
                clock.forward(Duration.ofSeconds(20));
            }

            assertThat(brokers.keys()).containsExactlyInAnyOrderElementsOf(others);
            mongo.getDatabase(database).drop();
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whatNobodyTakesIsSetAsideAndTriedAgainLater(Engine engine, boolean inCases) {
        this.inCases = inCases;
        try (var mongo = MongoClients.create(engine.uri())) {
            var people = people(mongo);
            people.sweep();
            var large = references(0, 1).getFirst();
            var others = references(0, 5);
            brokers.refuse(large::equals);
            keep(people, mongo, List.of(large));
            keep(people, mongo, others);
            clock.forward(Duration.ofSeconds(20));

            people.sweep();
            people.sweep();

            assertThat(brokers.keys()).containsExactlyInAnyOrderElementsOf(others);
            assertThat(metrics.get("wangge.relay.unsendable").gauge().value()).isEqualTo(1);
            var setAside = mongo.getDatabase(database).getCollection(FactRelay.SET_ASIDE);
            assertThat(setAside.find(Filters.eq("key", large)).first())
                    .containsEntry("why", "RecordTooLargeException")
                    .doesNotContainKey("event");

            brokers.refuse(key -> false);
            clock.forward(Duration.ofMinutes(11));
            people.sweep();
            clock.forward(Duration.ofSeconds(20));
            people.sweep();
            assertThat(brokers.keys()).contains(large);
            assertThat(metrics.get("wangge.relay.unsendable").gauge().value()).isZero();
            mongo.getDatabase(database).drop();
        }
    }
}
