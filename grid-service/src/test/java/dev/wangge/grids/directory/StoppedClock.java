package dev.wangge.grids.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until a test puts it forward, however long the machine takes in between. */
final class StoppedClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-25T02:00:00Z");

    /** From now on it is so much later. */
    synchronized void forward(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
