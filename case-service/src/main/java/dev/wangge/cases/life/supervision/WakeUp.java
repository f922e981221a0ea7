package dev.wangge.cases.life.supervision;

import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What comes by itself, when nobody does anything. */
public sealed interface WakeUp {
    Instant at();

    /** It is told of the case itself. */
    sealed interface Told extends WakeUp {}

    /** Another case is to know what was decided here: both were not written at once. */
    sealed interface Errand extends WakeUp {}

    /**
     * So much of the time of the present step has run.
     *
     * @param side whose part it is; null for the case's own step
     */
    record Remind(Instant at, int percent, @Nullable Side side) implements Told {}

    /**
     * The step is overdue, and the next division above is to know.
     *
     * @param to its code
     * @param side whose part it is; null for the case's own step
     */
    record Escalate(Instant at, String to, @Nullable Side side) implements Told {}

    /**
     * Nobody answered what was asked.
     *
     * @param question as the case calls it
     */
    record Lapse(Instant at, String question) implements Told {}

    /** Its clock stood still until then, and runs on. */
    record Resume(Instant at) implements Told {}

    /** Its clock stands still, and the window of its work shuts before long. */
    record Warn(Instant at, Instant shutsAt) implements Told {}

    /** The case that it was merged into is to know of it. */
    record CompleteMerge(Instant at) implements Errand {}

    /** What it was split into is to be there. */
    record OpenChildren(Instant at) implements Errand {}

    /** The case that it was split off is to know that it has ended, or begun anew. */
    record TellParent(Instant at) implements Errand {}
}
