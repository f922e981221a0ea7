package dev.wangge.cases.clock;

import java.time.Duration;

/**
 * How long a step may take.
 *
 * @param amount in which a working day counts 24 hours
 */
public record Limit(Duration amount, Time time) {
    /** Which time counts. */
    public enum Time {
        /** Day and night. */
        CONTINUOUS,
        /** Working days. */
        WORKING,
        /** The hours of working days. */
        WORKING_HOURS
    }

    static Limit continuous(Duration amount) {
        return new Limit(amount, Time.CONTINUOUS);
    }

    static Limit workingDays(int days) {
        return new Limit(Duration.ofDays(days), Time.WORKING);
    }

    /** Whether it follows a calendar. */
    public boolean isWorking() {
        return time != Time.CONTINUOUS;
    }

    /** So many times as long. */
    public Limit times(int factor) {
        return new Limit(amount.multipliedBy(factor), time);
    }
}
