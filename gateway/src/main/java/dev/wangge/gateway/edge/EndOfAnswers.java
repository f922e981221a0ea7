package dev.wangge.gateway.edge;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Breaks a service's answer off that does not come to its end: its reader would wait for ever. */
final class EndOfAnswers implements AutoCloseable {
    private final Duration within;
    private final ScheduledThreadPoolExecutor clock;

    EndOfAnswers(Duration within) {
        this.within = within;
        this.clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("end-of-answers").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Will close the body, unless cancelled before. */
    Future<?> of(InputStream body) {
        return clock.schedule(() -> breakOff(body), within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void breakOff(InputStream body) {
        // Not on the clock's own thread: to close may take a while.
        Thread.startVirtualThread(() -> {
            try {
                body.close();
            } catch (IOException e) {
                // Then it is closed.
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
