package dev.wangge.cases.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkCalendarTest {
    private final WorkCalendar calendar = new WorkCalendar();

    @Test
    void has33HolidaysIn2026() {
        var weekdaysOff =
                Stream.iterate(LocalDate.of(2026, 1, 1), day -> day.plusDays(1))
                        .limit(365)
                        .filter(day -> !calendar.isWorkday(day))
                        .count();
        var weekends =
                Stream.iterate(LocalDate.of(2026, 1, 1), day -> day.plusDays(1))
                        .limit(365)
                        .filter(day -> day.getDayOfWeek().getValue() > 5)
                        .count();
        // 33 days of holidays, of which 14 fall on weekends, and 6 weekend days made up.
        assertThat(weekdaysOff - weekends).isEqualTo(33 - 14 - 6);
    }

    @Test
    void worksOnMakeUpDays() {
        assertThat(calendar.isWorkday(LocalDate.parse("2026-10-10"))).isTrue();
        assertThat(calendar.isWorkday(LocalDate.parse("2026-10-08"))).isTrue();
        assertThat(calendar.isWorkday(LocalDate.parse("2026-10-07"))).isFalse();
    }

    @Test
    void countsFiveWorkingDaysOverNationalDay() {
        // Wednesday 30 September, 10:00: 8, 9, 10 (made up), 12, 13 October.
        assertThat(calendar.plusWorkdays(Instant.parse("2026-09-30T02:00:00Z"), 5))
                .isEqualTo("2026-10-13T02:00:00Z");
    }

    @Test
    void startsOnTheNextWorkingDayWhenReportedOnASunday() {
        assertThat(calendar.plusWorkdays(Instant.parse("2026-11-22T04:00:00Z"), 1))
                .isEqualTo("2026-11-23T16:00:00Z");
    }
}
