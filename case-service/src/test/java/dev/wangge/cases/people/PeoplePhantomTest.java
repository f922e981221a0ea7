package dev.wangge.cases.people;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.FakeBrokers;
import dev.wangge.testing.MovableClock;
import dev.wangge.testing.OwnMongod;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean ended = new AtomicBoolean();
    @TempDir Path data = Path.of("");

    @AfterEach
    void end() {
        ended.set(true);
        others.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsInNoJournalIsNotPublishedBeforeItIs(boolean replicaSet) {
        var mongod =
                replicaSet
                        ? mongod("one", "--replSet", "one", "--oplogSize", "64")
                        : mongod("alone");
        if (replicaSet) {
            OwnMongod.unite("one", Duration.ofSeconds(10), mongod);
        }
        try (var client = mongod.service();
                var admin = mongod.alone()) {
            var people = people(client);
            people.createIndexes();
            people.sweep();
            var reference = UUID.randomUUID().toString();

            OwnMongod.journals(admin, false);
            others.execute(() -> people.keep(reference, "扎西", null, "zh"));
            var seen = admin.getDatabase(DATABASE).getCollection("people");
            OwnMongod.until(() -> seen.countDocuments(Filters.eq("_id", reference)) == 1);
            clock.forward(Duration.ofMinutes(1));
            others.execute(() -> sweepUntilTheEnd(people));
            others.execute(() -> sweepUntilTheEnd(people(client)));
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

    private OwnMongod mongod(String name, String... more) {
        var arguments = new java.util.ArrayList<>(java.util.List.of(more));
        arguments.addAll(java.util.List.of("--setParameter", "enableTestCommands=1"));
        return OwnMongod.start(data.resolve(name), arguments.toArray(String[]::new));
    }

    private People people(MongoClient client) {
        return new People(
                new MongoTemplate(client, DATABASE),
                brokers.kafka(),
                new Vault(new byte[32]),
                clock,
                new SimpleMeterRegistry());
    }

    private void sweepUntilTheEnd(People people) {
        while (!ended.get()) {
            try {
                people.sweep();
            } catch (RuntimeException away) {
                // The next one may find it.
            }
        }
    }
}
