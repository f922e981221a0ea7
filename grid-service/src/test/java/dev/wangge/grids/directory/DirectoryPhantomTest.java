package dev.wangge.grids.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import dev.wangge.testing.FakeBrokers;
import dev.wangge.testing.MovableClock;
import dev.wangge.testing.OwnMongod;
import dev.wangge.testing.Phantoms;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Nothing of the directory is published that a database may still lose. Two things see to that: the
 * relay reads what a majority has, and before it sends anything it writes marks (its lease, and
 * that there are changes) and waits for a majority's journal. A set needs one of them, a mongod
 * alone the second: without both this is red.
 */
@EnabledIf("dev.wangge.testing.OwnMongod#isThere")
class DirectoryPhantomTest {
    private static final String DATABASE = "phantoms";
    private static final String VILLAGE = "540328101201";
    private static final String OTHER = "540328101202";
    private static final String IMPORTED = "540328101203";
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
            var directory = directory(client);
            directory.createIndexes();
            directory.save(List.of(village(VILLAGE)), Map.of(), "test");
            phantoms.sweepAlong(relay(client)::sweep);
            phantoms.sweepAlong(relay(client)::sweep);
            await().until(() -> brokers.keys().contains("division:" + VILLAGE));

            OwnMongod.journals(admin, false);
            phantoms.meanwhile(() -> directory.save(List.of(village(OTHER)), Map.of(), "test"));
            phantoms.meanwhile(() -> imports(client));
            var seen = admin.getDatabase(DATABASE).getCollection("entries");
            OwnMongod.until(() -> seen.countDocuments(Filters.eq("_id", "division:" + OTHER)) == 1);
            clock.forward(Lease.LENGTH.plusSeconds(1));
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> List.of("division:" + VILLAGE).containsAll(brokers.keys()));

            OwnMongod.journals(admin, true);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(brokers.keys())
                                    .contains("division:" + OTHER, "division:" + IMPORTED));
        }
    }

    private Directory directory(MongoClient client) {
        return new Directory(new MongoTemplate(client, DATABASE), clock);
    }

    private void imports(MongoClient client) {
        try (var importing = directory(client).beginImport("test", false)) {
            importing.stage(List.of(Import.Wanted.of(village(IMPORTED))));
            importing.awaitWritten();
            importing.commit();
        }
    }

    private static Entry village(String code) {
        var state =
                new Document("name", "拉乌村")
                        .append("level", "village")
                        .append("parent", "540328101000");
        return Entry.of(Kind.DIVISION, code, code, state, null);
    }

    /** One more instance's. */
    private DirectoryRelay relay(MongoClient client) {
        var directory = directory(client);
        var metrics = new SimpleMeterRegistry();
        return new DirectoryRelay(
                directory,
                new DutyList(directory, new Rosters(directory), clock, metrics),
                brokers.kafka(),
                clock,
                metrics);
    }
}
