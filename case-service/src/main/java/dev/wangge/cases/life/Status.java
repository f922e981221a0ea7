package dev.wangge.cases.life;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a case is in its life. */
public enum Status {
    REPORTED("ACCEPT"),
    FILED("DISPATCH"),
    DISPATCHED("HANDLE"),
    IN_PROGRESS("HANDLE"),
    HANDLED("VERIFY"),
    VERIFIED("CLOSE"),
    CLOSED(null),
    DECLINED(null),
    VOID(null);

    /** Somebody still has to do something. */
    public static final Set<Status> OPEN =
            Set.of(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED);

    private final @Nullable String step;

    Status(@Nullable String step) {
        this.step = step;
    }

    /** What it waits for, as facts name it; null when for nothing more. */
    public @Nullable String step() {
        return step;
    }
}
