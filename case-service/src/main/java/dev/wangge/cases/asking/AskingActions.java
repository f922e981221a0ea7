package dev.wangge.cases.asking;

import static dev.wangge.cases.action.CaseCommand.CODE;
import static dev.wangge.cases.action.CaseCommand.TEXT;
import static dev.wangge.cases.action.Relation.ASKED;
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
import dev.wangge.cases.action.Outsider;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.asking.Question;
import dev.wangge.cases.life.asking.Questions;
import dev.wangge.cases.life.time.Step;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAnswered;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseForwarded;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is asked of people outside, and what they answer. */
@Component
public class AskingActions implements CaseActions.Rows {
    private static final int QUESTION = 2_000;
    private static final String UNTIL =
            "A date or an RFC 3339 time; then it lapses by itself, and the clock runs on";
    private static final String STANDS =
            "Whether no time to handle the case runs meanwhile; not while it is overdue";

    public static final CaseAction<Answer> ANSWER =
            CaseAction.named("answer", "Say what was answered", Answer.class)
                    .from(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED)
                    .by(Who.holding(REPORTER, DISPATCHER).or(ASKED))
                    .onlyWhile(it -> it.questions().isAnyAnswerable())
                    .alsoWhileSuspended()
                    .leadsOn()
                    .decides((it, answer, context) -> List.of(answered(it, answer, context)));

    record Ask(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = QUESTION) String question,
            @Schema(requiredMode = REQUIRED, maxLength = CODE, description = UNTIL) String answerBy,
            @Schema(description = STANDS) @Nullable Boolean pauses)
            implements CaseCommand {}

    record Forward(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED) Outsider to,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String what,
            @Schema(requiredMode = REQUIRED, maxLength = CODE, description = UNTIL) String answerBy,
            @Schema(description = STANDS) @Nullable Boolean pauses)
            implements CaseCommand {
        @Override
        public Outsider outsider() {
            return to;
        }
    }

    public record Answer(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String text,
            @Schema(maxLength = CODE, description = "Which, where several are open")
                    @Nullable String questionId)
            implements CaseCommand {}

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                CaseAction.named("ask", "询问: ask its reporter something", Ask.class)
                        .from(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED)
                        .by(Who.holding(HANDLER, VERIFIER, DISPATCHER))
                        .onlyWhile(it -> it.reporter() != null && it.questions().hasRoom())
                        .alsoWhileSuspended()
                        .decides((it, ask, context) -> List.of(asked(it, ask, context))),
                CaseAction.named(
                                "forward",
                                "转办: have somebody without account do something",
                                Forward.class)
                        .from(REPORTED, FILED, DISPATCHED, IN_PROGRESS)
                        .by(Who.holding(HANDLER, DISPATCHER))
                        .onlyWhile(it -> it.questions().hasRoom())
                        .alsoWhileSuspended()
                        .decides(
                                (it, forward, context) -> List.of(forwarded(it, forward, context))),
                ANSWER);
    }

    private static CaseEvent asked(Case it, Ask ask, CommandContext context) {
        return new CaseAsked(
                it.questions().nextId(),
                it.texts().keep(ask.question()),
                Objects.requireNonNull(it.reporter()),
                AnswerBy.of(ask.answerBy(), context.now()),
                pauses(it, ask.pauses(), context.now()),
                it.about());
    }

    private static CaseEvent forwarded(Case it, Forward forward, CommandContext context) {
        return new CaseForwarded(
                it.questions().nextId(),
                it.texts().keep(forward.what()),
                Objects.requireNonNull(context.outsider()),
                AnswerBy.of(forward.answerBy(), context.now()),
                pauses(it, forward.pauses(), context.now()),
                it.about());
    }

    /** What is late stays seen to be late. */
    private static boolean pauses(Case it, @Nullable Boolean asked, Instant now) {
        var pauses = Boolean.TRUE.equals(asked);
        if (pauses && it.isOverdue(now)) {
            throw Problem.invalid(
                    Pointed.at("#/pauses", "wrong-value", "An overdue case is not paused"));
        }
        return pauses;
    }

    private static CaseEvent answered(Case it, Answer answer, CommandContext context) {
        var question = meant(it.questions(), answer.questionId(), context.actor().who());
        var on = RunsOn.after(it, question, context);
        return new CaseAnswered(
                question.id(),
                it.texts().keep(answer.text()),
                on.handleBy(),
                on.rulebook(),
                // What is checked is no longer theirs.
                it.step() == Step.HANDLE ? it.assignee() : null,
                it.about());
    }

    /** Whoever was asked answers for themselves; a client for anybody. */
    private static Question meant(Questions questions, @Nullable String id, String who) {
        var theirs = questions.to(who).isEmpty() ? questions.all() : questions.to(who);
        var answerable = theirs.stream().filter(Question::isAnswerable).toList();
        if (id != null) {
            return answerable.stream()
                    .filter(it -> it.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> which("unknown-question", "No open question " + id));
        }
        var open = answerable.stream().filter(Question::isOpen).toList();
        var candidates = open.isEmpty() ? answerable : open;
        if (candidates.size() != 1) {
            throw which("required", "Several questions are open: say which");
        }
        return candidates.getFirst();
    }

    private static Problem which(String code, String told) {
        return Problem.invalid(Pointed.at("#/questionId", code, told));
    }
}
