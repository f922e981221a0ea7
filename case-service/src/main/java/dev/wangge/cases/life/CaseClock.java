package dev.wangge.cases.life;

import dev.wangge.cases.clock.Limits;
import dev.wangge.cases.life.time.HandlingTime;
import dev.wangge.cases.life.time.Punctuality;
import dev.wangge.cases.life.time.Step;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAnswered;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDueMoved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionApproved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseQuestionLapsed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseResumed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * By when each step is due, as the fact that began it says, and how punctual those before were.
 * Each is null before its step began.
 *
 * @param since when the present step began; handling begins with acceptance
 */
record CaseClock(
        @Nullable Instant acceptBy,
        @Nullable Instant dispatchBy,
        @Nullable Instant handleBy,
        @Nullable Instant verifyBy,
        @Nullable Instant closeBy,
        @Nullable Instant since,
        HandlingTime handling,
        Punctuality punctuality) {
    static final CaseClock STOPPED =
            new CaseClock(null, null, null, null, null, null, HandlingTime.NONE, Punctuality.NONE);

    /** Facts from before they said when a step is due were decided by these. */
    private static final Limits BEFORE = new Limits();

    /**
     * @param status before the event
     * @param isOpen whether the case is after it
     */
    CaseClock apply(CaseEvent event, Fact fact, Status status, boolean isOpen) {
        return moved(event, fact, status)
                .running(since(event, fact), handling.apply(event, fact, isOpen));
    }

    private @Nullable Instant since(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseReported _,
                    CaseAccepted _,
                    CaseRecalled _,
                    CaseReturned _,
                    CaseReopened _,
                    CaseHandled _,
                    CaseVerified _ ->
                    fact.at();
            default -> since;
        };
    }

    private CaseClock moved(CaseEvent event, Fact fact, Status status) {
        return switch (event) {
            case CaseReported e -> reported(due(e.acceptBy(), fact, BEFORE::acceptBy));
            // A report is answered by taking it up or by saying that it will not be.
            case CaseAccepted e ->
                    done(Step.ACCEPT, acceptBy, fact).filed(e.dispatchBy(), fact, handleBy);
            case CaseDeclined _ -> done(Step.ACCEPT, acceptBy, fact);
            case CaseMerged _ ->
                    status == Status.REPORTED ? done(Step.ACCEPT, acceptBy, fact) : this;
            case CaseRecalled e -> filed(e.dispatchBy(), fact, null);
            case CaseReturned e -> filed(e.dispatchBy(), fact, null);
            case CaseReopened e -> filed(e.dispatchBy(), fact, null);
            case CaseDispatched e -> handledBy(e.handleBy());
            case CaseExtensionApproved e -> handledBy(e.handleBy());
            case CaseResumed e -> handledBy(e.handleBy());
            case CaseAnswered e -> e.handleBy() == null ? this : handledBy(e.handleBy());
            case CaseQuestionLapsed e -> e.handleBy() == null ? this : handledBy(e.handleBy());
            case CaseDueMoved e -> e.side() == null ? due(Step.valueOf(e.step()), e.dueAt()) : this;
            case CaseHandled e ->
                    handlingDone(fact).handled(due(e.verifyBy(), fact, BEFORE::verifyBy));
            case CaseSettled _ -> {
                var accepted = status == Status.REPORTED ? done(Step.ACCEPT, acceptBy, fact) : this;
                yield accepted.handlingDone(fact);
            }
            case CaseVerificationFailed e ->
                    done(Step.VERIFY, verifyBy, fact)
                            .handledBy(e.handleBy() == null ? handleBy : e.handleBy());
            case CaseVerified e ->
                    done(Step.VERIFY, verifyBy, fact)
                            .verified(due(e.closeBy(), fact, BEFORE::closeBy));
            default -> this;
        };
    }

    private CaseClock due(Step step, Instant at) {
        return switch (step) {
            case ACCEPT -> reported(at);
            case DISPATCH ->
                    new CaseClock(
                            acceptBy,
                            at,
                            handleBy,
                            verifyBy,
                            closeBy,
                            since,
                            handling,
                            punctuality);
            case HANDLE -> handledBy(at);
            case VERIFY -> handled(at);
            case CLOSE -> verified(at);
            // Its due time lies with the check.
            case CHECK -> this;
        };
    }

    private static Instant due(@Nullable Instant said, Fact fact, UnaryOperator<Instant> before) {
        return said == null ? before.apply(fact.at()) : said;
    }

    private CaseClock reported(Instant acceptBy) {
        return new CaseClock(
                acceptBy, dispatchBy, handleBy, verifyBy, closeBy, since, handling, punctuality);
    }

    private CaseClock filed(@Nullable Instant dispatchBy, Fact fact, @Nullable Instant handleBy) {
        var due = due(dispatchBy, fact, BEFORE::dispatchBy);
        return new CaseClock(
                acceptBy, due, handleBy, verifyBy, closeBy, since, handling, punctuality);
    }

    private CaseClock handledBy(@Nullable Instant handleBy) {
        return new CaseClock(
                acceptBy, dispatchBy, handleBy, verifyBy, closeBy, since, handling, punctuality);
    }

    private CaseClock handled(Instant verifyBy) {
        return new CaseClock(
                acceptBy, dispatchBy, handleBy, verifyBy, closeBy, since, handling, punctuality);
    }

    private CaseClock verified(Instant closeBy) {
        return new CaseClock(
                acceptBy, dispatchBy, handleBy, verifyBy, closeBy, since, handling, punctuality);
    }

    /** While it stood it could not become late. */
    private CaseClock handlingDone(Fact fact) {
        var stood = handling.standsSince();
        return done(Step.HANDLE, handleBy, stood == null ? fact.at() : stood);
    }

    private CaseClock done(Step step, @Nullable Instant due, Fact fact) {
        return done(step, due, fact.at());
    }

    private CaseClock done(Step step, @Nullable Instant due, Instant at) {
        return new CaseClock(
                acceptBy,
                dispatchBy,
                handleBy,
                verifyBy,
                closeBy,
                since,
                handling,
                punctuality.done(step, at, due));
    }

    private CaseClock running(@Nullable Instant from, HandlingTime time) {
        return new CaseClock(
                acceptBy, dispatchBy, handleBy, verifyBy, closeBy, from, time, punctuality);
    }

    boolean isSuspended() {
        return handling.suspension() != null;
    }

    /** By when the answer is there, or lapses, for which handling it stands; null without any. */
    @Nullable Instant awaitedIn(Status status) {
        return status.step() == Step.HANDLE && !isSuspended() ? handling.awaitedUntil() : null;
    }

    /** When the step it waits for began; null when it waits for none any more. */
    @Nullable Instant began(Status status) {
        return switch (status) {
            case REPORTED, FILED, HANDLED, VERIFIED -> since;
            case DISPATCHED, IN_PROGRESS -> handling.from();
            case CLOSED, DECLINED, VOID, MERGED -> null;
        };
    }

    /** When the step it waits for has to be done; null when it waits for none any more. */
    @Nullable Instant dueIn(Status status) {
        var suspension = handling.suspension();
        if (suspension != null) {
            return suspension.until();
        }
        var awaited = awaitedIn(status);
        if (awaited != null) {
            return awaited;
        }
        return switch (status) {
            case REPORTED -> acceptBy;
            case FILED -> dispatchBy;
            case DISPATCHED, IN_PROGRESS -> handleBy;
            case HANDLED -> verifyBy;
            case VERIFIED -> closeBy;
            case CLOSED, DECLINED, VOID, MERGED -> null;
        };
    }
}
