package dev.wangge.notify.alert;

import java.util.Optional;

/** Who is told of what: an event and its audience. The name also picks the wording. */
enum Rule {
    /** A case was given to somebody: the member or unit it was given to. */
    DISPATCHED,
    /** A case came in and did not go out by itself: the dispatcher of its place. */
    LEFT_FOR_DISPATCHER,
    /** A case was closed: its reporter. */
    CLOSED,
    /** Somebody could not be told: the dispatcher above them. */
    UNDELIVERED;

    /** What happens when nobody could be told; empty where nobody is above, as for a reporter. */
    Optional<Rule> whenUndelivered() {
        return this == CLOSED ? Optional.empty() : Optional.of(UNDELIVERED);
    }
}
