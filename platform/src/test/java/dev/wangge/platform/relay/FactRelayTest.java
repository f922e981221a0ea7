package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.FactRelay.Write;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactRelayTest {
    private static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");
    private final EventCodec codec = new EventCodec(CaseEvent.class);
    private final FakeBroker broker = new FakeBroker();
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private final Thread writer = Thread.currentThread();
    private final String topic = "cases-" + UUID.randomUUID();
    private Instant now = AT;
    private volatile @Nullable Runnable afterNextUpdate;
    private MongoClient mongo = MongoClients.create(Engine.BEST.uri());
    private MongoCollection<Document> cases = collection();

    @BeforeEach
    void forgetTheDefault() {
        mongo.close();
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private void on(Engine engine) {
        mongo =
                MongoClients.create(
                        MongoClientSettings.builder()
                                .applyConnectionString(new ConnectionString(engine.uri()))
                                .addCommandListener(new BetweenWriteAndReturn())
                                .build());
        cases = collection();
    }

    private MongoCollection<Document> collection() {
        return mongo.getDatabase("relay").getCollection("cases-" + UUID.randomUUID());
    }

    @ParameterizedTest
    @EnumSource
    void publishesNewFactsAtOnceAndClearsTheMarker(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            relay.publishNew("a", store(relay, "a", 3));

            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
            assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L);
            assertThat(stored("a").get("publishedUpTo", Number.class).longValue()).isEqualTo(3);
        }
    }

    /** The insert, and its part of what is noted of many: calls are what a report costs. */
    @ParameterizedTest
    @EnumSource
    void whatIsNewIsPublishedWithoutAskingForIt(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            relay.sweep();
            commands.clear();
            relay.publishNew("a", store(relay, "a", 3));
            while (!commands.contains("update")) {
                Thread.onSpinWait();
            }
        }
        assertThat(commands).containsExactly("insert", "update");
    }

    @ParameterizedTest
    @EnumSource
    void whatACrashLeftIsSweptOnceItsLeaseEnded(Engine engine) {
        on(engine);
        try (var crashed = relay();
                var survivor = relay()) {
            store(crashed, "a", 2);

            survivor.sweep();
            assertThat(broker.seqs("a")).isEmpty();

            now = now.plusSeconds(60);
            survivor.sweep();
            assertThat(broker.seqs("a")).containsExactly(1L, 2L);
            assertThat(survivor.backlog()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutABrokerFactsWaitAndGoOutInOrderAfterwards(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            broker.away = true;
            for (int i = 0; i < 20; i++) {
                relay.publishNew("case-" + i, store(relay, "case-" + i, 3));
            }
            await().until(relay::brokerAway);
            now = now.plusSeconds(60);
            relay.sweep();
            assertThat(relay.backlog()).isEqualTo(20);

            broker.away = false;
            now = now.plusSeconds(60);

            await().untilAsserted(() -> {
                relay.sweep(); // Again, as it leaves alone what failed a moment ago and is in hand.
                assertThat(relay.backlog()).isZero();
            });
            for (int i = 0; i < 20; i++) {
                assertThat(broker.seqs("case-" + i)).containsExactly(1L, 2L, 3L);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void factsAddedWhilePublishingAreNotForgotten(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            var facts = store(relay, "a", 1);
            broker.beforeAnswer =
                    () -> {
                        broker.beforeAnswer = () -> {};
                        append(relay, "a", facts.getLast());
                    };

            relay.publishNew("a", facts);

            await().untilAsserted(() -> assertThat(broker.seqs("a")).containsExactly(1L, 2L));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
        }
    }

    @ParameterizedTest
    @EnumSource
    void factsAddedLaterAreSentAloneAndOnce(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            var last = store(relay, "a", 2).getLast();
            relay.publishNew("a", facts("a"));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());

            for (int i = 0; i < 20; i++) { // Some while the last one's mark is not yet noted.
                last = append(relay, "a", last);
            }

            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
            assertThat(broker.seqs("a")).isEqualTo(LongStream.rangeClosed(1, 22).boxed().toList());
            assertThat(stored("a").get("publishedUpTo", Number.class).longValue()).isEqualTo(22);
            assertThat(stored("a").containsKey("owner")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherStateThanExpectedIsNotWritten(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            store(relay, "a", 2);

            var written = relay.write(write("a", 1, facts("a").getLast()));

            assertThat(written).isFalse();
        }
        // Closed, so that nothing is still on its way.
        assertThat(broker.seqs("a")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void manyChangesAreMadeInOneGoAndToldApartWhenOneIsNot(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            var writes = new ArrayList<Write>();
            for (var id : List.of("a", "b", "c")) {
                var last = store(relay, id, 1).getLast();
                relay.publishNew(id, List.of(last));
                var next = codec.fact(id, last.seq(), last.hash(), new CaseStarted(), "M-1", AT);
                writes.add(write(id, last.seq(), next));
            }
            await().until(() ->
                    List.of("a", "b", "c").stream()
                            .noneMatch(id -> stored(id).containsKey("pending")));

            assertThat(relay.writeAll(writes)).isTrue();
            assertThat(relay.writeAll(writes)).isFalse();

            for (var id : List.of("a", "b", "c")) {
                await().untilAsserted(() -> assertThat(broker.seqs(id)).containsExactly(1L, 2L));
                assertThat(facts(id)).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeReadHoldsUpNoNeighbourAndIsPublishedOnceMended(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            store(relay, "a", 1);
            cases.updateOne(Filters.eq("_id", "a"), Updates.rename("facts", "mislaid"));
            store(relay, "b", 1);

            relay.sweep();
            assertThat(broker.seqs("b")).containsExactly(1L);
            assertThat(broker.seqs("a")).isEmpty();

            cases.updateOne(Filters.eq("_id", "a"), Updates.rename("mislaid", "facts"));
            now = now.plusSeconds(5);
            relay.sweep();
            assertThat(broker.seqs("a")).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSweepLeavesAloneWhatIsBeingPublished(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            broker.beforeAnswer =
                    () -> {
                        broker.beforeAnswer = () -> {};
                        relay.sweep();
                    };

            relay.publishNew("a", store(relay, "a", 2));

            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
            assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSweepLeavesAloneWhatIsJustBeingWritten(Engine engine) {
        on(engine);
        var relay = relay();
        try (relay) {
            var last = store(relay, "a", 2).getLast();
            relay.publishNew("a", facts("a"));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());

            afterNextUpdate = relay::sweep;
            append(relay, "a", last);
            assertThat(afterNextUpdate).isNull();
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
        }
        assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAddedWhileAnotherWritesIsSentToo(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            var last = store(relay, "a", 1).getLast();
            relay.publishNew("a", List.of(last));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());

            var next = codec.fact("a", last.seq(), last.hash(), new CaseStarted(), "M-1", AT);
            afterNextUpdate = () -> append(relay, "a", next);
            assertThat(relay.write(write("a", 1, next))).isTrue();

            await().untilAsserted(() -> assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L));
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
        }
    }

    /** A request may be at work still when the service ends; what it wrote goes out afterwards. */
    @ParameterizedTest
    @EnumSource
    void whatIsWrittenWhileTheRelayClosesIsLeftForTheNext(Engine engine) {
        on(engine);
        var closing = relay();
        var last = store(closing, "a", 1).getLast();
        closing.close();

        closing.publishNew("a", List.of(last));
        var next = codec.fact("a", last.seq(), last.hash(), new CaseStarted(), "M-1", AT);
        assertThat(closing.write(write("a", 1, next))).isTrue();
        assertThat(broker.seqs("a")).isEmpty();

        now = now.plusSeconds(60);
        try (var relay = relay()) {
            relay.sweep();
            await().untilAsserted(() -> assertThat(stored("a").containsKey("pending")).isFalse());
        }
        assertThat(broker.seqs("a")).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotWrittenIsNotKeptInHand(Engine engine) {
        on(engine);
        try (var relay = relay()) {
            var last = store(relay, "a", 1).getLast();
            relay.publishNew("a", List.of(last));
            var next = codec.fact("a", last.seq(), last.hash(), new CaseStarted(), "M-1", AT);

            assertThat(relay.write(write("a", 7, next))).isFalse();
            assertThat(relay.writeAll(List.of(write("a", 7, next)))).isFalse();
            assertThat(relay.write(write("a", 1, next))).isTrue();

            await().untilAsserted(() -> assertThat(broker.seqs("a")).containsExactly(1L, 2L));
        }
    }

    /** Facts that nobody can read, as after a fault in a program: more than one sweep takes. */
    @ParameterizedTest
    @EnumSource
    void manyThatCannotBeReadHoldUpNoneBehindThem(Engine engine) {
        on(engine);
        try (var crashed = relay();
                var survivor = relay()) {
            cases.insertMany(
                    IntStream.range(0, 500)
                            .mapToObj(i -> "bad-" + i)
                            .map(id ->
                                    new Document("_id", id)
                                            .append("facts", List.of(new Document("seq", "one")))
                                            .append("relay", crashed.firstLease(id)))
                            .toList());
            now = now.plusSeconds(1);
            store(crashed, "a", 2);
            now = now.plusSeconds(60);

            survivor.sweep();
            survivor.sweep();
            assertThat(broker.seqs("a")).containsExactly(1L, 2L);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40));
    }

    private FactRelay relay() {
        return new FactRelay(
                cases,
                mongo.getDatabase("relay").getCollection(FactRelay.SET_ASIDE),
                broker,
                codec,
                () -> now,
                new SimpleMeterRegistry(),
                topic,
                "/test");
    }

    private List<Fact> store(FactRelay relay, String id, int count) {
        var facts = new ArrayList<Fact>();
        var hash = Fact.GENESIS;
        for (int i = 0; i < count; i++) {
            facts.add(codec.fact(id, i, hash, new CaseStarted(), "M-1", AT));
            hash = facts.getLast().hash();
        }
        cases.insertOne(
                new Document("_id", id)
                        .append("seq", (long) count)
                        .append("facts", facts.stream().map(Fact::toDocument).toList())
                        .append("relay", relay.firstLease(id)));
        return facts;
    }

    private Fact append(FactRelay relay, String id, Fact last) {
        var next = codec.fact(id, last.seq(), last.hash(), new CaseStarted(), "M-1", AT);
        var written = relay.write(write(id, last.seq(), next));
        assertThat(written).isTrue();
        return next;
    }

    private static Write write(String id, long seq, Fact next) {
        return new Write(
                id,
                Filters.and(Filters.eq("_id", id), Filters.eq("seq", seq)),
                List.of(Updates.set("seq", next.seq()), Updates.push("facts", next.toDocument())),
                List.of(next));
    }

    private List<Fact> facts(String id) {
        return Objects.requireNonNull(cases.find(Filters.eq("_id", id)).first())
                .getList("facts", Document.class)
                .stream()
                .map(Fact::fromDocument)
                .toList();
    }

    private Document stored(String id) {
        return Objects.requireNonNull(cases.find(Filters.eq("_id", id)).first())
                .get("relay", Document.class);
    }

    /** What another does when the database has changed, and whoever changed it not yet knows. */
    private final class BetweenWriteAndReturn implements CommandListener {
        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            if (event.getDatabaseName().equals("relay")) {
                commands.add(event.getCommandName());
            }
            // The relay's own updates, from its threads, may still be ending.
            var meanwhile = Thread.currentThread() == writer ? afterNextUpdate : null;
            if (meanwhile != null && event.getCommandName().equals("update")) {
                afterNextUpdate = null;
                meanwhile.run();
            }
        }
    }
}
