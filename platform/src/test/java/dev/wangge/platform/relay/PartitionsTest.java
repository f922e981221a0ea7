package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private Instant now = Instant.parse("2026-11-29T08:00:00Z");
    private final FakeBroker broker = new FakeBroker();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Partitions partitions =
            new Partitions(broker, () -> now, metrics, "cases", "cases");

    @Test
    void oneThatFailsJustAfterAnotherAnsweredDoesNotSpeakForAll() {
        partitions.lookUp();
        partitions.answered(0);
        pass(Duration.ofMillis(200));
        partitions.failed(1, new IllegalStateException("no leader"));

        assertThat(partitions.inTrouble()).containsExactly(1);
        assertThat(partitions.allAway()).isFalse();
    }

    @Test
    void allAreAwayWhenOneTakesNothingAndNoneHasAnsweredForAWhile() {
        partitions.lookUp();
        partitions.answered(0);
        pass(Duration.ofSeconds(10));
        partitions.failed(1, new IllegalStateException("no leader"));
        assertThat(partitions.allAway()).isTrue();

        partitions.answered(0);
        assertThat(partitions.allAway()).as("one answers").isFalse();
        pass(Duration.ofHours(1));
        assertThat(partitions.allAway()).as("nothing was asked of it since").isFalse();
        assertThat(partitions.inTrouble()).containsExactly(1);
    }

    @Test
    void withoutAnyAnswerTheFirstFailureSaysIt() {
        partitions.lookUp();
        partitions.failed(0, new IllegalStateException("nobody there"));

        assertThat(partitions.allAway()).isTrue();
    }

    @Test
    void withoutABrokerNothingIsKnownAndNothingIsSent() {
        assertThat(partitions.allAway()).as("nobody has looked").isFalse();
        broker.unknown = true;
        partitions.lookUp();

        assertThat(partitions.of("a")).isEqualTo(Partitions.UNKNOWN);
        assertThat(partitions.open()).isEmpty();
        assertThat(partitions.allAway()).isTrue();
        partitions.failed(Partitions.UNKNOWN, new IllegalStateException("nobody there"));
        assertThat(partitions.inTrouble()).isEmpty();

        broker.unknown = false;
        partitions.lookUp();
        assertThat(partitions.open()).containsExactly(Partitions.UNKNOWN, 0, 1);
        assertThat(partitions.of("a")).isBetween(0, 1);
        assertThat(partitions.allAway()).isFalse();
        // Once known it stays so: the producer remembers, too.
        broker.unknown = true;
        partitions.lookUp();
        assertThat(partitions.open()).containsExactly(Partitions.UNKNOWN, 0, 1);
    }

    @Test
    void oneInTroubleIsNotSentToUntilItAnswersAndItsGaugeSaysSo() {
        partitions.lookUp();
        partitions.failed(1, new IllegalStateException("no leader"));

        assertThat(partitions.isOpen(1)).isFalse();
        assertThat(partitions.open()).containsExactly(Partitions.UNKNOWN, 0);
        assertThat(trouble("1")).isOne();
        assertThat(trouble("0")).isZero();

        partitions.answered(0);
        assertThat(partitions.mended()).isZero();
        partitions.answered(1);
        assertThat(partitions.isOpen(1)).isTrue();
        assertThat(trouble("1")).isZero();
        assertThat(partitions.mended()).isOne();
        partitions.presumed(1);
        assertThat(partitions.mended()).isOne();
        partitions.failed(1, new IllegalStateException("no leader"));
        partitions.presumed(1);
        assertThat(partitions.isOpen(1)).isTrue();
        assertThat(partitions.mended()).isEqualTo(2);
    }

    private double trouble(String partition) {
        return metrics.get("wangge.relay.partition.trouble")
                .tag("partition", partition)
                .gauge()
                .value();
    }

    @Test
    void oneInTroubleIsProbedByOneAtATimeEverMoreSeldom() {
        partitions.lookUp();
        partitions.failed(0, new IllegalStateException("no leader"));
        // What was sent before says nothing new.
        partitions.failed(0, new IllegalStateException("no leader"));

        for (int seconds : new int[] {1, 2, 4, 5, 5}) {
            pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(partitions.toProbe()).as("before %d s", seconds).isEmpty();
            pass(Duration.ofMillis(1));
            assertThat(partitions.toProbe()).as("after %d s", seconds).containsExactly(0);
            assertThat(partitions.toProbe()).as("one is on its way").isEmpty();
            partitions.failed(0, new IllegalStateException("no leader"));
            partitions.probeEnded(0);
        }
    }

    @Test
    void aProbeThatFoundNothingToSendIsFollowedByAnotherSoon() {
        partitions.lookUp();
        partitions.failed(0, new IllegalStateException("no leader"));
        pass(Duration.ofSeconds(1));
        assertThat(partitions.toProbe()).containsExactly(0);

        partitions.probeEnded(0);

        assertThat(partitions.toProbe()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(partitions.toProbe()).containsExactly(0);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
