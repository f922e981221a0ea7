package dev.wangge.cases.verification;

import static dev.wangge.cases.life.Status.CLOSED;
import static dev.wangge.cases.life.Status.FILED;
import static dev.wangge.cases.life.Status.HANDLED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.cases.life.Status.VERIFIED;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.VERIFIER;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.RequiredWhen;
import dev.wangge.cases.action.Unfinished;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.handling.HandlingActions;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.check.AfterCheck.Reason;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCheckPassed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Somebody else checks what was done, and then it is closed. */
@Component
class VerificationActions implements CaseActions.Rows {
    record Verify(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED) Boolean passed,
            @RequiredWhen(field = "passed", is = "false") @Schema(maxLength = TEXT)
                    @Nullable String reason)
            implements CaseCommand {}

    record Close(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(maxLength = TEXT) @Nullable String outcome,
            @Schema List<String> evidence)
            implements CaseCommand {
        Close {
            evidence = Objects.requireNonNullElse(evidence, List.of());
        }
    }

    record Reopen(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason)
            implements CaseCommand {}

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                CaseAction.named("verify", "Say whether it was done; 返工 if not", Verify.class)
                        .from(HANDLED, CLOSED)
                        .to(VERIFIED, IN_PROGRESS, FILED)
                        .onlyWhile(it -> it.status() == HANDLED || it.check() != null)
                        // False closure (虚假办结) starts where people check their own work.
                        .by(
                                Who.holding(VERIFIER, DISPATCHER)
                                        .butNone(
                                                Case::handlers,
                                                ProblemType.VERIFIER_IS_HANDLER,
                                                "Who handled a case may not verify it"))
                        .leadsOnWhen(verify -> !Boolean.FALSE.equals(verify.passed()))
                        .decides((it, verify, context) -> List.of(checked(it, verify, context))),
                CaseAction.named("close", "Close what was checked", Close.class)
                        .from(VERIFIED)
                        .to(CLOSED)
                        .by(
                                Who.holding(DISPATCHER)
                                        .butNone(
                                                Case::handlers,
                                                ProblemType.VERIFIER_IS_HANDLER,
                                                "Who handled a case may not close it"))
                        .leadsOn()
                        .unless(Unfinished::children)
                        .demanding("evidence", VerificationActions::lacksEvidence)
                        .decides((it, close, context) -> List.of(closed(it, close, context))),
                CaseAction.named("reopen", "Begin a new round of what was closed", Reopen.class)
                        .from(CLOSED)
                        .to(FILED)
                        .by(Who.holding(VERIFIER, DISPATCHER))
                        .decides((it, reopen, context) ->
                                List.of(Reopening.of(it, reopen.reason(), context))));
    }

    private static CaseEvent checked(Case it, Verify verify, CommandContext context) {
        return it.status() == HANDLED
                ? verified(it, verify, context)
                : checkedAfterwards(it, verify, context);
    }

    private static CaseEvent checkedAfterwards(Case it, Verify verify, CommandContext context) {
        return verify.passed()
                ? new CaseCheckPassed(
                        it.texts().keepIfGiven(verify.reason()), whoAsked(it), it.about())
                : Reopening.of(it, Objects.requireNonNull(verify.reason()), context);
    }

    /** Whoever was not content waits for an answer; a lot nobody asked for. */
    private static @Nullable String whoAsked(Case it) {
        var check = it.check();
        return check == null || check.reason() == Reason.SPOT_CHECK ? null : it.reporter();
    }

    /** However it got there: it was handled before its kind asked for any. */
    private static boolean lacksEvidence(Case it, Rulebook rules) {
        return rules.asksForEvidence(it.kind()) && it.evidence().isEmpty();
    }

    private static CaseEvent closed(Case it, Close close, CommandContext context) {
        if (lacksEvidence(it, context.rules()) && close.evidence().isEmpty()) {
            throw HandlingActions.evidenceRequired(
                    "A %s is not closed without evidence".formatted(it.kind()));
        }
        return new CaseClosed(
                it.number(),
                it.kind().name(),
                it.reporter(),
                it.texts().keepIfGiven(close.outcome()),
                it.answeringDivision(),
                close.evidence().isEmpty() ? null : close.evidence(),
                it.bonds().duplicatesIfAny());
    }

    private static CaseEvent verified(Case it, Verify verify, CommandContext context) {
        return verify.passed()
                ? new CaseVerified(
                        it.texts().keepIfGiven(verify.reason()),
                        context.rules().closeBy(context.now()),
                        context.rules().version())
                : new CaseVerificationFailed(
                        it.texts().keep(Objects.requireNonNull(verify.reason())),
                        context.rules()
                                .handleBy(it.kind(), it.handlingTime(context.now()), it.assignee()),
                        context.rules().version(),
                        it.assignee(),
                        it.about());
    }
}
