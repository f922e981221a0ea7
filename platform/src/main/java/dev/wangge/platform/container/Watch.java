package dev.wangge.platform.container;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether an answer takes too long to be taken away, and breaks it off; so it
 * does with a body that comes too slowly for its reader to notice, as between two chunks.
 */
final class Watch {
    private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(1);

    /** The reader should notice first, and say so. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Set<TimedProcessor> working = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread watch;

    void add(TimedProcessor processor) {
        working.add(processor);
    }

    void remove(TimedProcessor processor) {
        working.remove(processor);
    }

    /** Starts to look, and does also what else is to be done as often. */
    void start(Duration answer, Runnable also) {
        watch =
                Thread.ofPlatform()
                        .daemon()
                        .name("connection-watch")
                        .start(() -> watch(answer.toNanos(), also));
    }

    void stop() {
        var started = watch;
        if (started != null) {
            started.interrupt();
        }
    }

    private void watch(long most, Runnable also) {
        Map<TimedProcessor, Long> suspects = Map.of();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(OFTEN_ENOUGH);
            } catch (InterruptedException e) {
                return;
            }
            suspects = look(suspects, most);
            also.run();
        }
    }

    /** Two looks in a row: one may come just between two requests. */
    private Map<TimedProcessor, Long> look(Map<TimedProcessor, Long> before, long most) {
        var late = new HashMap<TimedProcessor, Long>();
        long now = System.nanoTime();
        for (var processor : working) {
            if (processor.isBodyOverdue(now, GRACE.toNanos())) {
                processor.breakOff();
            }
            long since = processor.answeringSince();
            if (since >= 0 && now - since > most) {
                var seen = before.get(processor);
                if (seen != null && seen == since) {
                    processor.breakOff();
                }
                late.put(processor, since);
            }
        }
        return late;
    }
}
