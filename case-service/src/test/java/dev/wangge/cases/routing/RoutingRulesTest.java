package dev.wangge.cases.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.condition.HitPolicy;
import dev.wangge.cases.routing.Route.Among;
import dev.wangge.cases.routing.RoutingRules.Body;
import dev.wangge.cases.routing.RoutingRules.Row;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.Settings;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutingRulesTest {
    private static final RoutingRules RULES = Routings.knowing("540328-water", "540302-water");

    private static Row unit(@Nullable String when, String unit, String name) {
        return new Row(when, unit, List.of(), null, name);
    }

    private static Row onDuty(@Nullable String when, @Nullable Among among, String name) {
        return new Row(when, null, List.of(), among, name);
    }

    private static Body rows(Row... rows) {
        return new Body(HitPolicy.FIRST, List.of(rows));
    }

    private static TriageInput report(String text) {
        return new TriageInput(CaseKind.REQUEST, text, "API", "540328101201", List.of());
    }

    @Test
    void builtInAllGoesToTheLeadOnDuty() {
        var route = RoutingRules.DEFAULT.route(report("水管坏了"), Tier.NEIGHBOUR, unit -> true);
        assertThat(route).isEqualTo(new Route(null, List.of(), Among.LEAD, "on-duty"));
        assertThat(RULES.check(RULES.builtIn(), Settings.of("540328"))).isEmpty();
    }

    @Test
    void theFirstRowThatFitsDecides() {
        var routing =
                RULES.rules(
                        rows(
                                unit(
                                        "tier == 'SUPERIOR' && text.contains('水')",
                                        "540328-water",
                                        "大水"),
                                onDuty("text.contains('水')", Among.FEWEST_OPEN, "小水"),
                                onDuty(null, null, "其他")));

        assertThat(routing.route(report("发大水"), Tier.SUPERIOR, unit -> true))
                .isEqualTo(new Route("540328-water", List.of(), Among.LEAD, "大水"));
        assertThat(routing.route(report("水管坏了"), Tier.NEIGHBOUR, unit -> true))
                .isEqualTo(new Route(null, List.of(), Among.FEWEST_OPEN, "小水"));
        assertThat(routing.route(report("路"), Tier.SUPERIOR, unit -> true).rule()).isEqualTo("其他");
    }

    @Test
    void aRowWhoseUnitDoesNotReachTheCaseTakesNothing() {
        var routing =
                RULES.rules(
                        rows(
                                unit("text.contains('水')", "540328-water", "水"),
                                onDuty(null, null, "其他")));
        assertThat(routing.route(report("水"), Tier.NEIGHBOUR, unit -> false).rule())
                .isEqualTo("其他");
        var onlyUnits = RULES.rules(rows(unit(null, "540328-water", "水")));
        assertThat(onlyUnits.route(report("水"), Tier.NEIGHBOUR, unit -> false))
                .isEqualTo(new Route(null, List.of(), Among.LEAD, null));
    }

    @Test
    void unitsAreThoseOfTheDivision() {
        var rows =
                rows(
                        unit("kind == 'REQUEST'", "540302-water", "邻县"),
                        unit("kind == 'ADVICE'", "540328-fire", "没有"),
                        new Row("kind == 'HAZARD'", "540328-water", List.of(), Among.LEAD, "两样"),
                        onDuty(null, null, "其他"));

        assertThat(RULES.check(rows, Settings.of("540328")))
                .containsExactly(
                        new Finding("#/body/rows/0/unit", "unknown-unit", "No unit 540302-water"),
                        new Finding("#/body/rows/1/unit", "unknown-unit", "No unit 540328-fire"),
                        new Finding(
                                "#/body/rows/2/among",
                                "one-of",
                                "A unit has nobody to choose among"));
        assertThat(RULES.check(rows, Settings.of("54"))).hasSize(2);
    }

    @Test
    void unitsTakePartBesideWhoeverItGoesTo() {
        var together = new Row(null, null, List.of("540328-water"), Among.FEWEST_OPEN, "一起");
        assertThat(RULES.check(rows(together), Settings.of("540328"))).isEmpty();
        assertThat(RULES.rules(rows(together)).route(report("水"), Tier.NEIGHBOUR, unit -> true))
                .isEqualTo(new Route(null, List.of("540328-water"), Among.FEWEST_OPEN, "一起"));

        var wrong =
                new Row(
                        null,
                        "540328-water",
                        List.of("540328-water", "540302-water", "540302-water"),
                        null,
                        "错");
        assertThat(RULES.check(rows(wrong), Settings.of("540328")))
                .extracting(it -> it.pointer() + " " + it.code())
                .containsExactly(
                        "#/body/rows/0/with/0 duplicate",
                        "#/body/rows/0/with/1 unknown-unit",
                        "#/body/rows/0/with/2 duplicate");
        var many = new Row(null, null, List.of("1", "2", "3", "4", "5", "6"), null, "多");
        assertThat(RULES.check(rows(many), Settings.of("540328")))
                .containsExactly(new Finding("#/body/rows/0/with", "too-many", "At most 5 units"));
    }

    @Test
    void aTierThatThereIsNotNeverComes() {
        assertThat(
                        RULES.check(
                                rows(onDuty("tier == 'BIG'", null, "大"), onDuty(null, null, "其他")),
                                Settings.of("54")))
                .containsExactly(new Finding("#/body/rows/0/when", "never-fires", "No tier BIG"));
    }
}
