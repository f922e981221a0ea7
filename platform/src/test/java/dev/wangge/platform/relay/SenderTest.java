package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.FactChain;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of what is sent to a partition that is silent a part may expire: nothing may come before it. */
class SenderTest {
    private Instant now = Instant.parse("2026-11-30T05:00:00Z");
    private final EventCodec codec = new EventCodec(CaseEvent.class);
    private final FakeBroker broker = new FakeBroker();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Partitions partitions =
            new Partitions(broker, () -> now, metrics, "cases", "cases");
    // Never asked: nothing is refused here.
    private final MongoClient mongo = MongoClients.create("mongodb://127.0.0.1:1");
    private final Sender sender =
            new Sender(
                    broker,
                    codec,
                    partitions,
                    new SetAside(
                            mongo.getDatabase("none").getCollection("none"),
                            () -> now,
                            metrics,
                            "cases",
                            "cases",
                            "/test"),
                    () -> now,
                    metrics,
                    "cases",
                    "/test");

    @BeforeEach
    void knowThePartitions() {
        partitions.lookUp();
        broker.silent = true;
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void whereNothingWasAnsweredLatelyTheFirstFactIsWaitedFor() {
        var sending = CompletableFuture.supplyAsync(() -> sender.send("a", threeFacts()));
        await().until(() -> !broker.seqs("a").isEmpty());
        await().during(Duration.ofMillis(200)).until(() -> broker.seqs("a").equals(List.of(1L)));

        broker.answers();

        // It answers now: the others go together.
        await().until(() -> broker.seqs("a").equals(List.of(1L, 2L, 3L)));
        broker.answers();
        assertThat(sending.join()).isTrue();
    }

    @Test
    void wherePartitionsAnswerAllFactsGoTogether() {
        partitions.answered(partitions.of("a"));
        now = now.plusMillis(999);

        var sending = CompletableFuture.supplyAsync(() -> sender.send("a", threeFacts()));

        await().until(() -> broker.seqs("a").equals(List.of(1L, 2L, 3L)));
        broker.answers();
        assertThat(sending.join()).isTrue();
    }

    private List<Fact> threeFacts() {
        var chain = new FactChain(codec, "a", List.of());
        for (int i = 0; i < 3; i++) {
            var _ = chain.add(new CaseNoted("sha256:" + i), "system", now);
        }
        return chain.facts();
    }
}
