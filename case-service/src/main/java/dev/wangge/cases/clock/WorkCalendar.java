package dev.wangge.cases.clock;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
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

    /**
     * The same time of day, this many working days later; from the next working day's start if off.
     */
    public Instant plusWorkdays(Instant from, int days) {
        var local = from.atZone(ZONE);
        var day = local.toLocalDate();
        var time = local.toLocalTime();
        if (!isWorkday(day)) {
            time = LocalTime.MIDNIGHT;
            while (!isWorkday(day)) {
                day = day.plusDays(1);
            }
        }
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkday(day)) {
                left--;
            }
        }
        return day.atTime(time).atZone(ZONE).toInstant();
    }
}
