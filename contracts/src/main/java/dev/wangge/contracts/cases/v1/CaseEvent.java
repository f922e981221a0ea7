package dev.wangge.contracts.cases.v1;

import dev.wangge.contracts.EventType;
import dev.wangge.contracts.Recipient;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fact in the life of a case. Who did it and when are in the envelope. Names, phones and free
 * text never ride in a fact: people are references, texts are salted digests.
 */
public sealed interface CaseEvent {

    /** Whether it is taken up, and at which level. */
    sealed interface Filing extends CaseEvent {}

    /** Where it lies. */
    sealed interface Locating extends CaseEvent {}

    /** Who has it. */
    sealed interface Dispatching extends CaseEvent {}

    /** The work. */
    sealed interface Handling extends CaseEvent {}

    /** The check of it, and its end. */
    sealed interface Verification extends CaseEvent {}

    /** By when it is to be done, and why later than at first. */
    sealed interface Timing extends CaseEvent {}

    /** 督办: those above press for it. */
    sealed interface Supervision extends CaseEvent {}

    /** Which cases it belongs together with. */
    sealed interface Bonding extends CaseEvent {}

    /** What is asked of people outside, and what they answer. */
    sealed interface Asking extends CaseEvent {}

    /** What the reporter is told, and says. */
    sealed interface Feedback extends CaseEvent {}

    /** Known of it, and no decision: the version of a case stays. */
    sealed interface Remark extends CaseEvent {}

    /**
     * Somebody reported it. {@code reporter} is a person reference on wangge.people.v1;
     * coordinates, address and grid are as the report gave them. Added later: acceptBy, by when it
     * is to be answered, and the version of the rulebook that said so; externalRef, as its client
     * calls it; attachments, photos or references that came with it.
     */
    @EventType("wangge.case.reported.v1")
    record CaseReported(
            String number,
            String kind,
            String channel,
            @Nullable String reporter,
            @Nullable Instant occurredAt,
            List<String> scope,
            String title,
            @Nullable String description,
            @Nullable Coordinates coordinates,
            @Nullable String address,
            @Nullable String gridCode,
            @Nullable Instant acceptBy,
            @Nullable String rulebook,
            @Nullable String externalRef,
            @Nullable List<String> attachments)
            implements Filing {}

    /** With the report: that only named people see it, or that its reporter stays hidden. */
    @EventType("wangge.case.confided.v1")
    record CaseConfided(boolean confidential, boolean hidesReporter) implements Filing {}

    /** What it is about: the category at last, and those above it, the widest first. */
    @EventType("wangge.case.categorized.v1")
    record CaseCategorized(List<String> categories) implements Filing {}

    /**
     * How great it is, as far as somebody says: scale 规模, grade 级别, nature 性质, how many people it
     * concerns, and how much money, in hundredths of a yuan. What is null stays as it was.
     */
    @EventType("wangge.case.assessed.v1")
    record CaseAssessed(
            @Nullable Term scale,
            @Nullable Term grade,
            @Nullable Term nature,
            @Nullable Integer people,
            @Nullable Long amountFen)
            implements Filing {}

    /** What its reporter adds; null where nothing is added. */
    @EventType("wangge.case.amended.v1")
    record CaseAmended(
            @Nullable String description, @Nullable String address, List<String> attachments)
            implements Filing {}

    /** Somebody read how to reach its reporter, and said what for. */
    @EventType("wangge.case.contact-read.v1")
    record CaseContactRead(String purpose) implements Remark {}

    /**
     * What was written before this, in the same moment, was recorded on a device out of coverage.
     *
     * @param item the id that the device gave it
     * @param at by the device's own clock, right or wrong
     */
    @EventType("wangge.case.recorded-on-device.v1")
    record CaseRecordedOnDevice(String item, Instant at) implements Remark {}

    /**
     * Where it lies: rule is GRID_CODE, POLYGON, REPORTER_GRID, PLACE_NAME, UNLOCATED or
     * OUTSIDE_SCOPE; confidence 0 to 1; path holds the codes of all divisions above and the grid.
     * Added later: rulebook, by which it is decided from then on, where it was located after it
     * came.
     */
    @EventType("wangge.case.located.v1")
    record CaseLocated(
            String rule,
            double confidence,
            @Nullable String gridCode,
            @Nullable String divisionCode,
            List<String> path,
            @Nullable String rulebook)
            implements Locating {}

    /**
     * The grids could not be asked; it is located by itself when they can. Added later: division,
     * where it lies when they know no grid for its point; null for a report, which then lies
     * nowhere.
     */
    @EventType("wangge.case.locating-postponed.v1")
    record CaseLocatingPostponed(List<String> path, @Nullable String division)
            implements Locating {}

    /**
     * Not dispatched by itself: UNLOCATED, OUTSIDE_SCOPE, NOBODY_ON_DUTY, KIND_NEEDS_A_PERSON or
     * CONFIDENTIAL.
     */
    @EventType("wangge.case.left-for-dispatcher.v1")
    record CaseLeftForDispatcher(
            String number, String kind, String reason, @Nullable String divisionCode)
            implements Dispatching {}

    /** Taken up. Added later: dispatchBy, by when somebody is to have it. */
    @EventType("wangge.case.accepted.v1")
    record CaseAccepted(@Nullable Instant dispatchBy, @Nullable String rulebook)
            implements Filing {}

    /** Not taken up. Added later: reporter, about, duplicates. */
    @EventType("wangge.case.declined.v1")
    record CaseDeclined(
            String reason,
            @Nullable String reporter,
            @Nullable About about,
            @Nullable List<Duplicate> duplicates)
            implements Filing {}

    @EventType("wangge.case.voided.v1")
    record CaseVoided(String reason) implements Filing {}

    /**
     * Tier is NEIGHBOUR, COMMITTEE or SUPERIOR; rule names what decided, or PERSON. Added later:
     * rulebook, the version that holds the rule; null where a person decided.
     */
    @EventType("wangge.case.triaged.v1")
    record CaseTriaged(String tier, String rule, @Nullable String reason, @Nullable String rulebook)
            implements Filing {}

    /**
     * Given to a member or unit; carries what an alert needs to say. Added later: rulebook, the
     * version that set handleBy; previous, who had it until then; rule, the row that decided who
     * gets it, null where a person did; suggestion, what the rules would have done where a person
     * decided, null where that is not known.
     */
    @EventType("wangge.case.dispatched.v1")
    record CaseDispatched(
            String number,
            String kind,
            String tier,
            Assignee assignee,
            @Nullable String gridCode,
            @Nullable String divisionCode,
            @Nullable Instant handleBy,
            @Nullable String reason,
            @Nullable String rulebook,
            @Nullable Assignee previous,
            @Nullable String rule,
            @Nullable Suggestion suggestion)
            implements Dispatching {}

    /** Taken back. Added later: dispatchBy; previous, who had it; about. */
    @EventType("wangge.case.recalled.v1")
    record CaseRecalled(
            String reason,
            @Nullable Instant dispatchBy,
            @Nullable String rulebook,
            @Nullable Assignee previous,
            @Nullable About about)
            implements Dispatching {}

    /**
     * Given back. Added later: dispatchBy, about; cause, why in one word: NOT_OURS, WRONG_PLACE,
     * INCOMPLETE, DUPLICATE or OTHER, null where none was said.
     */
    @EventType("wangge.case.returned.v1")
    record CaseReturned(
            String reason,
            @Nullable Instant dispatchBy,
            @Nullable String rulebook,
            @Nullable About about,
            @Nullable String cause)
            implements Dispatching {}

    @EventType("wangge.case.started.v1")
    record CaseStarted() implements Handling {}

    /** Reported done. Added later: verifyBy, by when somebody else is to have checked it. */
    @EventType("wangge.case.handled.v1")
    record CaseHandled(
            String what,
            List<String> evidence,
            @Nullable Instant verifyBy,
            @Nullable String rulebook)
            implements Handling {}

    /**
     * 即办即结: done on the spot and closed at once. Added later: duplicates; lot, by which it was
     * drawn for a check afterwards, or not.
     */
    @EventType("wangge.case.settled.v1")
    record CaseSettled(
            String number,
            String kind,
            @Nullable String reporter,
            String what,
            List<String> evidence,
            @Nullable String divisionCode,
            @Nullable List<Duplicate> duplicates,
            @Nullable Lot lot)
            implements Handling {}

    /** Checked, and done. Added later: closeBy. */
    @EventType("wangge.case.verified.v1")
    record CaseVerified(
            @Nullable String reason, @Nullable Instant closeBy, @Nullable String rulebook)
            implements Verification {}

    /**
     * 返工: back to the same unit. Added later: handleBy, by when it is to be done after all;
     * assignee, about.
     */
    @EventType("wangge.case.verification-failed.v1")
    record CaseVerificationFailed(
            String reason,
            @Nullable Instant handleBy,
            @Nullable String rulebook,
            @Nullable Assignee assignee,
            @Nullable About about)
            implements Verification {}

    /** Added later: evidence, where it was handled without what its kind asks for; duplicates. */
    @EventType("wangge.case.closed.v1")
    record CaseClosed(
            String number,
            String kind,
            @Nullable String reporter,
            @Nullable String outcome,
            @Nullable String divisionCode,
            @Nullable List<String> evidence,
            @Nullable List<Duplicate> duplicates)
            implements Verification {}

    /**
     * A new round, the {@code round}th, of what was closed. Added later: duplicates; reporter, who
     * is told.
     */
    @EventType("wangge.case.reopened.v1")
    record CaseReopened(
            String reason,
            int round,
            Instant dispatchBy,
            String rulebook,
            About about,
            @Nullable List<Duplicate> duplicates,
            @Nullable String reporter)
            implements Verification {}

    /** 抽查: the lot fell on it; somebody else is to have checked it by then. */
    @EventType("wangge.case.drawn-for-check.v1")
    record CaseDrawnForCheck(Instant checkBy, String rulebook, About about)
            implements Verification {}

    /**
     * 回访: its reporter is not content, and somebody is to have asked them by then; reason is
     * LOW_RATING or NOT_SOLVED.
     */
    @EventType("wangge.case.follow-up-opened.v1")
    record CaseFollowUpOpened(String reason, Instant checkBy, String rulebook, About about)
            implements Verification {}

    /**
     * What was closed was checked afterwards, and stays closed. {@code reporter} is told, who was
     * not content; null where nobody asked for it.
     */
    @EventType("wangge.case.check-passed.v1")
    record CaseCheckPassed(@Nullable String reason, @Nullable String reporter, About about)
            implements Verification {}

    /** 延期: asked for before it was due. */
    @EventType("wangge.case.extension-asked.v1")
    record CaseExtensionAsked(String reason, About about) implements Timing {}

    /** The limit runs for its own length once more. */
    @EventType("wangge.case.extension-approved.v1")
    record CaseExtensionApproved(
            Instant handleBy, String rulebook, @Nullable Assignee assignee, About about)
            implements Timing {}

    /** It stays as it was. */
    @EventType("wangge.case.extension-refused.v1")
    record CaseExtensionRefused(String reason, @Nullable Assignee assignee, About about)
            implements Timing {}

    /**
     * 挂起: the clock stands still until it is resumed, at the latest at {@code until}; {@code
     * resumeWhen} says in words what it waits for. Added later: window, in which the work is
     * possible at all.
     */
    @EventType("wangge.case.suspended.v1")
    record CaseSuspended(
            String reason,
            Instant until,
            @Nullable String resumeWhen,
            @Nullable Assignee assignee,
            About about,
            @Nullable Window window)
            implements Timing {}

    /**
     * Its clock still stands, and the window in which the work is possible shuts before long: at
     * {@code shutsAt}.
     */
    @EventType("wangge.case.window-warned.v1")
    record CaseWindowWarned(Instant shutsAt, @Nullable Assignee assignee, About about)
            implements Remark {}

    /**
     * It runs on, to be handled by then: the pause does not count. By itself there is no reason;
     * where funds arrived amount is yuan, and source says from where.
     */
    @EventType("wangge.case.resumed.v1")
    record CaseResumed(
            @Nullable String reason,
            @Nullable Integer amount,
            @Nullable String source,
            Instant handleBy,
            String rulebook,
            @Nullable Assignee assignee,
            About about)
            implements Timing {}

    /**
     * So much of the time of a step (ACCEPT, DISPATCH, HANDLE, VERIFY, CLOSE) has run, in percent,
     * and it is not done; assignee is null while nobody has it. Added later: side, whose part it
     * is; null where it is the case's own step.
     */
    @EventType("wangge.case.reminded.v1")
    record CaseReminded(
            String step,
            int percent,
            Instant dueAt,
            @Nullable Assignee assignee,
            About about,
            @Nullable Side side)
            implements Remark {}

    /**
     * A step is overdue, and the division {@code to}, a direct superior of the one that was told
     * before, is told. Added later: side, whose part it is.
     */
    @EventType("wangge.case.escalated.v1")
    record CaseEscalated(
            String step,
            Instant dueAt,
            String to,
            @Nullable Assignee assignee,
            About about,
            @Nullable Side side)
            implements Remark {}

    /**
     * A calendar that came late moved the due time of a step (as in CaseReminded); rulebook names
     * its version, assignee has it where the step is HANDLE. Added later: side, whose part it is;
     * null where it is the case's own step.
     */
    @EventType("wangge.case.due-moved.v1")
    record CaseDueMoved(
            String step,
            Instant dueAt,
            Instant before,
            String rulebook,
            @Nullable Assignee assignee,
            About about,
            @Nullable Side side)
            implements Timing {}

    /** A rung of the ladder: NUDGE 催办, YELLOW 黄牌, RED 红牌, CIRCULAR 通报; only upwards. */
    @EventType("wangge.case.supervised.v1")
    record CaseSupervised(String rung, String text, @Nullable Assignee assignee, About about)
            implements Supervision {}

    /** Whoever has it has read the rung. */
    @EventType("wangge.case.supervision-acknowledged.v1")
    record CaseSupervisionAcknowledged(String rung) implements Supervision {}

    /**
     * 合并: a duplicate of the older case {@code into}, which learns of it next. Status is the one
     * that it had.
     */
    @EventType("wangge.case.merged.v1")
    record CaseMerged(String into, String intoNumber, String status) implements Bonding {}

    /** That case has it now; or the one that it was merged into itself, which is then named. */
    @EventType("wangge.case.merge-completed.v1")
    record CaseMergeCompleted(
            String into, String intoNumber, @Nullable String reporter, About about)
            implements Remark {}

    /** That case had ended before it learned of it: this one has the status that it had. */
    @EventType("wangge.case.merge-undone.v1")
    record CaseMergeUndone(String status, About about) implements Bonding {}

    /** A duplicate was merged into it, whose reporter is told from now on what its own is. */
    @EventType("wangge.case.duplicate-added.v1")
    record CaseDuplicateAdded(Duplicate duplicate) implements Bonding {}

    /** 拆分: each of these becomes a case of its own, and it is not closed before they are. */
    @EventType("wangge.case.split.v1")
    record CaseSplit(List<Piece> children) implements Bonding {}

    /** What it was split into is there as a case. */
    @EventType("wangge.case.child-opened.v1")
    record CaseChildOpened(String child, String number) implements Bonding {}

    /** One of those has ended so; {@code asOf} is the fact of that case which says it. */
    @EventType("wangge.case.child-ended.v1")
    record CaseChildEnded(String child, String status, long asOf) implements Bonding {}

    /** One that had ended began anew. */
    @EventType("wangge.case.child-reopened.v1")
    record CaseChildReopened(String child, long asOf) implements Bonding {}

    /** All that it was split into have ended. */
    @EventType("wangge.case.children-ended.v1")
    record CaseChildrenEnded(@Nullable Assignee assignee, About about) implements Remark {}

    /**
     * With the report: it is a part of the case {@code parent}. {@code parentReportedBy} reported
     * that one, as its own fact says, and sees whatever becomes of it.
     */
    @EventType("wangge.case.split-off.v1")
    record CaseSplitOff(String parent, String parentNumber, String parentReportedBy)
            implements Bonding {}

    /** The case that it was split off knows that it has ended, or begun anew. */
    @EventType("wangge.case.parent-told.v1")
    record CaseParentTold(boolean ended) implements Remark {}

    /**
     * 询问: its reporter is asked, to answer by then. {@code question} names it in the case; while
     * one that pauses is open no time to handle the case runs.
     */
    @EventType("wangge.case.asked.v1")
    record CaseAsked(
            String question,
            String text,
            String reporter,
            Instant answerBy,
            boolean pauses,
            About about)
            implements Asking {}

    /**
     * 转办: somebody without account is asked to do something, and to answer by then; {@code to} is a
     * person reference on wangge.people.v1.
     */
    @EventType("wangge.case.forwarded.v1")
    record CaseForwarded(
            String question, String what, String to, Instant answerBy, boolean pauses, About about)
            implements Asking {}

    /** Answered; handleBy and rulebook where it paused, and the case is with somebody. */
    @EventType("wangge.case.answered.v1")
    record CaseAnswered(
            String question,
            String text,
            @Nullable Instant handleBy,
            @Nullable String rulebook,
            @Nullable Assignee assignee,
            About about)
            implements Asking {}

    /** Nobody answered by then. */
    @EventType("wangge.case.question-lapsed.v1")
    record CaseQuestionLapsed(
            String question, @Nullable Instant handleBy, @Nullable String rulebook, About about)
            implements Asking {}

    /**
     * 联合处置: a side takes part, with a limit of its own, beside whoever is in charge. Path holds the
     * codes of a county that sees the case from now on; of a unit it is empty.
     */
    @EventType("wangge.case.joined.v1")
    record CaseJoined(
            Side side,
            Instant handleBy,
            String rulebook,
            List<String> path,
            @Nullable Assignee assignee,
            About about)
            implements Bonding {}

    /** A side is done with its part. */
    @EventType("wangge.case.part-finished.v1")
    record CasePartFinished(
            Side side, String what, List<String> evidence, @Nullable Assignee assignee, About about)
            implements Bonding {}

    /** What the reporter is told. Added later: about, duplicates. */
    @EventType("wangge.case.replied.v1")
    record CaseReplied(
            String number,
            @Nullable String reporter,
            String text,
            @Nullable About about,
            @Nullable List<Duplicate> duplicates)
            implements Feedback {}

    /** Score is 1 to 5; 4 and 5 count as satisfied. */
    @EventType("wangge.case.rated.v1")
    record CaseRated(int score, @Nullable String comment) implements Feedback {}

    @EventType("wangge.case.noted.v1")
    record CaseNoted(String text) implements Remark {}

    /** A person followed the link of this alert and answered. */
    @EventType("wangge.case.alert-acknowledged.v1")
    record CaseAlertAcknowledged(String alertId) implements Remark {}

    /** A delivery fact that came back; status as in the alert, recipient a reference. */
    @EventType("wangge.case.alert-reported.v1")
    record CaseAlertReported(
            String alertId, String recipient, @Nullable String channel, String status)
            implements Remark {}

    /**
     * Of all that were settled in a month, by lot.
     *
     * @param month as 2026-11, whose key drew it
     * @param drawn 0 to 9,999
     * @param share of 10,000: what is drawn below it is checked
     */
    record Lot(String month, int drawn, int share) {
        /** Whether it fell on this one. */
        public boolean fallsOnIt() {
            return drawn < share;
        }
    }

    /**
     * What an alert says of a case.
     *
     * @param grid its code; null outside every grid
     * @param division that answers for it, as far as that is known
     */
    record About(String number, String kind, @Nullable String grid, @Nullable String division) {}

    /** The season of some work: from the one day to the end of the other. */
    record Window(LocalDate from, LocalDate to) {}

    /** Who takes part: type is UNIT or COUNTY. */
    record Side(String type, String code) {
        /** Who is told for it. */
        public Recipient recipient() {
            return type.equals("UNIT") ? Recipient.unit(code) : Recipient.dispatcher(code);
        }
    }

    /** A case that was merged into another, with whoever reported it as a person reference. */
    record Duplicate(String id, String number, String kind, @Nullable String reporter) {}

    /**
     * What a case is split into: the id of the case that it becomes, its title a digest. Added
     * later: categories, what it is about, the widest first; null where nobody said so.
     */
    record Piece(
            String id,
            String kind,
            String title,
            @Nullable String description,
            @Nullable List<String> categories) {}

    /** A word of a dictionary, as it was then. */
    record Term(String code, String zh, @Nullable String bo, @Nullable String en) {}

    /** Degrees, as given, in the named system: WGS84, GCJ02 or CGCS2000. */
    record Coordinates(double lng, double lat, String crs) {}

    /**
     * Whom the rules would have given it to, by which row; both null where they would have left it
     * to a dispatcher.
     */
    record Suggestion(@Nullable String rule, @Nullable Assignee assignee) {
        /** To nobody. */
        public static final Suggestion NONE = new Suggestion(null, null);
    }

    /** Type is MEMBER or UNIT. */
    record Assignee(String type, String code) {
        /** As alerts name them. */
        public Recipient recipient() {
            return type.equals("UNIT") ? Recipient.unit(code) : Recipient.member(code);
        }
    }
}
