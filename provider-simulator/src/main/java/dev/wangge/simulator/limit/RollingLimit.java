package dev.wangge.simulator.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * So many permits for one key within any window of this length: rolling, not per calendar minute or
 * day. A refusal uses no permit.
 */
public final class RollingLimit {

    private final int permits;
    private final Duration window;
    private final Map<String, ArrayDeque<Instant>> uses = new HashMap<>();
    private Instant nextPruning = Instant.MIN;

    public RollingLimit(int permits, Duration window) {
        this.permits = permits;
        this.window = window;
    }

    /** Takes a permit, if one is left. */
    public synchronized boolean take(String key, Instant now) {
        if (!left(key, now)) {
            return false;
        }
        uses.computeIfAbsent(key, fresh -> new ArrayDeque<>()).addLast(now);
        return true;
    }

    /** Whether a permit is left; takes none. */
    public synchronized boolean left(String key, Instant now) {
        prune(now);
        ArrayDeque<Instant> used = uses.get(key);
        if (used == null) {
            return true;
        }
        forget(used, now);
        return used.size() < permits;
    }

    // Keys that have gone quiet would otherwise stay for ever.
    private void prune(Instant now) {
        if (now.isBefore(nextPruning)) {
            return;
        }
        nextPruning = now.plus(window);
        uses.values()
                .removeIf(used -> {
                    forget(used, now);
                    return used.isEmpty();
                });
    }

    private void forget(ArrayDeque<Instant> used, Instant now) {
        Instant horizon = now.minus(window);
        while (!used.isEmpty() && !used.getFirst().isAfter(horizon)) {
            used.removeFirst();
        }
    }
}
