package dev.wangge.notify.subject;

import static dev.wangge.notify.subject.Party.ASSIGNEE;
import static dev.wangge.notify.subject.Party.ESCALATED_TO;
import static dev.wangge.notify.subject.Party.JOINED;
import static dev.wangge.notify.subject.Party.OUTSIDER;
import static dev.wangge.notify.subject.Party.PREVIOUS;
import static dev.wangge.notify.subject.Party.REPORTER;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.Recipient;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.About;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAmended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAnswered;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAssessed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCategorized;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCheckPassed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildEnded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildrenEnded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseContactRead;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDrawnForCheck;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDueMoved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDuplicateAdded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseEscalated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionApproved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionRefused;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseFollowUpOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseForwarded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseJoined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocatingPostponed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeCompleted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeUndone;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseParentTold;
import dev.wangge.contracts.cases.v1.CaseEvent.CasePartFinished;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseQuestionLapsed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecordedOnDevice;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReminded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseResumed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplit;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplitOff;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervised;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervisionAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSuspended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseWindowWarned;
import dev.wangge.notify.wording.Subject;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.platform.place.Codes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A case: its kind and number are what its alerts say.
 *
 * @param rung of the ladder by which those above press for it; null where they do not
 * @param into the number of the case that it was merged into; null where that is not told
 */
public record CaseSubject(
        String id, String number, String kind, @Nullable String rung, @Nullable String into)
        implements AlertSubject {
    public CaseSubject(String id, String number, String kind, @Nullable String rung) {
        this(id, number, kind, rung, null);
    }

    public CaseSubject(String id, String number, String kind) {
        this(id, number, kind, null);
    }

    static CaseSubject from(String id, Document cause) {
        return new CaseSubject(
                id,
                cause.getString("number"),
                cause.getString("kind"),
                cause.getString("rung"),
                cause.getString("into"));
    }

    /**
     * What happened to a case, as alerts see it. What the system does answers nobody's alert, and
     * overtakes none.
     */
    public static Occasion occasion(CaseEvent event, ReceivedEvent envelope) {
        var settlesBefore = envelope.actor().equals(Actor.SYSTEM) ? null : envelope.time();
        var telling = telling(event, envelope.subject());
        return Occasion.of(SubjectType.CASE, event, envelope, telling, settlesBefore);
    }

    /** Without a default: a further fact does not compile until somebody says whom it names. */
    private static Telling telling(CaseEvent event, String id) {
        return switch (event) {
            case CaseDispatched e ->
                    about(id, e.number(), e.kind(), e.gridCode(), e.divisionCode())
                            .due(e.handleBy())
                            .naming(ASSIGNEE, e.assignee())
                            .naming(
                                    PREVIOUS,
                                    e.assignee().equals(e.previous()) ? null : e.previous());
            case CaseLeftForDispatcher e -> about(id, e.number(), e.kind(), null, e.divisionCode());
            case CaseClosed e ->
                    about(id, e.number(), e.kind(), null, e.divisionCode())
                            .naming(REPORTER, e.reporter());
            case CaseSettled e ->
                    about(id, e.number(), e.kind(), null, e.divisionCode())
                            .naming(REPORTER, e.reporter());
            case CaseReplied e -> about(id, e.about()).naming(REPORTER, e.reporter());
            case CaseDeclined e -> about(id, e.about()).naming(REPORTER, e.reporter());
            case CaseMergeCompleted e ->
                    merged(id, e.about(), e.intoNumber()).naming(REPORTER, e.reporter());
            case CaseMergeUndone e -> about(id, e.about());
            case CaseAsked e ->
                    about(id, e.about()).due(e.answerBy()).naming(REPORTER, e.reporter());
            case CaseForwarded e -> about(id, e.about()).due(e.answerBy()).naming(OUTSIDER, e.to());
            case CaseAnswered e -> about(id, e.about()).naming(ASSIGNEE, e.assignee());
            case CaseQuestionLapsed e -> about(id, e.about());
            case CaseJoined e ->
                    about(id, e.about())
                            .due(e.handleBy())
                            .naming(JOINED, e.side().recipient().toString())
                            .naming(ASSIGNEE, e.assignee());
            case CasePartFinished e -> about(id, e.about()).naming(ASSIGNEE, e.assignee());
            case CaseChildrenEnded e -> about(id, e.about()).naming(ASSIGNEE, e.assignee());
            case CaseReturned e -> about(id, e.about()).due(e.dispatchBy());
            case CaseRecalled e -> about(id, e.about()).naming(PREVIOUS, e.previous());
            case CaseVerificationFailed e ->
                    about(id, e.about()).due(e.handleBy()).naming(ASSIGNEE, e.assignee());
            case CaseReopened e ->
                    about(id, e.about()).due(e.dispatchBy()).naming(REPORTER, e.reporter());
            case CaseCheckPassed e -> about(id, e.about()).naming(REPORTER, e.reporter());
            case CaseFollowUpOpened e -> about(id, e.about()).due(e.checkBy());
            case CaseExtensionAsked e -> about(id, e.about());
            case CaseExtensionApproved e ->
                    about(id, e.about()).due(e.handleBy()).naming(ASSIGNEE, e.assignee());
            case CaseExtensionRefused e -> about(id, e.about()).naming(ASSIGNEE, e.assignee());
            case CaseSuspended e ->
                    about(id, e.about()).due(e.until()).naming(ASSIGNEE, e.assignee());
            case CaseResumed e ->
                    about(id, e.about()).due(e.handleBy()).naming(ASSIGNEE, e.assignee());
            case CaseWindowWarned e ->
                    about(id, e.about()).due(e.shutsAt()).naming(ASSIGNEE, e.assignee());
            case CaseReminded e ->
                    about(id, e.about())
                            .due(e.dueAt())
                            .naming(ASSIGNEE, isAssignees(e.step()) ? e.assignee() : null);
            case CaseEscalated e ->
                    about(id, e.about())
                            .due(e.dueAt())
                            .naming(
                                    ESCALATED_TO,
                                    Recipient.dispatcher(Codes.prefix(e.to())).toString());
            case CaseSupervised e -> about(id, e.about(), e.rung()).naming(ASSIGNEE, e.assignee());
            case CaseReported _,
                    CaseAmended _,
                    CaseAssessed _,
                    CaseCategorized _,
                    CaseConfided _,
                    CaseContactRead _,
                    CaseRecordedOnDevice _,
                    CaseLocated _,
                    CaseLocatingPostponed _,
                    CaseAccepted _,
                    CaseVoided _,
                    CaseMerged _,
                    CaseDuplicateAdded _,
                    CaseSplit _,
                    CaseChildOpened _,
                    CaseChildEnded _,
                    CaseChildReopened _,
                    CaseSplitOff _,
                    CaseParentTold _,
                    CaseTriaged _,
                    CaseStarted _,
                    CaseHandled _,
                    CaseVerified _,
                    CaseDrawnForCheck _,
                    CaseDueMoved _,
                    CaseSupervisionAcknowledged _,
                    CaseRated _,
                    CaseNoted _,
                    CaseAlertAcknowledged _,
                    CaseAlertReported _ ->
                    Telling.NOTHING;
        };
    }

    /** What was handled still says who handled it: to verify and close it falls to others. */
    private static boolean isAssignees(String step) {
        return step.equals("HANDLE");
    }

    private static Telling about(String id, @Nullable About about) {
        return about(id, about, null);
    }

    /** Facts from before there was About tell nobody. */
    private static Telling about(String id, @Nullable About about, @Nullable String rung) {
        return about == null
                ? Telling.NOTHING
                : Telling.of(
                        new CaseSubject(id, about.number(), about.kind(), rung),
                        about.grid(),
                        about.division());
    }

    private static Telling merged(String id, About about, String into) {
        return Telling.of(
                new CaseSubject(id, about.number(), about.kind(), null, into),
                about.grid(),
                about.division());
    }

    private static Telling about(
            String id,
            String number,
            String kind,
            @Nullable String grid,
            @Nullable String division) {
        return about(id, new About(number, kind, grid, division));
    }

    @Override
    public SubjectType type() {
        return SubjectType.CASE;
    }

    @Override
    public Subject wording(String place, @Nullable Instant due) {
        var terms = new HashMap<>(Map.of("kind", "kind." + kind));
        if (rung != null) {
            terms.put("rung", "rung." + rung);
        }
        var values = new HashMap<>(Map.of("number", number));
        if (into != null) {
            values.put("into", into);
        }
        return new Subject(values, terms, place, due);
    }

    @Override
    public String page() {
        return "/l/";
    }

    @Override
    public boolean isEmergency() {
        return kind.equals("EMERGENCY");
    }

    @Override
    public AlertEvent moved(
            String rule,
            String recipient,
            @Nullable String channel,
            String status,
            boolean possibleDuplicate) {
        return new AlertStatusChanged(id, rule, recipient, channel, status, possibleDuplicate);
    }

    @Override
    public void into(Document cause) {
        cause.append("number", number).append("kind", kind);
        if (rung != null) {
            cause.append("rung", rung);
        }
        if (into != null) {
            cause.append("into", into);
        }
    }
}
