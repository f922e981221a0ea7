package dev.wangge.platform.door;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.time.Duration;

/**
 * How much a request may carry and how long things may take.
 *
 * @param bytes of the body, at most
 * @param arrival of the whole body
 * @param patience from then until the service's answer begins
 * @param streamed whether the body is passed on while it still arrives, and held by nobody; others
 *     are read first, so that a slow phone occupies the gateway and not the service
 */
public record Allowance(long bytes, Duration arrival, Duration patience, boolean streamed) {
    private static final long MIB = 1L << 20;
    private static final long KIB = 1L << 10;

    /** What a body is that is longer. */
    public Problem exceeded() {
        return new Problem(
                        ProblemType.BODY_TOO_LARGE,
                        "A body may have at most %s here".formatted(said(bytes)))
                .with("limit", bytes);
    }

    /** What a body is that takes longer. */
    public Problem overdue() {
        return new Problem(
                ProblemType.BODY_TOO_SLOW,
                "The body did not arrive within %d s".formatted(arrival.toSeconds()));
    }

    private static String said(long bytes) {
        return bytes % MIB == 0 && bytes > 0
                ? bytes / MIB + " MiB"
                : bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " bytes";
    }
}
