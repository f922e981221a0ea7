package dev.wangge.cases.life;

import java.util.Set;

/** Where a case is in its life. */
public enum Status {
    REPORTED,
    FILED,
    DISPATCHED,
    IN_PROGRESS,
    HANDLED,
    VERIFIED,
    CLOSED,
    DECLINED,
    VOID;

    /** Somebody still has to do something. */
    public static final Set<Status> OPEN =
            Set.of(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED);
}
