package dev.wangge.notify.alert;

import java.util.Optional;

/** Who is told of what: an event and its audience. The name also picks the wording. */
public enum Rule {
    /** A case was given to somebody: the member or unit it was given to. */
    DISPATCHED,
    /** A case came in and did not go out by itself: the dispatcher of its place. */
    LEFT_FOR_DISPATCHER,
    /** A case was closed: its reporter. */
    CLOSED,
    /** Somebody could not be told: the dispatcher above them, and whoever is on duty there. */
    UNDELIVERED,
    /** A zero-report is not there and the hour is near: whoever reports for its division. */
    ZERO_REPORT_DUE,
    /** Whoever reports could not be reminded: the dispatcher above them, and who is on duty. */
    ZERO_REPORT_UNREACHED,
    /** The hour passed without a zero-report: the superior. */
    ZERO_REPORT_MISSED;

    /** Whether an SMS in answer says something. */
    public boolean isAnswerable() {
        return this == ZERO_REPORT_DUE;
    }

    /** What happens when nobody could be told; empty where nobody is above, as for a reporter. */
    public Optional<Rule> whenUndelivered() {
        return switch (this) {
            case CLOSED -> Optional.empty();
            case DISPATCHED, LEFT_FOR_DISPATCHER, UNDELIVERED -> Optional.of(UNDELIVERED);
            case ZERO_REPORT_DUE, ZERO_REPORT_UNREACHED -> Optional.of(ZERO_REPORT_UNREACHED);
            case ZERO_REPORT_MISSED -> Optional.of(ZERO_REPORT_MISSED);
        };
    }
}
