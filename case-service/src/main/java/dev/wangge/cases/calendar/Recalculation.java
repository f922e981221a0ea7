package dev.wangge.cases.calendar;

import dev.wangge.cases.clock.Run;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.bond.Part;
import dev.wangge.cases.life.time.Step;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDueMoved;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a calendar does to the due times that a case waits for: its step's, and those of parts. */
final class Recalculation {
    private final Case it;
    private final Rulebook rules;

    private Recalculation(Case it, Rulebook rules) {
        this.it = it;
        this.rules = rules;
    }

    /**
     * None where nothing moves: what stands still, and what counts day and night.
     *
     * @param rules by which the case is decided, in that calendar
     */
    static List<CaseDueMoved> of(Case it, Rulebook rules, Instant now) {
        var recalculation = new Recalculation(it, rules);
        var parts =
                Status.OPEN.contains(it.status())
                        ? it.bonds().openParts().stream().flatMap(recalculation::part)
                        : Stream.<CaseDueMoved>empty();
        return Stream.concat(recalculation.step(now), parts).toList();
    }

    private Stream<CaseDueMoved> step(Instant now) {
        var step = it.step();
        var before = it.dueAt();
        var began = it.stepBegan();
        if (step == null || before == null || began == null || standsStill(step)) {
            return Stream.empty();
        }
        var run = step == Step.HANDLE ? it.handlingTime(now) : Run.since(began);
        var handler = step == Step.HANDLE ? it.assignee() : null;
        return moved(step, before, rules.dueBy(step, it.kind(), run, handler), handler, null);
    }

    private boolean standsStill(Step step) {
        return step == Step.HANDLE && it.standsSince() != null;
    }

    /** Its clock asks nothing of those of the others. */
    private Stream<CaseDueMoved> part(Part part) {
        var due = rules.partBy(it.kind(), part.since(), part.side());
        return moved(Step.HANDLE, part.handleBy(), due, null, part.side());
    }

    private Stream<CaseDueMoved> moved(
            Step step,
            Instant before,
            Instant due,
            @Nullable Assignee assignee,
            @Nullable Side side) {
        return due.equals(before) || !rules.limit(step, it.kind()).isWorking()
                ? Stream.empty()
                : Stream.of(
                        new CaseDueMoved(
                                step.name(),
                                due,
                                before,
                                rules.version(),
                                assignee,
                                it.about(),
                                side));
    }
}
