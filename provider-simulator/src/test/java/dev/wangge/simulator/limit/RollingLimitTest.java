package dev.wangge.simulator.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RollingLimitTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    private final RollingLimit limit = new RollingLimit(2, Duration.ofMinutes(1));

    @Test
    void theWindowRollsWithEachUse() {
        assertThat(limit.take("a", NOON)).isTrue();
        assertThat(limit.take("a", NOON.plusSeconds(40))).isTrue();
        assertThat(limit.take("a", NOON.plusSeconds(59))).isFalse();
        assertThat(limit.take("a", NOON.plusSeconds(60))).isTrue();
        assertThat(limit.take("a", NOON.plusSeconds(99))).isFalse();
        assertThat(limit.take("a", NOON.plusSeconds(100))).isTrue();
    }

    @Test
    void keysDoNotShareAndLookingIsFree() {
        assertThat(limit.take("a", NOON)).isTrue();
        assertThat(limit.left("a", NOON)).isTrue();
        assertThat(limit.left("a", NOON)).isTrue();
        assertThat(limit.take("a", NOON)).isTrue();
        assertThat(limit.left("a", NOON)).isFalse();
        assertThat(limit.take("b", NOON)).isTrue();
    }
}
