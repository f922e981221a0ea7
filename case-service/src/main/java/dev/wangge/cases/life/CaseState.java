package dev.wangge.cases.life;

import dev.wangge.cases.clock.Limits;
import dev.wangge.cases.life.Punctuality.Step;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocatingPostponed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the facts add up to: each is applied once, in order. */
final class CaseState {
    private static final Limits LIMITS = new Limits();

    final Punctuality punctuality = new Punctuality();
    long version;
    Status status = Status.REPORTED;
    @Nullable CaseReported reported;
    @Nullable Instant reportedAt;
    @Nullable CaseLocated location;
    List<String> path = List.of();
    boolean locatingPostponed;
    @Nullable String division;
    @Nullable Tier tier;
    @Nullable CaseTriaged triage;
    @Nullable Assignee assignee;
    @Nullable Instant handleBy;
    @Nullable String handler;
    @Nullable Instant filedAt;
    @Nullable Instant handledAt;
    @Nullable Instant verifiedAt;
    @Nullable Instant closedAt;
    @Nullable CaseRated rating;
    List<String> evidence = List.of();
    int rework;

    void apply(CaseEvent event, Fact fact) {
        switch (event) {
            case CaseReported e -> {
                reported = e;
                reportedAt = fact.at();
                path = e.scope();
            }
            case CaseLocated e -> {
                location = e;
                locatingPostponed = false;
                if (!e.path().isEmpty()) {
                    path = e.path();
                }
            }
            case CaseLocatingPostponed e -> {
                locatingPostponed = true;
                division = e.division();
            }
            case CaseLeftForDispatcher e -> {}
            case CaseAccepted e -> {
                filed(fact.at());
                accepted(fact.at());
            }
            case CaseDeclined e -> {
                status = Status.DECLINED;
                accepted(fact.at());
            }
            case CaseVoided e -> status = Status.VOID;
            case CaseTriaged e -> {
                triage = e;
                tier = Tier.valueOf(e.tier());
            }
            case CaseDispatched e -> {
                status = Status.DISPATCHED;
                assignee = e.assignee();
                handleBy = e.handleBy();
            }
            case CaseRecalled e -> unassign(fact.at());
            case CaseReturned e -> unassign(fact.at());
            case CaseStarted e -> status = Status.IN_PROGRESS;
            case CaseHandled e -> {
                status = Status.HANDLED;
                handled(e.evidence(), fact);
            }
            case CaseSettled e -> {
                if (status == Status.REPORTED) {
                    accepted(fact.at());
                }
                status = Status.CLOSED;
                closedAt = fact.at();
                handled(e.evidence(), fact);
            }
            case CaseVerified e -> {
                status = Status.VERIFIED;
                verifiedAt = fact.at();
                punctuality.done(Step.VERIFY, fact.at(), verifyBy());
            }
            case CaseVerificationFailed e -> {
                status = Status.IN_PROGRESS;
                punctuality.done(Step.VERIFY, fact.at(), verifyBy());
                rework++;
            }
            case CaseClosed e -> {
                status = Status.CLOSED;
                closedAt = fact.at();
            }
            case CaseRated e -> rating = e;
            case CaseReplied e -> {}
            case CaseNoted e -> {}
            case CaseAlertAcknowledged e -> {}
            case CaseAlertReported e -> {}
        }
        if (moves(event)) {
            version++;
        }
    }

    private static boolean moves(CaseEvent event) {
        return !(event instanceof CaseAlertReported
                || event instanceof CaseAlertAcknowledged
                || event instanceof CaseNoted);
    }

    /** A report is answered by taking it up or by saying that it will not be. */
    private void accepted(Instant at) {
        punctuality.done(Step.ACCEPT, at, acceptBy());
    }

    private void handled(List<String> with, Fact fact) {
        evidence = with;
        handler = fact.by();
        handledAt = fact.at();
        punctuality.done(Step.HANDLE, fact.at(), handleBy);
    }

    private void filed(Instant at) {
        status = Status.FILED;
        filedAt = at;
    }

    private void unassign(Instant at) {
        filed(at);
        assignee = null;
        handleBy = null;
    }

    Instant acceptBy() {
        return LIMITS.acceptBy(Objects.requireNonNull(reportedAt));
    }

    /** Null before it was handled. */
    @Nullable Instant verifyBy() {
        return handledAt == null ? null : LIMITS.verifyBy(handledAt);
    }

    /** Null before it was filed. */
    @Nullable Instant dispatchBy() {
        return filedAt == null ? null : LIMITS.dispatchBy(filedAt);
    }

    /** Null before it was verified. */
    @Nullable Instant closeBy() {
        return verifiedAt == null ? null : LIMITS.closeBy(verifiedAt);
    }

    /** When the step it waits for has to be done; null when it waits for none any more. */
    @Nullable Instant dueAt() {
        return switch (status) {
            case REPORTED -> acceptBy();
            case FILED -> dispatchBy();
            case DISPATCHED, IN_PROGRESS -> handleBy;
            case HANDLED -> verifyBy();
            case VERIFIED -> closeBy();
            case CLOSED, DECLINED, VOID -> null;
        };
    }
}
