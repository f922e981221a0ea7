package dev.wangge.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.mongodb.core.MongoTemplate;

class AuditRootsTest {
    private final MovableClock clock = MovableClock.stopped();
    private final MongoClient client = MongoClients.create(Infrastructure.embedded());
    private final MongoTemplate mongo = new MongoTemplate(client, "test-" + UUID.randomUUID());
    private final AuditTrail trail = new AuditTrail(mongo, clock);
    @TempDir Path outside;

    @AfterEach
    void close() {
        client.close();
    }

    private AuditRoots roots(byte key) {
        var master = new byte[32];
        master[0] = key;
        return new AuditRoots(
                trail,
                new Vault(master),
                new AuditSettings(outside.resolve("roots").toString()),
                clock);
    }

    private void note(String about) {
        trail.note(AuditEvent.SIGNED_IN, "zhuoma", "127.0.0.1", about, null);
    }

    @Test
    void aTrailThatWasWrittenAnewDoesNotComeToItsRoots() throws IOException {
        note("a");
        note("b");
        roots((byte) 1).addYesterdays();
        assertThat(outside.resolve("roots")).doesNotExist();
        clock.forward(Duration.ofDays(1));
        note("c");
        roots((byte) 1).addYesterdays();
        roots((byte) 1).addYesterdays();
        assertThat(Files.readAllLines(outside.resolve("roots")))
                .singleElement()
                .asString()
                .startsWith("2026-11-25 2 ");
        assertThat(roots((byte) 1).firstBreak()).isEmpty();
        assertThat(trail.firstBreak()).isEmpty();

        // Whoever can write the database writes all of it anew: the chain holds, the root does not.
        mongo.getCollection("audit").deleteMany(new Document());
        note("a");
        note("nobody");
        note("c");
        assertThat(trail.firstBreak()).isEmpty();
        assertThat(roots((byte) 1).firstBreak().orElseThrow().seq()).isEqualTo(2);
    }

    @Test
    void anEndThatWasCutOffIsFound() {
        note("a");
        note("b");
        clock.forward(Duration.ofDays(1));
        roots((byte) 1).addYesterdays();
        mongo.getCollection("audit").deleteOne(Filters.eq("_id", 2L));

        assertThat(trail.firstBreak()).isEmpty();
        assertThat(roots((byte) 1).firstBreak().orElseThrow().why()).contains("2026-11-25");
    }

    @Test
    void aRootThatOthersSignedIsNone() {
        note("a");
        clock.forward(Duration.ofDays(1));
        roots((byte) 2).addYesterdays();

        assertThat(roots((byte) 1).firstBreak().orElseThrow().why()).contains("not signed by us");
    }
}
