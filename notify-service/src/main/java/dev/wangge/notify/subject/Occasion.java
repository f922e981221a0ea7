package dev.wangge.notify.subject;

import dev.wangge.contracts.Recipient;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event, as alerts see it: it may be told, and it may settle what was told before.
 *
 * @param cause what would be told of it; null where nothing is
 * @param named whom the event itself names, as {@link Recipient} writes it; null for nobody
 * @param settlesBefore alerts of what happened before then may be settled by it; null for none
 */
public record Occasion(
        SubjectType type,
        Object event,
        ReceivedEvent envelope,
        @Nullable Cause cause,
        @Nullable String named,
        @Nullable Instant settlesBefore) {}
