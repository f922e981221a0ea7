package dev.wangge.cases.triage;

import static dev.wangge.contracts.cases.v1.Tier.COMMITTEE;
import static dev.wangge.contracts.cases.v1.Tier.NEIGHBOUR;
import static dev.wangge.contracts.cases.v1.Tier.SUPERIOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.condition.HitPolicy;
import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.cases.life.extent.Extent;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.Settings;
import dev.wangge.cases.triage.TriageRules.Body;
import dev.wangge.cases.triage.TriageRules.Row;
import dev.wangge.contracts.cases.v1.CaseEvent.Term;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageRulesTest {
    private static final TriageRules RULES =
            new TriageRules(new KindRules(), new DictionaryRules());

    private static Level level(CaseKind kind, String text) {
        return TriageRules.DEFAULT.level(new TriageInput(kind, text, "API", null, List.of()));
    }

    private static Row row(@Nullable String when, Tier tier, String name) {
        return new Row(when, tier, name);
    }

    private static List<Finding> check(Row... rows) {
        return RULES.check(new Body(HitPolicy.FIRST, List.of(rows)), Settings.of("540328"));
    }

    @ParameterizedTest
    @CsvSource({
        "EMERGENCY, SUPERIOR", "HAZARD, COMMITTEE", "DISPUTE, COMMITTEE",
        "PATROL_FINDING, COMMITTEE", "REQUEST, NEIGHBOUR", "ADVICE, NEIGHBOUR"
    })
    void builtInIsWhatItWas(CaseKind kind, Tier tier) {
        assertThat(level(kind, "水管坏了")).isEqualTo(new Level(tier, "kind:" + kind));
        assertThat(level(kind, "山上雪崩了")).isEqualTo(new Level(SUPERIOR, "risk-word:雪崩"));
        assertThat(RULES.check(RULES.builtIn(), Settings.of("540328"))).isEmpty();
    }

    @Test
    void theFirstRowThatFitsDecides() {
        var triage =
                RULES.rules(
                        new Body(
                                HitPolicy.FIRST,
                                List.of(
                                        row(
                                                "division.startsWith(\"540328101\") &&"
                                                        + " channel == \"SMS\"",
                                                COMMITTEE,
                                                "短信"),
                                        row("kind == \"HAZARD\"", SUPERIOR, "隐患"),
                                        row(null, NEIGHBOUR, "其他"))));

        assertThat(
                        triage.level(
                                new TriageInput(
                                        CaseKind.HAZARD, "", "SMS", "540328101201", List.of())))
                .isEqualTo(new Level(COMMITTEE, "短信"));
        assertThat(
                        triage.level(new TriageInput(CaseKind.HAZARD, "", "SMS", null, List.of()))
                                .rule())
                .isEqualTo("隐患");
        assertThat(
                        triage.level(new TriageInput(CaseKind.ADVICE, "", "API", null, List.of()))
                                .rule())
                .isEqualTo("其他");
    }

    @Test
    void whatIsNoConditionIsPointedAt() {
        assertThat(check(row("kind = 3", SUPERIOR, "a"), row("kindd == \"x\"", SUPERIOR, "b")))
                .extracting(Finding::pointer)
                .containsExactly("#/body/rows/0/when", "#/body/rows/1/when");
        assertThat(check(row("kindd == \"x\"", SUPERIOR, "b")).getFirst().message())
                .isEqualTo("Column 1: undeclared reference to 'kindd' (in container '')");
        var fails = check(row("int(text) > 3", SUPERIOR, "a"), row(null, SUPERIOR, "b"));
        assertThat(fails).hasSize(1);
        assertThat(fails.getFirst().sample()).containsEntry("kind", "REQUEST");
    }

    @Test
    void aRowThatCanNeverFireIsPointedAtWithWhatShowsIt() {
        var findings =
                check(
                        row("kind == \"HAZARD\"", COMMITTEE, "隐患"),
                        row("text.contains(\"塌方\") && kind == \"HAZARD\"", SUPERIOR, "塌方"),
                        row("kind == \"HAZRAD\"", SUPERIOR, "错字"),
                        row("kind == \"ADVICE\" && kind == \"REQUEST\"", SUPERIOR, "两样"),
                        row(null, NEIGHBOUR, "其他"));

        assertThat(findings).extracting(Finding::code).containsOnly("never-fires");
        assertThat(findings)
                .extracting(Finding::pointer)
                .containsExactly("#/body/rows/1/when", "#/body/rows/2/when", "#/body/rows/3/when");
        assertThat(findings)
                .extracting(Finding::message)
                .containsExactly(
                        "隐患 takes before it whatever it would",
                        "No kind HAZRAD",
                        "Nothing can be so");
        assertThat(findings.getFirst().sample())
                .containsEntry("kind", "HAZARD")
                .containsEntry("text", "塌方");
    }

    @Test
    void aCategoryMeansThoseBelowItToo() {
        var triage =
                RULES.rules(
                        new Body(
                                HitPolicy.FIRST,
                                List.of(
                                        row("'water' in category", SUPERIOR, "水"),
                                        row(null, NEIGHBOUR, "其他"))));
        var path = KindRules.DEFAULT.path("drinking-water", CaseKind.REQUEST);
        assertThat(triage.level(new TriageInput(CaseKind.REQUEST, "", "API", null, path)).rule())
                .isEqualTo("水");
        assertThat(
                        triage.level(
                                        new TriageInput(
                                                CaseKind.REQUEST, "", "API", null, List.of("pay")))
                                .rule())
                .isEqualTo("其他");

        var findings =
                check(
                        row("'water' in category", SUPERIOR, "水"),
                        row("'drinking-water' in category && kind == 'REQUEST'", SUPERIOR, "饮水"),
                        row("'watr' in category", SUPERIOR, "错字"),
                        row(null, NEIGHBOUR, "其他"));
        assertThat(findings)
                .extracting(Finding::message)
                .containsExactly("水 takes before it whatever it would", "No category watr");
        assertThat(findings.getFirst().sample()).containsEntry("category", "drinking-water/water");
        assertThat(
                        check(
                                row("'drinking-water' in category", SUPERIOR, "饮水"),
                                row("'water' in category", SUPERIOR, "水"),
                                row(null, NEIGHBOUR, "其他")))
                .isEmpty();
    }

    private static TriageInput concerning(
            @Nullable Integer people, @Nullable Long fen, String scale) {
        return new TriageInput(
                CaseKind.REQUEST,
                "",
                "API",
                null,
                List.of(),
                new Extent(new Term(scale, "x", null, null), null, null, people, fen));
    }

    /** 三事分流: how many people, how much money, on what scale. */
    @Test
    void whatIsGreatGoesFurtherUp() {
        var rows =
                List.of(
                        row("scale == '03'", SUPERIOR, "重大群体性"),
                        row("people >= 30", SUPERIOR, "人多"),
                        row("amount >= 1000000", SUPERIOR, "百万元"),
                        row("amount > 9999.99 && kind == 'REQUEST'", COMMITTEE, "一万元"),
                        row(null, NEIGHBOUR, "其他"));
        assertThat(check(rows.toArray(Row[]::new))).isEmpty();
        var triage = RULES.rules(new Body(HitPolicy.FIRST, rows));

        assertThat(triage.level(concerning(null, null, "03")).rule()).isEqualTo("重大群体性");
        assertThat(triage.level(concerning(30, null, "01")).rule()).isEqualTo("人多");
        assertThat(triage.level(concerning(29, 130_000_000L, "01")).rule()).isEqualTo("百万元");
        assertThat(triage.level(concerning(29, 99_999_999L, "01")).rule()).isEqualTo("一万元");
        assertThat(triage.level(concerning(0, 1_000_000L, "01")).rule()).isEqualTo("一万元");
        assertThat(triage.level(concerning(0, 999_999L, "01")).rule()).isEqualTo("其他");
        // Nobody said anything.
        assertThat(triage.level(TriageInput.USUAL).rule()).isEqualTo("其他");
    }

    @Test
    void whatHasNoWordOrIsNoNumberIsPointedAt() {
        assertThat(
                        check(
                                row("scale == '3'", SUPERIOR, "错码"),
                                row("scale == '' && grade == '01'", SUPERIOR, "没说"),
                                row("people >= 1 && !(people >= 1)", SUPERIOR, "两样"),
                                row(null, NEIGHBOUR, "其他")))
                .extracting(Finding::message)
                .containsExactly("No scale 3", "Nothing can be so");
        assertThat(check(row("people == 'many'", SUPERIOR, "a"), row(null, NEIGHBOUR, "b")))
                .extracting(Finding::code)
                .containsExactly("wrong-condition");
        // What shows it is found though it is a number.
        assertThat(
                        check(
                                        row("people >= 30", SUPERIOR, "a"),
                                        row("people >= 30 && scale == '02'", SUPERIOR, "b"),
                                        row(null, NEIGHBOUR, "c"))
                                .getFirst()
                                .sample())
                .containsEntry("people", "100000")
                .containsEntry("scale", "02");
    }

    @Test
    void afterARowWithoutConditionNoneFires() {
        assertThat(check(row(null, NEIGHBOUR, "其他"), row(null, SUPERIOR, "再说")))
                .extracting(Finding::pointer)
                .containsExactly("#/body/rows/1/when");
    }

    @Test
    void whatNoRowTakesIsShown() {
        var gap = check(row("kind == \"DISPUTE\"", COMMITTEE, "纠纷"));
        assertThat(gap).extracting(Finding::code).containsExactly("gap");
        assertThat(Objects.requireNonNull(gap.getFirst().sample()).get("kind")).isEqualTo("HAZARD");
        assertThat(check()).extracting(Finding::code).containsExactly("gap");
    }

    @Test
    void aNameIsOneRows() {
        assertThat(check(row("kind == \"ADVICE\"", SUPERIOR, "a"), row(null, SUPERIOR, "a")))
                .containsExactly(new Finding("#/body/rows/1/name", "duplicate", "a comes twice"));
    }

    @Test
    void thereAreNoMoreRowsThanCanBeDecidedByAtOnce() {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 33; i++) {
            rows.add(row("size(text) > 1%02d".formatted(i), SUPERIOR, "r" + i));
        }
        rows.add(row(null, SUPERIOR, "rest"));
        assertThat(check(rows.toArray(Row[]::new)))
                .extracting(Finding::code)
                .containsExactly("too-many");
        rows.removeFirst();
        assertThat(check(rows.toArray(Row[]::new))).isEmpty();

        while (rows.size() <= 4_000) {
            rows.add(row(null, SUPERIOR, "r"));
        }
        assertThat(check(rows.toArray(Row[]::new)))
                .containsExactly(new Finding("#/body/rows", "too-many", "At most 4000 rows"));
    }
}
