package dev.wangge.cases.clock;

import java.time.Duration;
import java.time.Instant;

/** How long each step may take (DOMAIN: Clocks). */
public final class Limits {
    private static final Duration ACCEPT = Duration.ofMinutes(15);
    private static final Duration DISPATCH = Duration.ofMinutes(15);
    private final WorkCalendar calendar = new WorkCalendar();

    /** 15 minutes, day and night. */
    public Instant acceptBy(Instant reportedAt) {
        return reportedAt.plus(ACCEPT);
    }

    /** 15 minutes, day and night. */
    public Instant dispatchBy(Instant filedAt) {
        return filedAt.plus(DISPATCH);
    }

    /**
     * From acceptance, by kind: hours and natural days run on, working days follow the calendar.
     */
    public Instant handleBy(String kind, Instant acceptedAt) {
        return switch (kind) {
            case "EMERGENCY" -> acceptedAt.plus(Duration.ofHours(2));
            case "HAZARD", "PATROL_FINDING" -> acceptedAt.plus(Duration.ofHours(24));
            case "DISPUTE" -> acceptedAt.plus(Duration.ofDays(30));
            default -> calendar.plusWorkdays(acceptedAt, 5);
        };
    }

    /** One working day. */
    public Instant verifyBy(Instant handledAt) {
        return calendar.plusWorkdays(handledAt, 1);
    }

    /** One working day. */
    public Instant closeBy(Instant verifiedAt) {
        return calendar.plusWorkdays(verifiedAt, 1);
    }
}
