package dev.wangge.cases.bonds;

import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.action.Relation;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.bond.Part;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 联合处置: who takes part has a part and a clock of their own, and one is in charge. */
class JoiningTest {
    private static final Side WATER = new Side("UNIT", "540328-water");
    private static final Side KARUB = new Side("COUNTY", "540302");
    private static final String UNIT = "{\"unit\":\"540328-water\"}";
    private static final String COUNTY = "{\"county\":\"540302\"}";
    private static final String DONE = ",\"what\":\"查了\",\"evidence\":[\"x\"]}";
    private final Case it = Acting.dispatched(CaseKind.HAZARD);

    private void after(Duration time, String action, String json) {
        Acting.act(it, action, json, "desk", at(time));
    }

    private static Instant at(Duration time) {
        return NOW.plus(time);
    }

    private static String done(String side) {
        return side.replace("}", DONE);
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    @Test
    void whoFinishedAPartDoesNotCheckTheWhole() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        Acting.act(it, "join", "{\"county\":\"540302\"}", "desk");
        Acting.act(it, "finish", "{\"county\":\"540302\",\"what\":\"好了\"}", "M-7 via neighbour");
        Acting.act(it, "handle", "{\"what\":\"好了\"}", "M-1 via handler");

        for (var checker : List.of("M-7", "M-7 via verifier", "M-1", "neighbour")) {
            assertThatThrownBy(() -> Acting.act(it, "verify", "{\"passed\":true}", checker))
                    .as(checker)
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.slug()).isEqualTo("verifier-is-handler"));
        }
        Acting.act(it, "verify", "{\"passed\":true}", "verifier");
        assertThat(it.status()).isEqualTo(Status.VERIFIED);
    }

    @Test
    void eachSideHasTheLimitOfTheKindFromWhenItJoined() {
        var due = it.dueAt();
        after(hours(2), "join", UNIT);
        after(hours(5), "join", COUNTY);

        assertThat(it.bonds().parts()).extracting(Part::side).containsExactly(WATER, KARUB);
        assertThat(it.bonds().parts())
                .extracting(Part::handleBy)
                .containsExactly(at(hours(26)), at(hours(29)));
        assertThat(it.dueAt()).isEqualTo(due);
        assertThat(it.status()).isEqualTo(Status.DISPATCHED);
        // Neither a pause of whoever is in charge nor another assignee is theirs.
        after(hours(6), "suspend", "{\"reason\":\"等\",\"resumeWhen\":\"资金到位\"}");
        after(hours(7), "finish", done(UNIT));
        after(hours(8), "resume", "{\"reason\":\"到了\"}");
        after(hours(9), "recall", "{\"reason\":\"另派\"}");
        assertThat(it.bonds().openParts())
                .extracting(Part::handleBy)
                .containsExactly(at(hours(29)));
    }

    @Test
    void whoIsInChargeSaysThatItIsDoneWhenTheOthersAre() {
        after(hours(1), "join", UNIT);
        after(hours(1), "join", COUNTY);
        after(hours(2), "finish", done(UNIT));
        for (var action : List.of("handle", "settle")) {
            assertThatThrownBy(() -> after(hours(3), action, Acting.complete(action)))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.slug()).isEqualTo("parts-open"));
            assertThat(Acting.actions().possible(it, at(hours(3))))
                    .extracting(row -> row.slug())
                    .doesNotContain(action);
        }
        after(hours(4), "finish", done(COUNTY));
        after(hours(5), "handle", Acting.complete("handle"));

        assertThat(it.status()).isEqualTo(Status.HANDLED);
        assertThat(it.bonds().parts())
                .extracting(Part::finishedAt)
                .containsExactly(at(hours(2)), at(hours(4)));
        assertThat(it.texts().text(it.bonds().parts().getFirst().what())).isEqualTo("查了");
    }

    @Test
    void aSideTakesPartOnceAndMayComeAgainWhenItIsDone() {
        after(hours(1), "join", UNIT);
        refused("join", UNIT, "takes part already");
        refused("finish", done(COUNTY), "no part that is open");
        refused("finish", UNIT.replace("}", ",\"what\":\"查了\"}"), "with evidence");
        after(hours(2), "finish", done(UNIT));
        after(hours(3), "join", UNIT);

        assertThat(it.bonds().parts())
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.since()).isEqualTo(at(hours(3)));
                    assertThat(part.awaitsWork()).isTrue();
                });
    }

    @Test
    void whoIsInChargeDoesNotJoin() {
        refused("join", "{\"county\":\"540328\"}", "takes part already");
        after(hours(1), "redispatch", "{\"unit\":\"540328-water\",\"reason\":\"归水利\"}");
        refused("join", UNIT, "takes part already");
        refused("join", "{}", "either a unit or a county");
        refused("join", "{\"unit\":\"a\",\"county\":\"540302\"}", "either a unit or a county");
        for (int i = 0; i < 20; i++) {
            after(hours(1), "join", "{\"unit\":\"u-%d\"}".formatted(i));
        }
        refused("join", COUNTY, "20 sides at most");
    }

    private void refused(String action, String json, String why) {
        assertThatThrownBy(() -> after(hours(1), action, json)).hasMessageContaining(why);
    }

    @Test
    void aCountyThatJoinedSeesItWhereverItIsLocatedSince() {
        var own = it.ownPath();
        after(hours(1), "join", COUNTY);
        after(hours(1), "join", UNIT);

        assertThat(it.path()).contains("540302").containsAll(own).doesNotHaveDuplicates();
        assertThat(it.ownPath()).isEqualTo(own);
        var elsewhere = List.of("54", "5403", "540328", "540328102");
        it.record(
                new CaseLocated("PLACE_NAME", 1, null, null, elsewhere, null),
                Actor.SYSTEM,
                at(hours(2)));
        assertThat(it.ownPath()).isEqualTo(elsewhere);
        assertThat(it.path()).contains("540302").doesNotContain("540328101");
        assertThat(it.answeringDivision()).isEqualTo("540328102");
    }

    @Test
    void aNewRoundBeginsWithoutSides() {
        after(hours(1), "join", UNIT);
        after(hours(2), "finish", done(UNIT));
        after(hours(3), "handle", Acting.complete("handle"));
        Acting.act(it, "verify", Acting.complete("verify"), "M-9", at(hours(4)));
        Acting.act(it, "close", Acting.complete("close"), "M-9", at(hours(5)));
        after(hours(6), "reopen", Acting.complete("reopen"));

        assertThat(it.bonds().parts()).isEmpty();
    }

    @Test
    void whatOthersWorkOnIsNeitherVoidNorADuplicate() {
        after(hours(1), "join", UNIT);
        after(hours(1), "recall", Acting.complete("recall"));
        for (var action : List.of("void", "merge")) {
            refused(action, Acting.complete(action), "not possible");
        }
        after(hours(2), "finish", done(UNIT));
        after(hours(2), "merge", Acting.complete("merge"));
    }

    @Test
    void aUnitsPartIsTheirsByLinkUntilItIsDone() {
        var unit = Actor.parse("unit:540328-water");
        assertThat(Relation.SIDE.holds(it, unit)).isFalse();
        after(hours(1), "join", UNIT);
        assertThat(Relation.SIDE.holds(it, unit)).isTrue();
        assertThat(Relation.SIDE.holds(it, Actor.parse("unit:540328-police"))).isFalse();
        after(hours(2), "finish", done(UNIT));
        assertThat(Relation.SIDE.holds(it, unit)).isFalse();
    }
}
