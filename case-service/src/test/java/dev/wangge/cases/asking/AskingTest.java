package dev.wangge.cases.asking;

import static dev.wangge.cases.action.Acting.LADDER;
import static dev.wangge.cases.action.Acting.NOW;
import static dev.wangge.cases.action.Acting.act;
import static dev.wangge.cases.action.Acting.dispatched;
import static dev.wangge.cases.action.Acting.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.TallyContribution;
import dev.wangge.cases.life.asking.Question;
import dev.wangge.cases.life.asking.Question.Outcome;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeUndone;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of people outside: the clock that stands meanwhile, and what silence means. */
class AskingTest {
    private static final Instant DUE = NOW.plus(Duration.ofHours(24));
    private final Case it = dispatched(CaseKind.HAZARD);

    private void ask(Duration after, Duration answerBy, boolean pauses) {
        var json =
                "{\"question\":\"几点停的水？\",\"answerBy\":\"%s\",\"pauses\":%s}"
                        .formatted(NOW.plus(answerBy), pauses);
        act(it, "ask", json, "desk", NOW.plus(after));
    }

    private void answer(String json, String by, Duration after) {
        act(it, "answer", json, by, NOW.plus(after));
    }

    private void lapse(String question, Duration after) {
        var context = new CommandContext(Actor.SYSTEM, new Rulebook(), NOW.plus(after));
        it.record(Lapse.of(it, question, context), Actor.SYSTEM, context.now());
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    @Test
    void theTimeToHandleStandsUntilTheAnswer() {
        ask(hours(1), hours(10), true);

        assertThat(it.isAwaiting()).isTrue();
        assertThat(it.dueAt()).isEqualTo(NOW.plus(hours(10)));
        answer("{\"text\":\"七点\"}", "R-1", hours(4));

        assertThat(it.isAwaiting()).isFalse();
        assertThat(it.dueAt()).isEqualTo(DUE.plus(hours(3)));
        assertThat(it.questions().all())
                .extracting(Question::outcome)
                .containsExactly(Outcome.ANSWERED);
    }

    @Test
    void whatDoesNotPauseLeavesTheClockAlone() {
        ask(hours(1), hours(10), false);
        assertThat(it.dueAt()).isEqualTo(DUE);
        answer("{\"text\":\"七点\"}", "R-1", hours(4));

        assertThat(it.dueAt()).isEqualTo(DUE);
        assertThat(it.handlingTime(NOW.plus(hours(5))).pauses()).isEmpty();
    }

    @Test
    void silenceIsOverAtTheTimeThatWasSaid() {
        ask(hours(1), hours(10), true);

        assertThat(it.agenda(LADDER).next()).isEqualTo(NOW.plus(hours(10)));
        assertThat(it.agenda(LADDER).due(NOW.plus(hours(10))))
                .contains(new WakeUp.Lapse(NOW.plus(hours(10)), "Q1"));
        lapse("Q1", hours(10));

        assertThat(it.dueAt()).isEqualTo(DUE.plus(hours(9)));
        assertThat(it.questions().all())
                .extracting(Question::outcome)
                .containsExactly(Outcome.LAPSED);
        assertThat(it.agenda(LADDER).due(NOW.plus(hours(10)))).isEmpty();
        // Whoever answers late is heard all the same; the clock has run on.
        answer("{\"text\":\"七点\"}", "R-1", hours(12));
        assertThat(it.dueAt()).isEqualTo(DUE.plus(hours(9)));
        assertThat(it.questions().all())
                .extracting(Question::outcome)
                .containsExactly(Outcome.ANSWERED);
    }

    @Test
    void itStandsWhileAnyThatPausesIsOpen() {
        ask(hours(1), hours(10), true);
        act(
                it,
                "forward",
                "{\"to\":{\"phone\":\"19900001234\"},\"what\":\"查管道\",\"answerBy\":\"%s\",\"pauses\":true}"
                        .formatted(NOW.plus(hours(20))),
                "desk",
                NOW.plus(hours(2)));
        assertThat(it.dueAt()).isEqualTo(NOW.plus(hours(20)));
        lapse("Q1", hours(10));
        assertThat(it.isAwaiting()).isTrue();
        answer("{\"text\":\"查过了\"}", "desk", hours(15));

        assertThat(it.dueAt()).isEqualTo(DUE.plus(hours(14)));
        assertThat(it.handlingTime(NOW.plus(hours(16))).pauses()).hasSize(1);
    }

    /**
     * Its time to be handled had not run out when it was asked: that it was waited for is no fault.
     */
    @Test
    void whatIsHandledWhileItStandsIsNotLate() {
        ask(hours(1), hours(100), true);
        act(it, "handle", "{\"what\":\"好了\",\"evidence\":[\"x\"]}", "M-1", NOW.plus(hours(50)));
        act(it, "verify", "{\"passed\":false,\"reason\":\"没有\"}", "M-9", NOW.plus(hours(60)));

        assertThat(TallyContribution.of(it)).containsEntry("sla:handle:HAZARD:in_time", 1);
        assertThat(it.isAwaiting()).isTrue();
        lapse("Q1", hours(100));
        assertThat(it.dueAt()).isEqualTo(DUE.plus(hours(99)));
    }

    @Test
    void whoeverWasAskedAnswersForThemselvesAlone() {
        ask(hours(1), hours(10), true);
        act(
                it,
                "forward",
                "{\"to\":{\"phone\":\"19900001234\"},\"what\":\"查管道\",\"answerBy\":\"%s\"}"
                        .formatted(NOW.plus(hours(20))),
                "desk",
                NOW.plus(hours(2)));
        var outsider = it.questions().all().getLast().to();

        pointedAt(
                "#/questionId",
                () -> answer("{\"text\":\"七点\",\"questionId\":\"Q1\"}", outsider, hours(3)));
        pointedAt("#/questionId", () -> answer("{\"text\":\"七点\"}", "desk", hours(3)));
        answer("{\"text\":\"查过了\"}", outsider, hours(3));
        assertThatThrownBy(() -> answer("{\"text\":\"再说\"}", outsider, hours(4)))
                .isInstanceOf(Problem.class);
        answer("{\"text\":\"七点\"}", "desk", hours(5));
        assertThat(it.questions().open()).isEmpty();
    }

    @Test
    void whatEndsTheCaseEndsTheQuestionsAndANewRoundBeginsWithout() {
        ask(hours(1), hours(100), true);
        act(it, "settle", "{\"what\":\"好了\",\"evidence\":[\"x\"]}", "M-1", NOW.plus(hours(2)));

        assertThat(it.questions().all())
                .extracting(Question::outcome)
                .containsExactly(Outcome.OVERTAKEN);
        assertThat(it.agenda(LADDER).next()).isNull();
        act(it, "reopen", "{\"reason\":\"又停了\"}", "M-9", NOW.plus(hours(3)));
        act(it, "dispatch", "{\"member\":\"M-2\"}", "desk", NOW.plus(hours(3)));
        assertThat(it.dueAt()).isEqualTo(DUE.plus(hours(3)));
    }

    /** It was to be merged into one that had ended, and is as it was: nothing is waited for. */
    @Test
    void whatIsNoDuplicateAfterAllWaitsForNoAnswer() {
        var filed = reported(CaseKind.HAZARD);
        act(filed, "accept", "{}", "desk", NOW);
        act(filed, "ask", "desk");
        filed.record(new CaseMerged("c-1", "WG2026-0000001", "FILED"), Actor.parse("desk"), NOW);
        filed.record(new CaseMergeUndone("FILED", filed.about()), Actor.SYSTEM, NOW);
        act(filed, "dispatch", "{\"member\":\"M-2\"}", "desk", NOW);

        assertThat(filed.isAwaiting()).isFalse();
        assertThat(filed.questions().open()).isEmpty();
        assertThat(filed.dueAt()).isEqualTo(DUE);
    }

    @Test
    void whatIsLateIsNotPaused() {
        assertThatThrownBy(() -> ask(hours(25), hours(30), true))
                .hasMessageContaining("An overdue case is not paused");
        ask(hours(25), hours(30), false);
        assertThat(it.isOverdue(NOW.plus(hours(26)))).isTrue();
    }

    @Test
    void thereIsAnEndToQuestions() {
        for (int i = 0; i < 5; i++) {
            ask(hours(1), hours(10), false);
        }
        assertThatThrownBy(() -> ask(hours(1), hours(10), false)).isInstanceOf(Problem.class);
        for (int i = 1; i <= 20; i++) {
            answer("{\"text\":\"是\",\"questionId\":\"Q%d\"}".formatted(i), "R-1", hours(2));
            if (i <= 15) {
                ask(hours(2), hours(10), false);
            }
        }
        assertThat(it.questions().all()).hasSize(20);
        assertThatThrownBy(() -> ask(hours(3), hours(10), false)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-24T09:59:00+08:00", "2026-11-23", "2027-11-25", "明天", "2026-13-01"})
    void whoeverAsksSaysUntilWhenWithinAYear(String answerBy) {
        pointedAt(
                "#/answerBy",
                () ->
                        act(
                                it,
                                "ask",
                                "{\"question\":\"几点？\",\"answerBy\":\"%s\"}".formatted(answerBy),
                                "desk"));
    }

    private static void pointedAt(String pointer, ThrowingCallable told) {
        assertThatThrownBy(told)
                .isInstanceOf(Problem.class)
                .extracting("properties")
                .asString()
                .contains("pointer=" + pointer + ",");
    }

    /** A day is over when it is over in the county. */
    @Test
    void aDateIsUntilThatDayIsOver() {
        act(it, "ask", "{\"question\":\"几点？\",\"answerBy\":\"2026-11-24\"}", "desk");

        assertThat(it.questions().open().getFirst().answerBy()).isEqualTo("2026-11-24T16:00:00Z");
    }

    @Test
    void noFactSaysWhoTheyAre() {
        act(it, "forward", "desk");

        assertThat(List.of(it.facts().getLast().data()))
                .allMatch(data -> data.contains("\"to\":\"O-") && !data.contains("1990000"));
    }
}
