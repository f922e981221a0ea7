package dev.wangge.cases.calendar;

import static dev.wangge.cases.action.Acting.NOW;
import static dev.wangge.cases.action.Acting.act;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tuesday 24 November, ten o'clock; the Wednesday after becomes a holiday. */
class RecalculationTest {
    private static final Rulebook RULES =
            new Rulebook()
                    .in(
                            new WorkCalendar(
                                    Map.of(
                                            2026,
                                            new WorkCalendar.Year(
                                                    Set.of(LocalDate.of(2026, 11, 25)), Set.of())),
                                    List.of()));

    private static void recalculate(Case it, Instant now) {
        Recalculation.of(it, RULES, now).forEach(move -> it.record(move, Actor.SYSTEM, now));
    }

    @Test
    void whatIsCountedInWorkingDaysMovesOnce() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        assertThat(it.handleBy()).isEqualTo("2026-12-01T02:00:00Z");

        recalculate(it, NOW.plus(Duration.ofDays(2)));

        assertThat(it.handleBy()).isEqualTo("2026-12-02T02:00:00Z");
        assertThat(it.dueAt()).isEqualTo(it.handleBy());
        assertThat(it.agenda(Acting.LADDER).next()).isNotNull();
        assertThat(Recalculation.of(it, RULES, NOW.plus(Duration.ofDays(3)))).isEmpty();
    }

    @Test
    void timeThatRanAndPausesStay() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        act(it, "suspend", "{\"reason\":\"等\",\"resumeWhen\":\"2026-12-20\"}", "desk");
        assertThat(Recalculation.of(it, RULES, NOW.plus(Duration.ofHours(1)))).isEmpty();

        var friday = Instant.parse("2026-11-27T02:00:00Z");
        act(it, "resume", "{\"reason\":\"好了\"}", "desk", friday);
        assertThat(it.handleBy()).isEqualTo("2026-12-04T02:00:00Z");
        // All of it runs after that Wednesday.
        assertThat(Recalculation.of(it, RULES, friday)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"EMERGENCY", "HAZARD", "DISPUTE"})
    void whatRunsDayAndNightStays(CaseKind kind) {
        assertThat(Recalculation.of(Acting.dispatched(kind), RULES, NOW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"HANDLED", "VERIFIED"})
    void whoChecksAndClosesHasTheHolidayToo(Status status) {
        var it = Acting.in(status);
        assertThat(it.dueAt()).isEqualTo("2026-11-25T02:00:00Z");

        recalculate(it, NOW.plusSeconds(1));

        assertThat(it.dueAt()).isEqualTo("2026-11-26T02:00:00Z");
        assertThat(it.status()).isEqualTo(status);
    }

    @Test
    void soDoesACheckAfterTheEnd() {
        var it = Acting.in(Status.CLOSED);
        act(it, "rate", "{\"score\":1}", "R-1");

        recalculate(it, NOW.plusSeconds(1));

        assertThat(it.dueAt()).isEqualTo("2026-11-26T02:00:00Z");
        assertThat(it.check()).isNotNull();
    }

    /** Each part by its own clock, from when that side joined. */
    @Test
    void partsOfSidesMoveAsTheCaseDoes() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        var joined = NOW.plus(Duration.ofHours(3));
        for (var side : List.of("\"unit\":\"540328-water\"", "\"county\":\"540302\"")) {
            act(it, "join", "{" + side + "}", "desk", joined);
        }
        assertThat(it.bonds().openParts())
                .extracting(part -> part.handleBy().toString())
                .containsOnly("2026-12-01T05:00:00Z");

        recalculate(it, NOW.plus(Duration.ofDays(2)));

        assertThat(it.bonds().openParts())
                .hasSize(2)
                .extracting(part -> part.handleBy().toString())
                .containsOnly("2026-12-02T05:00:00Z");
        assertThat(it.dueAt()).isEqualTo("2026-12-02T02:00:00Z");
        assertThat(it.agenda(Acting.LADDER).due(Instant.parse("2026-12-01T06:00:00Z")))
                .hasValueSatisfying(what -> assertThat(what).isInstanceOf(WakeUp.Remind.class));
        assertThat(Recalculation.of(it, RULES, NOW.plus(Duration.ofDays(3)))).isEmpty();
    }

    /** A unit's own hours count for what it handles, whether it has the case or a part of it. */
    @Test
    void hoursOfAUnitMoveWhatThatUnitHandles() {
        var water =
                new Rulebook()
                        .in(
                                new WorkCalendar(
                                        new WorkCalendar().years(),
                                        List.of(),
                                        Map.of(
                                                "540328-water",
                                                List.of(
                                                        new WorkCalendar.Hours(
                                                                LocalTime.of(13, 0),
                                                                LocalTime.of(17, 0))))));
        var members = Acting.dispatched(CaseKind.REQUEST);
        assertThat(Recalculation.of(members, water, NOW)).isEmpty();

        var it = Acting.dispatched(CaseKind.REQUEST);
        act(it, "redispatch", "{\"unit\":\"540328-water\",\"reason\":\"归水利\"}", "desk", NOW);
        act(it, "join", "{\"unit\":\"540328-road\"}", "desk", NOW);
        var moved = Recalculation.of(it, water, NOW);
        assertThat(moved)
                .singleElement()
                .satisfies(move -> assertThat(move.dueAt()).isEqualTo("2026-12-01T05:00:00Z"));

        var other = Acting.dispatched(CaseKind.REQUEST);
        act(other, "join", "{\"unit\":\"540328-water\"}", "desk", NOW);
        assertThat(Recalculation.of(other, water, NOW))
                .singleElement()
                .satisfies(move -> {
                    assertThat(move.side()).isNotNull();
                    assertThat(move.dueAt()).isEqualTo("2026-12-01T05:00:00Z");
                });
    }

    /** What a side has done is not due any more. */
    @Test
    void onlyPartsThatAreOpenMove() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        act(it, "join", "{\"unit\":\"540328-water\"}", "desk", NOW);
        act(
                it,
                "finish",
                "{\"unit\":\"540328-water\",\"what\":\"好了\"}",
                "desk",
                NOW.plus(Duration.ofHours(1)));

        assertThat(Recalculation.of(it, RULES, NOW.plus(Duration.ofHours(2))))
                .singleElement()
                .satisfies(move -> assertThat(move.side()).isNull());
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "DECLINED", "VOID"})
    void whatHasEndedStays(Status status) {
        assertThat(Recalculation.of(Acting.in(status), RULES, NOW)).isEmpty();
    }
}
