package dev.wangge.notify.alert;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseAnswered;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCheckPassed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildrenEnded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseEscalated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionApproved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionRefused;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseFollowUpOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseForwarded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseJoined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeCompleted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeUndone;
import dev.wangge.contracts.cases.v1.CaseEvent.CasePartFinished;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseQuestionLapsed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReminded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseResumed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplit;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervised;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervisionAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSuspended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseWindowWarned;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
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
            Set.of(CaseDispatched.class, CaseReopened.class),
            null),
    /** The reporter is told something: a newer reply, which the page then shows, stands for it. */
    REPLIED(
            Set.of(CaseReplied.class),
            Audience.REPORTER,
            Answer.BY_RECIPIENT,
            Set.of(CaseReplied.class),
            null),
    /** It is not taken up: its reporter. */
    DECLINED(Set.of(CaseDeclined.class), Audience.REPORTER, Answer.BY_RECIPIENT, Set.of(), null),
    /** It is a duplicate, and was merged into an older one: its reporter. */
    MERGED(
            Set.of(CaseMergeCompleted.class),
            Audience.REPORTER,
            Answer.BY_RECIPIENT,
            Set.of(),
            null),
    /** What it was merged into was closed: the reporter of the duplicate, who is asked nothing. */
    CLOSED_WITH_OTHER(
            Set.of(CaseClosed.class, CaseSettled.class),
            Audience.DUPLICATE_REPORTER,
            Answer.BY_RECIPIENT,
            Set.of(CaseReopened.class),
            null),
    /** What it was to be merged into had ended: the dispatcher, who has it again. */
    MERGE_UNDONE(
            Set.of(CaseMergeUndone.class),
            Audience.DISPATCHER,
            Answer.BY_ANYBODY,
            Settled.BY_DISPATCHERS,
            "UNDELIVERED"),
    /** 询问: its reporter, who answers by the link; where they are not reached nobody will answer. */
    ASKED(
            Set.of(CaseAsked.class),
            Audience.REPORTER,
            Answer.IN_WORDS,
            Settled.BY_END,
            "UNDELIVERED"),
    /** 转办: somebody without account, who answers by the link. */
    FORWARDED(
            Set.of(CaseForwarded.class),
            Audience.OUTSIDER,
            Answer.IN_WORDS,
            Settled.BY_END,
            "UNDELIVERED"),
    /** What was asked is answered: who has it, or else the dispatcher. */
    ANSWERED(
            Set.of(CaseAnswered.class),
            Audience.ASSIGNEE_OR_DISPATCHER,
            Answer.BY_RECIPIENT,
            Settled.BY_RESULT,
            "UNDELIVERED"),
    /** Nobody answered in time: the dispatcher, who asks again or goes on without. */
    QUESTION_LAPSED(
            Set.of(CaseQuestionLapsed.class),
            Audience.DISPATCHER,
            Answer.BY_ANYBODY,
            Settled.and(
                    Settled.BY_RESULT, CaseAsked.class, CaseForwarded.class, CaseAnswered.class),
            "UNDELIVERED"),
    /** Who had it gave it back: the dispatcher, who gives it to another. */
    RETURNED(
            Set.of(CaseReturned.class),
            Audience.DISPATCHER,
            Answer.BY_ANYBODY,
            Settled.BY_DISPATCHERS,
            "UNDELIVERED"),
    /** It was taken back: who had it, whatever becomes of it, or they would be on their way. */
    RECALLED(
            Set.of(CaseRecalled.class),
            Audience.PREVIOUS,
            Answer.BY_RECIPIENT,
            Set.of(),
            "UNDELIVERED"),
    /** It was given to another: who had it. */
    TAKEN_OVER(
            Set.of(CaseDispatched.class),
            Audience.PREVIOUS,
            Answer.BY_RECIPIENT,
            Set.of(),
            "UNDELIVERED"),
    /** 返工: it did not pass, and is theirs once more. */
    REWORK(
            Set.of(CaseVerificationFailed.class),
            Audience.ASSIGNEE,
            Answer.BY_RECIPIENT,
            Settled.BY_WORK,
            "UNDELIVERED"),
    /** A new round: the dispatcher. */
    REOPENED(
            Set.of(CaseReopened.class),
            Audience.DISPATCHER,
            Answer.BY_ANYBODY,
            Settled.BY_DISPATCHERS,
            "UNDELIVERED"),
    /** 回访: its reporter is not content: the dispatcher, who has it looked at once more. */
    FOLLOW_UP(
            Set.of(CaseFollowUpOpened.class),
            Audience.DISPATCHER,
            Answer.BY_ANYBODY,
            Set.of(CaseCheckPassed.class, CaseReopened.class),
            "UNDELIVERED"),
    /** What they were not content with was looked at once more, and stays closed: its reporter. */
    FOLLOWED_UP(
            Set.of(CaseCheckPassed.class),
            Audience.REPORTER,
            Answer.BY_RECIPIENT,
            Set.of(CaseReopened.class),
            null),
    /** A new round: its reporter, who thought that it was over. */
    REOPENED_REPORTER(
            Set.of(CaseReopened.class),
            Audience.REPORTER,
            Answer.BY_RECIPIENT,
            Set.of(CaseClosed.class, CaseSettled.class),
            null),
    /** 延期 is asked for: the dispatcher, who decides. */
    EXTENSION_ASKED(
            Set.of(CaseExtensionAsked.class),
            Audience.DISPATCHER,
            Answer.BY_ANYBODY,
            Settled.and(Settled.BY_RESULT, CaseExtensionApproved.class, CaseExtensionRefused.class),
            "UNDELIVERED"),
    EXTENSION_APPROVED(
            Set.of(CaseExtensionApproved.class),
            Audience.ASSIGNEE,
            Answer.BY_RECIPIENT,
            Settled.BY_RESULT,
            "UNDELIVERED"),
    EXTENSION_REFUSED(
            Set.of(CaseExtensionRefused.class),
            Audience.ASSIGNEE,
            Answer.BY_RECIPIENT,
            Settled.BY_RESULT,
            "UNDELIVERED"),
    /** 挂起: who has it need not hurry. */
    SUSPENDED(
            Set.of(CaseSuspended.class),
            Audience.ASSIGNEE,
            Answer.BY_RECIPIENT,
            Settled.and(Settled.BY_RESULT, CaseResumed.class),
            "UNDELIVERED"),
    /** Its clock runs on: who has it. */
    RESUMED(
            Set.of(CaseResumed.class),
            Audience.ASSIGNEE,
            Answer.BY_RECIPIENT,
            Settled.BY_RESULT,
            "UNDELIVERED"),
    /** It stands still, and the season of its work ends: who has it. */
    WINDOW_SHUTS(
            Set.of(CaseWindowWarned.class),
            Audience.ASSIGNEE_OR_DISPATCHER,
            Answer.BY_RECIPIENT,
            Settled.and(Settled.BY_RESULT, CaseResumed.class),
            "UNDELIVERED"),
    /** The season of what stands still below them ends: their superior. */
    WINDOW_SHUTS_SUPERIOR(
            Set.of(CaseWindowWarned.class),
            Audience.SUPERIOR,
            Answer.BY_RECIPIENT,
            Settled.and(Settled.BY_RESULT, CaseResumed.class),
            "UNDELIVERED"),
    /** 联合处置: a side that takes part from now on, or whoever dispatches for that county. */
    JOINED(
            Set.of(CaseJoined.class),
            Audience.JOINED,
            Answer.BY_RECIPIENT,
            Settled.BY_ALL_DONE,
            "UNDELIVERED"),
    /** Another takes part: who has it, and is in charge. */
    JOINED_IN_CHARGE(
            Set.of(CaseJoined.class),
            Audience.ASSIGNEE,
            Answer.BY_RECIPIENT,
            Settled.BY_RESULT,
            "UNDELIVERED"),
    /** Another takes part: the dispatch centre of the place. */
    JOINED_HERE(
            Set.of(CaseJoined.class),
            Audience.DISPATCHER,
            Answer.BY_ANYBODY,
            Settled.BY_RESULT,
            "UNDELIVERED"),
    /** A side is done with its part: who is in charge, else the dispatcher. */
    PART_FINISHED(
            Set.of(CasePartFinished.class),
            Audience.ASSIGNEE_OR_DISPATCHER,
            Answer.BY_RECIPIENT,
            Settled.BY_RESULT,
            "UNDELIVERED"),
    /** All that it was split into have ended: who has it may bring it to its end. */
    CHILDREN_ENDED(
            Set.of(CaseChildrenEnded.class),
            Audience.ASSIGNEE_OR_DISPATCHER,
            Answer.BY_RECIPIENT,
            Settled.and(Settled.BY_RESULT, CaseChildReopened.class, CaseSplit.class),
            "UNDELIVERED"),
    /** A step is due before long: who has it where it is theirs, else the dispatcher. */
    REMINDED(
            Set.of(CaseReminded.class),
            Audience.ASSIGNEE_OR_DISPATCHER,
            Answer.BY_RECIPIENT,
            Settled.BY_ANY_STEP,
            "UNDELIVERED"),
    /** A step is overdue: the dispatcher of the division to which it climbs. */
    ESCALATED(
            Set.of(CaseEscalated.class),
            Audience.ESCALATED_TO,
            Answer.BY_RECIPIENT,
            Settled.BY_ANY_STEP,
            "UNDELIVERED"),
    /** 督办: who has it, or is to give it to somebody. */
    SUPERVISED(
            Set.of(CaseSupervised.class),
            Audience.ASSIGNEE_OR_DISPATCHER,
            Answer.BY_RECIPIENT,
            Settled.and(Settled.BY_RESULT, CaseSupervisionAcknowledged.class),
            "UNDELIVERED"),
    /** 督办 of somebody below: their superior. */
    SUPERVISED_SUPERIOR(
            Set.of(CaseSupervised.class),
            Audience.SUPERIOR,
            Answer.BY_RECIPIENT,
            Settled.BY_RESULT,
            "UNDELIVERED"),
    /** Somebody could not be told: the dispatcher above them, and whoever is on duty there. */
    UNDELIVERED(
            Set.of(), Audience.SUPERIORS, Answer.BY_RECIPIENT, Settled.BY_ANY_STEP, "UNDELIVERED"),
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
        /** The recipient, in words: by the link, or by SMS to whoever asked. */
        IN_WORDS,
        /** The recipient, also by an SMS that says something. */
        ALSO_BY_SMS
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

    Set<Class<?>> toldOf() {
        return toldOf;
    }

    Set<Class<?>> settledBy() {
        return settledBy;
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

    /** Whether its recipient is asked something about a case. */
    public boolean isQuestion() {
        return answer == Answer.IN_WORDS;
    }

    /** What happens when nobody could be told; empty where nobody is above, as for a reporter. */
    public Optional<Rule> whenUndelivered() {
        return Optional.ofNullable(whenUndelivered).map(Rule::valueOf);
    }
}
