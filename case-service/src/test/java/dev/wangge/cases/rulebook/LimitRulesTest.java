package dev.wangge.cases.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.clock.Limit;
import dev.wangge.cases.clock.Limits;
import dev.wangge.cases.rulebook.LimitRules.Body;
import dev.wangge.cases.rulebook.LimitRules.OfKind;
import dev.wangge.cases.rulebook.LimitRules.Span;
import dev.wangge.cases.rulebook.LimitRules.Unit;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.Settings;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitRulesTest {
    private static final LimitRules RULES = new LimitRules();

    private static Body handling(List<OfKind> handle) {
        var built = RULES.builtIn();
        return new Body(built.accept(), built.dispatch(), handle, built.verify(), built.close());
    }

    @ParameterizedTest
    @EnumSource(CaseKind.class)
    void whatIsBuiltInIsWhatTheClockKnows(CaseKind kind) {
        var limits = RULES.rules(RULES.builtIn());
        var known = new Limits();

        assertThat(limits.handle(kind)).isEqualTo(known.handle(kind));
        assertThat(List.of(limits.accept(), limits.dispatch(), limits.verify(), limits.close()))
                .containsExactly(known.accept(), known.dispatch(), known.verify(), known.close());
        assertThat(RULES.check(RULES.builtIn(), Settings.of("540328"))).isEmpty();
    }

    @Test
    void workingDaysFollowTheCalendarAndOthersRunOn() {
        assertThat(new Span(3, Unit.WORKING_DAYS).limit())
                .isEqualTo(new Limit(Duration.ofDays(3), Limit.Time.WORKING));
        assertThat(new Span(3, Unit.DAYS).limit())
                .isEqualTo(new Limit(Duration.ofDays(3), Limit.Time.CONTINUOUS));
        assertThat(new Span(3, Unit.HOURS).limit().amount()).isEqualTo(Duration.ofHours(3));
        assertThat(new Span(3, Unit.MINUTES).limit().amount()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void everyKindHasOneLimit() {
        var rows = new ArrayList<>(RULES.builtIn().handle());
        rows.add(new OfKind(CaseKind.HAZARD, 2, Unit.HOURS));
        rows.removeIf(row -> row.kind() == CaseKind.ADVICE);

        assertThat(RULES.check(handling(rows), Settings.of("540328")))
                .containsExactly(
                        new Finding("#/body/handle/5/kind", "never-fires", "HAZARD comes twice"),
                        new Finding("#/body/handle", "gap", "ADVICE has no limit"));
    }
}
