package dev.wangge.cases.life;

import dev.wangge.cases.life.asking.Questions;
import dev.wangge.cases.life.bond.Bonds;
import dev.wangge.cases.life.check.AfterCheck;
import dev.wangge.cases.life.confidence.Confidence;
import dev.wangge.cases.life.dispatch.Dispatches;
import dev.wangge.cases.life.extent.Extent;
import dev.wangge.cases.life.supervision.Supervision;
import dev.wangge.cases.life.time.Step;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeUndone;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.contracts.cases.v1.CaseEvent.Remark;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the facts add up to, in parts: each applies its own facts, once and in order. It is stored
 * with the case as a snapshot; what it means may change, its {@link #VERSION} then changes too.
 *
 * @param version moves with what was decided
 */
record CaseState(
        long version,
        Status status,
        Filing filing,
        Placing placing,
        Assignment assignment,
        CaseClock clock,
        Handling handling,
        Ending ending,
        Answer answer,
        Supervision supervision,
        Bonds bonds,
        @Nullable AfterCheck check,
        Questions questions,
        Confidence confidence,
        Dispatches dispatches,
        Extent extent) {
    /** Snapshots of another are made anew from the facts. */
    static final int VERSION = 5;

    static final CaseState NONE =
            new CaseState(
                    0,
                    Status.REPORTED,
                    Filing.NONE,
                    Placing.NOWHERE,
                    Assignment.NONE,
                    CaseClock.STOPPED,
                    Handling.NONE,
                    Ending.NONE,
                    Answer.NONE,
                    Supervision.NONE,
                    Bonds.NONE,
                    null,
                    Questions.NONE,
                    Confidence.NONE,
                    Dispatches.NONE,
                    Extent.UNKNOWN);

    CaseState {
        // Snapshots of before have none, and no fact that would say one.
        extent = Objects.requireNonNullElse(extent, Extent.UNKNOWN);
    }

    CaseState apply(CaseEvent event, Fact fact) {
        var status = status(event);
        var isOpen = Status.OPEN.contains(status);
        var clock = this.clock.apply(event, fact, this.status, isOpen);
        var check = AfterCheck.after(this.check, event, fact);
        return new CaseState(
                event instanceof Remark ? version : version + 1,
                status,
                filing.apply(event, fact),
                placing.apply(event),
                assignment.apply(event),
                clock,
                handling.apply(event, fact, office()),
                ending.apply(event, fact),
                answer.apply(event, fact),
                supervision.apply(
                        event, fact, waitsFor(clock, status, check), dueAt(clock, status, check)),
                bonds.apply(event, fact, isOpen),
                check,
                questions.apply(event, fact, isOpen),
                confidence.apply(event),
                dispatches.apply(event, fact, assignment.assignee() != null, placing.own()),
                extent.apply(event));
    }

    private static @Nullable String waitsFor(
            CaseClock clock, Status status, @Nullable AfterCheck check) {
        if (clock.isSuspended()) {
            return Supervision.SUSPENDED;
        }
        if (clock.awaitedIn(status) != null) {
            return Supervision.AWAITING;
        }
        var step = step(status, check);
        return step == null ? null : step.name();
    }

    /** What it waits for; null when for nothing more. */
    @Nullable Step step() {
        return step(status, check);
    }

    private static @Nullable Step step(Status status, @Nullable AfterCheck check) {
        return check == null ? status.step() : Step.CHECK;
    }

    /** When the step it waits for began; null when it waits for none any more. */
    @Nullable Instant began() {
        return check == null ? clock.began(status) : check.since();
    }

    /** When the step it waits for has to be done; null when it waits for none any more. */
    @Nullable Instant dueAt() {
        return dueAt(clock, status, check);
    }

    private static @Nullable Instant dueAt(
            CaseClock clock, Status status, @Nullable AfterCheck check) {
        return check == null ? clock.dueIn(status) : check.checkBy();
    }

    /** Whose work it is. */
    private @Nullable Office office() {
        var assignee = assignment.assignee();
        if (assignee != null && assignee.type().equals("UNIT")) {
            return new Office("UNIT", assignee.code());
        }
        return placing.office();
    }

    private Status status(CaseEvent event) {
        return switch (event) {
            case CaseReported _ -> Status.REPORTED;
            case CaseAccepted _, CaseRecalled _, CaseReturned _, CaseReopened _ -> Status.FILED;
            case CaseDeclined _ -> Status.DECLINED;
            case CaseVoided _ -> Status.VOID;
            case CaseMerged _ -> Status.MERGED;
            case CaseMergeUndone e -> Status.valueOf(e.status());
            case CaseDispatched _ -> Status.DISPATCHED;
            case CaseStarted _, CaseVerificationFailed _ -> Status.IN_PROGRESS;
            case CaseHandled _ -> Status.HANDLED;
            case CaseVerified _ -> Status.VERIFIED;
            case CaseSettled _, CaseClosed _ -> Status.CLOSED;
            case CaseEvent _ -> status;
        };
    }
}
