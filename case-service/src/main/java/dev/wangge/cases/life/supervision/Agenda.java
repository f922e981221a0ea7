package dev.wangge.cases.life.supervision;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What comes by itself of a case, as it stands.
 *
 * @param lapses each for itself, the earliest first
 * @param plan what a later one has caught up with need not be told
 * @param isToldToAll it is overdue, and everybody above knows
 */
public record Agenda(List<WakeUp> lapses, List<WakeUp> plan, boolean isToldToAll) {
    public Agenda {
        plan = plan.stream().sorted(Comparator.comparing(WakeUp::at)).toList();
    }

    /** When something comes; null when nothing does. */
    public @Nullable Instant next() {
        return Stream.concat(lapses.stream(), plan.stream())
                .map(WakeUp::at)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** What has come by then; what that has caught up with is left out. */
    public Optional<WakeUp> due(Instant now) {
        // Each question lapses for itself, and lets the time run on that is then looked at.
        return due(lapses, now)
                .findFirst()
                .or(() -> due(plan, now).reduce((earlier, later) -> later));
    }

    private static Stream<WakeUp> due(List<WakeUp> some, Instant now) {
        return some.stream().filter(it -> !it.at().isAfter(now));
    }

    /** Nothing is left to come: everybody above knows, and nobody was asked anything. */
    public boolean isDone() {
        return isToldToAll && lapses.isEmpty();
    }
}
