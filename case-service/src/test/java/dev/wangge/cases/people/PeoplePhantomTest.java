package dev.wangge.cases.people;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.FakeBrokers;
import dev.wangge.testing.MovableClock;
import dev.wangge.testing.OwnMongod;
import dev.wangge.testing.Phantoms;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** No contact is published that a database may still lose. */
@EnabledIf("dev.wangge.testing.OwnMongod#isThere")
class PeoplePhantomTest {
    private static final String DATABASE = "phantoms";
    private final MovableClock clock = MovableClock.stopped();
    private final FakeBrokers brokers = new FakeBrokers(1);
    private final Phantoms phantoms = new Phantoms();
    @TempDir Path data = Path.of("");

    @AfterEach
    void end() {
        phantoms.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsInNoJournalIsNotPublishedBeforeItIs(boolean replicaSet) {
        var mongod = Phantoms.mongod(data, replicaSet);
        try (var client = mongod.service();
                var admin = mongod.alone()) {
            var people = people(client);
            people.createIndexes();
            people.sweep();
            var reference = UUID.randomUUID().toString();

            OwnMongod.journals(admin, false);
            var contact = people.stored(people.sealed(reference, "扎西", null, "zh"));
            phantoms.meanwhile(() ->
                    client.getDatabase(DATABASE)
                            .getCollection("cases")
                            .insertOne(
                                    new Document("_id", reference)
                                            .append(People.CONTACT, contact)));
            var seen = admin.getDatabase(DATABASE).getCollection("cases");
            OwnMongod.until(() -> seen.countDocuments(Filters.eq("_id", reference)) == 1);
            clock.forward(Duration.ofMinutes(1));
            phantoms.sweepAlong(people::sweep);
            phantoms.sweepAlong(people(client)::sweep);
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> brokers.keys().isEmpty());

            OwnMongod.journals(admin, true);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        clock.forward(Duration.ofSeconds(20));
                        return brokers.keys().contains(reference);
                    });
        }
    }

    private People people(MongoClient client) {
        return new People(
                new MongoTemplate(client, DATABASE),
                brokers.kafka(),
                new Vault(new byte[32]),
                clock,
                new SimpleMeterRegistry());
    }
}
