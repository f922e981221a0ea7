package dev.wangge.cases.life.time;

import dev.wangge.cases.clock.Run;
import dev.wangge.cases.clock.Run.Pause;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionApproved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionRefused;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseResumed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSuspended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has run of the time to handle it. It runs from acceptance, whoever has it since, and stands
 * still while what was done waits to be checked, and while it is suspended; a new round begins
 * anew.
 *
 * @param from null before it was accepted
 * @param extensions approved in this round
 * @param extensionAskedBy as the fact says it; null while none is asked for
 * @param standsSince null while it runs
 * @param suspension null while it is not suspended
 * @param wasSuspended in this round
 */
public record HandlingTime(
        @Nullable Instant from,
        List<Pause> pauses,
        int extensions,
        @Nullable String extensionAskedBy,
        @Nullable Instant standsSince,
        @Nullable Suspension suspension,
        boolean wasSuspended) {
    public static final HandlingTime NONE =
            new HandlingTime(null, List.of(), 0, null, null, null, false);

    public HandlingTime apply(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseAccepted _ -> from == null ? beginning(fact.at()) : this;
            case CaseReopened _ -> beginning(fact.at());
            case CaseHandled _ -> asked(extensions, null).standing(fact.at(), null, wasSuspended);
            case CaseVerificationFailed _, CaseResumed _ -> running(fact.at());
            case CaseSuspended e ->
                    standing(
                            fact.at(),
                            new Suspension(fact.at(), e.until(), e.reason(), e.resumeWhen()),
                            true);
            case CaseExtensionAsked _ -> asked(extensions, fact.by());
            case CaseExtensionApproved _ -> asked(extensions + 1, null);
            // Whoever gets it next asks for themselves.
            case CaseExtensionRefused _, CaseDispatched _, CaseRecalled _, CaseReturned _ ->
                    asked(extensions, null);
            default -> this;
        };
    }

    private static HandlingTime beginning(Instant at) {
        return new HandlingTime(at, List.of(), 0, null, null, null, false);
    }

    private HandlingTime standing(Instant since, @Nullable Suspension suspended, boolean was) {
        return new HandlingTime(from, pauses, extensions, extensionAskedBy, since, suspended, was);
    }

    private HandlingTime running(Instant at) {
        return new HandlingTime(
                from, pausesUntil(at), extensions, extensionAskedBy, null, null, wasSuspended);
    }

    private HandlingTime asked(int approved, @Nullable String by) {
        return new HandlingTime(from, pauses, approved, by, standsSince, suspension, wasSuspended);
    }

    private List<Pause> pausesUntil(Instant at) {
        return standsSince == null
                ? pauses
                : Stream.concat(pauses.stream(), Stream.of(new Pause(standsSince, at))).toList();
    }

    /** As it has run until then: what has not begun begins then. */
    public Run until(Instant now) {
        return from == null ? Run.since(now) : new Run(from, pausesUntil(now), extensions);
    }
}
