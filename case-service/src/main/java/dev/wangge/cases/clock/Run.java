package dev.wangge.cases.clock;

import java.time.Instant;
import java.util.List;

/**
 * How a limit has run: from when, but for which pauses, and how often it was granted once more.
 *
 * @param pauses in their order, none within another
 */
public record Run(Instant from, List<Pause> pauses, int extensions) {
    /** While this lasted nothing ran. */
    public record Pause(Instant from, Instant to) {}

    public Run {
        pauses = List.copyOf(pauses);
    }

    /** Granted once more. */
    public Run extended() {
        return new Run(from, pauses, extensions + 1);
    }

    public static Run since(Instant from) {
        return new Run(from, List.of(), 0);
    }
}
