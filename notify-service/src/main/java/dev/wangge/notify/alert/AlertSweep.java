package dev.wangge.notify.alert;

import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Wakes alerts that are due, the one that waits longest first; any number of instances may. */
@Component
class AlertSweep {
    private static final int BATCH = 500;
    private final AlertStore store;
    private final Courier courier;
    private final AlertMetrics metrics;
    private final Clock clock;

    AlertSweep(AlertStore store, Courier courier, AlertMetrics metrics, Clock clock) {
        this.store = store;
        this.courier = courier;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 500)
    void sweep() {
        var now = clock.instant();
        var due = store.due(now, BATCH);
        metrics.lag(due.isEmpty() ? Duration.ZERO : Duration.between(due.getFirst().since(), now));
        due.forEach(one -> courier.wakeSoon(one.id()));
    }
}
