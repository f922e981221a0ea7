package dev.wangge.cases.dispatching;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.bonds.JoiningActions;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.routing.Route;
import dev.wangge.cases.routing.Takers;
import dev.wangge.cases.triage.Level;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseEvent.Suggestion;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.place.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is decided when a case is given to somebody. */
public final class Dispatching {
    private static final Logger log = LoggerFactory.getLogger(Dispatching.class);

    private Dispatching() {}

    /** Flat and quick: what is located and staffed goes out at once; else a dispatcher is asked. */
    public static void autoDispatch(Case it, Takers takers, CommandContext context) {
        decided(it, takers, context)
                .forEach(event -> it.record(event, context.actor(), context.now()));
    }

    private static List<CaseEvent> decided(Case it, Takers takers, CommandContext context) {
        var obstacle = obstacle(it);
        if (obstacle.isPresent()) {
            return List.of(left(it, obstacle.get()));
        }
        var level = level(it, context);
        var route = route(it, level, takers, context);
        var taker = taker(route, takers);
        if (taker.isEmpty()) {
            return List.of(left(it, "NOBODY_ON_DUTY"));
        }
        var decided = new ArrayList<CaseEvent>();
        decided.add(
                new CaseAccepted(
                        context.rules().dispatchBy(context.now()), context.rules().version()));
        decided.addAll(to(taker.get(), null, level, route.rule(), null, it, context));
        route.with().stream()
                .filter(unit -> reaches(unit, it, takers))
                .map(unit -> JoiningActions.unit(unit, taker.get(), it, context))
                .forEach(decided::add);
        return decided;
    }

    /** Why it goes out by a person only, whoever is there. */
    private static Optional<String> obstacle(Case it) {
        if (it.confidence().isConfidential()) {
            return Optional.of("CONFIDENTIAL");
        }
        var location = it.location();
        if (location == null || location.gridCode() == null) {
            var isOutside = location != null && location.rule().equals("OUTSIDE_SCOPE");
            return Optional.of(isOutside ? "OUTSIDE_SCOPE" : "UNLOCATED");
        }
        return Optional.empty();
    }

    private static Route route(Case it, Level level, Takers takers, CommandContext context) {
        return context.rules()
                .route(TriageInput.of(it), level.tier(), unit -> reaches(unit, it, takers));
    }

    private static Optional<Assignee> taker(Route route, Takers takers) {
        return route.unit() == null
                ? takers.member(route.among()).map(code -> new Assignee("MEMBER", code))
                : Optional.of(new Assignee("UNIT", route.unit()));
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
        var level = level(it, context);
        return to(assignee, reason, level, null, suggestion(it, level, context), it, context);
    }

    /** What the rules would do now; null where that cannot be told. */
    private static @Nullable Suggestion suggestion(Case it, Level level, CommandContext context) {
        try {
            return suggested(it, level, context);
        } catch (RuntimeException e) {
            // What is only counted keeps nobody from giving it to somebody.
            log.warn(
                    "What the rules suggest for {} cannot be told: {}",
                    it.number(),
                    e.getClass().getName());
            return null;
        }
    }

    private static Suggestion suggested(Case it, Level level, CommandContext context) {
        if (obstacle(it).isPresent()) {
            return Suggestion.NONE;
        }
        var route = route(it, level, context.takers(), context);
        return taker(route, context.takers())
                .map(taker -> new Suggestion(route.rule(), taker))
                .orElse(Suggestion.NONE);
    }

    private static List<CaseEvent> to(
            Assignee assignee,
            @Nullable String reason,
            Level level,
            @Nullable String rule,
            @Nullable Suggestion suggestion,
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
                        context.rules()
                                .handleBy(it.kind(), it.handlingTime(context.now()), assignee),
                        reason,
                        context.rules().version(),
                        it.assignee(),
                        rule,
                        suggestion));
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
