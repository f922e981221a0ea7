package dev.wangge.cases.life.time;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often each step of a case was done in time, and how often late. */
public record Punctuality(Map<Step, Integer> inTime, Map<Step, Integer> late) {
    public static final Punctuality NONE = new Punctuality(Map.of(), Map.of());

    /** A step was done; one that was never due cannot be late. */
    public Punctuality done(Step step, Instant at, @Nullable Instant due) {
        return due == null || !at.isAfter(due)
                ? new Punctuality(more(inTime, step), late)
                : new Punctuality(inTime, more(late, step));
    }

    private static Map<Step, Integer> more(Map<Step, Integer> counts, Step step) {
        var more = new EnumMap<Step, Integer>(Step.class);
        more.putAll(counts);
        more.merge(step, 1, Integer::sum);
        return more;
    }

    public int inTime(Step step) {
        return inTime.getOrDefault(step, 0);
    }

    public int late(Step step) {
        return late.getOrDefault(step, 0);
    }
}
