package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.relay.v1.RecordWithheld;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.FactChain;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What becomes of facts that the broker does not take, or not now: none is lost, none overtakes.
 */
class RefusedFactsTest extends EmbeddedCases {
    private static final int LARGE = 64 * 1024;
    private final SetAside setAside = setAside();
    private final Sender sender =
            new Sender(
                    broker,
                    codec,
                    partitions,
                    setAside,
                    () -> now,
                    metrics,
                    "wangge.cases.v1",
                    "/case-service");

    private List<Fact> notes(String... texts) {
        var chain = new FactChain(codec, "a", List.of());
        for (var text : texts) {
            var _ = chain.add(new CaseNoted(text), "M-1", AT);
        }
        return chain.facts();
    }

    private static @Nullable RuntimeException tooLarge(byte[] event) {
        return event.length > LARGE ? new RecordTooLargeException("too large") : null;
    }

    private List<Integer> inTrouble() {
        return partitions.inTrouble();
    }

    /** Consumers know that there was one: no gap in what they see of the aggregate. */
    @Test
    void inPlaceOfAFactThatIsTooLargeANoticeGoesOut() {
        broker.refusal = (_, event) -> tooLarge(event);
        var facts = notes("sha256:1", "x".repeat(LARGE), "sha256:3");

        assertThat(sender.send("a", facts)).isTrue();

        assertThat(broker.seqs("a")).containsExactly(1L, 2L, 3L);
        var withheld = new EventCodec(RecordWithheld.class);
        var notice =
                withheld.read(
                        broker.values("a")
                                .get(1)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(notice.event())
                .hasValueSatisfying(event -> {
                    var said = (RecordWithheld) event;
                    assertThat(said.type()).isEqualTo("wangge.case.noted.v1");
                    assertThat(said.bytes()).isGreaterThan(LARGE);
                });
        assertThat(notice.id()).isNotEqualTo(facts.get(1).id());
        assertThat(notice.time()).isEqualTo(AT);
        assertThat(setAside.number()).isOne();
        assertThat(Objects.requireNonNull(unsendable.find().first()))
                .containsEntry("key", "a")
                .containsEntry("seq", 2L)
                .containsEntry("why", "RecordTooLargeException");
        assertThat(inTrouble()).isEmpty();
    }

    @Test
    void whereEvenTheNoticeIsRefusedThePartitionTakesNothing() {
        broker.refusal = (_, _) -> new RecordTooLargeException("too large");

        assertThat(sender.send("a", notes("sha256:1", "sha256:2"))).isFalse();

        assertThat(inTrouble()).containsExactly(partitions.of("a"));
        assertThat(broker.seqs("a")).isEmpty();
    }

    /** Nothing comes before what was not answered: what follows waits with it. */
    @Test
    void whereOneIsNotTakenNowNoneIsSentAfterIt() {
        broker.refusal =
                (_, event) ->
                        new String(event, java.nio.charset.StandardCharsets.UTF_8)
                                        .contains("sha256:2")
                                ? new TimeoutException("no leader")
                                : null;

        assertThat(sender.send("a", notes("sha256:1", "sha256:2", "sha256:3"))).isFalse();

        assertThat(broker.seqs("a")).containsExactly(1L);
        assertThat(inTrouble()).containsExactly(partitions.of("a"));
        assertThat(setAside.number()).isZero();
    }

    @Test
    void aProducerThatIsFullIsNobodysTrouble() {
        broker.refusal = (_, _) -> new BufferExhaustedException("full");

        assertThat(sender.send("a", notes("sha256:1"))).isFalse();

        assertThat(inTrouble()).isEmpty();
        assertThat(setAside.number()).isZero();
    }

    @Test
    void whoSendsFirstLooksUpThePartitions() {
        assertThat(partitions.of("a")).isEqualTo(Partitions.UNKNOWN);
        assertThat(sender.send("a", notes("sha256:1"))).isTrue();
        assertThat(partitions.of("a")).isBetween(0, 1);
        assertThat(partitions.answersNow(partitions.of("a"))).isTrue();
    }

    @Test
    void withoutABrokerNothingIsSent() {
        broker.unknown = true;
        assertThat(sender.send("a", notes("sha256:1"))).isFalse();
        assertThat(broker.seqs("a")).isEmpty();
        assertThat(inTrouble()).isEmpty();
        assertThat(sender.send("a", List.of())).isFalse();
    }

    @Test
    void fromAFactToTheBrokersAnswerIsMeasured() {
        now = AT.plusSeconds(3);
        assertThat(sender.send("a", notes("sha256:1", "sha256:2"))).isTrue();

        var lag = metrics.get("wangge.relay.lag").tag("topic", "wangge.cases.v1").timer();
        assertThat(lag.count()).isEqualTo(2);
        assertThat(lag.max(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(lag.totalTime(TimeUnit.SECONDS)).isEqualTo(6);
    }

    /** Whoever raises the broker's limit need do no more. */
    @Test
    void whatWasTooLargeIsSentOnceTheBrokerTakesIt() {
        broker.refusal = (_, event) -> tooLarge(event);
        assertThat(sender.send("a", notes("x".repeat(LARGE)))).isTrue();
        sender.tryAgain();
        assertThat(setAside.number()).isOne();

        broker.refusal = (_, _) -> null;
        now = now.plus(Duration.ofMinutes(10));
        sender.tryAgain();

        assertThat(setAside.number()).isZero();
        assertThat(broker.values("a")).hasSize(2);
        assertThat(broker.values("a").getLast()).contains("wangge.case.noted.v1");
    }

    @Test
    void whatIsNotKeptOrBelongsToAPartitionInTroubleIsNotTriedAgain() {
        broker.refusal = (_, event) -> tooLarge(event);
        assertThat(sender.send("a", notes("x".repeat(LARGE)))).isTrue();
        broker.refusal = (_, _) -> null;
        partitions.failed(partitions.of("a"), new IllegalStateException("no leader"));
        sender.tryAgain();
        assertThat(setAside.number()).isOne();

        partitions.answered(partitions.of("a"));
        var _ =
                unsendable.updateOne(
                        new Document(), new Document("$unset", new Document("event", "")));
        now = now.plus(Duration.ofMinutes(10));
        sender.tryAgain();
        assertThat(setAside.number()).isOne();
        assertThat(broker.values("a")).hasSize(1);
    }

    @Test
    void byHandARecordIsSentOrSaidToBeImpossibleOrPending() {
        assertThat(Delivery.of(broker, "t", "k", new byte[] {1})).isEqualTo(new Delivery.Made());
        broker.refusal = (_, _) -> new BufferExhaustedException("full");
        assertThat(Delivery.of(broker, "t", "k", new byte[] {1})).isEqualTo(new Delivery.Pending());
        broker.refusal = (_, _) -> new TimeoutException("no leader");
        assertThat(Delivery.of(broker, "t", "k", new byte[] {1})).isEqualTo(new Delivery.Pending());
        var refused = new RecordTooLargeException("too large");
        broker.refusal = (_, _) -> refused;
        assertThat(Delivery.of(broker, "t", "k", new byte[] {1}))
                .isEqualTo(new Delivery.Impossible(refused));
    }

    /** Whoever is told to stop waits no longer, and blames nobody. */
    @Test
    void whoIsInterruptedBlamesNoPartition() {
        broker.silent = true;
        Thread.currentThread().interrupt();
        assertThat(sender.send("a", notes("sha256:1"))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(inTrouble()).isEmpty();

        Thread.currentThread().interrupt();
        assertThat(Delivery.of(broker, "t", "k", new byte[] {1})).isEqualTo(new Delivery.Pending());
        assertThat(Thread.interrupted()).isTrue();
    }
}
