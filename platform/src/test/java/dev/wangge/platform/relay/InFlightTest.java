package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight();

    @Test
    void eachIsInOneHandOnly() {
        assertThat(inFlight.has("a")).isFalse();
        assertThat(inFlight.take("a")).isTrue();
        assertThat(inFlight.has("a")).isTrue();
        assertThat(inFlight.take("a")).isFalse();
        assertThat(inFlight.take("b")).isTrue();

        inFlight.putDown("a");

        assertThat(inFlight.has("a")).isFalse();
        assertThat(inFlight.take("a")).isTrue();
    }

    @Test
    void whoHasItIsToldOnceThatSomebodyWaited() {
        assertThat(inFlight.takeOrWait("a")).isTrue();
        assertThat(inFlight.takeOrWait("a")).isFalse();
        assertThat(inFlight.putDown("a")).isTrue();

        assertThat(inFlight.takeOrWait("a")).isTrue();
        assertThat(inFlight.putDown("a")).isFalse();
    }

    @Test
    void whoOnlyTriesIsNotWaitedFor() {
        assertThat(inFlight.take("a")).isTrue();
        assertThat(inFlight.take("a")).isFalse();

        assertThat(inFlight.putDown("a")).isFalse();
    }
}
