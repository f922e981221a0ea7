package dev.wangge.cases.dispatching;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is decided when a case is given to somebody. */
public final class Dispatching {
    private Dispatching() {}

    /** Flat and quick: what is located and staffed goes out at once; else a dispatcher is asked. */
    public static void autoDispatch(Case it, List<String> onDuty, CommandContext context) {
        var reason = reasonNotTo(it, onDuty);
        var decided = new ArrayList<CaseEvent>();
        if (reason.isPresent()) {
            decided.add(
                    new CaseLeftForDispatcher(
                            it.number(), it.kind().name(), reason.get(), it.answeringDivision()));
        } else {
            decided.add(
                    new CaseAccepted(
                            context.rules().dispatchBy(context.now()), context.rules().version()));
            decided.addAll(to(new Assignee("MEMBER", onDuty.getFirst()), null, it, context));
        }
        decided.forEach(event -> it.record(event, context.actor(), context.now()));
    }

    private static Optional<String> reasonNotTo(Case it, List<String> onDuty) {
        var location = it.location();
        if (location != null && location.gridCode() != null) {
            return onDuty.isEmpty() ? Optional.of("NOBODY_ON_DUTY") : Optional.empty();
        }
        var isOutside = location != null && location.rule().equals("OUTSIDE_SCOPE");
        return Optional.of(isOutside ? "OUTSIDE_SCOPE" : "UNLOCATED");
    }

    /** It has a level by then. */
    static List<CaseEvent> to(
            Assignee assignee, @Nullable String reason, Case it, CommandContext context) {
        var decided = new ArrayList<CaseEvent>();
        var tier = it.tier();
        if (tier == null) {
            tier = level(it, context, decided);
        }
        var location = it.location();
        decided.add(
                new CaseDispatched(
                        it.number(),
                        it.kind().name(),
                        tier.name(),
                        assignee,
                        location == null ? null : location.gridCode(),
                        it.answeringDivision(),
                        context.rules().handleBy(it.kind(), it.handlingTime(context.now())),
                        reason,
                        context.rules().version(),
                        it.assignee()));
        return decided;
    }

    private static Tier level(Case it, CommandContext context, List<CaseEvent> decided) {
        var words = Objects.toString(it.title(), "") + Objects.toString(it.description(), "");
        var level =
                context.rules()
                        .level(
                                new TriageInput(
                                        it.kind(),
                                        words,
                                        it.reported().channel(),
                                        it.answeringDivision()));
        decided.add(
                new CaseTriaged(
                        level.tier().name(), level.rule(), null, context.rules().version()));
        return level.tier();
    }
}
