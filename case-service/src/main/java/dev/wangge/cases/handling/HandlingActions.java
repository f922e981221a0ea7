package dev.wangge.cases.handling;

import static dev.wangge.cases.action.Relation.ASSIGNEE;
import static dev.wangge.cases.life.Status.CLOSED;
import static dev.wangge.cases.life.Status.DISPATCHED;
import static dev.wangge.cases.life.Status.HANDLED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.cases.life.Status.REPORTED;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.HANDLER;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.Unfinished;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.check.Lots;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDrawnForCheck;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The work itself, and what shows that it was done. */
@Component
public class HandlingActions implements CaseActions.Rows {
    public static final CaseAction<Start> START =
            CaseAction.named("start", "Say that the work has begun", Start.class)
                    .from(DISPATCHED)
                    .to(IN_PROGRESS)
                    .by(Who.holding(HANDLER, DISPATCHER).or(ASSIGNEE))
                    .leadsOn()
                    .decides((it, start, context) -> List.of(new CaseStarted()));

    /** Reporting done what nobody said was begun says that, too. */
    public static final CaseAction<Handle> HANDLE =
            CaseAction.named("handle", "Report it done", Handle.class)
                    .from(DISPATCHED, IN_PROGRESS)
                    .to(HANDLED)
                    .by(Who.holding(HANDLER, DISPATCHER).or(ASSIGNEE))
                    .leadsOn()
                    .unless(Unfinished::parts)
                    .demanding("evidence", (it, rules) -> rules.asksForEvidence(it.kind()))
                    .decides(HandlingActions::handle);

    private final Lots lots;

    HandlingActions(Lots lots) {
        this.lots = lots;
    }

    public record Start(@Schema(maxLength = CODE) @Nullable String by) implements CaseCommand {}

    public record Handle(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String what,
            @Schema List<String> evidence)
            implements CaseCommand {
        public Handle {
            evidence = Objects.requireNonNullElse(evidence, List.of());
        }
    }

    record Settle(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String what,
            @Schema List<String> evidence)
            implements CaseCommand {
        Settle {
            evidence = Objects.requireNonNullElse(evidence, List.of());
        }
    }

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                START,
                HANDLE,
                CaseAction.named("settle", "即办即结: done on the spot, and closed", Settle.class)
                        .from(REPORTED, DISPATCHED)
                        .to(CLOSED)
                        .by(Who.holding(HANDLER, DISPATCHER))
                        .leadsOn()
                        .unless(Unfinished::partsOrChildren)
                        .demanding("evidence", (it, rules) -> true)
                        .decides(this::settle));
    }

    private static List<CaseEvent> handle(Case it, Handle handle, CommandContext context) {
        if (context.rules().asksForEvidence(it.kind()) && handle.evidence().isEmpty()) {
            throw evidenceRequired("A " + it.kind() + " is handled with evidence");
        }
        var decided = new ArrayList<CaseEvent>();
        if (it.status() == Status.DISPATCHED) {
            decided.add(new CaseStarted());
        }
        decided.add(
                new CaseHandled(
                        it.texts().keep(handle.what()),
                        handle.evidence(),
                        context.rules().verifyBy(context.now()),
                        context.rules().version()));
        return decided;
    }

    private List<CaseEvent> settle(Case it, Settle settle, CommandContext context) {
        if (settle.evidence().isEmpty()) {
            throw evidenceRequired("Settling on the spot needs a photo");
        }
        var lot = lots.draw(it, context.now(), context.rules().checks().settled());
        var decided = new ArrayList<CaseEvent>();
        decided.add(
                new CaseSettled(
                        it.number(),
                        it.kind().name(),
                        it.reporter(),
                        it.texts().keep(settle.what()),
                        settle.evidence(),
                        it.answeringDivision(),
                        it.bonds().duplicatesIfAny(),
                        lot));
        if (lot.fallsOnIt()) {
            decided.add(
                    new CaseDrawnForCheck(
                            context.rules().checkBy(context.now()),
                            context.rules().version(),
                            it.about()));
        }
        return decided;
    }

    /** Refuses what shows nothing. */
    public static Problem evidenceRequired(String why) {
        return new Problem(ProblemType.EVIDENCE_REQUIRED, why)
                .with("errors", List.of(Pointed.at("#/evidence", "required", why)));
    }
}
