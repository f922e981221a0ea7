package dev.wangge.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Runs with the wall's clock, and jumps ahead when a test says so. */
public final class MovableClock extends Clock {
    private final Clock wall = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    /** Gives a service under test such a clock. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Time {
        @Bean
        MovableClock clock() {
            return new MovableClock();
        }
    }

    /** From now on it is so much later. */
    public synchronized void forward(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return wall.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(getZone()) ? this : Clock.fixed(instant(), zone);
    }
}
