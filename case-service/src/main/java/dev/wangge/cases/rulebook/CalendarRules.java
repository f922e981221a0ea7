package dev.wangge.cases.rulebook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleForm;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.Setting;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * When people work. Unlike all other rules a case does not keep the version it began with: what is
 * known late of a year counts for what is open, too.
 */
@Component
public class CalendarRules implements RuleSet<CalendarRules.Body, WorkCalendar> {
    private static final int MOST_UNITS = 500;
    private static final Body BUILT_IN = body(new WorkCalendar());
    private static final RuleForm<Body> FORM =
            new RuleForm<>("calendars", Body.class, Change.class, BUILT_IN);

    /** From when until when people work on a working day. */
    public record Hours(
            @Schema(requiredMode = REQUIRED, example = "09:30", pattern = "\\d{2}:\\d{2}")
                    String from,
            @Schema(requiredMode = REQUIRED, example = "12:30", pattern = "\\d{2}:\\d{2}")
                    String to) {}

    /** Hours of a unit that has others than the county: those who keep watch, a hospital. */
    public record UnitHours(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 50) String unit,
            @Schema(requiredMode = REQUIRED) List<Hours> hours) {}

    /**
     * A year as its notice has it.
     *
     * @param off days on which nobody works
     * @param madeUp 调休: weekend days on which people do
     */
    public record Year(
            @Schema(requiredMode = REQUIRED, minimum = "1900", maximum = "9999", example = "2027")
                    Integer year,
            @Schema(requiredMode = REQUIRED, example = "[\"2027-02-08\"]") List<String> off,
            @Schema(requiredMode = REQUIRED, example = "[\"2027-02-07\"]") List<String> madeUp) {}

    /**
     * The document.
     *
     * @param hours of a working day, in their order; none where it counts whole
     * @param years of others only weekends and the fixed statutory days are known
     * @param unitHours what they handle is counted, and they are reminded, in their own hours
     */
    public record Body(
            @Schema(requiredMode = REQUIRED) List<Hours> hours,
            @Schema(requiredMode = REQUIRED) List<Year> years,
            @ArraySchema(maxItems = MOST_UNITS) List<UnitHours> unitHours) {
        public Body {
            unitHours = Objects.requireNonNullElse(unitHours, List.of());
        }
    }

    /** A request. */
    public record Change(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = LONGEST_WHY) String why,
            @Schema(requiredMode = REQUIRED) Body body)
            implements RuleChange<Body> {}

    @Override
    public RuleForm<Body> form() {
        return FORM;
    }

    /** A calendar as a document. */
    public static Body body(WorkCalendar calendar) {
        return new Body(
                hours(calendar.hours()),
                calendar.years().entrySet().stream()
                        .map(entry ->
                                new Year(
                                        entry.getKey(),
                                        texts(entry.getValue().off()),
                                        texts(entry.getValue().madeUp())))
                        .sorted(Comparator.comparing(Year::year))
                        .toList(),
                calendar.unitHours().entrySet().stream()
                        .map(entry -> new UnitHours(entry.getKey(), hours(entry.getValue())))
                        .sorted(Comparator.comparing(UnitHours::unit))
                        .toList());
    }

    private static List<Hours> hours(List<WorkCalendar.Hours> hours) {
        return hours.stream()
                .map(some -> new Hours(some.from().toString(), some.to().toString()))
                .toList();
    }

    private static List<String> texts(Set<LocalDate> days) {
        return days.stream().sorted().map(LocalDate::toString).toList();
    }

    @Override
    public List<Finding> check(Body body, Setting there) {
        var findings = new ArrayList<Finding>();
        checkHours(body.hours(), "#/body/hours/", findings);
        checkUnits(body.unitHours(), findings);
        var years = new HashSet<Integer>();
        for (int i = 0; i < body.years().size(); i++) {
            var year = body.years().get(i);
            var at = "#/body/years/" + i;
            if (!years.add(year.year())) {
                findings.add(
                        new Finding(at + "/year", "never-fires", year.year() + " comes twice"));
            }
            var seen = new HashSet<LocalDate>();
            checkDays(year.off(), year.year(), at + "/off/", seen, findings);
            checkDays(year.madeUp(), year.year(), at + "/madeUp/", seen, findings);
        }
        return findings;
    }

    private static void checkUnits(List<UnitHours> units, List<Finding> findings) {
        if (units.size() > MOST_UNITS) {
            findings.add(
                    new Finding(
                            "#/body/unitHours", "too-many", "At most " + MOST_UNITS + " units"));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < units.size(); i++) {
            var one = units.get(i);
            var at = "#/body/unitHours/" + i;
            if (!seen.add(one.unit())) {
                findings.add(new Finding(at + "/unit", "never-fires", one.unit() + " comes twice"));
            }
            if (one.hours().isEmpty()) {
                findings.add(new Finding(at + "/hours", "invalid", "A unit has some hours"));
            }
            checkHours(one.hours(), at + "/hours/", findings);
        }
    }

    private static void checkHours(List<Hours> hours, String pointer, List<Finding> findings) {
        var before = LocalTime.MIN;
        for (int i = 0; i < hours.size(); i++) {
            var at = pointer + i;
            var from = parsed(hours.get(i).from(), LocalTime::parse);
            var to = parsed(hours.get(i).to(), LocalTime::parse);
            if (from.isEmpty() || to.isEmpty()) {
                findings.add(new Finding(at, "invalid", "Times are written 09:30"));
                return;
            }
            if (from.get().isBefore(before) || !from.get().isBefore(to.get())) {
                findings.add(
                        new Finding(at, "out-of-order", "Hours follow each other within a day"));
                return;
            }
            before = to.get();
        }
    }

    private static void checkDays(
            List<String> days, int year, String at, Set<LocalDate> seen, List<Finding> findings) {
        for (int i = 0; i < days.size(); i++) {
            var day = parsed(days.get(i), LocalDate::parse);
            if (day.isEmpty() || day.get().getYear() != year) {
                findings.add(new Finding(at + i, "invalid", "Not a day of " + year));
            } else if (!seen.add(day.get())) {
                findings.add(new Finding(at + i, "never-fires", day.get() + " comes twice"));
            }
        }
    }

    private static <T> Optional<T> parsed(String text, Function<String, T> as) {
        try {
            return Optional.of(as.apply(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public WorkCalendar rules(Body body) {
        return new WorkCalendar(
                body.years().stream()
                        .collect(
                                Collectors.toMap(
                                        Year::year,
                                        year ->
                                                new WorkCalendar.Year(
                                                        days(year.off()), days(year.madeUp())))),
                parsed(body.hours()),
                body.unitHours().stream()
                        .collect(Collectors.toMap(UnitHours::unit, one -> parsed(one.hours()))));
    }

    private static List<WorkCalendar.Hours> parsed(List<Hours> hours) {
        return hours.stream()
                .map(some ->
                        new WorkCalendar.Hours(
                                LocalTime.parse(some.from()), LocalTime.parse(some.to())))
                .toList();
    }

    private static Set<LocalDate> days(List<String> texts) {
        return texts.stream().map(LocalDate::parse).collect(Collectors.toUnmodifiableSet());
    }
}
