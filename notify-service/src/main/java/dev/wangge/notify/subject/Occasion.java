package dev.wangge.notify.subject;

import dev.wangge.contracts.Recipient;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event, as alerts see it: it may be told, and it may settle what was told before.
 *
 * @param cause what would be told of it; null where nothing is
 * @param named whom the event itself names, as {@link Recipient} writes them
 * @param settlesBefore alerts of what happened before then may be settled by it; null for none
 */
public record Occasion(
        SubjectType type,
        Object event,
        ReceivedEvent envelope,
        @Nullable Cause cause,
        Map<Party, String> named,
        @Nullable Instant settlesBefore) {

    static Occasion of(
            SubjectType type,
            Object event,
            ReceivedEvent envelope,
            Telling telling,
            @Nullable Instant settlesBefore) {
        return new Occasion(
                type, event, envelope, telling.cause(envelope), telling.named(), settlesBefore);
    }

    /** Whom the event names so; empty where it names nobody. */
    public Optional<String> named(Party party) {
        return Optional.ofNullable(named.get(party));
    }
}
