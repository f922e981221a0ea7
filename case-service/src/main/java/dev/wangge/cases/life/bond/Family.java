package dev.wangge.cases.life.bond;

import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildEnded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseParentTold;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplit;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplitOff;
import dev.wangge.platform.event.Fact;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What it was split into, or split off.
 *
 * @param origin null where it is no part of another
 * @param children in the order of their splitting
 */
public record Family(@Nullable Origin origin, List<Child> children) {
    public static final Family NONE = new Family(null, List.of());

    public Family {
        children = Objects.requireNonNullElse(children, List.of());
    }

    /**
     * What this fact makes of it.
     *
     * @param isOpen whether the case is open after it
     */
    Family apply(CaseEvent event, Fact fact, boolean isOpen) {
        var next = applied(event, fact);
        return next.origin == null
                ? next
                : next.from(next.origin.being(!isOpen, fact.at(), fact.seq()));
    }

    private Family applied(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseSplit e -> splitInto(e, fact);
            case CaseChildOpened e -> with(e.child(), child -> child.opened(e.number()));
            case CaseChildEnded e -> with(e.child(), child -> child.said(e.status(), e.asOf()));
            case CaseChildReopened e -> with(e.child(), child -> child.said(null, e.asOf()));
            case CaseSplitOff e ->
                    from(
                            new Origin(
                                    e.parent(),
                                    e.parentNumber(),
                                    e.parentReportedBy(),
                                    false,
                                    fact.at(),
                                    fact.seq(),
                                    true));
            case CaseParentTold _ -> origin == null ? this : from(origin.told());
            default -> this;
        };
    }

    private Family splitInto(CaseSplit event, Fact fact) {
        var added = event.children().stream().map(piece -> Child.of(piece, fact.by(), fact.at()));
        return new Family(origin, Stream.concat(children.stream(), added).toList());
    }

    private Family from(Origin other) {
        return new Family(other, children);
    }

    private Family with(String id, UnaryOperator<Child> change) {
        return new Family(
                origin,
                children.stream()
                        .map(child -> child.id().equals(id) ? change.apply(child) : child)
                        .toList());
    }

    public Optional<Child> child(String id) {
        return children.stream().filter(child -> child.id().equals(id)).findFirst();
    }

    /** Those that are not there yet. */
    public List<Child> unopened() {
        return children.stream().filter(child -> !child.isOpened()).toList();
    }

    /** Those that have not ended. */
    public List<Child> open() {
        return children.stream().filter(Child::awaitsEnd).toList();
    }

    /** What of it is still to be written into another case. */
    public Optional<WakeUp> errand() {
        if (origin != null && !origin.isTold()) {
            return Optional.of(new WakeUp.TellParent(origin.since()));
        }
        return unopened().stream().findFirst().map(child -> new WakeUp.OpenChildren(child.since()));
    }
}
