package dev.wangge.cases.life.time;

import dev.wangge.cases.clock.Run;
import dev.wangge.cases.clock.Run.Pause;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAnswered;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionApproved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionRefused;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseForwarded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseQuestionLapsed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseResumed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSuspended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseWindowWarned;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has run of the time to handle it. It runs from acceptance, whoever has it since, and stands
 * still while what was done waits to be checked, while it is suspended, and while an answer is
 * waited for that pauses it; a new round begins anew.
 *
 * @param from null before it was accepted
 * @param extensions approved in this round
 * @param extensionAskedBy as the fact says it; null while none is asked for
 * @param standsSince null while it runs
 * @param isHandled what was done waits to be checked
 * @param suspension null while it is not suspended
 * @param wasSuspended in this round
 * @param awaited questions that pause it, and by when they are answered or lapse
 */
public record HandlingTime(
        @Nullable Instant from,
        List<Pause> pauses,
        int extensions,
        @Nullable String extensionAskedBy,
        @Nullable Instant standsSince,
        boolean isHandled,
        @Nullable Suspension suspension,
        boolean wasSuspended,
        Map<String, Instant> awaited) {
    public static final HandlingTime NONE =
            new HandlingTime(null, List.of(), 0, null, null, false, null, false, Map.of());

    /**
     * With what the event told of it.
     *
     * @param isCaseOpen after the event: of one that ended no answer is waited for
     */
    public HandlingTime apply(CaseEvent event, Fact fact, boolean isCaseOpen) {
        var told = isCaseOpen ? told(event, fact) : told(event, fact).awaiting(Map.of());
        return told.stands() ? told.standing(fact.at()) : told.running(fact.at());
    }

    private HandlingTime told(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseAccepted _ -> from == null ? beginning(fact.at()).awaiting(awaited) : this;
            case CaseReopened _ -> beginning(fact.at());
            case CaseHandled _ -> asked(extensions, null).waiting(true, null, wasSuspended);
            case CaseVerificationFailed _, CaseResumed _ -> waiting(false, null, wasSuspended);
            case CaseSuspended e ->
                    waiting(
                            false,
                            new Suspension(
                                    fact.at(),
                                    e.until(),
                                    e.reason(),
                                    e.resumeWhen(),
                                    e.window(),
                                    false),
                            true);
            case CaseWindowWarned _ ->
                    suspension == null
                            ? this
                            : waiting(isHandled, suspension.warned(), wasSuspended);
            case CaseExtensionAsked _ -> asked(extensions, fact.by());
            case CaseExtensionApproved _ -> asked(extensions + 1, null);
            // Whoever gets it next asks for themselves.
            case CaseExtensionRefused _, CaseDispatched _, CaseRecalled _, CaseReturned _ ->
                    asked(extensions, null);
            case CaseAsked e -> e.pauses() ? awaiting(e.question(), e.answerBy()) : this;
            case CaseForwarded e -> e.pauses() ? awaiting(e.question(), e.answerBy()) : this;
            case CaseAnswered e -> noLongerAwaiting(e.question());
            case CaseQuestionLapsed e -> noLongerAwaiting(e.question());
            default -> this;
        };
    }

    private static HandlingTime beginning(Instant at) {
        return new HandlingTime(at, List.of(), 0, null, null, false, null, false, Map.of());
    }

    /** Nothing runs that has not begun. */
    private boolean stands() {
        return from != null && (isHandled || suspension != null || !awaited.isEmpty());
    }

    private HandlingTime standing(Instant at) {
        return standsSince != null ? this : turned(pauses, at);
    }

    private HandlingTime running(Instant at) {
        return standsSince == null ? this : turned(pausesUntil(at), null);
    }

    private HandlingTime turned(List<Pause> paused, @Nullable Instant since) {
        return new HandlingTime(
                from,
                paused,
                extensions,
                extensionAskedBy,
                since,
                isHandled,
                suspension,
                wasSuspended,
                awaited);
    }

    private HandlingTime waiting(boolean handled, @Nullable Suspension suspended, boolean was) {
        return new HandlingTime(
                from,
                pauses,
                extensions,
                extensionAskedBy,
                standsSince,
                handled,
                suspended,
                was,
                awaited);
    }

    private HandlingTime asked(int approved, @Nullable String by) {
        return new HandlingTime(
                from,
                pauses,
                approved,
                by,
                standsSince,
                isHandled,
                suspension,
                wasSuspended,
                awaited);
    }

    private HandlingTime awaiting(String question, Instant answerBy) {
        var more = new LinkedHashMap<>(awaited);
        more.put(question, answerBy);
        return awaiting(more);
    }

    private HandlingTime noLongerAwaiting(String question) {
        var fewer = new LinkedHashMap<>(awaited);
        fewer.remove(question);
        return awaiting(fewer);
    }

    private HandlingTime awaiting(Map<String, Instant> answers) {
        return new HandlingTime(
                from,
                pauses,
                extensions,
                extensionAskedBy,
                standsSince,
                isHandled,
                suspension,
                wasSuspended,
                answers);
    }

    private List<Pause> pausesUntil(Instant at) {
        return standsSince == null
                ? pauses
                : Stream.concat(pauses.stream(), Stream.of(new Pause(standsSince, at))).toList();
    }

    /** By when the last answer that pauses it comes or lapses; null when none is waited for. */
    public @Nullable Instant awaitedUntil() {
        return awaited.values().stream().max(Comparator.naturalOrder()).orElse(null);
    }

    /** As it has run until then: what has not begun begins then. */
    public Run until(Instant now) {
        return from == null ? Run.since(now) : new Run(from, pausesUntil(now), extensions);
    }
}
