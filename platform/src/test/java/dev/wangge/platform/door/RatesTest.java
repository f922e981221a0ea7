package dev.wangge.platform.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Moved time = new Moved();

    private static final class Moved implements TimeMeter {
        private long now = 1;

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }

        void by(Duration some) {
            now += some.toNanos();
        }
    }

    @Test
    void whoHasNoTryLeftIsToldWhenThereIsOne() {
        var rates = new Rates(3, 60, MINUTE, 100, time);
        for (int i = 0; i < 3; i++) {
            assertThat(rates.take("a")).isZero();
        }
        assertThat(rates.take("a")).isEqualTo(Duration.ofSeconds(1));
        assertThat(rates.ahead("a")).isEqualTo(Duration.ofSeconds(1));
        assertThat(rates.take("b")).as("another").isZero();
        time.by(Duration.ofSeconds(1));
        assertThat(rates.ahead("a")).isZero();
        assertThat(rates.take("a")).isZero();
        assertThat(rates.take("a")).isPositive();
    }

    @Test
    void whoHasARateOfTheirOwnHasNoMoreThanAnybody() {
        var rates = new Rates(4, 2, MINUTE, 100, time);
        assertThat(rates.take("a", 1)).isZero();
        assertThat(rates.take("a", 1)).isZero();
        assertThat(rates.take("a", 1)).isEqualTo(MINUTE);
        time.by(MINUTE);
        assertThat(rates.take("a", 1)).isZero();
        assertThat(rates.take("a", 1)).isPositive();
        for (int i = 0; i < 4; i++) {
            assertThat(rates.take("b", 1_000)).isZero();
        }
        assertThat(rates.take("b", 1_000)).isPositive();
        // It is changed: it counts anew.
        assertThat(rates.take("a", 2)).isZero();

        var endless = new Rates(0, 0, MINUTE, 100, time);
        assertThat(endless.take("a", 1)).isZero();
        assertThat(endless.take("a", 1)).isZero();
        assertThat(endless.take("a", 1)).isPositive();
        assertThat(endless.take("a")).isZero();
    }

    @Test
    void toLookAheadTakesNothing() {
        var rates = new Rates(1, 1, MINUTE, 100, time);
        for (int i = 0; i < 10; i++) {
            assertThat(rates.ahead("a")).isZero();
        }
        assertThat(rates.take("a")).isZero();
    }

    @Test
    void aMillionStrangersFillNoHeap() {
        var rates = new Rates(3, 60, MINUTE, 1_000, time);
        for (int i = 0; i < 100_000; i++) {
            var _ = rates.take("stranger " + i);
        }
        assertThat(rates.known()).isLessThanOrEqualTo(1_000);
        time.by(Duration.ofMinutes(5));
        assertThat(rates.known()).as("after they are gone").isZero();
    }

    @Test
    void withoutABurstThereIsNoLimit() {
        var rates = new Rates(0, 0, MINUTE, 100, time);
        for (int i = 0; i < 1_000; i++) {
            assertThat(rates.take("a")).isZero();
        }
    }

    @Test
    void whatIsInHandIsGivenBack() {
        var inFlight = new InFlight(2);
        assertThat(inFlight.tryTake("a")).isTrue();
        assertThat(inFlight.tryTake("a")).isTrue();
        assertThat(inFlight.tryTake("a")).isFalse();
        assertThat(inFlight.tryTake("b")).isTrue();
        inFlight.giveBack("a");
        assertThat(inFlight.tryTake("a")).isTrue();
        inFlight.giveBack("a");
        inFlight.giveBack("a");
        inFlight.giveBack("b");
        assertThat(inFlight.known()).isZero();
    }
}
