package dev.wangge.notify.subject;

import dev.wangge.contracts.Recipient;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event has to tell, and whom it names; nothing where its subject is null.
 *
 * @param named as {@link Recipient} writes them
 */
record Telling(
        @Nullable AlertSubject subject,
        @Nullable String grid,
        @Nullable String division,
        @Nullable Instant due,
        Map<Party, String> named) {
    static final Telling NOTHING = new Telling(null, null, null, null, Map.of());

    static Telling of(AlertSubject subject, @Nullable String grid, @Nullable String division) {
        return new Telling(subject, grid, division, null, Map.of());
    }

    Telling due(@Nullable Instant by) {
        return new Telling(subject, grid, division, by, named);
    }

    /** Nobody is named by null. */
    Telling naming(Party party, @Nullable String recipient) {
        if (recipient == null) {
            return this;
        }
        var all = new EnumMap<Party, String>(Party.class);
        all.putAll(named);
        all.put(party, recipient);
        return new Telling(subject, grid, division, due, all);
    }

    /** Also nobody. */
    Telling naming(Party party, @Nullable Assignee assignee) {
        return naming(party, assignee == null ? null : assignee.recipient().toString());
    }

    /** Null where there is nothing to tell. */
    @Nullable Cause cause(ReceivedEvent event) {
        return subject == null ? null : Cause.of(event, subject, grid, division, due);
    }
}
