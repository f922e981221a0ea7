package dev.wangge.cases.life;

import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.asking.Lapse;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.cases.timing.Resumption;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseEscalated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeCompleted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReminded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseWindowWarned;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** {@link Acting#NOW} is a Tuesday, ten in the morning in the county. */
class SupervisionTest {
    private static final String TOWNSHIP = "540328101";
    private static final String COUNTY = "540328";

    @Test
    void halfAndFourFifthsOfTheTimeAreRemindedOfOnce() {
        var it = Acting.dispatched(CaseKind.EMERGENCY);

        assertThat(it.agenda(Acting.LADDER).due(NOW.plus(minutes(59)))).isEmpty();
        assertThat(it.agenda(Acting.LADDER).next()).isEqualTo(NOW.plus(minutes(60)));
        assertThat(wake(it, NOW.plus(minutes(60)))).isEqualTo("50 %");
        assertThat(it.agenda(Acting.LADDER).due(NOW.plus(minutes(60)))).isEmpty();
        assertThat(it.agenda(Acting.LADDER).next()).isEqualTo(NOW.plus(minutes(96)));
        assertThat(wake(it, NOW.plus(minutes(96)))).isEqualTo("80 %");
        assertThat(it.agenda(Acting.LADDER).next()).isEqualTo(NOW.plus(minutes(120)));
    }

    @Test
    void whatIsOverdueClimbsToTheCountyOneSuperiorAtATime() {
        var it = Acting.dispatched(CaseKind.EMERGENCY);
        var due = NOW.plus(minutes(120));

        assertThat(wake(it, due)).isEqualTo(TOWNSHIP);
        assertThat(it.escalatedTo()).isEqualTo(TOWNSHIP);
        assertThat(it.agenda(Acting.LADDER).due(due.plus(minutes(29)))).isEmpty();
        assertThat(wake(it, due.plus(minutes(30)))).isEqualTo(COUNTY);
        assertThat(it.agenda(Acting.LADDER).next()).isNull();
        assertThat(it.agenda(Acting.LADDER).isDone()).isTrue();
    }

    @Test
    void whoCameTooLateForTheRemindersIsToldOfWhatIsSoNow() {
        var it = Acting.dispatched(CaseKind.EMERGENCY);

        assertThat(wake(it, NOW.plus(minutes(110)))).isEqualTo("80 %");
        assertThat(it.agenda(Acting.LADDER).next()).isEqualTo(NOW.plus(minutes(120)));

        var asleep = Acting.dispatched(CaseKind.EMERGENCY);
        assertThat(wake(asleep, NOW.plus(Duration.ofDays(3)))).isEqualTo(TOWNSHIP);
        // Each superior has its own time, however late the first one was told.
        assertThat(asleep.agenda(Acting.LADDER).next())
                .isEqualTo(NOW.plus(Duration.ofDays(3)).plus(minutes(30)));
    }

    @Test
    void theNextStepIsRemindedOfAnew() {
        var it = Acting.dispatched(CaseKind.EMERGENCY);
        wake(it, NOW.plus(minutes(120)));

        Acting.act(it, "handle", "{\"what\":\"做了\"}", "M-1", NOW.plus(minutes(121)));

        assertThat(it.escalatedTo()).isNull();
        assertThat(it.agenda(Acting.LADDER).isDone()).isFalse();
        assertThat(it.agenda(Acting.LADDER).next())
                .isAfter(NOW.plus(minutes(122)))
                .isBefore(it.dueAt());
    }

    @Test
    void remarksAndTheBeginningOfTheWorkMoveNothing() {
        var it = Acting.dispatched(CaseKind.EMERGENCY);
        wake(it, NOW.plus(minutes(60)));
        long version = it.version();

        it.record(new CaseNoted(it.texts().keep("去看了")), Actor.SYSTEM, NOW.plus(minutes(61)));
        assertThat(it.version()).isEqualTo(version);
        Acting.act(it, "start", "{}", "M-1", NOW.plus(minutes(62)));

        assertThat(it.agenda(Acting.LADDER).next()).isEqualTo(NOW.plus(minutes(96)));
    }

    @Test
    void nobodyIsTooMuchNobodyToClimb() {
        var unassigned = Acting.reported(CaseKind.REQUEST);
        var acceptBy = Objects.requireNonNull(unassigned.acceptBy());
        assertThat(wake(unassigned, acceptBy)).isEqualTo(TOWNSHIP);
        assertThat(wake(unassigned, acceptBy.plus(Duration.ofDays(1)))).isEqualTo(COUNTY);

        var unlocated = Acting.reported(CaseKind.REQUEST);
        unlocated.record(nowhere(List.of("54", "5403", COUNTY)), Actor.SYSTEM, NOW);
        assertThat(wake(unlocated, acceptBy)).isEqualTo(COUNTY);
        assertThat(unlocated.agenda(Acting.LADDER).isDone()).isTrue();

        var inTownship = Acting.reported(CaseKind.REQUEST);
        inTownship.record(nowhere(List.of("54", "5403", COUNTY, TOWNSHIP)), Actor.SYSTEM, NOW);
        assertThat(wake(inTownship, acceptBy)).isEqualTo(COUNTY);
    }

    private static CaseLocated nowhere(List<String> path) {
        return new CaseLocated("UNLOCATED", 0, null, null, path, null);
    }

    @Test
    void remindersOfWhatIsNoEmergencyWaitForWorkingHours() {
        // Friday, three in the afternoon: 24 hours end on Saturday.
        var friday = Instant.parse("2026-11-27T07:00:00Z");
        var hazard = Acting.reported(CaseKind.HAZARD);
        Acting.act(hazard, "accept", "{}", "desk", friday);
        Acting.act(hazard, "dispatch", "{\"member\":\"M-1\"}", "desk", friday);

        // Half of it is in the night, and Monday is too late: it is overdue first.
        assertThat(hazard.agenda(Acting.LADDER).next()).isEqualTo("2026-11-28T07:00:00Z");

        var monday = Instant.parse("2026-11-30T07:00:00Z");
        var onMonday = Acting.reported(CaseKind.HAZARD);
        Acting.act(onMonday, "accept", "{}", "desk", monday);
        Acting.act(onMonday, "dispatch", "{\"member\":\"M-1\"}", "desk", monday);
        // 03:00 in the county waits for 09:00; so close to 80 %, that is told at 10:12.
        assertThat(onMonday.agenda(Acting.LADDER).next()).isEqualTo("2026-12-01T01:00:00Z");
        assertThat(wake(onMonday, Instant.parse("2026-12-01T01:00:00Z"))).isEqualTo("50 %");
        assertThat(onMonday.agenda(Acting.LADDER).next()).isEqualTo("2026-12-01T02:12:00Z");
    }

    @Provide
    Arbitrary<List<String>> lives() {
        return Arbitraries.of(Acting.actions().all().stream().map(CaseAction::slug).toList())
                .list()
                .ofMaxSize(20);
    }

    /**
     * Whatever is done to a case, and however the clock jumps meanwhile: after the sweep it is
     * woken later, or everybody above knows, or it waits for nobody; and nothing was told twice.
     */
    @Property(tries = 300)
    void noCaseIsForgottenAndNothingIsToldTwice(
            @ForAll("lives") List<String> tried,
            @ForAll CaseKind kind,
            @ForAll List<@IntRange(min = -60, max = 3000) Integer> jumps) {
        var it = Acting.reported(kind);
        var now = NOW;
        int i = 0;
        for (var action : tried) {
            now = now.plus(minutes(jumps.isEmpty() ? 45 : jumps.get(i++ % jumps.size())));
            sweep(it, now);
            try {
                Acting.act(it, action, Acting.complete(action), "person-" + it.seq(), now);
            } catch (Problem refused) {
                continue;
            }
            sweep(it, now);
            assertThat(isLookedAfter(it, now)).isTrue();
        }
        assertThat(told(it)).doesNotHaveDuplicates();
    }

    private static void sweep(Case it, Instant now) {
        int rounds = 0;
        while (it.agenda(Acting.LADDER).due(now).isPresent()) {
            wake(it, now);
            assertThat(++rounds).isLessThan(10);
        }
    }

    private static boolean isLookedAfter(Case it, Instant now) {
        var at = it.agenda(Acting.LADDER).next();
        var waits = Status.OPEN.contains(it.status()) || it.check() != null;
        return waits
                ? it.agenda(Acting.LADDER).isDone() || (at != null && at.isAfter(now))
                : at == null;
    }

    /** As the sweep tells it; said here as percent or division. */
    private static String wake(Case it, Instant now) {
        return switch (it.agenda(Acting.LADDER).due(now).orElseThrow()) {
            case WakeUp.Told what -> tell(it, what, now);
            case WakeUp.CompleteMerge _ -> {
                it.record(
                        new CaseMergeCompleted(Acting.OLDER, "n", null, it.about()),
                        Actor.SYSTEM,
                        now);
                yield "written into another";
            }
            case WakeUp.OpenChildren _ -> {
                for (var child : it.bonds().family().unopened()) {
                    it.record(new CaseChildOpened(child.id(), "n"), Actor.SYSTEM, now);
                }
                yield "opened";
            }
            case WakeUp.TellParent _ -> throw new AssertionError("It is no part of another");
        };
    }

    private static String tell(Case it, WakeUp.Told what, Instant now) {
        var side =
                switch (what) {
                    case WakeUp.Remind remind -> remind.side();
                    case WakeUp.Escalate escalate -> escalate.side();
                    case WakeUp.Lapse _, WakeUp.Resume _, WakeUp.Warn _ -> null;
                };
        var part = side == null ? null : it.bonds().openPart(side).orElseThrow();
        var step = part == null ? Objects.requireNonNull(it.step()).name() : "HANDLE";
        var due = part == null ? Objects.requireNonNull(it.dueAt()) : part.handleBy();
        CaseEvent event =
                switch (what) {
                    case WakeUp.Remind remind ->
                            new CaseReminded(
                                    step, remind.percent(), due, it.assignee(), it.about(), side);
                    case WakeUp.Escalate escalate ->
                            new CaseEscalated(
                                    step, due, escalate.to(), it.assignee(), it.about(), side);
                    case WakeUp.Lapse lapse -> Lapse.of(it, lapse.question(), bySystem(now));
                    case WakeUp.Warn warn ->
                            new CaseWindowWarned(warn.shutsAt(), it.assignee(), it.about());
                    case WakeUp.Resume _ -> Resumption.byItself(it, bySystem(now));
                };
        it.record(event, Actor.SYSTEM, now);
        return switch (what) {
            case WakeUp.Remind remind -> remind.percent() + " %";
            case WakeUp.Escalate escalate -> escalate.to();
            case WakeUp.Lapse lapse -> lapse.question() + " lapses";
            case WakeUp.Warn _ -> "its season ends";
            case WakeUp.Resume _ -> "runs on";
        };
    }

    private static CommandContext bySystem(Instant now) {
        return new CommandContext(Actor.SYSTEM, new Rulebook(), now);
    }

    /** What was told since the last decision, each by what the fact says. */
    private static List<String> told(Case it) {
        var told = new ArrayList<String>();
        int decisions = 0;
        for (var fact : it.facts()) {
            if (fact.type().contains("reminded")
                    || fact.type().contains("warned")
                    || fact.type().contains("escalated")) {
                told.add(decisions + fact.type() + fact.data());
            } else {
                decisions++;
            }
        }
        return told;
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }
}
