package dev.wangge.grids.move;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Moves by state, and those not heard of. Every instance says the same about all of them: take the
 * greatest, never the sum, over instances.
 */
@Component
class MoveMetrics {
    private final MoveStore store;
    private final MoveLists lists;
    private volatile Map<MoveStatus, Long> moves = Map.of();
    private volatile long overdue;
    private volatile long unapplied;

    MoveMetrics(MoveStore store, MoveLists lists, MeterRegistry metrics) {
        this.store = store;
        this.lists = lists;
        for (var status : MoveStatus.values()) {
            Gauge.builder("wangge.moves", this, self -> self.moves.getOrDefault(status, 0L))
                    .description("Seasonal moves")
                    .tag("status", status.name())
                    .register(metrics);
        }
        Gauge.builder("wangge.moves.overdue", this, self -> self.overdue)
                .description("Moves on the road without a check-in for too long")
                .register(metrics);
        Gauge.builder("wangge.moves.unapplied", this, self -> self.unapplied)
                .description("Moves whose effects on the directory may not all be there yet")
                .register(metrics);
    }

    @Scheduled(fixedDelayString = "${wangge.moves.count-every:15s}")
    void count() {
        var counted = new EnumMap<MoveStatus, Long>(MoveStatus.class);
        for (var status : MoveStatus.values()) {
            counted.put(status, store.count(status));
        }
        moves = counted;
        overdue = lists.countOverdue();
        unapplied = store.countUnapplied();
    }
}
