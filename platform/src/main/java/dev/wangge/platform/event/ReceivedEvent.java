package dev.wangge.platform.event;

import dev.wangge.contracts.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as a consumer gets it.
 *
 * @param source who says so, as in {@code /case-service}
 * @param event empty when the consumer does not know the type
 */
public record ReceivedEvent(
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        long seq,
        Actor actor,
        Optional<Object> event) {}
