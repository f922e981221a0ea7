package dev.wangge.cases.life.bond;

import dev.wangge.cases.clock.Ladder;
import dev.wangge.cases.life.supervision.Supervision;
import dev.wangge.cases.life.supervision.Supervision.Escalation;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDueMoved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseEscalated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseJoined;
import dev.wangge.contracts.cases.v1.CaseEvent.CasePartFinished;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReminded;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a side does that takes part. Its clock runs from when it joined, and asks nothing of those
 * of the others.
 *
 * @param told of its being late
 * @param finishedBy as the fact says it; null while it is open
 * @param finishedAt null while it is open
 * @param what was done, a digest; null while it is open
 */
public record Part(
        Side side,
        Instant since,
        Instant handleBy,
        Supervision told,
        @Nullable String finishedBy,
        @Nullable Instant finishedAt,
        @Nullable String what,
        List<String> evidence) {
    /** What it waits for, as facts name it. */
    public static final String STEP = "HANDLE";

    static Part joined(CaseJoined event, Fact fact) {
        var told = Supervision.NONE.apply(event, fact, STEP, event.handleBy());
        return new Part(
                event.side(), fact.at(), event.handleBy(), told, null, null, null, List.of());
    }

    Part apply(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseReminded e when side.equals(e.side()) -> told(told.reminded(e.percent()));
            case CaseEscalated e when side.equals(e.side()) ->
                    told(told.escalated(new Escalation(e.to(), fact.at())));
            case CaseDueMoved e when side.equals(e.side()) -> movedTo(e, fact);
            case CasePartFinished e when side.equals(e.side()) ->
                    new Part(
                            side,
                            since,
                            handleBy,
                            told,
                            fact.by(),
                            fact.at(),
                            e.what(),
                            e.evidence());
            default -> this;
        };
    }

    private Part movedTo(CaseDueMoved event, Fact fact) {
        var next = told.apply(event, fact, STEP, event.dueAt());
        return new Part(side, since, event.dueAt(), next, finishedBy, finishedAt, what, evidence);
    }

    private Part told(Supervision next) {
        return new Part(side, since, handleBy, next, finishedBy, finishedAt, what, evidence);
    }

    /** Whether it is still to be done. */
    public boolean awaitsWork() {
        return finishedAt == null;
    }

    /**
     * What comes by itself: a county's own dispatcher is above it, a unit's are those of the case.
     */
    Stream<WakeUp> plan(CaseKind kind, Ladder ladder, List<String> above) {
        if (!awaitsWork()) {
            return Stream.empty();
        }
        var isCounty = side.type().equals("COUNTY");
        var over = isCounty ? List.of(side.code()) : above;
        return told.plan(kind, isCounty ? ladder : ladder.ofUnit(side.code()), over).stream()
                .map(this::own);
    }

    private WakeUp own(WakeUp what) {
        return switch (what) {
            case WakeUp.Remind it -> new WakeUp.Remind(it.at(), it.percent(), side);
            case WakeUp.Escalate it -> new WakeUp.Escalate(it.at(), it.to(), side);
            case WakeUp other -> other;
        };
    }
}
