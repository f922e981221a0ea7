package dev.wangge.grids.period;

import java.util.Set;

/** How far a zero-report has come. */
enum Status {
    /** Its day has begun. */
    DUE,
    /** Its reporter was reminded. */
    CHASED,
    /** It came by the hour. */
    FILED,
    /** The hour passed without it, and its superior was told. */
    MISSED,
    /** It came after the hour. */
    FILED_LATE,
    /** Nobody waits for it any more: its period was cancelled. */
    WITHDRAWN;

    static final Set<Status> MISSING = Set.of(DUE, CHASED, MISSED);

    boolean isFiled() {
        return this == FILED || this == FILED_LATE;
    }
}
