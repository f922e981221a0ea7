package dev.wangge.cases.life.supervision;

import java.time.Instant;

/** What comes by itself, when nobody does anything. */
public sealed interface WakeUp {
    Instant at();

    /** So much of the time of the present step has run. */
    record Remind(Instant at, int percent) implements WakeUp {}

    /**
     * The step is overdue, and the next division above is to know.
     *
     * @param to its code
     */
    record Escalate(Instant at, String to) implements WakeUp {}

    /** Its clock stood still until then, and runs on. */
    record Resume(Instant at) implements WakeUp {}
}
