package dev.wangge.cases.life;

import static dev.wangge.cases.action.Acting.NOW;
import static dev.wangge.cases.action.Acting.act;
import static dev.wangge.cases.action.Acting.dispatched;
import static dev.wangge.cases.action.Acting.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.room.Room;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CaseLifeTest {
    private static final String DONE = "{\"what\":\"修好了\"}";

    @Test
    void locatedAndStaffedGoesOutInTheSameWrite() {
        var it = reported(CaseKind.REQUEST);

        Acting.goesOut(it, List.of("M-1", "M-2"));

        assertThat(it.status()).isEqualTo(Status.DISPATCHED);
        assertThat(it.tier()).isEqualTo(Tier.NEIGHBOUR);
        assertThat(it.assignee()).isNotNull().hasFieldOrPropertyWithValue("code", "M-1");
        // Five working days from Tuesday 10:00.
        assertThat(it.handleBy()).isEqualTo("2026-12-01T02:00:00Z");
    }

    @Test
    void unstaffedStaysReportedAndAsksTheDispatcher() {
        var it = reported(CaseKind.HAZARD);

        Acting.goesOut(it, List.of());

        assertThat(it.status()).isEqualTo(Status.REPORTED);
        assertThat(it.facts().getLast().data()).contains("NOBODY_ON_DUTY");
    }

    @Test
    void shortestLifeIsFourCalls() {
        var it = dispatched(CaseKind.REQUEST);

        act(it, "handle", DONE, "M-1");
        act(it, "verify", passed(true), "M-2");
        act(it, "close", "{}", "desk");

        assertThat(it.status()).isEqualTo(Status.CLOSED);
        assertThat(it.facts()).extracting(Fact::type).contains("wangge.case.started.v1");
    }

    @Test
    void failedVerificationGoesBackToTheSameHands() {
        var it = dispatched(CaseKind.REQUEST);
        act(it, "handle", DONE, "M-1");

        act(it, "verify", passed(false), "M-2");

        assertThat(it.status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(it.assignee()).isNotNull();
        assertThat(it.rework()).isEqualTo(1);
    }

    @Test
    void hazardIsHandledWithEvidence() {
        var it = dispatched(CaseKind.HAZARD);

        assertThatThrownBy(() -> act(it, "handle", DONE, "M-1"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("evidence-required"));
    }

    /** It was handled by rules of before, which asked for none. */
    @Test
    void nothingIsClosedWithoutEvidenceHoweverItWasHandled() {
        var it = dispatched(CaseKind.HAZARD);
        it.record(new CaseHandled("sha256:1", List.of(), null, null), Actor.parse("M-1"), NOW);
        act(it, "verify", passed(true), "M-2");

        assertEvidenceRequired(it, "close", "{}");
        act(it, "close", "{\"evidence\":[\"photo:1\"]}", "desk");

        assertThat(it.status()).isEqualTo(Status.CLOSED);
        assertThat(it.evidence()).containsExactly("photo:1");
    }

    @Test
    void aPatrolsFindingIsHandledWithEvidenceAndNothingIsSettledWithout() {
        for (var kind : CaseKind.values()) {
            var demanding = kind == CaseKind.HAZARD || kind == CaseKind.PATROL_FINDING;
            var it = dispatched(kind);
            if (demanding) {
                assertEvidenceRequired(it, "handle");
            } else {
                act(it, "handle", DONE, "M-1");
                assertThat(it.status()).isEqualTo(Status.HANDLED);
            }
            assertEvidenceRequired(reported(kind), "settle");
            assertEvidenceRequired(dispatched(kind), "settle");
        }
    }

    private static void assertEvidenceRequired(Case it, String action) {
        assertEvidenceRequired(it, action, DONE);
    }

    private static void assertEvidenceRequired(Case it, String action, String json) {
        var before = it.status();
        assertThatThrownBy(() -> act(it, action, json, "desk"))
                .as("%s of %s", action, it.kind())
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("evidence-required"));
        assertThat(it.status()).isEqualTo(before);
    }

    @Test
    void aRatingIsOneToFive() {
        for (var score : List.of(0, 6, 10, -1)) {
            assertThatThrownBy(() -> act(closed(), "rate", "{\"score\":" + score + "}", "desk"))
                    .as("%s", score)
                    .hasMessage("score is 1 to 5");
        }
        for (int score = 1; score <= 5; score++) {
            var it = closed();
            act(it, "rate", "{\"score\":" + score + "}", "desk");
            assertThat(it.rating()).isNotNull().hasFieldOrPropertyWithValue("score", score);
        }
    }

    @Test
    void onlyWhatIsDecidedMovesTheVersion() {
        var it = dispatched(CaseKind.REQUEST);
        var version = it.version();

        act(it, "note", "M-1");
        it.record(new CaseAlertReported("A-1", "M-1", "WECOM", "SENT"), Actor.SYSTEM, NOW);
        it.record(new CaseAlertAcknowledged("A-1"), Actor.parse("M-1"), NOW);
        assertThat(it.version()).isEqualTo(version);

        act(it, "reply", "desk");
        assertThat(it.version()).isEqualTo(version + 1);
        act(it, "start", "M-1");
        assertThat(it.version()).isEqualTo(version + 2);
    }

    @Test
    void whatComesBackBelongsToNobodyAndIsNobodysToComplete() {
        for (var back : List.of("recall", "return")) {
            var it = dispatched(CaseKind.REQUEST);
            act(it, back, "desk");

            assertThat(it.status()).isEqualTo(Status.FILED);
            assertThat(it.assignee()).isNull();
            assertThat(it.handleBy()).isNull();
            assertThat(Acting.actions().possible(it, NOW))
                    .extracting(CaseAction::slug)
                    .doesNotContain("handle", "start", "settle")
                    .contains("dispatch");
        }
    }

    @Test
    void settlingAReportOnTheSpotIsItsAcceptance() {
        var it = reported(CaseKind.REQUEST);
        act(it, "settle", Acting.complete("settle"), "M-1", NOW.plusSeconds(901));

        assertThat(it.status()).isEqualTo(Status.CLOSED);
        assertThat(it.closedAt()).isEqualTo(NOW.plusSeconds(901));
        assertThat(TallyContribution.of(it))
                .containsEntry("sla:accept:REQUEST:late", 1)
                .containsEntry("sla:handle:REQUEST:in_time", 1);
    }

    @Test
    void aStepIsDueWhenTheFactThatBeganItSaysSo() {
        var it = reported(CaseKind.REQUEST);
        it.record(new CaseAccepted(NOW.plusSeconds(7), "county-2"), Actor.parse("desk"), NOW);
        assertThat(it.dueAt()).isEqualTo(NOW.plusSeconds(7));
        act(it, "dispatch", "{\"member\":\"M-1\"}", "desk");
        it.record(
                new CaseHandled("sha256:0", List.of(), NOW.plusSeconds(8), "county-2"),
                Actor.parse("M-1"),
                NOW);
        assertThat(it.dueAt()).isEqualTo(NOW.plusSeconds(8));
        it.record(new CaseVerified(null, NOW.plusSeconds(9), "county-2"), Actor.parse("M-2"), NOW);
        assertThat(it.dueAt()).isEqualTo(NOW.plusSeconds(9));
        act(it, "close", "desk");
        assertThat(it.dueAt()).isNull();
    }

    @Test
    void factsFromBeforeAreDueAsTheyWereThen() {
        var it = reported(CaseKind.REQUEST);
        it.record(new CaseAccepted(null, null), Actor.parse("desk"), NOW);
        assertThat(it.dueAt()).isEqualTo(NOW.plusSeconds(900));
        act(it, "dispatch", "{\"member\":\"M-1\"}", "desk");
        it.record(new CaseHandled("sha256:0", List.of(), null, null), Actor.parse("M-1"), NOW);
        // A working day from Tuesday.
        assertThat(it.dueAt()).isEqualTo("2026-11-25T02:00:00Z");
    }

    @Test
    void riskWordsLiftTheTier() {
        var level =
                new Rulebook()
                        .level(
                                new TriageInput(
                                        CaseKind.REQUEST, "318国道塌方", "API", null, List.of()));
        assertThat(level.tier()).isEqualTo(Tier.SUPERIOR);
        assertThat(level.rule()).isEqualTo("risk-word:塌方");
    }

    @Test
    void whatIsDoneLateCountsAsLate() {
        var it = dispatched(CaseKind.HAZARD);
        assertThat(it.dueAt()).isEqualTo("2026-11-25T02:00:00Z");
        assertThat(TallyContribution.of(it))
                .containsOnlyKeys(
                        "cases:HAZARD:COMMITTEE:DISPATCHED",
                        "sla:accept:HAZARD:in_time",
                        "dispatched:540328:rule");

        var done = Acting.complete("handle");
        act(it, "handle", done, "M-1", Instant.parse("2026-11-25T02:00:00.001Z"));
        assertThat(it.dueAt()).isEqualTo("2026-11-26T02:00:00.001Z");
        act(it, "verify", passed(false), "M-2", Instant.parse("2026-11-26T02:00:00.001Z"));
        act(it, "handle", done, "M-1", Instant.parse("2026-11-26T03:00:00Z"));

        assertThat(TallyContribution.of(it))
                .containsEntry("cases:HAZARD:COMMITTEE:HANDLED", 1)
                .containsEntry("sla:handle:HAZARD:late", 2)
                .containsEntry("sla:verify:HAZARD:in_time", 1)
                .doesNotContainKey("sla:handle:HAZARD:in_time");
    }

    @Test
    void aReportNobodyTookUpIsDueInAQuarterOfAnHour() {
        var it = reported(CaseKind.REQUEST);
        assertThat(it.dueAt()).isEqualTo(NOW.plusSeconds(900));

        act(it, "decline", Acting.complete("decline"), "desk", NOW.plusSeconds(901));

        assertThat(it.dueAt()).isNull();
        assertThat(TallyContribution.of(it))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("cases:REQUEST:NONE:DECLINED", 1, "sla:accept:REQUEST:late", 1));
    }

    @Test
    void everyStateThatWaitsHasADueTime() {
        var it = dispatched(CaseKind.REQUEST);
        act(it, "recall", Acting.complete("recall"), "desk");
        assertThat(it.status()).isEqualTo(Status.FILED);
        assertThat(it.dueAt()).isEqualTo(NOW.plusSeconds(900));

        act(it, "dispatch", Acting.complete("dispatch"), "desk");
        act(it, "handle", Acting.complete("handle"), "M-1");
        act(it, "verify", passed(true), "M-2");
        assertThat(it.status()).isEqualTo(Status.VERIFIED);
        assertThat(it.dueAt()).isEqualTo("2026-11-25T02:00:00Z");

        act(it, "close", "{}", "desk");
        assertThat(it.dueAt()).isNull();
    }

    @Test
    void aCaseIsRatedOnce() {
        var it = closed();
        act(it, "rate", Acting.complete("rate"), "desk");

        assertThatThrownBy(() -> act(it, "rate", Acting.complete("rate"), "desk"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("action-not-allowed"));
        assertThat(Acting.actions().possible(it, NOW))
                .extracting(CaseAction::slug)
                .doesNotContain("rate");
    }

    @Test
    void aFullCaseGoesForwardToItsEndAndNowhereElse() {
        var it = dispatched(CaseKind.REQUEST);
        while (it.seq() < Room.FACTS) {
            act(it, "note", Acting.complete("note"), "M-1");
        }

        assertFull(it, "note", Acting.complete("note"));
        assertFull(it, "redispatch", Acting.complete("redispatch"));
        assertFull(it, "return", Acting.complete("return"));
        assertThat(Room.forNews(it)).isTrue();
        onward(it, "handle", Acting.complete("handle"));
        assertFull(it, "verify", passed(false));
        onward(it, "verify", passed(true));
        onward(it, "close", Acting.complete("close"));
        onward(it, "rate", Acting.complete("rate"));
        assertFull(it, "reply", Acting.complete("reply"));
    }

    @Test
    void aCaseWhoseFactsCannotMoveIsFullLongBeforeItsDocumentIs() {
        var it = dispatched(CaseKind.REQUEST);
        var large = Case.fold(it.id(), it.facts(), it.texts(), Long.MAX_VALUE, Room.BYTES);

        assertFull(large, "note", Acting.complete("note"));
        onward(large, "handle", Acting.complete("handle"));
        assertThat(Room.forNews(large)).isTrue();
        var larger = Case.fold(it.id(), it.facts(), it.texts(), 9, Room.BYTES_AND_NEWS);
        assertThat(Room.forNews(larger)).isFalse();
    }

    private static void onward(Case it, String action, String json) {
        if (!Acting.leadsOn(action, json)) {
            Room.require(it);
        }
        act(it, action, json, action + "'s");
    }

    private static void assertFull(Case it, String action, String json) {
        assertThatThrownBy(() -> onward(it, action, json))
                .as("%s", action)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.slug()).isEqualTo("case-full"));
    }

    private static Case closed() {
        var it = dispatched(CaseKind.REQUEST);
        act(it, "handle", Acting.complete("handle"), "M-1");
        act(it, "verify", passed(true), "M-2");
        act(it, "close", "{}", "desk");
        return it;
    }

    @Provide
    Arbitrary<List<String>> actions() {
        return Arbitraries.of(Acting.actions().all().stream().map(CaseAction::slug).toList())
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 300)
    void whateverIsTriedTheFactsFoldBackAndTheChainHolds(
            @ForAll("actions") List<String> tried, @ForAll CaseKind kind) {
        var it = reported(kind);
        for (var action : tried) {
            var legal =
                    Acting.actions().possible(it, NOW).stream()
                            .anyMatch(possible -> possible.slug().equals(action));
            var before = it.seq();
            try {
                act(it, action, "person-" + before);
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

    private static String passed(boolean passed) {
        return "{\"passed\":%s,\"reason\":\"没有修好\"}".formatted(passed);
    }
}
