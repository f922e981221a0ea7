package dev.wangge.cases.clock;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Working days of the county: weekends and public holidays are off, make-up days (调休) are on.
 * Source of 2026: the State Council's notice on holidays; other years know weekends and the fixed
 * statutory days only.
 */
public final class WorkCalendar {
    /** The county's zone decides which day it is. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final Set<LocalDate> OFF_2026 =
            Stream.of(
                            days(1, 1, 3),
                            days(2, 15, 9),
                            days(4, 4, 3),
                            days(5, 1, 5),
                            days(6, 19, 3),
                            days(9, 25, 3),
                            days(10, 1, 7))
                    .flatMap(days -> days)
                    .collect(Collectors.toUnmodifiableSet());
    private static final Set<LocalDate> MAKE_UP_2026 =
            Set.of(
                    LocalDate.of(2026, 1, 4),
                    LocalDate.of(2026, 2, 14),
                    LocalDate.of(2026, 2, 28),
                    LocalDate.of(2026, 5, 9),
                    LocalDate.of(2026, 9, 20),
                    LocalDate.of(2026, 10, 10));
    private static final Set<String> FIXED =
            Set.of("01-01", "05-01", "05-02", "10-01", "10-02", "10-03");

    private static Stream<LocalDate> days(int month, int first, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> LocalDate.of(2026, month, first).plusDays(i));
    }

    /** Whether people work on this day. */
    public boolean isWorkday(LocalDate day) {
        if (MAKE_UP_2026.contains(day)) {
            return true;
        }
        var weekend =
                day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        var holiday =
                day.getYear() == 2026
                        ? OFF_2026.contains(day)
                        : FIXED.contains(day.toString().substring(5));
        return !weekend && !holiday;
    }

    /** When a limit is used up that ran so. */
    public Instant due(Limit limit, Run run) {
        var left = limit.amount();
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

    /**
     * So much time later. Where working time ends with a working day, the next one's start is
     * meant.
     */
    public Instant plus(Instant from, Duration amount, Limit.Time time) {
        return time == Limit.Time.CONTINUOUS ? from.plus(amount) : plusWorking(from, amount);
    }

    private Instant plusWorking(Instant from, Duration amount) {
        var at = from.atZone(ZONE);
        var left = amount;
        while (true) {
            var next = at.toLocalDate().plusDays(1).atStartOfDay(ZONE);
            if (isWorkday(at.toLocalDate())) {
                var room = Duration.between(at, next);
                if (left.compareTo(room) < 0) {
                    return at.plus(left).toInstant();
                }
                left = left.minus(room);
            }
            at = next;
        }
    }

    /** How much time lies between; none where the end is before the start. */
    public Duration elapsed(Instant from, Instant to, Limit.Time time) {
        if (!from.isBefore(to)) {
            return Duration.ZERO;
        }
        return time == Limit.Time.CONTINUOUS ? Duration.between(from, to) : worked(from, to);
    }

    private Duration worked(Instant from, Instant to) {
        var end = to.atZone(ZONE);
        var worked = Duration.ZERO;
        for (var at = from.atZone(ZONE); at.isBefore(end); ) {
            var next = at.toLocalDate().plusDays(1).atStartOfDay(ZONE);
            if (isWorkday(at.toLocalDate())) {
                worked = worked.plus(Duration.between(at, next.isBefore(end) ? next : end));
            }
            at = next;
        }
        return worked;
    }
}
