package dev.wangge.cases.feedback;

import static dev.wangge.cases.life.Status.CLOSED;
import static dev.wangge.cases.life.Status.DISPATCHED;
import static dev.wangge.cases.life.Status.FILED;
import static dev.wangge.cases.life.Status.HANDLED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.cases.life.Status.REPORTED;
import static dev.wangge.cases.life.Status.VERIFIED;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.HANDLER;
import static dev.wangge.platform.security.Role.REPORTER;
import static dev.wangge.platform.security.Role.VERIFIER;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.Relation;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.check.AfterCheck.Reason;
import dev.wangge.cases.rulebook.Checks;
import dev.wangge.cases.verification.Reopening;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseFollowUpOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the reporter is told and says, and what is noted on the way. */
@Component
public class FeedbackActions implements CaseActions.Rows {
    private static final int COMMENT = 2_000;

    public static final CaseAction<Rate> RATE =
            CaseAction.named("rate", "Say how content the reporter is, once", Rate.class)
                    .from(CLOSED)
                    .to(FILED)
                    .by(Who.holding(REPORTER, DISPATCHER).or(Relation.REPORTER))
                    .onlyWhile(it -> it.rating() == null)
                    .leadsOn()
                    .decides(FeedbackActions::rate);

    public record Rate(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, minimum = "1", maximum = "5") Integer score,
            @Schema(maxLength = COMMENT) @Nullable String comment,
            @Schema @Nullable Boolean solved)
            implements CaseCommand {}

    record Reply(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String text)
            implements CaseCommand {}

    record Note(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String text)
            implements CaseCommand {}

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                CaseAction.named("reply", "答复: what the reporter is told", Reply.class)
                        .from(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED, CLOSED)
                        .by(Who.holding(DISPATCHER))
                        .alsoWhileSuspended()
                        .decides((it, reply, context) ->
                                List.of(
                                        new CaseReplied(
                                                it.number(),
                                                it.reporter(),
                                                it.texts().keep(reply.text()),
                                                it.about(),
                                                it.bonds().duplicatesIfAny()))),
                CaseAction.named("note", "Write something down", Note.class)
                        .from(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED, CLOSED)
                        .by(Who.holding(HANDLER, VERIFIER, DISPATCHER))
                        .alsoWhileSuspended()
                        .decides((it, note, context) ->
                                List.of(new CaseNoted(it.texts().keep(note.text())))),
                RATE);
    }

    /** Who is not content is asked what is missing, unless somebody is to look at it anyhow. */
    private static List<CaseEvent> rate(Case it, Rate rate, CommandContext context) {
        var rated = new CaseRated(rate.score(), it.texts().keepIfGiven(rate.comment()));
        var reason = reasonToAsk(rate, context.rules().checks());
        return reason == null || it.check() != null
                ? List.of(rated)
                : List.of(rated, follows(it, reason, context));
    }

    private static @Nullable Reason reasonToAsk(Rate rate, Checks checks) {
        if (Boolean.FALSE.equals(rate.solved())) {
            return Reason.NOT_SOLVED;
        }
        return rate.score() <= checks.lowRating() ? Reason.LOW_RATING : null;
    }

    private static CaseEvent follows(Case it, Reason reason, CommandContext context) {
        return switch (context.rules().checks().then()) {
            case FOLLOW_UP ->
                    new CaseFollowUpOpened(
                            reason.name(),
                            context.rules().checkBy(context.now()),
                            context.rules().version(),
                            it.about());
            case REOPEN -> Reopening.of(it, reason.name(), context);
        };
    }
}
