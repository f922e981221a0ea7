package dev.wangge.cases.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.kinds.KindRules.Body;
import dev.wangge.cases.kinds.KindRules.Row;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.Names;
import dev.wangge.cases.ruleset.Settings;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KindRulesTest {
    private static final KindRules RULES = new KindRules();

    private static Row top(String code, CaseKind kind) {
        return new Row(code, kind, null, new Names("名", null, null));
    }

    private static Row below(String parent, String code) {
        return new Row(code, null, parent, new Names("名", null, null));
    }

    private static List<String> findings(Row... rows) {
        return RULES.check(new Body(List.of(rows)), Settings.of("540328")).stream()
                .map(it -> it.pointer() + " " + it.code())
                .toList();
    }

    @Test
    void builtInAreTheDisputesOfTheSchemeAndAShortTreeOfTheRest() {
        assertThat(RULES.check(RULES.builtIn(), Settings.of("540328"))).isEmpty();
        var disputes = RULES.builtIn().rows().stream().filter(it -> it.kind() == CaseKind.DISPUTE);
        assertThat(disputes).hasSize(28);
        assertThat(KindRules.DEFAULT.path("dispute-04", CaseKind.DISPUTE))
                .containsExactly("dispute-04");
        assertThat(KindRules.DEFAULT.path("drinking-water", CaseKind.REQUEST))
                .containsExactly("water", "drinking-water");
    }

    @Test
    void whatThereIsNotOrIsOfAnotherKindIsPointedAt() {
        assertThatThrownBy(() -> KindRules.DEFAULT.path("watr", CaseKind.REQUEST))
                .isInstanceOf(Problem.class)
                .hasMessage("No category watr");
        assertThatThrownBy(() -> KindRules.DEFAULT.path("drinking-water", CaseKind.HAZARD))
                .isInstanceOf(Problem.class)
                .hasMessage("drinking-water does not lie under HAZARD");
    }

    @Test
    void codesAreCodesAndEachIsThereOnce() {
        assertThat(
                        findings(
                                top("water", CaseKind.REQUEST),
                                top("water", CaseKind.HAZARD),
                                top("Wasser!", CaseKind.REQUEST),
                                top("a/b", CaseKind.REQUEST)))
                .containsExactly(
                        "#/body/rows/1/code duplicate",
                        "#/body/rows/2/code wrong-code",
                        "#/body/rows/3/code wrong-code");
    }

    @Test
    void eachStandsUnderAKindOrAnother() {
        var names = new Names("名", null, null);
        assertThat(
                        findings(
                                new Row("a", null, null, names),
                                new Row("b", CaseKind.REQUEST, "a", names)))
                .containsExactly("#/body/rows/0 one-of", "#/body/rows/1 one-of");
        assertThat(findings(top("a", CaseKind.REQUEST), below("c", "b")))
                .containsExactly("#/body/rows/1/parent unknown-category");
    }

    @Test
    void noneLiesBelowItself() {
        assertThat(findings(below("a", "a"))).containsExactly("#/body/rows/0/parent cycle");
        assertThat(findings(below("b", "a"), below("a", "b"), below("a", "c")))
                .containsExactly("#/body/rows/0/parent cycle", "#/body/rows/1/parent cycle");
    }

    @Test
    void thereAreThreeLevelsAndFiveHundredRows() {
        assertThat(
                        findings(
                                below("c", "d"),
                                below("b", "c"),
                                below("a", "b"),
                                top("a", CaseKind.REQUEST)))
                .containsExactly("#/body/rows/0/parent too-deep");
        var many =
                IntStream.rangeClosed(0, 500)
                        .mapToObj(i -> top("c" + i, CaseKind.REQUEST))
                        .toList();
        assertThat(RULES.check(new Body(many), Settings.of("54")))
                .containsExactly(new Finding("#/body/rows", "too-many", "At most 500 rows"));
        assertThat(RULES.check(new Body(many.subList(0, 500)), Settings.of("54"))).isEmpty();
    }
}
