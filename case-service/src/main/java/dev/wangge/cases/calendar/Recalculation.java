package dev.wangge.cases.calendar;

import dev.wangge.cases.clock.Run;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.time.Step;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDueMoved;
import java.time.Instant;
import java.util.Optional;

/** What a calendar does to the due time that a case waits for. */
final class Recalculation {
    private Recalculation() {}

    private static boolean standsStill(Case it, Step step) {
        return step == Step.HANDLE && it.standsSince() != null;
    }

    /**
     * Empty where nothing moves: what stands still, and what counts day and night.
     *
     * @param rules by which the case is decided, in that calendar
     */
    static Optional<CaseDueMoved> of(Case it, Rulebook rules, Instant now) {
        var step = it.step();
        var before = it.dueAt();
        var began = it.stepBegan();
        if (step == null || before == null || began == null || standsStill(it, step)) {
            return Optional.empty();
        }
        if (!rules.limit(step, it.kind()).isWorking()) {
            return Optional.empty();
        }
        var run = step == Step.HANDLE ? it.handlingTime(now) : Run.since(began);
        var due = rules.dueBy(step, it.kind(), run);
        return due.equals(before)
                ? Optional.empty()
                : Optional.of(
                        new CaseDueMoved(
                                step.name(),
                                due,
                                before,
                                rules.version(),
                                step == Step.HANDLE ? it.assignee() : null,
                                it.about()));
    }
}
