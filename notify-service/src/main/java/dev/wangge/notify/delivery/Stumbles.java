package dev.wangge.notify.delivery;

import dev.wangge.notify.alert.Alert;
import dev.wangge.notify.alert.AlertMetrics;
import dev.wangge.notify.alert.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Alerts that could not be looked at for a reason of their own, such as a contact that nobody can
 * read or a fault of ours: each comes again later and later, so that it stands before no other, and
 * is undelivered in the end. Whoever is above is told then; where that fails it is tried ever
 * after.
 */
@Component
class Stumbles {
    private static final Logger log = LoggerFactory.getLogger(Stumbles.class);

    /** Some two minutes: an emergency waits no longer for its superior. */
    private static final int ENOUGH = 6;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private final AlertQueue queue;
    private final AlertMetrics metrics;
    private final Clock clock;

    Stumbles(AlertQueue queue, AlertMetrics metrics, Clock clock) {
        this.queue = queue;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Notes one, and says whether it is to be given up. */
    boolean areEnough(String id, RuntimeException why) {
        metrics.stumbled();
        int times = queue.stumbled(id, n -> clock.instant().plus(pause(n)));
        log.error("Alert {} fails for itself, {} times by now", id, times, why);
        return times >= ENOUGH;
    }

    /** Twice as long each time: 2 s, 4 s … */
    private static Duration pause(int times) {
        var longer = Duration.ofSeconds(1L << Math.min(times, 20));
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    static void giveUp(Alert alert, Instant now) {
        if (!alert.status().isProven() && alert.status() != Status.UNDELIVERED) {
            alert.undelivered(now);
        }
    }
}
