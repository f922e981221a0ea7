package dev.wangge.notify.alert;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what: each a row of the events that are told, their audience, who answers it, the
 * events that settle it, and the rule by which those above are told when it reached nobody. The
 * name picks the wording, the subject says how urgent it is.
 */
public enum Rule {
    /** A case was given to somebody: the member or unit it was given to. */
    DISPATCHED(
            Set.of(CaseDispatched.class),
            Audience.ASSIGNEE,
            Answer.BY_RECIPIENT,
            Settled.BY_WORK,
            "UNDELIVERED"),
    /** A case came in and did not go out by itself: the dispatcher of its place. */
    LEFT_FOR_DISPATCHER(
            Set.of(CaseLeftForDispatcher.class),
            Audience.DISPATCHER,
            Answer.BY_ANYBODY,
            Settled.BY_DISPATCHERS,
            "UNDELIVERED"),
    /** A case was closed: its reporter. Nobody is above them. */
    CLOSED(
            Set.of(CaseClosed.class, CaseSettled.class),
            Audience.REPORTER,
            Answer.BY_RECIPIENT,
            Set.of(CaseDispatched.class),
            null),
    /** Somebody could not be told: the dispatcher above them, and whoever is on duty there. */
    UNDELIVERED(Set.of(), Audience.SUPERIORS, Answer.BY_RECIPIENT, Settled.BY_WORK, "UNDELIVERED"),
    /** A zero-report is not there and the hour is near: whoever reports for its division. */
    ZERO_REPORT_DUE(
            Set.of(ZeroReportChased.class),
            Audience.REPORTING,
            Answer.ALSO_BY_SMS,
            Settled.BY_REPORT,
            "ZERO_REPORT_UNREACHED"),
    /** Whoever reports could not be reminded: the dispatcher above them, and who is on duty. */
    ZERO_REPORT_UNREACHED(
            Set.of(),
            Audience.SUPERIORS,
            Answer.BY_RECIPIENT,
            Settled.BY_REPORT,
            "ZERO_REPORT_UNREACHED"),
    /** The hour passed without a zero-report: the superior. */
    ZERO_REPORT_MISSED(
            Set.of(ZeroReportMissed.class),
            Audience.ESCALATED_TO,
            Answer.BY_RECIPIENT,
            Settled.BY_REPORT,
            "ZERO_REPORT_MISSED");

    /** Who answers it: all others overtake it. */
    private enum Answer {
        BY_RECIPIENT,
        /** A dispatch centre is not the person who acts for it. */
        BY_ANYBODY,
        /** The recipient, also by an SMS that says something. */
        ALSO_BY_SMS
    }

    /** What several rules are settled by. */
    private static final class Settled {
        static final Set<Class<?>> BY_WORK =
                Set.of(
                        CaseDispatched.class,
                        CaseStarted.class,
                        CaseHandled.class,
                        CaseRecalled.class,
                        CaseReturned.class,
                        CaseSettled.class,
                        CaseClosed.class);
        static final Set<Class<?>> BY_DISPATCHERS =
                Set.of(
                        CaseDispatched.class,
                        CaseAccepted.class,
                        CaseDeclined.class,
                        CaseVoided.class,
                        CaseSettled.class,
                        CaseClosed.class);
        static final Set<Class<?>> BY_REPORT =
                Set.of(ZeroReportFiled.class, ZeroReportWithdrawn.class);
    }

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Class<?>> toldOf;

    private final Audience audience;
    private final Answer answer;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Class<?>> settledBy;

    private final @Nullable String whenUndelivered;

    Rule(
            Set<Class<?>> toldOf,
            Audience audience,
            Answer answer,
            Set<Class<?>> settledBy,
            @Nullable String whenUndelivered) {
        this.toldOf = toldOf;
        this.audience = audience;
        this.answer = answer;
        this.settledBy = settledBy;
        this.whenUndelivered = whenUndelivered;
    }

    /** Whether somebody is told of such an event by it. */
    public boolean isToldOf(Object event) {
        return toldOf.contains(event.getClass());
    }

    /** Whether such an event settles its alerts about the same subject. */
    public boolean isSettledBy(Object event) {
        return settledBy.contains(event.getClass());
    }

    public Audience audience() {
        return audience;
    }

    /** Whether what anybody does answers it. */
    public boolean isAnsweredByAnybody() {
        return answer == Answer.BY_ANYBODY;
    }

    /** Whether an SMS in answer says something. */
    public boolean isAnswerable() {
        return answer == Answer.ALSO_BY_SMS;
    }

    /** What happens when nobody could be told; empty where nobody is above, as for a reporter. */
    public Optional<Rule> whenUndelivered() {
        return Optional.ofNullable(whenUndelivered).map(Rule::valueOf);
    }
}
