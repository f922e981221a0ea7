package dev.wangge.cases.life.time;

import dev.wangge.cases.clock.Ladder;
import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.contracts.cases.v1.CaseEvent.Window;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 挂起: the clock stands still.
 *
 * @param until when it runs on by itself
 * @param reason a digest
 * @param resumeWhen a digest of what it waits for; null where that is a time
 * @param window in which the work is possible; null where that does not matter
 * @param isWarned that it shuts before long
 */
public record Suspension(
        Instant since,
        Instant until,
        String reason,
        @Nullable String resumeWhen,
        @Nullable Window window,
        boolean isWarned) {
    Suspension warned() {
        return new Suspension(since, until, reason, resumeWhen, window, true);
    }

    /** What comes by itself before its window shuts, if it stands still then. */
    public Optional<WakeUp> warning(Ladder ladder) {
        if (window == null || isWarned) {
            return Optional.empty();
        }
        var shutsAt = window.to().plusDays(1).atStartOfDay(WorkCalendar.ZONE).toInstant();
        var at = ladder.warnAt(shutsAt);
        var warning = at.isBefore(since) ? since : at;
        return warning.isBefore(until)
                ? Optional.of(new WakeUp.Warn(warning, shutsAt))
                : Optional.empty();
    }
}
