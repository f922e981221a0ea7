package dev.wangge.cases.calendar;

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
        var limits = rules.limits();
        var limit =
                switch (step) {
                    case ACCEPT -> limits.accept();
                    case DISPATCH -> limits.dispatch();
                    case HANDLE -> limits.handle(it.kind());
                    case VERIFY, CHECK -> limits.verify();
                    case CLOSE -> limits.close();
                };
        if (!limit.isWorking()) {
            return Optional.empty();
        }
        var due =
                switch (step) {
                    case ACCEPT -> rules.acceptBy(began);
                    case DISPATCH -> rules.dispatchBy(began);
                    case HANDLE -> rules.handleBy(it.kind(), it.handlingTime(now));
                    case VERIFY -> rules.verifyBy(began);
                    case CLOSE -> rules.closeBy(began);
                    case CHECK -> rules.checkBy(began);
                };
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
