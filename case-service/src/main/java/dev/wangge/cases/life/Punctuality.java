package dev.wangge.cases.life;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often each step of a case was done in time, and how often late. */
final class Punctuality {
    /** 受理, 处置, 核查: the steps that have a limit. */
    public enum Step {
        ACCEPT,
        HANDLE,
        VERIFY;

        public String spelled() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Step, Integer> inTime = new EnumMap<>(Step.class);
    private final Map<Step, Integer> late = new EnumMap<>(Step.class);

    /** A step was done; one that was never due cannot be late. */
    void done(Step step, Instant at, @Nullable Instant due) {
        (due == null || !at.isAfter(due) ? inTime : late).merge(step, 1, Integer::sum);
    }

    public int inTime(Step step) {
        return inTime.getOrDefault(step, 0);
    }

    public int late(Step step) {
        return late.getOrDefault(step, 0);
    }
}
