package dev.wangge.cases.life;

import dev.wangge.cases.life.time.Step;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a case is in its life. */
public enum Status {
    REPORTED(Step.ACCEPT),
    FILED(Step.DISPATCH),
    DISPATCHED(Step.HANDLE),
    IN_PROGRESS(Step.HANDLE),
    HANDLED(Step.VERIFY),
    VERIFIED(Step.CLOSE),
    CLOSED(null),
    DECLINED(null),
    VOID(null),
    MERGED(null);

    /** Somebody still has to do something. */
    public static final Set<Status> OPEN =
            Set.of(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED);

    /** Something may still come by itself: another case is to know that it was merged. */
    public static final Set<Status> WAKING =
            Set.of(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED, MERGED);

    private final @Nullable Step step;

    Status(@Nullable Step step) {
        this.step = step;
    }

    /** What it waits for; null when for nothing more. */
    public @Nullable Step step() {
        return step;
    }
}
