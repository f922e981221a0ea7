package dev.wangge.cases.clock;

import dev.wangge.contracts.cases.v1.CaseKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** When a step that is not done is reminded of, and how long each superior has before the next. */
public final class Ladder {
    /** In percent of the time that a step has. */
    public static final List<Integer> REMINDERS = List.of(50, 80);

    private static final Duration PAUSE = Duration.ofDays(1);
    private static final Map<CaseKind, Duration> SHORTER =
            Map.of(
                    CaseKind.EMERGENCY, Duration.ofMinutes(30),
                    CaseKind.HAZARD, Duration.ofHours(4));
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime SHUTS = LocalTime.of(18, 0);
    private final WorkCalendar calendar = new WorkCalendar();

    /**
     * When so much of the time has run; what is no emergency waits for working hours.
     *
     * @param since when the step began
     */
    public Instant remindAt(CaseKind kind, Instant since, Instant due, int percent) {
        var run = Duration.between(since, due).multipliedBy(percent).dividedBy(100);
        var at = since.plus(run).truncatedTo(ChronoUnit.MILLIS);
        return kind == CaseKind.EMERGENCY ? at : inWorkingHours(at);
    }

    /** How long one superior has before the next one is told. */
    public Duration pause(CaseKind kind) {
        return SHORTER.getOrDefault(kind, PAUSE);
    }

    private Instant inWorkingHours(Instant at) {
        var local = at.atZone(WorkCalendar.ZONE);
        var day = local.toLocalDate();
        if (calendar.isWorkday(day) && local.toLocalTime().isBefore(SHUTS)) {
            var opens = day.atTime(OPENS).atZone(WorkCalendar.ZONE).toInstant();
            return at.isBefore(opens) ? opens : at;
        }
        do {
            day = day.plusDays(1);
        } while (!calendar.isWorkday(day));
        return day.atTime(OPENS).atZone(WorkCalendar.ZONE).toInstant();
    }
}
