package dev.wangge.gateway.edge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Passes events on as they come, and counts those who wait for more. */
@Component
class OpenStreams {
    private static final int MOST_AT_ONCE = 4_096;

    private final Set<InputStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    OpenStreams(MeterRegistry meters) {
        Gauge.builder("wangge.gateway.streams", open, Set::size)
                .description("Streams of events that are passed on")
                .register(meters);
    }

    /** Until the service ends it, or whoever listens is gone. */
    void pass(InputStream events, HttpServletResponse response) throws IOException {
        open.add(events);
        try {
            var some = new byte[MOST_AT_ONCE];
            for (int count = events.read(some); count >= 0 && !ended; count = events.read(some)) {
                response.getOutputStream().write(some, 0, count);
                // What is gathered here is late there.
                response.flushBuffer();
            }
        } finally {
            open.remove(events);
        }
    }

    /** Who listens comes again, to another one: nothing waits for them when this process ends. */
    @EventListener(ContextClosedEvent.class)
    void end() throws IOException {
        ended = true;
        for (var events : open) {
            events.close();
        }
    }
}
