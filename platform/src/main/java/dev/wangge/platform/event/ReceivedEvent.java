package dev.wangge.platform.event;

import java.time.Instant;
import java.util.Optional;

/**
 * An event as a consumer gets it; {@code event} is empty when the consumer does not know the type.
 */
public record ReceivedEvent(
        String id,
        String type,
        String subject,
        Instant time,
        long seq,
        String actor,
        Optional<Object> event) {}
