package dev.wangge.cases.bonds;

import static dev.wangge.cases.life.Status.DISPATCHED;
import static dev.wangge.cases.life.Status.FILED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.HANDLER;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.OneOf;
import dev.wangge.cases.action.Relation;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.handling.HandlingActions;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseJoined;
import dev.wangge.contracts.cases.v1.CaseEvent.CasePartFinished;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 联合处置: several units, or several counties, on one case, of whom one is in charge. */
@Component
public class JoiningActions implements CaseActions.Rows {
    private static final int MOST_SIDES = 20;
    private static final String ONE = "Give either a unit or a county";

    /** Of a unit by link, and of a county by its own dispatcher. */
    public static final CaseAction<Finish> FINISH =
            CaseAction.named("finish", "Say that a side's part is done", Finish.class)
                    .from(FILED, DISPATCHED, IN_PROGRESS)
                    .by(Who.holding(HANDLER, DISPATCHER).or(Relation.SIDE))
                    .onlyWhile(it -> !it.bonds().openParts().isEmpty())
                    .alsoWhileSuspended()
                    .alsoForSides()
                    .leadsOn()
                    .demanding("evidence", (it, rules) -> rules.asksForEvidence(it.kind()))
                    .decides(JoiningActions::finished);

    @OneOf(
            value = {"unit", "county"},
            message = ONE)
    record Join(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(maxLength = CODE, description = "A unit within your divisions")
                    @Nullable String unit,
            @Schema(maxLength = CODE, description = "Six digits: it sees the case from then on")
                    @Nullable String county)
            implements CaseCommand {
        @Override
        public boolean reachesOut() {
            return true;
        }
    }

    @OneOf(
            value = {"unit", "county"},
            message = ONE)
    public record Finish(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(maxLength = CODE) @Nullable String unit,
            @Schema(maxLength = CODE) @Nullable String county,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String what,
            @Schema List<String> evidence)
            implements CaseCommand {
        public Finish {
            evidence = Objects.requireNonNullElse(evidence, List.of());
        }
    }

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                CaseAction.named("join", "联合处置: let a unit or a county take part", Join.class)
                        .from(FILED, DISPATCHED, IN_PROGRESS)
                        .by(Who.holding(DISPATCHER))
                        .decides((it, join, context) -> List.of(joined(it, join, context))),
                FINISH);
    }

    private static CaseEvent joined(Case it, Join join, CommandContext context) {
        var side = side(join);
        if (isInCharge(it, side) || it.bonds().openPart(side).isPresent()) {
            throw wrong(side, "It takes part already");
        }
        if (it.bonds().parts().size() >= MOST_SIDES) {
            throw wrong(side, "A case has %d sides at most".formatted(MOST_SIDES));
        }
        var path = join.county() == null ? List.<String>of() : Codes.path(join.county());
        return joined(side, path, it.assignee(), it, context);
    }

    /**
     * A unit takes part by itself.
     *
     * @param inCharge who gets the case
     */
    public static CaseEvent unit(String unit, Assignee inCharge, Case it, CommandContext context) {
        return joined(new Side("UNIT", unit), List.of(), inCharge, it, context);
    }

    private static CaseEvent joined(
            Side side,
            List<String> path,
            @Nullable Assignee inCharge,
            Case it,
            CommandContext context) {
        return new CaseJoined(
                side,
                context.rules().partBy(it.kind(), context.now(), side),
                context.rules().version(),
                path,
                inCharge,
                it.about());
    }

    private static boolean isInCharge(Case it, Side side) {
        return side.type().equals("COUNTY")
                ? it.ownPath().contains(side.code())
                : new Assignee("UNIT", side.code()).equals(it.assignee());
    }

    private static List<CaseEvent> finished(Case it, Finish finish, CommandContext context) {
        var side = side(finish);
        if (it.bonds().openPart(side).isEmpty()) {
            throw wrong(side, "It has no part that is open");
        }
        if (context.rules().asksForEvidence(it.kind()) && finish.evidence().isEmpty()) {
            throw HandlingActions.evidenceRequired("A " + it.kind() + " is handled with evidence");
        }
        return List.of(
                new CasePartFinished(
                        side,
                        it.texts().keep(finish.what()),
                        finish.evidence(),
                        it.assignee(),
                        it.about()));
    }

    private static Side side(CaseCommand command) {
        return command.county() != null
                ? new Side("COUNTY", command.county())
                : new Side("UNIT", Objects.requireNonNull(command.unit()));
    }

    private static Problem wrong(Side side, String why) {
        var field = side.type().equals("COUNTY") ? "#/county" : "#/unit";
        return Problem.invalid(Pointed.at(field, "wrong-value", why));
    }
}
