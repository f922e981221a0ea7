package dev.wangge.cases.life.bond;

import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDuplicateAdded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeCompleted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeUndone;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.contracts.cases.v1.CaseEvent.Duplicate;
import dev.wangge.platform.event.Fact;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which cases it belongs together with.
 *
 * @param merger null while it is no duplicate
 * @param duplicates that were merged into it, oldest first, with those of theirs
 */
public record Bonds(@Nullable Merger merger, List<Duplicate> duplicates) {
    public static final Bonds NONE = new Bonds(null, List.of());

    /** All of them lie with the case's state, and in each fact that their reporters are told of. */
    public static final int MOST_DUPLICATES = 100;

    public Bonds {
        duplicates = Objects.requireNonNullElse(duplicates, List.of());
    }

    public Bonds apply(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseMerged e ->
                    merged(new Merger(e.into(), e.intoNumber(), e.status(), fact.at(), false));
            case CaseMergeCompleted _ -> merged(merger == null ? null : merger.complete());
            case CaseMergeUndone _ -> merged(null);
            case CaseDuplicateAdded e -> with(e.duplicate());
            default -> this;
        };
    }

    private Bonds merged(@Nullable Merger into) {
        return new Bonds(into, duplicates);
    }

    private Bonds with(Duplicate added) {
        return new Bonds(merger, Stream.concat(duplicates.stream(), Stream.of(added)).toList());
    }

    /** As facts carry them. */
    public @Nullable List<Duplicate> duplicatesIfAny() {
        return duplicates.isEmpty() ? null : duplicates;
    }

    /** Whether this case is among its duplicates. */
    public boolean knows(String id) {
        return duplicates.stream().anyMatch(one -> one.id().equals(id));
    }

    /** What of it is still to be written into another case. */
    public Optional<WakeUp> errand() {
        return merger == null || merger.isComplete()
                ? Optional.empty()
                : Optional.of(new WakeUp.CompleteMerge(merger.at()));
    }
}
