package dev.wangge.gateway.edge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes events on as they come, and counts those who wait for more. */
final class OpenStreams {
    private static final int MOST_AT_ONCE = 4_096;

    private final AtomicInteger open = new AtomicInteger();

    OpenStreams(MeterRegistry meters) {
        Gauge.builder("wangge.gateway.streams", open, AtomicInteger::get)
                .description("Streams of events that are passed on")
                .register(meters);
    }

    /** Until the service ends it, or whoever listens is gone. */
    void pass(InputStream events, HttpServletResponse response) throws IOException {
        open.incrementAndGet();
        try {
            var some = new byte[MOST_AT_ONCE];
            for (int count = events.read(some); count >= 0; count = events.read(some)) {
                response.getOutputStream().write(some, 0, count);
                // What is gathered here is late there.
                response.flushBuffer();
            }
        } finally {
            open.decrementAndGet();
        }
    }
}
