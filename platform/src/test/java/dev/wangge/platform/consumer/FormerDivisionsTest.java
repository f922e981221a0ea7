package dev.wangge.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.platform.deadletter.DeadLetters;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 542129 became 540328 in 2014: who answers for the one sees what was filed under the other. */
class FormerDivisionsTest {
    private static final EventCodec CODEC = new EventCodec(DirectoryEntry.class);
    private final MongoClient mongo = MongoClients.create(Engine.EMBEDDED.uri());
    private final String database = "former-" + UUID.randomUUID();
    private final MongoCollection<Document> entries =
            mongo.getDatabase(database).getCollection("directory");
    private final TopicReplica directory =
            new TopicReplica(
                    entries,
                    CODEC,
                    new DeadLetters(
                            mongo.getDatabase(database).getCollection("deadLetters"),
                            "case-service",
                            Instant::now,
                            new SimpleMeterRegistry()));
    private Instant now = Instant.parse("2026-11-30T05:00:00Z");
    private final FormerDivisions former = new FormerDivisions(directory, () -> now);
    private long offset;

    @AfterEach
    void close() {
        mongo.getDatabase(database).drop();
        mongo.close();
    }

    private void comes(String code, @Nullable String supersededBy) {
        var state = new DivisionState(code, "名", "COUNTY", null, null, null, null, supersededBy);
        directory.take(
                List.of(
                        new ConsumerRecord<>(
                                "grids",
                                0,
                                offset++,
                                "division:" + code,
                                CODEC.cloudEvent("/x", code, 1, state, "test", Instant.EPOCH))));
    }

    @Test
    void aDivisionAnswersForThoseThatItCameAfter() {
        comes("540328000000", null);
        comes("542129000000", "540328000000");
        comes("540302000000", null);

        assertThat(former.and(List.of("540328"))).containsExactlyInAnyOrder("540328", "542129");
        assertThat(former.and(List.of("540302"))).containsExactly("540302");
        assertThat(former.and(List.of())).isEmpty();
    }

    @Test
    void aCallerIsWidenedInNothingElse() {
        comes("542129000000", "540328000000");
        var caller =
                new Caller(
                        "console",
                        "zhang",
                        Set.of(Role.DISPATCHER),
                        List.of("540328"),
                        List.of("u"),
                        List.of("M-1"),
                        "p",
                        "d");

        assertThat(former.widened(caller))
                .isEqualTo(
                        new Caller(
                                "console",
                                "zhang",
                                Set.of(Role.DISPATCHER),
                                List.of("540328", "542129"),
                                List.of("u"),
                                List.of("M-1"),
                                "p",
                                "d"));
    }

    /** Looked up every five seconds: not for each request, and not once for all. */
    @Test
    void whatChangesIsKnownFiveSecondsLater() {
        assertThat(former.and(List.of("540328"))).containsExactly("540328");
        comes("542129000000", "540328000000");

        now = now.plus(Duration.ofSeconds(5)).minusMillis(1);
        assertThat(former.and(List.of("540328"))).containsExactly("540328");
        now = now.plusMillis(1);
        assertThat(former.and(List.of("540328"))).containsExactly("540328", "542129");

        comes("542129000000", null);
        now = now.plus(Duration.ofSeconds(5));
        assertThat(former.and(List.of("540328"))).containsExactly("540328");
    }
}
