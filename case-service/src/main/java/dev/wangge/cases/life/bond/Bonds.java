package dev.wangge.cases.life.bond;

import dev.wangge.cases.clock.Ladder;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDueMoved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDuplicateAdded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseEscalated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseJoined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeCompleted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeUndone;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.contracts.cases.v1.CaseEvent.CasePartFinished;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReminded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.Duplicate;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.contracts.cases.v1.CaseKind;
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
 * @param parts of the sides that joined whoever is in charge, in this round
 * @param family what it was split into, or split off
 */
public record Bonds(
        @Nullable Merger merger, List<Duplicate> duplicates, List<Part> parts, Family family) {
    public static final Bonds NONE = new Bonds(null, List.of(), List.of(), Family.NONE);

    /** All of them lie with the case's state, and in each fact that their reporters are told of. */
    public static final int MOST_DUPLICATES = 100;

    public Bonds {
        duplicates = Objects.requireNonNullElse(duplicates, List.of());
        parts = Objects.requireNonNullElse(parts, List.of());
        family = Objects.requireNonNullElse(family, Family.NONE);
    }

    /**
     * What this fact makes of them.
     *
     * @param isOpen whether the case is open after it
     */
    public Bonds apply(CaseEvent event, Fact fact, boolean isOpen) {
        var kin = family.apply(event, fact, isOpen);
        return applied(event, fact).within(kin);
    }

    private Bonds applied(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseMerged e ->
                    merged(new Merger(e.into(), e.intoNumber(), e.status(), fact.at(), false));
            case CaseMergeCompleted _ -> merged(merger == null ? null : merger.complete());
            case CaseMergeUndone _ -> merged(null);
            case CaseDuplicateAdded e -> with(e.duplicate());
            case CaseJoined e -> joined(Part.joined(e, fact));
            case CaseReopened _ -> parts(List.of());
            case CaseReminded _, CaseEscalated _, CaseDueMoved _, CasePartFinished _ ->
                    parts(parts.stream().map(part -> part.apply(event, fact)).toList());
            default -> this;
        };
    }

    private Bonds merged(@Nullable Merger into) {
        return new Bonds(into, duplicates, parts, family);
    }

    private Bonds with(Duplicate added) {
        var all = Stream.concat(duplicates.stream(), Stream.of(added)).toList();
        return new Bonds(merger, all, parts, family);
    }

    private Bonds parts(List<Part> those) {
        return new Bonds(merger, duplicates, those, family);
    }

    private Bonds within(Family kin) {
        return kin.equals(family) ? this : new Bonds(merger, duplicates, parts, kin);
    }

    /** A side that was done may join once more. */
    private Bonds joined(Part part) {
        return parts(
                Stream.concat(
                                parts.stream().filter(it -> !it.side().equals(part.side())),
                                Stream.of(part))
                        .toList());
    }

    /** Parts that are not done yet. */
    public List<Part> openParts() {
        return parts.stream().filter(Part::awaitsWork).toList();
    }

    /** Who finished a part, as the facts say it. */
    public List<String> finishers() {
        return parts.stream().map(Part::finishedBy).flatMap(Stream::ofNullable).toList();
    }

    /** A part that is not done yet; empty where that side has none. */
    public Optional<Part> openPart(Side side) {
        return openParts().stream().filter(part -> part.side().equals(side)).findFirst();
    }

    /** What comes by itself of parts that nobody finishes. */
    public List<WakeUp> plan(CaseKind kind, Ladder ladder, List<String> above) {
        return parts.stream().flatMap(part -> part.plan(kind, ladder, above)).toList();
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
                ? family.errand()
                : Optional.of(new WakeUp.CompleteMerge(merger.at()));
    }
}
