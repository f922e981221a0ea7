package dev.wangge.cases.supervision;

import static dev.wangge.cases.action.Relation.ASSIGNEE;
import static dev.wangge.cases.life.Status.DISPATCHED;
import static dev.wangge.cases.life.Status.HANDLED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.cases.life.Status.VERIFIED;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.HANDLER;
import static dev.wangge.platform.security.Role.SUPERVISOR;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.supervision.Rung;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervised;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervisionAcknowledged;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 督办: those above press for a case, ever harder, and whoever has it says that they know. */
@Component
public class SupervisionActions implements CaseActions.Rows {
    record Supervise(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED) Rung rung,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String text)
            implements CaseCommand {}

    /** {@code acknowledge}. */
    public record Acknowledge(@Schema(maxLength = CODE) @Nullable String by)
            implements CaseCommand {}

    /** Whoever has it says so, from a page too. */
    public static final CaseAction<Acknowledge> ACKNOWLEDGE =
            CaseAction.named(
                            "acknowledge",
                            "Say that one knows of the supervision",
                            Acknowledge.class)
                    .from(DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED)
                    .by(
                            Who.holding(HANDLER, DISPATCHER)
                                    .or(ASSIGNEE)
                                    .butNot(
                                            Case::rungSetBy,
                                            ProblemType.SAME_PERSON,
                                            "Who presses for a case may not acknowledge that"))
                    .onlyWhile(it -> it.rung() != null && it.rungAcknowledgedAt() == null)
                    .alsoWhileSuspended()
                    .decides((it, acknowledge, context) ->
                            List.of(
                                    new CaseSupervisionAcknowledged(
                                            Objects.requireNonNull(it.rung()).name())));

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                CaseAction.named("supervise", "督办: press for it, ever harder", Supervise.class)
                        .from(DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED)
                        .by(Who.holding(SUPERVISOR, DISPATCHER))
                        .onlyWhile(it -> it.rung() != Rung.CIRCULAR)
                        .decides((it, supervise, context) -> List.of(supervised(it, supervise))),
                ACKNOWLEDGE);
    }

    private static CaseEvent supervised(Case it, Supervise supervise) {
        var present = it.rung();
        if (present != null && supervise.rung().compareTo(present) <= 0) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/rung",
                            "wrong-value",
                            "The case is at %s: only upwards".formatted(present)));
        }
        return new CaseSupervised(
                supervise.rung().name(),
                it.texts().keep(supervise.text()),
                it.assignee(),
                it.about());
    }
}
