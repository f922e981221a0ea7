package dev.wangge.cases.clock;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When people work: on weekdays but for public holidays, and on make-up days (调休), in the hours of
 * a working day. A year that is not known has weekends and the fixed statutory days only.
 *
 * @param hours of a working day, in their order; none where it counts whole
 * @param unitHours of units that have others than the county, by their codes
 */
public record WorkCalendar(
        Map<Integer, Year> years, List<Hours> hours, Map<String, List<Hours>> unitHours) {
    /** The county's zone decides which day it is. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final Duration WHOLE_DAY = Duration.ofDays(1);
    private static final Set<String> FIXED =
            Set.of("01-01", "05-01", "05-02", "10-01", "10-02", "10-03");

    /** Source: the State Council's notice on the holidays of 2026. */
    private static final Year OF_2026 =
            new Year(
                    Stream.of(
                                    days(1, 1, 3),
                                    days(2, 15, 9),
                                    days(4, 4, 3),
                                    days(5, 1, 5),
                                    days(6, 19, 3),
                                    days(9, 25, 3),
                                    days(10, 1, 7))
                            .flatMap(days -> days)
                            .collect(Collectors.toUnmodifiableSet()),
                    Set.of(
                            LocalDate.of(2026, 1, 4),
                            LocalDate.of(2026, 2, 14),
                            LocalDate.of(2026, 2, 28),
                            LocalDate.of(2026, 5, 9),
                            LocalDate.of(2026, 9, 20),
                            LocalDate.of(2026, 10, 10)));

    /**
     * As the notice of a year has it.
     *
     * @param off days on which nobody works
     * @param madeUp weekend days on which people do
     */
    public record Year(Set<LocalDate> off, Set<LocalDate> madeUp) {
        public Year {
            off = Set.copyOf(off);
            madeUp = Set.copyOf(madeUp);
        }
    }

    /** From when until when on a working day. */
    public record Hours(LocalTime from, LocalTime to) {}

    private record Span(Instant from, Instant to) {}

    public WorkCalendar {
        years = Map.copyOf(years);
        hours = List.copyOf(hours);
        unitHours = Map.copyOf(unitHours);
    }

    /** One whose units all work in the county's hours. */
    public WorkCalendar(Map<Integer, Year> years, List<Hours> hours) {
        this(years, hours, Map.of());
    }

    /** The same, in the hours of a unit: the county's where it has none of its own. */
    public WorkCalendar ofUnit(String code) {
        var own = unitHours.get(code);
        return own == null ? this : new WorkCalendar(years, own, unitHours);
    }

    /** What is built in: 2026, of which each working day counts whole. */
    public WorkCalendar() {
        this(Map.of(2026, OF_2026), List.of());
    }

    private static Stream<LocalDate> days(int month, int first, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> LocalDate.of(2026, month, first).plusDays(i));
    }

    /** Whether a year's notice is in it. */
    public boolean knows(int year) {
        return years.containsKey(year);
    }

    /** Whether people work on this day. */
    public boolean isWorkday(LocalDate day) {
        var year = years.get(day.getYear());
        if (year != null && year.madeUp().contains(day)) {
            return true;
        }
        var weekend =
                day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        var holiday =
                year == null
                        ? FIXED.contains(day.toString().substring(5))
                        : year.off().contains(day);
        return !weekend && !holiday;
    }

    /** When a limit is used up that ran so. */
    public Instant due(Limit limit, Run run) {
        var left = amount(limit);
        var from = run.from();
        for (var pause : run.pauses()) {
            var ran = elapsed(from, pause.from(), limit.time());
            if (ran.compareTo(left) >= 0) {
                break;
            }
            left = left.minus(ran);
            from = pause.to();
        }
        return plus(from, left, limit.time());
    }

    /** A working day is as long as its hours are. */
    private Duration amount(Limit limit) {
        return limit.time() == Limit.Time.WORKING && !hours.isEmpty()
                ? limit.amount()
                        .multipliedBy(workingDay().toMinutes())
                        .dividedBy(WHOLE_DAY.toMinutes())
                : limit.amount();
    }

    private Duration workingDay() {
        return hours.stream()
                .map(some -> Duration.between(some.from(), some.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * So much time later. Where working time ends with some hours, the start of the next ones is
     * meant.
     */
    public Instant plus(Instant from, Duration amount, Limit.Time time) {
        return time == Limit.Time.CONTINUOUS ? from.plus(amount) : plusWorking(from, amount);
    }

    private Instant plusWorking(Instant from, Duration amount) {
        var left = amount;
        for (var day = dayOf(from); true; day = day.plusDays(1)) {
            for (var span : worked(day)) {
                var begin = later(from, span.from());
                var room = between(begin, span.to());
                if (left.compareTo(room) < 0) {
                    return begin.plus(left);
                }
                left = left.minus(room);
            }
        }
    }

    /** How much time lies between; none where the end is before the start. */
    public Duration elapsed(Instant from, Instant to, Limit.Time time) {
        return time == Limit.Time.CONTINUOUS ? between(from, to) : worked(from, to);
    }

    private Duration worked(Instant from, Instant to) {
        var worked = Duration.ZERO;
        for (var day = dayOf(from); !startOf(day).isAfter(to); day = day.plusDays(1)) {
            for (var span : worked(day)) {
                worked = worked.plus(between(later(from, span.from()), earlier(to, span.to())));
            }
        }
        return worked;
    }

    private List<Span> worked(LocalDate day) {
        if (!isWorkday(day)) {
            return List.of();
        }
        return hours.isEmpty()
                ? List.of(new Span(startOf(day), startOf(day.plusDays(1))))
                : hours.stream()
                        .map(some -> new Span(at(day, some.from()), at(day, some.to())))
                        .toList();
    }

    private static LocalDate dayOf(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(ZONE).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration between(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }
}
