package dev.wangge.cases.dispatching;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.bonds.JoiningActions;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.triage.Level;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.place.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is decided when a case is given to somebody. */
public final class Dispatching {
    private Dispatching() {}

    /** Flat and quick: what is located and staffed goes out at once; else a dispatcher is asked. */
    public static void autoDispatch(Case it, Takers takers, CommandContext context) {
        decided(it, takers, context)
                .forEach(event -> it.record(event, context.actor(), context.now()));
    }

    private static List<CaseEvent> decided(Case it, Takers takers, CommandContext context) {
        if (it.confidence().isConfidential()) {
            return List.of(left(it, "CONFIDENTIAL"));
        }
        var location = it.location();
        if (location == null || location.gridCode() == null) {
            var isOutside = location != null && location.rule().equals("OUTSIDE_SCOPE");
            return List.of(left(it, isOutside ? "OUTSIDE_SCOPE" : "UNLOCATED"));
        }
        var level = level(it, context);
        var route =
                context.rules()
                        .route(TriageInput.of(it), level.tier(), unit -> reaches(unit, it, takers));
        var taker =
                route.unit() == null
                        ? takers.member(route.among()).map(code -> new Assignee("MEMBER", code))
                        : Optional.of(new Assignee("UNIT", route.unit()));
        if (taker.isEmpty()) {
            return List.of(left(it, "NOBODY_ON_DUTY"));
        }
        var decided = new ArrayList<CaseEvent>();
        decided.add(
                new CaseAccepted(
                        context.rules().dispatchBy(context.now()), context.rules().version()));
        decided.addAll(to(taker.get(), null, level, route.rule(), it, context));
        route.with().stream()
                .filter(unit -> reaches(unit, it, takers))
                .map(unit -> JoiningActions.unit(unit, taker.get(), it, context))
                .forEach(decided::add);
        return decided;
    }

    private static CaseEvent left(Case it, String reason) {
        return new CaseLeftForDispatcher(
                it.number(), it.kind().name(), reason, it.answeringDivision());
    }

    private static boolean reaches(String unit, Case it, Takers takers) {
        var place = it.answeringDivision();
        return place != null
                && takers.divisionOf(unit)
                        .filter(division -> place.startsWith(Codes.prefix(division)))
                        .isPresent();
    }

    /** It has a level by then. */
    static List<CaseEvent> to(
            Assignee assignee, @Nullable String reason, Case it, CommandContext context) {
        return to(assignee, reason, level(it, context), null, it, context);
    }

    private static List<CaseEvent> to(
            Assignee assignee,
            @Nullable String reason,
            Level level,
            @Nullable String rule,
            Case it,
            CommandContext context) {
        var decided = new ArrayList<CaseEvent>();
        if (it.tier() == null) {
            decided.add(
                    new CaseTriaged(
                            level.tier().name(), level.rule(), null, context.rules().version()));
        }
        var location = it.location();
        decided.add(
                new CaseDispatched(
                        it.number(),
                        it.kind().name(),
                        level.tier().name(),
                        assignee,
                        location == null ? null : location.gridCode(),
                        it.answeringDivision(),
                        context.rules().handleBy(it.kind(), it.handlingTime(context.now())),
                        reason,
                        context.rules().version(),
                        it.assignee(),
                        rule));
        return decided;
    }

    /** The one it has, else by rule. */
    private static Level level(Case it, CommandContext context) {
        var triaged = it.triaged();
        return triaged == null
                ? context.rules().level(TriageInput.of(it))
                : new Level(Tier.valueOf(triaged.tier()), triaged.rule());
    }
}
