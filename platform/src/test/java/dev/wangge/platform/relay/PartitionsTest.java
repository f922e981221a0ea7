package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private Instant now = Instant.parse("2026-11-29T08:00:00Z");
    private final Partitions partitions =
            new Partitions(
                    new FakeBroker(), () -> now, new SimpleMeterRegistry(), "cases", "cases");

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

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
