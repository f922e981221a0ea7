package dev.wangge.grids.move;

import dev.wangge.contracts.fieldwork.v1.MoveEvent;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.Difference;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveArrived;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveCancelled;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveCheckedIn;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveDeparted;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MovePlanned;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveReconciled;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the facts of a move add up to: each is applied once, in order. */
final class MoveState {
    long version;
    MoveStatus status = MoveStatus.PLANNED;
    @Nullable MovePlanned plan;
    long plannedBySeq;
    @Nullable Instant createdAt;
    @Nullable MoveDeparted departed;
    @Nullable MoveArrived arrived;
    @Nullable MoveReconciled reconciled;
    @Nullable MoveCancelled cancelled;

    /** By the client's own ids, as they came in. */
    final Map<String, MoveCheckedIn> checkIns = new LinkedHashMap<>();

    void apply(MoveEvent event, Fact fact) {
        switch (event) {
            case MovePlanned e -> {
                plan = e;
                plannedBySeq = fact.seq();
                createdAt = createdAt == null ? fact.at() : createdAt;
            }
            case MoveDeparted e -> {
                departed = e;
                status = MoveStatus.UNDER_WAY;
            }
            case MoveCheckedIn e -> checkIns.put(e.checkIn(), e);
            case MoveArrived e -> {
                arrived = e;
                status = MoveStatus.ARRIVED;
            }
            case MoveReconciled e -> {
                reconciled = e;
                status = MoveStatus.RECONCILED;
            }
            case MoveCancelled e -> {
                cancelled = e;
                status = MoveStatus.CANCELLED;
            }
        }
        // A check-in decides nothing: it makes nobody's edit stale.
        if (!(event instanceof MoveCheckedIn)) {
            version++;
        }
    }

    /** The latest on the road, whenever it came in. */
    Optional<MoveCheckedIn> lastCheckIn() {
        return checkIns.values().stream()
                .max(Comparator.comparing(MoveCheckedIn::at).thenComparing(MoveCheckedIn::checkIn));
    }

    /** Their last sign of life while they are on the road; null when they are not. */
    @Nullable Instant lastSeenAt() {
        if (status != MoveStatus.UNDER_WAY || departed == null) {
            return null;
        }
        var left = departed.at();
        return lastCheckIn().map(MoveCheckedIn::at).filter(left::isBefore).orElse(left);
    }

    /** When they were no longer on the road; null before that, and when they never were. */
    @Nullable Instant endedAt() {
        if (arrived != null) {
            return arrived.at();
        }
        return cancelled != null && departed != null ? cancelled.at() : null;
    }

    List<Difference> differences() {
        if (reconciled != null) {
            return reconciled.differences();
        }
        return arrived == null ? List.of() : arrived.differences();
    }
}
