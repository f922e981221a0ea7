package dev.wangge.cases.dispatching;

import static dev.wangge.cases.action.Acting.GRID;
import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.event.EventCodec;
import java.util.List;
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
                                "on-duty"));
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

    private static List<CaseEvent> events(Case it) {
        return it.facts().stream()
                .map(fact -> (CaseEvent) CODEC.event(fact).orElseThrow())
                .toList();
    }
}
