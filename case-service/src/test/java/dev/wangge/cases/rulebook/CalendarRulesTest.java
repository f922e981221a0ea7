package dev.wangge.cases.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.rulebook.CalendarRules.Body;
import dev.wangge.cases.rulebook.CalendarRules.Hours;
import dev.wangge.cases.rulebook.CalendarRules.UnitHours;
import dev.wangge.cases.rulebook.CalendarRules.Year;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.Settings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalendarRulesTest {
    private static final CalendarRules RULES = new CalendarRules();

    private static List<Finding> check(List<Hours> hours, Year... years) {
        return RULES.check(new Body(hours, List.of(years), List.of()), Settings.of("540328"));
    }

    private static List<Finding> check(UnitHours... units) {
        return RULES.check(new Body(List.of(), List.of(), List.of(units)), Settings.of("540328"));
    }

    @Test
    void aUnitHasItsHoursOnceAndSome() {
        var morning = List.of(new Hours("08:00", "12:00"));
        assertThat(check(new UnitHours("540328-hospital", morning))).isEmpty();
        assertThat(
                        check(
                                new UnitHours("540328-hospital", morning),
                                new UnitHours("540328-hospital", morning),
                                new UnitHours("540328-water", List.of()),
                                new UnitHours("540328-road", List.of(new Hours("9", "12:00")))))
                .extracting(Finding::pointer)
                .containsExactly(
                        "#/body/unitHours/1/unit",
                        "#/body/unitHours/2/hours",
                        "#/body/unitHours/3/hours/0");
        assertThat(
                        check(
                                IntStream.rangeClosed(0, 500)
                                        .mapToObj(i -> new UnitHours("540328-" + i, morning))
                                        .toArray(UnitHours[]::new)))
                .extracting(Finding::code)
                .containsExactly("too-many");
    }

    @Test
    void whatIsSaidOfUnitsIsWhatTheClockKnows() {
        var body =
                new Body(
                        List.of(new Hours("09:00", "18:00")),
                        List.of(),
                        List.of(
                                new UnitHours(
                                        "540328-hospital", List.of(new Hours("08:00", "20:00")))));
        assertThat(CalendarRules.body(RULES.rules(body))).isEqualTo(body);
    }

    @Test
    void whatIsBuiltInIsWhatTheClockKnows() {
        assertThat(RULES.check(RULES.builtIn(), Settings.of("540328"))).isEmpty();
        assertThat(RULES.rules(RULES.builtIn())).isEqualTo(new WorkCalendar());
        assertThat(RULES.builtIn().years())
                .singleElement()
                .satisfies(year -> {
                    assertThat(year.off()).hasSize(33);
                    assertThat(year.madeUp()).hasSize(6);
                });
    }

    @Test
    void daysLieInTheirYearAndComeOnce() {
        assertThat(
                        check(
                                List.of(),
                                new Year(
                                        2027, List.of("2027-02-08", "soon"), List.of("2028-01-01")),
                                new Year(2027, List.of(), List.of()),
                                new Year(2028, List.of("2028-01-03"), List.of("2028-01-03"))))
                .containsExactly(
                        new Finding("#/body/years/0/off/1", "invalid", "Not a day of 2027"),
                        new Finding("#/body/years/0/madeUp/0", "invalid", "Not a day of 2027"),
                        new Finding("#/body/years/1/year", "never-fires", "2027 comes twice"),
                        new Finding(
                                "#/body/years/2/madeUp/0",
                                "never-fires",
                                "2028-01-03 comes twice"));
    }

    @Test
    void hoursFollowEachOther() {
        var morning = new Hours("09:30", "12:30");
        assertThat(check(List.of(morning, new Hours("15:00", "18:30")))).isEmpty();
        assertThat(check(List.of(morning, new Hours("12:00", "18:30"))))
                .extracting(Finding::pointer)
                .containsExactly("#/body/hours/1");
        assertThat(check(List.of(new Hours("18:00", "09:00")))).hasSize(1);
        assertThat(check(List.of(new Hours("9", "12:00")))).hasSize(1);
    }
}
