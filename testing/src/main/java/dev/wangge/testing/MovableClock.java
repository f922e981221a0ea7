package dev.wangge.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Runs with the wall's clock, or stands still, and jumps ahead when a test says so. */
public final class MovableClock extends Clock {
    private final Clock wall;
    private volatile Duration ahead = Duration.ZERO;

    public MovableClock() {
        this(Clock.systemUTC());
    }

    private MovableClock(Clock wall) {
        this.wall = wall;
    }

    /** One that stands still between its jumps, however long the machine takes. */
    public static MovableClock stopped() {
        return new MovableClock(Clock.fixed(Instant.parse("2026-11-25T02:00:00Z"), ZoneOffset.UTC));
    }

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
