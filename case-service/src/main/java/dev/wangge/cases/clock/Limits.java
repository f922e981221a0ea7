package dev.wangge.cases.clock;

import java.time.Duration;
import java.time.Instant;

/** How long each step may take (DOMAIN: Clocks). */
public final class Limits {
    private static final Limit QUARTER = Limit.continuous(Duration.ofMinutes(15));
    private static final Limit WORKING_DAY = Limit.workingDays(1);
    private final WorkCalendar calendar = new WorkCalendar();

    /** To answer a report: 15 minutes, day and night. */
    public Limit accept() {
        return QUARTER;
    }

    /** To give it to somebody: 15 minutes, day and night. */
    public Limit dispatch() {
        return QUARTER;
    }

    /** By kind: hours and natural days run on, working days follow the calendar. */
    public Limit handle(String kind) {
        return switch (kind) {
            case "EMERGENCY" -> Limit.continuous(Duration.ofHours(2));
            case "HAZARD", "PATROL_FINDING" -> Limit.continuous(Duration.ofHours(24));
            case "DISPUTE" -> Limit.continuous(Duration.ofDays(30));
            default -> Limit.workingDays(5);
        };
    }

    /** To check what was done: one working day. */
    public Limit verify() {
        return WORKING_DAY;
    }

    /** To close what was checked: one working day. */
    public Limit close() {
        return WORKING_DAY;
    }

    public Instant acceptBy(Instant reportedAt) {
        return calendar.due(accept(), Run.since(reportedAt));
    }

    public Instant dispatchBy(Instant filedAt) {
        return calendar.due(dispatch(), Run.since(filedAt));
    }

    /** From acceptance, whoever had it since. */
    public Instant handleBy(String kind, Run run) {
        return calendar.due(handle(kind).times(1 + run.extensions()), run);
    }

    public Instant verifyBy(Instant handledAt) {
        return calendar.due(verify(), Run.since(handledAt));
    }

    public Instant closeBy(Instant verifiedAt) {
        return calendar.due(close(), Run.since(verifiedAt));
    }
}
