package dev.wangge.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartDelayTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private final RestartDelay delay = new RestartDelay(SECOND);

    @Test
    void whatKeepsDyingIsLeftDownTwiceAsLongEachTimeUpToHalfAMinute() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            assertThat(delay.afterRunOf(SECOND)).hasSeconds(seconds);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(delay.afterRunOf(Duration.ZERO)).isEqualTo(HALF_A_MINUTE);
        }
    }

    @Test
    void aSteadyRunMakesUpForTheDeathsBefore() {
        for (int i = 0; i < 9; i++) {
            delay.afterRunOf(SECOND);
        }

        assertThat(delay.afterRunOf(HALF_A_MINUTE.plusNanos(1))).isEqualTo(SECOND);
        assertThat(delay.afterRunOf(SECOND)).isEqualTo(SECOND.multipliedBy(2));
        assertThat(delay.afterRunOf(HALF_A_MINUTE)).isEqualTo(SECOND.multipliedBy(4));
    }

    @Test
    void whoeverAsksForMoreThanHalfAMinuteGetsItEachTime() {
        var five = new RestartDelay(Duration.ofMinutes(5));

        assertThat(five.afterRunOf(SECOND)).hasMinutes(5);
        assertThat(five.afterRunOf(SECOND)).hasMinutes(5);
    }
}
