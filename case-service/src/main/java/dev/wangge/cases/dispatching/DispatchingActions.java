package dev.wangge.cases.dispatching;

import static dev.wangge.cases.action.Relation.ASSIGNEE;
import static dev.wangge.cases.life.Status.DISPATCHED;
import static dev.wangge.cases.life.Status.FILED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.HANDLER;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.OneOf;
import dev.wangge.cases.action.Who;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who gets a case, and how it comes back. */
@Component
public class DispatchingActions implements CaseActions.Rows {
    private static final String ONE = "Give either a unit or a member to dispatch to";

    /** A member who says that it is not theirs gives it back, too. */
    public static final CaseAction<Return> RETURN =
            CaseAction.named("return", "Give it back to the dispatcher", Return.class)
                    .from(DISPATCHED, IN_PROGRESS)
                    .to(FILED)
                    .by(Who.holding(HANDLER, DISPATCHER).or(ASSIGNEE))
                    .decides((it, giveBack, context) ->
                            List.of(
                                    new CaseReturned(
                                            it.texts().keep(giveBack.reason()),
                                            context.rules().dispatchBy(context.now()),
                                            context.rules().version(),
                                            it.about(),
                                            giveBack.cause() == null
                                                    ? null
                                                    : giveBack.cause().name())));

    @OneOf(
            value = {"unit", "member"},
            message = ONE)
    record Dispatch(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(maxLength = CODE) @Nullable String unit,
            @Schema(maxLength = CODE) @Nullable String member,
            @Schema(maxLength = TEXT) @Nullable String reason)
            implements CaseCommand {}

    @OneOf(
            value = {"unit", "member"},
            message = ONE)
    record Redispatch(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(maxLength = CODE) @Nullable String unit,
            @Schema(maxLength = CODE) @Nullable String member,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason)
            implements CaseCommand {}

    record Recall(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason)
            implements CaseCommand {}

    /** In one word, so that it can be counted. */
    public enum Cause {
        NOT_OURS,
        WRONG_PLACE,
        INCOMPLETE,
        DUPLICATE,
        OTHER
    }

    public record Return(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason,
            @Schema @Nullable Cause cause)
            implements CaseCommand {}

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                CaseAction.named("dispatch", "Give it to a unit or a member", Dispatch.class)
                        .from(FILED)
                        .to(DISPATCHED)
                        .by(Who.holding(DISPATCHER))
                        .leadsOn()
                        .decides((it, dispatch, context) ->
                                Dispatching.to(
                                        assignee(dispatch),
                                        it.texts().keepIfGiven(dispatch.reason()),
                                        it,
                                        context)),
                CaseAction.named("redispatch", "Give it to somebody else", Redispatch.class)
                        .from(DISPATCHED, IN_PROGRESS)
                        .to(DISPATCHED)
                        .by(Who.holding(DISPATCHER))
                        .decides((it, redispatch, context) ->
                                Dispatching.to(
                                        assignee(redispatch),
                                        it.texts().keep(redispatch.reason()),
                                        it,
                                        context)),
                CaseAction.named("recall", "Take it back from whoever has it", Recall.class)
                        .from(DISPATCHED)
                        .to(FILED)
                        .by(Who.holding(DISPATCHER))
                        .decides((it, recall, context) ->
                                List.of(
                                        new CaseRecalled(
                                                it.texts().keep(recall.reason()),
                                                context.rules().dispatchBy(context.now()),
                                                context.rules().version(),
                                                it.assignee(),
                                                it.about()))),
                RETURN);
    }

    private static Assignee assignee(CaseCommand command) {
        return command.member() != null
                ? new Assignee("MEMBER", command.member())
                : new Assignee("UNIT", Objects.requireNonNull(command.unit()));
    }
}
