package dev.wangge.cases.clock;

import dev.wangge.contracts.cases.v1.CaseKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a step that is not done is reminded of, and whom it climbs to.
 *
 * @param remindAt in percent of the time that a step has, in their order
 * @param dayAndNight kinds that are reminded of at any hour; others wait for working hours
 * @param climbs of each kind
 * @param warnDays before a window shuts in which work is possible that still waits
 * @param calendar in which they wait
 */
public record Ladder(
        List<Integer> remindAt,
        Set<CaseKind> dayAndNight,
        Map<CaseKind, Climb> climbs,
        int warnDays,
        WorkCalendar calendar) {
    private static final Climb DAILY = each(Duration.ofDays(1));

    /** Where a calendar does not say at which hours people work. */
    private static final List<WorkCalendar.Hours> OFFICE =
            List.of(new WorkCalendar.Hours(LocalTime.of(9, 0), LocalTime.of(18, 0)));

    /** Superiors below the county, which is always told. */
    public enum Level {
        VILLAGE(12),
        TOWNSHIP(9);

        private final int digits;

        Level(int digits) {
            this.digits = digits;
        }
    }

    /**
     * How what is overdue climbs.
     *
     * @param after how long past the due time the first superior is told
     * @param each how long each superior has before the next one is told
     * @param skips those that are passed over
     */
    public record Climb(Limit after, Limit each, Set<Level> skips) {
        public Climb {
            skips = Set.copyOf(skips);
        }

        private boolean tells(String division) {
            return skips.stream().noneMatch(level -> level.digits == division.length());
        }
    }

    public Ladder {
        remindAt = List.copyOf(remindAt);
        dayAndNight = Set.copyOf(dayAndNight);
        climbs = Map.copyOf(climbs);
    }

    /** The one that is built in. */
    public Ladder() {
        this(
                List.of(50, 80),
                EnumSet.of(CaseKind.EMERGENCY),
                Map.of(
                        CaseKind.EMERGENCY, each(Duration.ofMinutes(30)),
                        CaseKind.HAZARD, each(Duration.ofHours(4)),
                        CaseKind.PATROL_FINDING, DAILY,
                        CaseKind.DISPUTE, DAILY,
                        CaseKind.REQUEST, DAILY,
                        CaseKind.ADVICE, DAILY),
                14,
                new WorkCalendar());
    }

    private static Climb each(Duration pause) {
        return new Climb(Limit.continuous(Duration.ZERO), Limit.continuous(pause), Set.of());
    }

    /** The same, in another calendar. */
    public Ladder in(WorkCalendar other) {
        return new Ladder(remindAt, dayAndNight, climbs, warnDays, other);
    }

    /** The same, in the hours of a unit. */
    public Ladder ofUnit(String code) {
        return in(calendar.ofUnit(code));
    }

    private Climb climb(CaseKind kind) {
        return Objects.requireNonNull(climbs.get(kind), kind::name);
    }

    /**
     * Those that are told in turn.
     *
     * @param above divisions that answer for a case, the nearest first and the county at last
     */
    public List<String> superiors(CaseKind kind, List<String> above) {
        var told = above.stream().filter(climb(kind)::tells).toList();
        // Somebody is told, whatever lies above it.
        return told.isEmpty() ? above : told;
    }

    /**
     * When so much of the time has run.
     *
     * @param since when the step began
     */
    public Instant remindAt(CaseKind kind, Instant since, Instant due, int percent) {
        var run = Duration.between(since, due).multipliedBy(percent).dividedBy(100);
        var at = since.plus(run).truncatedTo(ChronoUnit.MILLIS);
        return dayAndNight.contains(kind) ? at : inWorkingHours(at);
    }

    /**
     * When it is said that the window of some work shuts: so many days before, in working hours.
     *
     * @param shutsAt from when on the work is not possible
     */
    public Instant warnAt(Instant shutsAt) {
        var early = shutsAt.minus(Duration.ofDays(warnDays));
        var at = inWorkingHours(early);
        return at.isBefore(shutsAt) ? at : early;
    }

    private Instant inWorkingHours(Instant at) {
        var hours = calendar.hours().isEmpty() ? OFFICE : calendar.hours();
        return new WorkCalendar(calendar.years(), hours)
                .plus(at, Duration.ZERO, Limit.Time.WORKING_HOURS);
    }

    /**
     * When the next superior is told.
     *
     * @param last when the one before was; null when none was
     */
    public Instant climbsAt(CaseKind kind, Instant due, @Nullable Instant last) {
        return last == null
                ? calendar.due(climb(kind).after(), Run.since(due))
                : calendar.due(climb(kind).each(), Run.since(last));
    }
}
