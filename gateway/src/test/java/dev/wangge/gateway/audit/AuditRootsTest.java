package dev.wangge.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.wangge.gateway.audit.AuditTrail.Head;
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
    private final AuditTrail trail =
            new AuditTrail(
                    mongo.getMongoDatabaseFactory(),
                    new AuditSettings("", "", Duration.ofDays(184)),
                    clock);
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
                new AuditSettings("", outside.resolve("roots").toString(), Duration.ofDays(184)),
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
        assertThat(trail.firstBreak(Head.NONE)).isEmpty();

        // Whoever can write the database writes all of it anew: the chain holds, the root does not.
        mongo.getCollection("audit").deleteMany(new Document());
        note("a");
        note("nobody");
        note("c");
        assertThat(trail.firstBreak(Head.NONE)).isEmpty();
        assertThat(roots((byte) 1).firstBreak().orElseThrow().seq()).isEqualTo(2);
    }

    @Test
    void anEndThatWasCutOffIsFound() {
        note("a");
        note("b");
        clock.forward(Duration.ofDays(1));
        roots((byte) 1).addYesterdays();
        mongo.getCollection("audit").deleteOne(Filters.eq("_id", 2L));

        assertThat(trail.firstBreak(Head.NONE)).isEmpty();
        assertThat(roots((byte) 1).firstBreak().orElseThrow().why()).contains("2026-11-25");
    }

    @Test
    void aRootThatOthersSignedIsNone() {
        note("a");
        clock.forward(Duration.ofDays(1));
        roots((byte) 2).addYesterdays();

        assertThat(roots((byte) 1).firstBreak().orElseThrow().why()).contains("not signed by us");
    }

    /** Half a year and more later somebody else may delete whole days: the chain begins anew. */
    @Test
    void whatWasKeptLongEnoughMayBeGone() {
        note("a");
        note("b");
        clock.forward(Duration.ofDays(1));
        roots((byte) 1).addYesterdays();
        note("c");
        clock.forward(Duration.ofDays(1));
        roots((byte) 1).addYesterdays();
        assertThat(roots((byte) 1).deletable()).isZero();
        var records = mongo.getCollection("audit");

        clock.forward(Duration.ofDays(183));
        assertThat(roots((byte) 1).deletable()).isEqualTo(2);
        records.deleteMany(Filters.lte("_id", 1L));
        assertThat(roots((byte) 1).firstBreak().orElseThrow().seq())
                .as("a part of a day")
                .isEqualTo(1);
        records.deleteMany(Filters.lte("_id", 2L));
        assertThat(roots((byte) 1).firstBreak()).isEmpty();
        note("d");
        assertThat(roots((byte) 1).firstBreak()).isEmpty();

        records.deleteMany(Filters.lte("_id", 3L));
        assertThat(roots((byte) 1).firstBreak().orElseThrow().seq()).as("too early").isEqualTo(1);
        assertThat(roots((byte) 2).deletable()).as("by roots that others signed").isZero();
    }

    @Test
    void nobodyKeepsThemForLessThanHalfAYear() {
        assertThatThrownBy(() -> new AuditSettings("", "", Duration.ofDays(183)))
                .hasMessageContaining("184 days");
    }
}
