package dev.wangge.cases.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.room.Room;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CaseLifeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final String GRID = "540328101201001";
    private final CaseCommands commands = new CaseCommands(new VillageDirectory());

    @Test
    void locatedAndStaffedGoesOutInTheSameWrite() {
        var it = reported(Kind.REQUEST);

        commands.autoDispatch(it, List.of("M-1", "M-2"), NOW);

        assertThat(it.status()).isEqualTo(Status.DISPATCHED);
        assertThat(it.tier()).isEqualTo(Tier.NEIGHBOUR);
        assertThat(it.assignee()).isNotNull().hasFieldOrPropertyWithValue("code", "M-1");
        // Five working days from Tuesday 10:00.
        assertThat(it.handleBy()).isEqualTo("2026-12-01T02:00:00Z");
    }

    @Test
    void unstaffedStaysReportedAndAsksTheDispatcher() {
        var it = reported(Kind.HAZARD);

        commands.autoDispatch(it, List.of(), NOW);

        assertThat(it.status()).isEqualTo(Status.REPORTED);
        assertThat(it.facts().getLast().data()).contains("NOBODY_ON_DUTY");
    }

    @Test
    void shortestLifeIsFourCalls() {
        var it = dispatched(Kind.REQUEST);

        act(it, Action.HANDLE, ActionRequest.done("修好了", List.of()), "M-1");
        act(it, Action.VERIFY, passed(true), "M-2");
        act(it, Action.CLOSE, ActionRequest.none(), "desk");

        assertThat(it.status()).isEqualTo(Status.CLOSED);
        assertThat(it.facts()).extracting(Fact::type).contains("wangge.case.started.v1");
    }

    @Test
    void nobodyVerifiesTheirOwnWork() {
        var it = dispatched(Kind.REQUEST);
        act(it, Action.HANDLE, ActionRequest.done("修好了", List.of()), "M-1 via county-handler");

        assertThatThrownBy(() -> act(it, Action.VERIFY, passed(true), "M-1"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("verifier-is-handler"));
    }

    @Test
    void failedVerificationGoesBackToTheSameHands() {
        var it = dispatched(Kind.REQUEST);
        act(it, Action.HANDLE, ActionRequest.done("修好了", List.of()), "M-1");

        act(it, Action.VERIFY, passed(false), "M-2");

        assertThat(it.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(it.assignee()).isNotNull();
        assertThat(it.rework()).isEqualTo(1);
    }

    @Test
    void hazardIsHandledWithEvidence() {
        var it = dispatched(Kind.HAZARD);

        assertThatThrownBy(() -> act(it, Action.HANDLE, ActionRequest.done("清了", List.of()), "M-1"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("evidence-required"));
    }

    @Test
    void riskWordsLiftTheTier() {
        assertThat(Triage.decide(Kind.REQUEST, "318国道塌方").tier()).isEqualTo(Tier.SUPERIOR);
        assertThat(Triage.decide(Kind.REQUEST, "318国道塌方").rule()).isEqualTo("risk-word:塌方");
    }

    @Test
    void whatIsDoneLateCountsAsLate() {
        var it = dispatched(Kind.HAZARD);
        assertThat(it.dueAt()).isEqualTo("2026-11-25T02:00:00Z");
        assertThat(TallyContribution.of(it))
                .containsOnlyKeys("cases:HAZARD:COMMITTEE:DISPATCHED", "sla:accept:HAZARD:in_time");

        var done = ActionRequest.done("清了", List.of("photo:1"));
        commands.act(it, Action.HANDLE, done, "M-1", Instant.parse("2026-11-25T02:00:00.001Z"));
        assertThat(it.dueAt()).isEqualTo("2026-11-26T02:00:00.001Z");
        commands.act(
                it, Action.VERIFY, passed(false), "M-2", Instant.parse("2026-11-26T02:00:00.001Z"));
        commands.act(it, Action.HANDLE, done, "M-1", Instant.parse("2026-11-26T03:00:00Z"));

        assertThat(TallyContribution.of(it))
                .containsEntry("cases:HAZARD:COMMITTEE:HANDLED", 1)
                .containsEntry("sla:handle:HAZARD:late", 2)
                .containsEntry("sla:verify:HAZARD:in_time", 1)
                .doesNotContainKey("sla:handle:HAZARD:in_time");
    }

    @Test
    void aReportNobodyTookUpIsDueInAQuarterOfAnHour() {
        var it = reported(Kind.REQUEST);
        assertThat(it.dueAt()).isEqualTo(NOW.plusSeconds(900));

        commands.act(it, Action.DECLINE, passed(false), "desk", NOW.plusSeconds(901));

        assertThat(it.dueAt()).isNull();
        assertThat(TallyContribution.of(it))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("cases:REQUEST:NONE:DECLINED", 1, "sla:accept:REQUEST:late", 1));
    }

    @Test
    void everyStateThatWaitsHasADueTime() {
        var it = dispatched(Kind.REQUEST);
        act(it, Action.RECALL, passed(true), "desk");
        assertThat(it.status()).isEqualTo(Status.FILED);
        assertThat(it.dueAt()).isEqualTo(NOW.plusSeconds(900));

        act(it, Action.DISPATCH, everything(), "desk");
        act(it, Action.HANDLE, everything(), "M-1");
        act(it, Action.VERIFY, passed(true), "M-2");
        assertThat(it.status()).isEqualTo(Status.VERIFIED);
        assertThat(it.dueAt()).isEqualTo("2026-11-25T02:00:00Z");

        act(it, Action.CLOSE, ActionRequest.none(), "desk");
        assertThat(it.dueAt()).isNull();
    }

    @Test
    void aCaseIsRatedOnce() {
        var it = closed();
        act(it, Action.RATE, everything(), "desk");

        assertThatThrownBy(() -> act(it, Action.RATE, everything(), "desk"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("action-not-allowed"));
        assertThat(Action.possible(it)).doesNotContain(Action.RATE);
    }

    @Test
    void aFullCaseGoesForwardToItsEndAndNowhereElse() {
        var it = dispatched(Kind.REQUEST);
        while (it.seq() < Room.FACTS) {
            act(it, Action.NOTE, everything(), "M-1");
        }

        assertFull(it, Action.NOTE, everything());
        assertFull(it, Action.REDISPATCH, everything());
        assertFull(it, Action.RETURN, everything());
        assertThat(Room.forNews(it)).isTrue();
        onward(it, Action.HANDLE, everything());
        assertFull(it, Action.VERIFY, passed(false));
        onward(it, Action.VERIFY, passed(true));
        onward(it, Action.CLOSE, everything());
        onward(it, Action.RATE, everything());
        assertFull(it, Action.REPLY, everything());
    }

    @Test
    void aCaseWhoseFactsCannotMoveIsFullLongBeforeItsDocumentIs() {
        var it = dispatched(Kind.REQUEST);
        var large = Case.fold(it.id(), it.facts(), it.texts(), Long.MAX_VALUE, Room.BYTES);

        assertFull(large, Action.NOTE, everything());
        onward(large, Action.HANDLE, everything());
        assertThat(Room.forNews(large)).isTrue();
        var larger = Case.fold(it.id(), it.facts(), it.texts(), 9, Room.BYTES_AND_NEWS);
        assertThat(Room.forNews(larger)).isFalse();
    }

    private void onward(Case it, Action action, ActionRequest order) {
        Room.require(it, action, order);
        act(it, action, order, action + "'s");
    }

    private static void assertFull(Case it, Action action, ActionRequest order) {
        assertThatThrownBy(() -> Room.require(it, action, order))
                .as("%s", action)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("case-full"));
    }

    private Case closed() {
        var it = dispatched(Kind.REQUEST);
        act(it, Action.HANDLE, everything(), "M-1");
        act(it, Action.VERIFY, passed(true), "M-2");
        act(it, Action.CLOSE, ActionRequest.none(), "desk");
        return it;
    }

    @Property(tries = 300)
    void whateverIsTriedTheFactsFoldBackAndTheChainHolds(
            @ForAll @Size(max = 25) List<Action> tried, @ForAll Kind kind) {
        var it = reported(kind);
        for (var action : tried) {
            var legal = Action.possible(it).contains(action);
            var before = it.seq();
            try {
                act(it, action, everything(), "person-" + before);
                assertThat(legal).isTrue();
            } catch (Problem problem) {
                assertThat(it.seq()).isEqualTo(before);
                assertThat(problem.status().is4xxClientError()).isTrue();
            }
        }

        var folded = Case.fold(it.id(), it.facts(), it.texts(), Long.MAX_VALUE, 0);
        assertThat(folded.status()).isEqualTo(it.status());
        assertThat(folded.version()).isEqualTo(it.version());
        assertThat(TallyContribution.of(folded)).isEqualTo(TallyContribution.of(it));
        var previous = Fact.GENESIS;
        long seq = 0;
        for (var fact : it.facts()) {
            assertThat(fact.seq()).isEqualTo(++seq);
            assertThat(fact.follows(it.id(), previous)).isTrue();
            previous = fact.hash();
        }
    }

    private void act(Case it, Action action, ActionRequest order, String by) {
        commands.act(it, action, order, by, NOW);
    }

    private Case dispatched(Kind kind) {
        var it = reported(kind);
        commands.autoDispatch(it, List.of("M-1"), NOW);
        return it;
    }

    private static Case reported(Kind kind) {
        var it = Case.fresh("5a0c0a52-6f0a-5b8e-9e3b-2f3a5a0c0a52");
        it.record(
                new CaseReported(
                        "WG2026-0000001",
                        kind.name(),
                        "API",
                        null,
                        null,
                        List.of("54", "5403", "540328"),
                        it.texts().keep("水管坏了"),
                        null,
                        null,
                        null,
                        null),
                "county-demo",
                NOW);
        it.record(
                new CaseLocated(
                        "POLYGON",
                        1,
                        GRID,
                        "540328101201",
                        List.of("54", "5403", "540328", "540328101", "540328101201", GRID)),
                "system",
                NOW);
        return it;
    }

    private static ActionRequest passed(boolean passed) {
        return new ActionRequest(
                null, "没有修好", null, null, null, null, null, passed, null, null, null, null);
    }

    private static ActionRequest everything() {
        return new ActionRequest(
                null,
                "原因",
                Tier.COMMITTEE,
                null,
                "M-2",
                "做了",
                List.of("photo:1"),
                true,
                "办结",
                "答复",
                4,
                null);
    }

    private static final class VillageDirectory implements Directory {
        @Override
        public List<GridState> gridsOf(String division) {
            return List.of();
        }

        @Override
        public Optional<GridState> grid(String code) {
            return Optional.empty();
        }

        @Override
        public Optional<String> divisionOf(String unit) {
            return Optional.empty();
        }

        @Override
        public Optional<String> gridOf(String member) {
            return Optional.of(GRID);
        }

        @Override
        public Optional<String> languageOf(String recipient) {
            return Optional.of("zh");
        }
    }
}
