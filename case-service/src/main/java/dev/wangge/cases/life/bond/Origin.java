package dev.wangge.cases.life.bond;

import java.time.Instant;

/**
 * The case that it was split off.
 *
 * @param reportedBy who reported that one, as its fact says it
 * @param hasEnded whether this one has ended
 * @param since when it ended, or began anew
 * @param asOf the fact that says so
 * @param isTold whether that one knows
 */
public record Origin(
        String parent,
        String number,
        String reportedBy,
        boolean hasEnded,
        Instant since,
        long asOf,
        boolean isTold) {
    /** Whatever it becomes is told, also what changed back before anybody heard of it. */
    Origin being(boolean over, Instant at, long fact) {
        return over == hasEnded
                ? this
                : new Origin(parent, number, reportedBy, over, at, fact, false);
    }

    Origin told() {
        return new Origin(parent, number, reportedBy, hasEnded, since, asOf, true);
    }
}
