package dev.wangge.platform.deadletter;

import dev.wangge.platform.web.Page;
import java.util.Optional;

/**
 * What this service's consumers could not take in, nor whoever takes what is pushed to it, and what
 * its relays could not send: listed, and tried again.
 */
public interface DeadLetterDesk {
    /** The name of this service. */
    String service();

    /**
     * The newest first.
     *
     * @param service empty for whatever there is; another than this one has none here
     */
    Page<DeadLetterView> list(
            Optional<String> service,
            Optional<DeadLetterStatus> status,
            Optional<String> topic,
            int limit,
            Optional<String> cursor);

    /**
     * One of them.
     *
     * @throws dev.wangge.platform.problem.Problem no-such-dead-letter
     */
    DeadLetterView get(String id);

    /**
     * Gives it once more to whoever could not take it.
     *
     * @param by who says so
     * @throws dev.wangge.platform.problem.Problem no-such-dead-letter, or what stands in the way
     */
    DeadLetterView replay(String id, String by);
}
