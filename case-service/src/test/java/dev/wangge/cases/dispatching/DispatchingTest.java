package dev.wangge.cases.dispatching;

import static dev.wangge.cases.action.Acting.GRID;
import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.OtherCases;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.TallyContribution;
import dev.wangge.cases.routing.Takers;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseEvent.Suggestion;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.event.EventCodec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Flat and quick: who gets a case by itself, and whom a dispatcher is asked about. */
class DispatchingTest {
    private static final EventCodec CODEC = new EventCodec(CaseEvent.class);
    private static final String VERSION = new Rulebook().version();

    @Test
    void whatIsLocatedAndStaffedIsAcceptedGivenALevelAndDispatched() {
        var it = Acting.dispatched(CaseKind.HAZARD);

        assertThat(events(it).subList(2, 5))
                .containsExactly(
                        new CaseAccepted(NOW.plusSeconds(900), VERSION),
                        new CaseTriaged("COMMITTEE", "kind:HAZARD", null, VERSION),
                        new CaseDispatched(
                                it.number(),
                                "HAZARD",
                                "COMMITTEE",
                                new Assignee("MEMBER", "M-1"),
                                GRID,
                                "540328101201",
                                NOW.plusSeconds(24 * 3600),
                                null,
                                VERSION,
                                null,
                                "on-duty",
                                null));
        assertThat(it.facts().subList(2, 5)).allMatch(fact -> fact.by().equals("system"));
    }

    @Test
    void aStepIsDueToTheMillisecondFromTheTimeOfItsFact() {
        var it = Acting.reported(CaseKind.HAZARD);
        Acting.act(it, "accept", "{}", "desk", NOW.plusNanos(204_526_160));

        var accepted = it.facts().getLast();
        assertThat(it.dueAt()).isEqualTo(accepted.at().plusSeconds(900));
    }

    @Test
    void whatIsNotStaysAndItsDispatcherIsToldWhyAndWhere() {
        assertLeft(Acting.reported(CaseKind.REQUEST), "NOBODY_ON_DUTY", "540328101201");
        assertLeft(
                located(new CaseLocated("OUTSIDE_SCOPE", 1, null, "540302100001", List.of(), null)),
                "OUTSIDE_SCOPE",
                "540302100001");
        assertLeft(
                located(new CaseLocated("UNLOCATED", 0, null, null, List.of(), null)),
                "UNLOCATED",
                GRID);
    }

    private static void assertLeft(Case it, String reason, @Nullable String division) {
        Acting.goesOut(it, List.of());

        assertThat(it.status()).isEqualTo(Status.REPORTED);
        assertThat(events(it).getLast())
                .isEqualTo(
                        new CaseLeftForDispatcher(it.number(), it.kind().name(), reason, division));
    }

    private static Case located(CaseLocated place) {
        var it = Acting.reported(CaseKind.REQUEST);
        it.record(place, Actor.SYSTEM, NOW);
        return it;
    }

    @Test
    void aCaseThatHasALevelKeepsItWhenItIsDispatchedAgain() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        Acting.act(it, "triage", "desk");
        Acting.act(it, "recall", "desk");
        assertThat(events(it).getLast())
                .isInstanceOfSatisfying(
                        CaseRecalled.class,
                        recalled -> {
                            assertThat(recalled.dispatchBy()).isEqualTo(NOW.plusSeconds(900));
                            assertThat(recalled.rulebook()).isEqualTo(VERSION);
                        });

        Acting.act(it, "dispatch", "{\"unit\":\"540328-water\",\"reason\":\"水利局\"}", "desk");

        assertThat(it.tier()).isEqualTo(Tier.COMMITTEE);
        assertThat(it.assignee()).isEqualTo(new Assignee("UNIT", "540328-water"));
        assertThat(events(it).stream().filter(CaseTriaged.class::isInstance)).hasSize(2);
        assertThat(events(it).getLast())
                .isInstanceOfSatisfying(
                        CaseDispatched.class,
                        dispatched ->
                                assertThat(it.texts().text(dispatched.reason())).isEqualTo("水利局"));
    }

    /** Whoever is on duty where it lies, and who cannot be asked. */
    private record OnDuty(List<String> onDuty) implements Takers {
        @Override
        public List<String> onDuty() {
            if (onDuty.isEmpty()) {
                throw new IllegalStateException("The directory is away");
            }
            return onDuty;
        }

        @Override
        public long openCases(String member) {
            return 0;
        }

        @Override
        public Optional<String> divisionOf(String unit) {
            return Optional.empty();
        }
    }

    private static @Nullable Suggestion suggested(
            Case it, String action, String member, Takers takers) {
        Acting.act(
                it,
                action,
                "{\"member\":\"%s\",\"reason\":\"r\"}".formatted(member),
                new CommandContext(
                        Actor.parse("desk"), new Rulebook(), NOW, OtherCases.NONE, null, takers));
        assertThat(it.assignee()).isEqualTo(new Assignee("MEMBER", member));
        return ((CaseDispatched) events(it).getLast()).suggestion();
    }

    private static Case filed() {
        var it = Acting.reported(CaseKind.REQUEST);
        Acting.act(it, "accept", "desk");
        return it;
    }

    private static @Nullable Object counted(Case it, String result) {
        return TallyContribution.of(it).get("advice:540328:" + result);
    }

    @Test
    void whatTheRulesWouldHaveDoneIsKeptBesideWhatAPersonDid() {
        var mOne = new Suggestion("on-duty", new Assignee("MEMBER", "M-1"));
        var there = new OnDuty(List.of("M-1", "M-3"));
        var followed = filed();
        assertThat(suggested(followed, "dispatch", "M-1", there)).isEqualTo(mOne);
        assertThat(counted(followed, "followed")).isEqualTo(1);

        var other = filed();
        assertThat(suggested(other, "dispatch", "M-2", there)).isEqualTo(mOne);
        assertThat(counted(other, "other")).isEqualTo(1);
        // It stays what was made of the first one.
        assertThat(suggested(other, "redispatch", "M-1", there)).isEqualTo(mOne);
        assertThat(counted(other, "other")).isEqualTo(1);
        assertThat(counted(other, "followed")).isNull();
    }

    @Test
    void whereTheRulesWouldHaveAskedADispatcherNobodyIsSuggested() {
        var nobody = filed();
        assertThat(suggested(nobody, "dispatch", "M-2", Takers.NOBODY)).isEqualTo(Suggestion.NONE);
        assertThat(counted(nobody, "none")).isEqualTo(1);

        var confidential = filed();
        confidential.record(new CaseConfided(true, false), Actor.SYSTEM, NOW);
        assertThat(suggested(confidential, "dispatch", "M-2", new OnDuty(List.of("M-1"))))
                .isEqualTo(Suggestion.NONE);
    }

    @Test
    void whatCannotBeToldKeepsNobodyFromDispatchingAndIsNotCounted() {
        var it = filed();

        assertThat(suggested(it, "dispatch", "M-2", new OnDuty(List.of()))).isNull();
        assertThat(TallyContribution.of(it).keySet()).noneMatch(name -> name.startsWith("advice:"));
    }

    private static List<CaseEvent> events(Case it) {
        return it.facts().stream()
                .map(fact -> (CaseEvent) CODEC.event(fact).orElseThrow())
                .toList();
    }
}
