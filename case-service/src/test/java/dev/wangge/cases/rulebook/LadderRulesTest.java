package dev.wangge.cases.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.clock.Ladder;
import dev.wangge.cases.rulebook.LadderRules.Body;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.Settings;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderRulesTest {
    private static final LadderRules RULES = new LadderRules();

    @Test
    void whatIsBuiltInIsWhatTheClockKnows() {
        assertThat(RULES.rules(RULES.builtIn())).isEqualTo(new Ladder());
        assertThat(RULES.check(RULES.builtIn(), Settings.of("540328"))).isEmpty();
    }

    @Test
    void remindersAreSharesInTheirOrder() {
        var body = new Body(List.of(80, 50, 100), List.of(), RULES.builtIn().climb(), 14);

        assertThat(RULES.check(body, Settings.of("540328")))
                .extracting(Finding::pointer)
                .containsExactly("#/body/remindAt/1", "#/body/remindAt/2");
        var many = new Body(List.of(1, 2, 3, 4, 5, 6), List.of(), RULES.builtIn().climb(), 14);
        assertThat(RULES.check(many, Settings.of("540328")))
                .extracting(Finding::code)
                .containsExactly("too-many");
        assertThat(
                        RULES.check(
                                new Body(List.of(), List.of(), RULES.builtIn().climb(), 14),
                                Settings.of("540328")))
                .isEmpty();
    }

    @Test
    void everyKindClimbsInOneWay() {
        var rows = new ArrayList<>(RULES.builtIn().climb());
        rows.removeLast();
        rows.add(rows.getFirst());

        assertThat(
                        RULES.check(
                                new Body(
                                        List.of(50),
                                        List.of(CaseKind.HAZARD, CaseKind.HAZARD),
                                        rows,
                                        14),
                                Settings.of("540328")))
                .containsExactly(
                        new Finding("#/body/dayAndNight/1", "never-fires", "HAZARD comes twice"),
                        new Finding("#/body/climb/5/kind", "never-fires", "EMERGENCY comes twice"),
                        new Finding("#/body/climb", "gap", "ADVICE does not climb"));
    }
}
