package dev.wangge.cases.timing;

import static dev.wangge.cases.action.Acting.NOW;
import static dev.wangge.cases.action.Acting.act;
import static dev.wangge.cases.action.Acting.dispatched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What moves the time by which a case is to be handled, and what does not. */
class TimingTest {
    private static final String REWORK = "rework";
    private static final Duration HOURS_24 = Duration.ofHours(24);

    @Example
    void whoeverGetsAnEmergencyNextHasWhatIsLeftOfItsTwoHours() {
        var it = dispatched(CaseKind.EMERGENCY);
        after(it, "redispatch", Duration.ofMinutes(90));
        assertThat(it.dueAt()).isEqualTo(NOW.plus(Duration.ofHours(2)));

        after(it, "return", Duration.ofMinutes(100));
        assertThat(it.dueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(115)));
        after(it, "dispatch", Duration.ofMinutes(110));
        assertThat(it.dueAt()).isEqualTo(NOW.plus(Duration.ofHours(2)));

        after(it, "recall", Duration.ofHours(3));
        after(it, "dispatch", Duration.ofHours(3));
        assertThat(it.dueAt()).as("overdue").isEqualTo(NOW.plus(Duration.ofHours(2)));
    }

    @Example
    void whatWaitsToBeCheckedDoesNotRun() {
        var it = dispatched(CaseKind.HAZARD);
        after(it, "handle", Duration.ofHours(20));
        act(
                it,
                "verify",
                "{\"passed\":false,\"reason\":\"没有修好\"}",
                "M-9",
                NOW.plus(Duration.ofHours(30)));

        assertThat(it.dueAt()).isEqualTo(NOW.plus(Duration.ofHours(34)));
    }

    @Example
    void whatWasLateWhenItWasDoneIsLateWhenItComesBack() {
        var it = dispatched(CaseKind.HAZARD);
        after(it, "handle", Duration.ofHours(25));
        act(
                it,
                "verify",
                "{\"passed\":false,\"reason\":\"没有修好\"}",
                "M-9",
                NOW.plus(Duration.ofHours(30)));

        assertThat(it.dueAt()).isEqualTo(NOW.plus(HOURS_24));
    }

    @Example
    void anExtensionIsTheLimitOnceMoreAndTwiceAtMost() {
        var it = dispatched(CaseKind.HAZARD);
        for (int granted = 1; granted <= 2; granted++) {
            after(it, "extend", Duration.ofHours(granted));
            assertThat(it.dueAt()).as("asked").isEqualTo(NOW.plus(HOURS_24.multipliedBy(granted)));
            refused(it, "extend", Duration.ofHours(granted));
            after(it, "refuse-extension", Duration.ofHours(granted));
            assertThat(it.dueAt()).isEqualTo(NOW.plus(HOURS_24.multipliedBy(granted)));

            after(it, "extend", Duration.ofHours(granted));
            after(it, "approve-extension", Duration.ofHours(granted));
            assertThat(it.extensions()).isEqualTo(granted);
            assertThat(it.dueAt()).isEqualTo(NOW.plus(HOURS_24.multipliedBy(granted + 1)));
        }
        refused(it, "extend", Duration.ofHours(3));
    }

    @Example
    void anExtensionIsAskedForBeforeItIsDue() {
        var it = dispatched(CaseKind.HAZARD);
        refused(it, "extend", HOURS_24);
        refused(it, "suspend", HOURS_24);
        after(it, "extend", HOURS_24.minusMillis(1));
        after(it, "approve-extension", HOURS_24.plusHours(5));

        assertThat(it.dueAt()).isEqualTo(NOW.plusSeconds(2 * 86_400));
    }

    @Example
    void whatWasAskedForIsNotGrantedToTheNextOne() {
        for (var given : List.of("redispatch", "return", "handle")) {
            var it = dispatched(CaseKind.HAZARD);
            after(it, "extend", Duration.ofHours(1));
            after(it, given, Duration.ofHours(2));

            assertThat(it.isExtensionAsked()).as(given).isFalse();
        }
    }

    /** 饮水改造: 130 万元 are waited for, and come in spring. */
    @Example
    void aSuspendedCaseStandsStillAndRunsOnWithWhatWasLeft() {
        var it = dispatched(CaseKind.HAZARD);
        after(it, "suspend", Duration.ofHours(10));
        assertThat(it.status()).isEqualTo(Status.DISPATCHED);
        assertThat(it.dueAt()).as("a year").isEqualTo("2027-11-24T12:00:00Z");
        refused(it, "handle", Duration.ofHours(11));
        refused(it, "suspend", Duration.ofHours(11));
        after(it, "note", Duration.ofHours(11));

        after(it, "resume", Duration.ofDays(100));

        assertThat(it.suspension()).isNull();
        assertThat(it.dueAt()).isEqualTo(NOW.plus(Duration.ofDays(100)).plusSeconds(14 * 3600));
        assertThat(it.facts().getLast().data()).contains("1300000");
        refused(it, "suspend", Duration.ofDays(100));
    }

    /** Five working days from Tuesday 10:00; from Thursday 10:00 to Monday 10:00 it stands. */
    @Example
    void workingTimeLeftIsWorkingTime() {
        var it = dispatched(CaseKind.REQUEST);
        after(it, "suspend", Duration.ofDays(2));
        after(it, "resume", Duration.ofDays(6));

        assertThat(it.dueAt()).isEqualTo("2026-12-03T02:00:00Z");
    }

    @Example
    void aCaseIsSuspendedUntilADayATimeOrAThingItWaitsFor() {
        assertThat(ResumeWhen.of(" 2027-01-31 ", NOW))
                .isEqualTo(new ResumeWhen(Instant.parse("2027-01-30T16:00:00Z"), null));
        assertThat(ResumeWhen.of("2027-01-31T09:00:00+08:00", NOW))
                .isEqualTo(new ResumeWhen(Instant.parse("2027-01-31T01:00:00Z"), null));
        assertThat(ResumeWhen.of("资金到位", NOW))
                .isEqualTo(new ResumeWhen(Instant.parse("2027-11-24T02:00:00Z"), "资金到位"));
        for (var wrong : List.of("2026-11-24", "2026-11-24T02:00:00Z", "2027-11-25")) {
            assertThatThrownBy(() -> ResumeWhen.of(wrong, NOW))
                    .as(wrong)
                    .hasMessage("A case is suspended until a time to come, within a year");
        }
    }

    @Example
    void aReopenedCaseHasANewRoundAndKeepsTheOldOne() {
        var it = dispatched(CaseKind.HAZARD);
        after(it, "extend", Duration.ofHours(1));
        after(it, "approve-extension", Duration.ofHours(1));
        after(it, "handle", Duration.ofHours(2));
        act(it, "verify", Acting.complete("verify"), "M-9", NOW.plus(Duration.ofHours(3)));
        after(it, "close", Duration.ofHours(4));
        after(it, "rate", Duration.ofHours(5));

        after(it, "reopen", Duration.ofHours(6));

        assertThat(it.status()).isEqualTo(Status.FILED);
        assertThat(it.round()).isEqualTo(2);
        assertThat(it.closedAt()).isNull();
        assertThat(it.rating()).isNull();
        assertThat(it.assignee()).isNull();
        assertThat(it.evidence()).isEmpty();
        assertThat(it.earlierRounds())
                .singleElement()
                .satisfies(round -> {
                    assertThat(round.closedAt()).isEqualTo(NOW.plus(Duration.ofHours(4)));
                    assertThat(round.rating()).isNotNull();
                });
        assertThat(it.dueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(375)));
        after(it, "dispatch", Duration.ofHours(7));
        assertThat(it.dueAt()).isEqualTo(NOW.plus(Duration.ofHours(30)));
        assertThat(it.extensions()).isZero();
    }

    record Step(String action, Duration later) {}

    @Provide
    Arbitrary<List<Step>> lives() {
        var actions =
                Stream.concat(
                                Acting.actions().all().stream().map(CaseAction::slug),
                                Stream.of(REWORK))
                        .toList();
        return Combinators.combine(
                        Arbitraries.of(actions),
                        Arbitraries.integers().between(0, 600).map(Duration::ofMinutes))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    /**
     * An hourglass beside the case, turned by what was done and not by what the case says: what ran
     * is gone, what stood is not.
     */
    @Property(tries = 500)
    void timeThatRanIsNeverLostAndNeverGivenBack(@ForAll("lives") List<Step> steps) {
        var it = dispatched(CaseKind.HAZARD);
        var now = NOW;
        var left = HOURS_24;
        var stands = false;
        var isHandled = false;
        var isSuspended = false;
        var awaited = new HashSet<String>();
        @Nullable Instant ranOut = null;
        for (var step : steps) {
            now = now.plus(step.later());
            left = stands ? left : left.minus(step.later());
            if (!left.isPositive() && ranOut == null) {
                ranOut = now.plus(left);
            }
            // What is found not done when it is closed begins anew.
            var done =
                    it.status() == Status.CLOSED && step.action().equals(REWORK)
                            ? "reopen"
                            : step.action();
            try {
                act(it, action(step), told(step), "p" + it.seq(), now);
            } catch (Problem refused) {
                continue;
            }
            left =
                    switch (done) {
                        case "approve-extension" -> left.plus(HOURS_24);
                        case "reopen" -> HOURS_24;
                        default -> left;
                    };
            // What was late stays late: a pause gives nothing back that had run out.
            if (done.equals("approve-extension") || done.equals("reopen")) {
                ranOut = left.isPositive() ? null : now.plus(left);
            }
            switch (done) {
                case "handle" -> isHandled = true;
                case "suspend" -> isSuspended = true;
                case REWORK -> isHandled = false;
                case "resume" -> isSuspended = false;
                case "reopen" -> {
                    isHandled = false;
                    awaited.clear();
                }
                case "ask", "forward" -> awaited.add(it.questions().all().getLast().id());
                case "answer" -> awaited.removeIf(id -> !isOpen(it, id));
                default -> {}
            }
            stands = isHandled || isSuspended || !awaited.isEmpty();
            if (!stands
                    && (it.status() == Status.DISPATCHED || it.status() == Status.IN_PROGRESS)) {
                assertThat(it.dueAt())
                        .as("after %s", step)
                        .isEqualTo(ranOut == null ? now.plus(left) : ranOut);
            }
        }
    }

    private static boolean isOpen(Case it, String question) {
        return it.questions().find(question).orElseThrow().isOpen();
    }

    private static String action(Step step) {
        return step.action().equals(REWORK) ? "verify" : step.action();
    }

    private static String told(Step step) {
        if (step.action().equals("answer")) {
            return "{\"text\":\"七点\",\"questionId\":\"Q%d\"}"
                    .formatted(1 + step.later().toMinutes() % 3);
        }
        return step.action().equals(REWORK)
                ? "{\"passed\":false,\"reason\":\"没有修好\"}"
                : Acting.complete(step.action());
    }

    private static void after(Case it, String action, Duration later) {
        act(it, action, Acting.complete(action), action + "'s", NOW.plus(later));
    }

    private static void refused(Case it, String action, Duration later) {
        assertThatThrownBy(() -> after(it, action, later))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("action-not-allowed"));
    }
}
