package dev.wangge.cases.timing;

import static dev.wangge.cases.action.Relation.ASSIGNEE;
import static dev.wangge.cases.life.Status.DISPATCHED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.HANDLER;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionApproved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseExtensionRefused;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSuspended;
import dev.wangge.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How a case gets more time: asked for and approved, or while its clock stands still. */
@Component
public class TimingActions implements CaseActions.Rows {
    private static final int MOST_EXTENSIONS = 2;

    private static final Who WHO_DECIDES =
            Who.holding(DISPATCHER)
                    .butNot(
                            Case::extensionAskedBy,
                            ProblemType.SAME_PERSON,
                            "Who asked for more time may not decide on it");

    /** {@code extend}. */
    public record Extend(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason)
            implements CaseCommand {}

    record ApproveExtension(@Schema(maxLength = CODE) @Nullable String by) implements CaseCommand {}

    record RefuseExtension(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason)
            implements CaseCommand {}

    record Suspend(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason,
            @Schema(
                            requiredMode = REQUIRED,
                            maxLength = TEXT,
                            description =
                                    "A date or an RFC 3339 time at which it runs on by itself, or"
                                            + " in words what it waits for: a year at most")
                    String resumeWhen,
            @Schema(
                            description =
                                    "In which the work is possible: before it shuts, whoever has"
                                            + " the case is warned")
                    @Nullable Season window)
            implements CaseCommand {}

    record Resume(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason,
            @Schema(minimum = "1", maximum = "2000000000", description = "Yuan that arrived")
                    @Nullable Integer amount,
            @Schema(maxLength = TEXT, description = "Where they come from") @Nullable String source)
            implements CaseCommand {}

    /** Whoever has it asks, from a page too. */
    public static final CaseAction<Extend> EXTEND =
            CaseAction.named("extend", "延期: ask for more time, before it is due", Extend.class)
                    .from(DISPATCHED, IN_PROGRESS)
                    .by(Who.holding(HANDLER, DISPATCHER).or(ASSIGNEE))
                    .onlyAt((it, now) ->
                            !it.isExtensionAsked()
                                    && it.extensions() < MOST_EXTENSIONS
                                    && isInTime(it, now))
                    .decides((it, extend, context) ->
                            List.of(
                                    new CaseExtensionAsked(
                                            it.texts().keep(extend.reason()), it.about())));

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                EXTEND,
                CaseAction.named(
                                "approve-extension",
                                "Give its limit once more, twice at most",
                                ApproveExtension.class)
                        .from(DISPATCHED, IN_PROGRESS)
                        .by(WHO_DECIDES)
                        .onlyWhile(Case::isExtensionAsked)
                        .decides((it, approve, context) -> List.of(approved(it, context))),
                CaseAction.named(
                                "refuse-extension",
                                "Leave it due when it is; it does not count",
                                RefuseExtension.class)
                        .from(DISPATCHED, IN_PROGRESS)
                        .by(WHO_DECIDES)
                        .onlyWhile(Case::isExtensionAsked)
                        .decides((it, refuse, context) ->
                                List.of(
                                        new CaseExtensionRefused(
                                                it.texts().keep(refuse.reason()),
                                                it.assignee(),
                                                it.about()))),
                CaseAction.named("suspend", "挂起: let its clock stand still", Suspend.class)
                        .from(DISPATCHED, IN_PROGRESS)
                        .by(Who.holding(DISPATCHER))
                        .onlyAt((it, now) -> !it.wasSuspended() && isInTime(it, now))
                        .decides(
                                (it, suspend, context) -> List.of(suspended(it, suspend, context))),
                CaseAction.named("resume", "Let its clock run on", Resume.class)
                        .from(DISPATCHED, IN_PROGRESS)
                        .by(Who.holding(DISPATCHER))
                        .onlyWhile(Case::isSuspended)
                        .alsoWhileSuspended()
                        .leadsOn()
                        .decides((it, resume, context) ->
                                List.of(
                                        Resumption.of(
                                                it,
                                                it.texts().keep(resume.reason()),
                                                resume.amount(),
                                                it.texts().keepIfGiven(resume.source()),
                                                context))));
    }

    private static boolean isInTime(Case it, Instant now) {
        var due = it.dueAt();
        return due != null && now.isBefore(due);
    }

    private static CaseExtensionApproved approved(Case it, CommandContext context) {
        return new CaseExtensionApproved(
                context.rules()
                        .handleBy(
                                it.kind(),
                                it.handlingTime(context.now()).extended(),
                                it.assignee()),
                context.rules().version(),
                it.assignee(),
                it.about());
    }

    private static CaseSuspended suspended(Case it, Suspend suspend, CommandContext context) {
        var when = ResumeWhen.of(suspend.resumeWhen(), context.now());
        return new CaseSuspended(
                it.texts().keep(suspend.reason()),
                when.until(),
                it.texts().keepIfGiven(when.words()),
                it.assignee(),
                it.about(),
                suspend.window() == null ? null : suspend.window().window(context.now()));
    }
}
