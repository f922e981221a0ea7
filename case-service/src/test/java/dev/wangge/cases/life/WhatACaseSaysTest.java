package dev.wangge.cases.life;

import static dev.wangge.cases.action.Acting.GRID;
import static dev.wangge.cases.action.Acting.NOW;
import static dev.wangge.cases.action.Acting.act;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a case answers about itself, from its facts alone: DOMAIN §4. */
class WhatACaseSaysTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private static Case told(@Nullable String description, @Nullable String address) {
        var it = Case.fresh("5a0c0a52-6f0a-5b8e-9e3b-2f3a5a0c0a52");
        it.record(
                new CaseReported(
                        "WG2026-0000007",
                        "HAZARD",
                        "WECHAT",
                        "R-1",
                        null,
                        List.of("54", "5403", "540328"),
                        it.texts().keep("318国道边落石"),
                        it.texts().keepIfGiven(description),
                        null,
                        it.texts().keepIfGiven(address),
                        null,
                        NOW.plus(QUARTER),
                        "built-in-1",
                        null,
                        null),
                Actor.parse("county-demo"),
                NOW);
        return it;
    }

    @Test
    void aReportSaysWhatWasTold() {
        var it = told("还在落", "拉乌村口");

        assertThat(it.number()).isEqualTo("WG2026-0000007");
        assertThat(it.kind()).isEqualTo(CaseKind.HAZARD);
        assertThat(it.title()).isEqualTo("318国道边落石");
        assertThat(it.description()).isEqualTo("还在落");
        assertThat(it.address()).isEqualTo("拉乌村口");
        assertThat(it.reporter()).isEqualTo("R-1");
        assertThat(it.reportedAt()).isEqualTo(NOW);
        assertThat(it.scope()).containsExactly("54", "5403", "540328");
        assertThat(it.status()).isEqualTo(Status.REPORTED);
    }

    @Test
    void whatNobodySaidIsNotThere() {
        var it = told(null, null);
        assertThat(it.description()).isNull();
        assertThat(it.address()).isNull();
        assertThat(it.whereabouts().text()).isEqualTo("318国道边落石");
        assertThat(it.tier()).isNull();
        assertThat(it.assignee()).isNull();
        assertThat(it.location()).isNull();
        assertThat(it.locatingPostponed()).isFalse();
        assertThat(it.handler()).isNull();
        assertThat(it.evidence()).isEmpty();
        assertThat(it.closedAt()).isNull();
        assertThat(it.rating()).isNull();
    }

    /**
     * Village or township named in the text: address, title and description are all looked through.
     */
    @Test
    void whateverMayNameAPlaceIsLookedThrough() {
        assertThat(told("还在落", "拉乌村口").whereabouts().text()).isEqualTo("拉乌村口 318国道边落石 还在落");
        assertThat(told("还在落", null).whereabouts().at()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 540328",
                "540328101201001, 540328101201, 540328101201",
                "-, 540302100001, 540302100001"
            })
    void theNarrowestKnownDivisionAnswersForIt(
            @Nullable String grid, @Nullable String division, String answers) {
        var it = told(null, null);
        if (division != null) {
            it.record(
                    new CaseLocated("POLYGON", 1, grid, division, List.of(), null),
                    Actor.SYSTEM,
                    NOW);
        }
        assertThat(it.answeringDivision()).isEqualTo(answers);
        assertThat(it.path()).containsExactly("54", "5403", "540328");
    }

    @Test
    void locatedItLiesOnTheWayDownToItsGrid() {
        assertThat(Acting.reported(CaseKind.HAZARD).path())
                .containsExactly("54", "5403", "540328", "540328101", "540328101201", GRID);
    }

    /** Every state that waits has a due time, and none that does not wait. */
    @ParameterizedTest
    @EnumSource(Status.class)
    void everyStateThatWaitsIsDue(Status status) {
        var it = Acting.in(status);
        if (Status.OPEN.contains(status)) {
            assertThat(it.dueAt()).isNotNull().isAfter(NOW);
        } else {
            assertThat(it.dueAt()).isNull();
        }
    }

    @Test
    void eachStepIsDueByItsOwnLimit() {
        var it = Acting.reported(CaseKind.HAZARD);
        assertThat(it.acceptBy()).isEqualTo(NOW.plus(QUARTER)).isEqualTo(it.dueAt());
        assertThat(it.dispatchBy()).isNull();
        assertThat(it.handleBy()).isNull();

        act(it, "accept", "{}", "desk", at(1));
        assertThat(it.dispatchBy()).isEqualTo(at(1).plus(QUARTER)).isEqualTo(it.dueAt());

        act(it, "dispatch", "{\"member\":\"M-1\"}", "desk", at(2));
        // From acceptance, whenever somebody gets it.
        assertThat(it.handleBy()).isEqualTo(at(1).plus(Duration.ofHours(24))).isEqualTo(it.dueAt());
        assertThat(it.verifyBy()).isNull();

        act(it, "handle", Acting.complete("handle"), "M-1", at(3));
        assertThat(it.verifyBy()).isNotNull().isEqualTo(it.dueAt());
        assertThat(it.closeBy()).isNull();

        act(it, "verify", Acting.complete("verify"), "M-2", at(4));
        assertThat(it.closeBy()).isNotNull().isEqualTo(it.dueAt());
        // And what was due before is still known.
        assertThat(it.acceptBy()).isEqualTo(NOW.plus(QUARTER));
    }

    private static Instant at(long minutes) {
        return NOW.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void evidenceIsThatOfTheLastHandling() {
        var it = Acting.in(Status.IN_PROGRESS);
        act(it, "handle", "{\"what\":\"修好了\",\"evidence\":[\"photo:1\"]}", "M-1");
        assertThat(it.evidence()).containsExactly("photo:1");
        assertThat(it.handler()).isEqualTo("M-1");

        act(it, "verify", "{\"passed\":false,\"reason\":\"没有修好\"}", "M-2");
        assertThat(it.evidence()).as("kept while it is done again").containsExactly("photo:1");
        act(it, "handle", "{\"what\":\"又修了\",\"evidence\":[\"photo:2\"]}", "M-3");

        assertThat(it.evidence()).containsExactly("photo:2");
        assertThat(it.handler()).isEqualTo("M-3");
        assertThat(it.rework()).isOne();
    }

    @Test
    void settlingIsHandlingToo() {
        var it = Acting.reported(CaseKind.REQUEST);
        act(it, "settle", "{\"what\":\"修好了\",\"evidence\":[\"photo:9\"]}", "M-1 via app");
        assertThat(it.evidence()).containsExactly("photo:9");
        assertThat(it.handler()).isEqualTo("M-1 via app");
        assertThat(it.closedAt()).isEqualTo(NOW);
    }

    @Test
    void whenItWasClosedDoesNotMoveWithWhatIsSaidAfterwards() {
        var it = Acting.in(Status.CLOSED);
        assertThat(it.closedAt()).isEqualTo(NOW);
        act(it, "rate", "{\"score\":4,\"comment\":\"好\"}", "R-1", at(60));
        act(it, "reply", "{\"text\":\"谢谢\"}", "desk", at(61));

        assertThat(it.closedAt()).isEqualTo(NOW);
        assertThat(Objects.requireNonNull(it.rating()).score()).isEqualTo(4);
        assertThat(it.texts().text(Objects.requireNonNull(it.rating()).comment())).isEqualTo("好");
    }

    @Test
    void whatItSaysAtItsEndIsItsOutcomeAndItsReporter() {
        var it = Acting.in(Status.VERIFIED);
        act(it, "close", "{\"outcome\":\"路通了\"}", "desk", at(5));

        assertThat(it.closedAt()).isEqualTo(at(5));
        var codec = new dev.wangge.platform.event.EventCodec(CaseClosed.class);
        var closed = (CaseClosed) codec.event(it.facts().getLast()).orElseThrow();
        assertThat(closed.reporter()).isEqualTo("R-1");
        assertThat(it.texts().text(closed.outcome())).isEqualTo("路通了");
    }

    /** A story is shown as it was at any moment: its first facts, and no more. */
    @Test
    void theFirstFactsMakeTheCaseAsItWasThen() {
        var it = Acting.in(Status.CLOSED);
        long last = it.seq();
        for (long upTo = 1; upTo <= last; upTo++) {
            var then = Case.fold(it.id(), it.facts(), it.texts(), upTo, 0);
            assertThat(then.seq()).isEqualTo(upTo);
            assertThat(then.facts()).isEqualTo(it.facts().subList(0, (int) upTo));
        }
        assertThat(Case.fold(it.id(), it.facts(), it.texts(), 2, 0).status())
                .isEqualTo(Status.REPORTED);
        assertThat(Case.fold(it.id(), it.facts(), it.texts(), last, 0).status())
                .isEqualTo(Status.CLOSED);
        assertThat(Case.fold(it.id(), it.facts(), it.texts(), last, 77).ownBytes()).isEqualTo(77);
    }
}
