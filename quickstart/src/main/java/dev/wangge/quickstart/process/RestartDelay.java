package dev.wangge.quickstart.process;

import java.time.Duration;

/**
 * How long a part that died is left down: twice as long each time, up to half a minute. A run that
 * lasted longer than that makes up for the deaths before.
 */
final class RestartDelay {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofSeconds(30);

    private final Duration first;
    private int deaths;

    /**
     * @param first after the first death; where it is longer than the longest, after every one
     */
    RestartDelay(Duration first) {
        this.first = first;
    }

    /** After a run of this length. */
    Duration afterRunOf(Duration ran) {
        deaths = ran.compareTo(STEADY) > 0 ? 1 : deaths + 1;
        Duration longest = first.compareTo(LONGEST) > 0 ? first : LONGEST;
        Duration delay = first.multipliedBy(1L << Math.min(deaths - 1, 10));
        return delay.compareTo(longest) > 0 ? longest : delay;
    }
}
