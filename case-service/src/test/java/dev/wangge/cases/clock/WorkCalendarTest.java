package dev.wangge.cases.clock;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.time.api.DateTimes;
import net.jqwik.time.api.Dates;

class WorkCalendarTest {
    /** The State Council's notice for 2026, each holiday's first and last day. */
    private static final List<String> NOTICE_OF_2026 =
            List.of(
                    "2026-01-01/2026-01-03",
                    "2026-02-15/2026-02-23",
                    "2026-04-04/2026-04-06",
                    "2026-05-01/2026-05-05",
                    "2026-06-19/2026-06-21",
                    "2026-09-25/2026-09-27",
                    "2026-10-01/2026-10-07");

    private static final Set<String> MADE_UP =
            Set.of(
                    "2026-01-04",
                    "2026-02-14",
                    "2026-02-28",
                    "2026-05-09",
                    "2026-09-20",
                    "2026-10-10");

    /** Those that fall on the same day each year: New Year, Labour Day, National Day. */
    private static final Set<MonthDay> STATUTORY =
            Set.of(
                    MonthDay.of(1, 1),
                    MonthDay.of(5, 1),
                    MonthDay.of(5, 2),
                    MonthDay.of(10, 1),
                    MonthDay.of(10, 2),
                    MonthDay.of(10, 3));

    private final WorkCalendar calendar = new WorkCalendar();

    @Example
    void everyDayOf2026IsAsTheNoticeSays() {
        var off = new TreeSet<LocalDate>();
        for (var holiday : NOTICE_OF_2026) {
            var ends = Stream.of(holiday.split("/")).map(LocalDate::parse).toList();
            ends.getFirst().datesUntil(ends.getLast().plusDays(1)).forEach(off::add);
        }
        assertThat(off).hasSize(33);

        LocalDate.of(2026, 1, 1)
                .datesUntil(LocalDate.of(2027, 1, 1))
                .forEach(day ->
                        assertThat(calendar.isWorkday(day))
                                .as("%s, %s", day, day.getDayOfWeek())
                                .isEqualTo(
                                        MADE_UP.contains(day.toString())
                                                || (!isWeekend(day) && !off.contains(day))));
    }

    @Property
    void otherYearsKnowWeekendsAndTheFixedHolidays(@ForAll("days") LocalDate day) {
        if (day.getYear() != 2026) {
            assertThat(calendar.isWorkday(day))
                    .isEqualTo(!isWeekend(day) && !STATUTORY.contains(MonthDay.from(day)));
        }
    }

    /** Rare among all days, and so asked for by name. */
    @Example
    void theFixedHolidaysOfOtherYearsAreOff() {
        for (int year : List.of(2024, 2025, 2027, 2028, 2033)) {
            assertThat(STATUTORY)
                    .allSatisfy(day -> assertThat(calendar.isWorkday(day.atYear(year))).isFalse());
        }
        // A Friday after, and Thursdays before and after.
        assertThat(List.of("2025-05-09", "2025-04-30", "2027-10-07"))
                .allSatisfy(day -> assertThat(calendar.isWorkday(LocalDate.parse(day))).isTrue());
    }

    /** What working days are, told without walking the way the calendar does. */
    @Property
    void thatManyWorkingDaysLaterIsAWorkingDayAtTheSameTime(
            @ForAll("instants") Instant from, @ForAll @IntRange(min = 1, max = 20) int days) {
        var begin = from.atZone(WorkCalendar.ZONE);
        var firstDay = firstWorkday(begin.toLocalDate());

        var end = workdays(from, days).atZone(WorkCalendar.ZONE);

        var worked = firstDay.plusDays(1).datesUntil(end.toLocalDate().plusDays(1));
        assertThat(worked.filter(calendar::isWorkday)).hasSize(days);
        assertThat(calendar.isWorkday(end.toLocalDate())).isTrue();
        assertThat(end.toLocalTime())
                .isEqualTo(
                        firstDay.equals(begin.toLocalDate())
                                ? begin.toLocalTime()
                                : LocalTime.MIDNIGHT);
    }

    @Property
    void whoBeginsLaterIsNotDueEarlier(
            @ForAll("instants") Instant one, @ForAll @IntRange(max = 400) int hours) {
        var other = one.plusSeconds(hours * 3600L);

        assertThat(workdays(other, 5)).isAfterOrEqualTo(workdays(one, 5));
    }

    @Property
    void whatIsAddedHasElapsed(
            @ForAll("instants") Instant from,
            @ForAll @IntRange(max = 60_000) int minutes,
            @ForAll Limit.Time time) {
        var amount = Duration.ofMinutes(minutes);

        assertThat(calendar.elapsed(from, calendar.plus(from, amount, time), time))
                .isEqualTo(amount);
    }

    /** Whatever the pauses: outside of them the whole limit runs until it is due, and no more. */
    @Property
    void pausesTakeNothingAndAddNothing(
            @ForAll("instants") Instant from,
            @ForAll @IntRange(min = 1, max = 6) int days,
            @ForAll Limit.Time time,
            @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 3_000) Integer> minutes) {
        var pauses = new ArrayList<Run.Pause>();
        var at = from;
        for (int length : minutes) {
            var begun = at.plus(Duration.ofMinutes(length / 2));
            at = begun.plus(Duration.ofMinutes(length));
            pauses.add(new Run.Pause(begun, at));
        }
        var limit = new Limit(Duration.ofDays(days), time);

        var due = calendar.due(limit, new Run(from, pauses, 0));

        var stood =
                pauses.stream()
                        .filter(pause -> pause.from().isBefore(due))
                        .map(pause -> calendar.elapsed(pause.from(), min(pause.to(), due), time))
                        .reduce(Duration.ZERO, Duration::plus);
        assertThat(calendar.elapsed(from, due, time).minus(stood)).isEqualTo(limit.amount());
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant workdays(Instant from, int days) {
        return calendar.due(Limit.workingDays(days), Run.since(from));
    }

    @Example
    void countsFiveWorkingDaysOverNationalDay() {
        // Wednesday 30 September, 10:00: 8, 9, 10 (made up), 12, 13 October.
        assertThat(workdays(Instant.parse("2026-09-30T02:00:00Z"), 5))
                .isEqualTo("2026-10-13T02:00:00Z");
    }

    @Example
    void countsOverTheEndOfTheYear() {
        // Thursday 31 December 2026, 18:00: New Year and the weekend are off.
        assertThat(workdays(Instant.parse("2026-12-31T10:00:00Z"), 1))
                .isEqualTo("2027-01-04T10:00:00Z");
    }

    @Example
    void startsOnTheNextWorkingDayWhenReportedOnASunday() {
        assertThat(workdays(Instant.parse("2026-11-22T04:00:00Z"), 1))
                .isEqualTo("2026-11-23T16:00:00Z");
    }

    @Example
    void theCountysMidnightDecidesWhichDayItIs() {
        // Friday 20 November 23:59 and Saturday 00:00 in the county, both Friday in Greenwich.
        assertThat(workdays(Instant.parse("2026-11-20T15:59:00Z"), 1))
                .isEqualTo("2026-11-23T15:59:00Z");
        assertThat(workdays(Instant.parse("2026-11-20T16:00:00Z"), 1))
                .isEqualTo("2026-11-23T16:00:00Z");
    }

    private static final WorkCalendar WITH_HOURS =
            new WorkCalendar(
                    new WorkCalendar().years(),
                    List.of(
                            new WorkCalendar.Hours(LocalTime.of(9, 30), LocalTime.of(12, 30)),
                            new WorkCalendar.Hours(LocalTime.of(15, 0), LocalTime.of(18, 30))));

    @Property
    void whatIsAddedInHoursHasElapsedInHours(
            @ForAll("instants") Instant from,
            @ForAll @IntRange(max = 20_000) int minutes,
            @ForAll Limit.Time time) {
        var amount = Duration.ofMinutes(minutes);
        var due = WITH_HOURS.plus(from, amount, time);

        assertThat(WITH_HOURS.elapsed(from, due, time)).isEqualTo(amount);
        if (time != Limit.Time.CONTINUOUS) {
            assertThat(WITH_HOURS.isWorkday(due.atZone(WorkCalendar.ZONE).toLocalDate())).isTrue();
            assertThat(WITH_HOURS.hours())
                    .anyMatch(some ->
                            !due.atZone(WorkCalendar.ZONE).toLocalTime().isBefore(some.from())
                                    && due.atZone(WorkCalendar.ZONE)
                                            .toLocalTime()
                                            .isBefore(some.to()));
        }
    }

    @Example
    void aWorkingDayIsAsLongAsItsHours() {
        var tuesdayTen = Instant.parse("2026-11-24T02:00:00Z");
        var oneDay = Limit.workingDays(1);
        assertThat(WITH_HOURS.due(oneDay, Run.since(tuesdayTen))).isEqualTo("2026-11-25T02:00:00Z");
        // In the break at noon: the hours after it have begun the day's second half.
        assertThat(WITH_HOURS.due(oneDay, Run.since(Instant.parse("2026-11-24T05:00:00Z"))))
                .isEqualTo("2026-11-25T07:00:00Z");
        // At night: the whole of the next working day.
        assertThat(WITH_HOURS.due(oneDay, Run.since(Instant.parse("2026-11-24T12:00:00Z"))))
                .isEqualTo("2026-11-26T01:30:00Z");
        var fourHours = new Limit(Duration.ofHours(4), Limit.Time.WORKING_HOURS);
        assertThat(WITH_HOURS.due(fourHours, Run.since(tuesdayTen)))
                .isEqualTo("2026-11-24T08:30:00Z");
    }

    @Example
    void aUnitMayHaveHoursOfItsOwn() {
        var afternoon = new WorkCalendar.Hours(LocalTime.of(13, 0), LocalTime.of(17, 0));
        var some =
                new WorkCalendar(
                        WITH_HOURS.years(),
                        WITH_HOURS.hours(),
                        Map.of("540328-water", List.of(afternoon)));
        var tuesdayTen = Instant.parse("2026-11-24T02:00:00Z");
        var oneDay = Limit.workingDays(1);

        assertThat(some.ofUnit("540328-road")).isEqualTo(some);
        assertThat(some.ofUnit("540328-water").due(oneDay, Run.since(tuesdayTen)))
                .isEqualTo("2026-11-25T05:00:00Z");
        assertThat(some.ofUnit("540328-water").ofUnit("540328-road").hours())
                .as("what it is told is the county's, then theirs")
                .containsExactly(afternoon);
    }

    /** However often it goes from one to another: a working day that is used up stays so. */
    @Property
    void whatGoesToAnotherUnitKeepsTheDaysThatItHasUsed(
            @ForAll @IntRange(min = 0, max = 9) int used, @ForAll @IntRange(max = 9) int more) {
        var units =
                new WorkCalendar(
                        WITH_HOURS.years(),
                        WITH_HOURS.hours(),
                        Map.of(
                                "540328-water",
                                List.of(
                                        new WorkCalendar.Hours(
                                                LocalTime.of(13, 0), LocalTime.of(17, 0)))));
        var night = Instant.parse("2026-11-23T16:00:00Z");
        var limit = Limit.workingDays(used + more);
        var moved = workdays(night, used);
        for (var calendar : List.of(units, units.ofUnit("540328-water"))) {
            var due = calendar.due(limit, Run.since(night));
            var leftFromThere = calendar.due(Limit.workingDays(more), Run.since(moved));
            assertThat(due).isEqualTo(leftFromThere);
        }
    }

    @Example
    void aPauseInTheNightTakesNothing() {
        var paused =
                new Run(
                        Instant.parse("2026-11-24T02:00:00Z"),
                        List.of(
                                new Run.Pause(
                                        Instant.parse("2026-11-24T11:00:00Z"),
                                        Instant.parse("2026-11-25T01:00:00Z"))),
                        0);
        assertThat(WITH_HOURS.due(Limit.workingDays(1), paused)).isEqualTo("2026-11-25T02:00:00Z");
    }

    @Example
    void aYearThatIsImportedCountsAsItsNoticeSays() {
        var with2027 =
                new WorkCalendar(
                        Map.of(
                                2027,
                                new WorkCalendar.Year(
                                        Set.of(LocalDate.of(2027, 2, 8), LocalDate.of(2027, 2, 9)),
                                        Set.of(LocalDate.of(2027, 2, 7)))),
                        List.of());
        assertThat(with2027.knows(2027)).isTrue();
        assertThat(calendar.knows(2027)).isFalse();
        assertThat(with2027.isWorkday(LocalDate.of(2027, 2, 7))).isTrue();
        assertThat(with2027.isWorkday(LocalDate.of(2027, 2, 9))).isFalse();
        // Its notice replaces the fixed days.
        assertThat(with2027.isWorkday(LocalDate.of(2027, 10, 1))).isTrue();
    }

    @Provide
    static Arbitrary<LocalDate> days() {
        return Dates.dates().between(LocalDate.of(2019, 1, 1), LocalDate.of(2040, 12, 31));
    }

    @Provide
    static Arbitrary<Instant> instants() {
        return DateTimes.instants()
                .between(
                        Instant.parse("2025-12-15T00:00:00Z"),
                        Instant.parse("2027-01-31T00:00:00Z"));
    }

    private LocalDate firstWorkday(LocalDate from) {
        return Stream.iterate(from, day -> day.plus(1, DAYS))
                .filter(calendar::isWorkday)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek().getValue() > 5;
    }
}
