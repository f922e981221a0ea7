package dev.wangge.platform.deadletter;

import dev.wangge.platform.deadletter.DeadLetter.Replay;
import dev.wangge.platform.deadletter.DeadLetter.Status;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A record that the broker does not take, as a relay set it aside.
 *
 * @param of the collection whose fact or state it is
 * @param bytes how large it is
 * @param event null for a state, which its owner can say again
 */
record Unsendable(
        String id,
        String topic,
        String of,
        String key,
        long seq,
        String type,
        int bytes,
        Failure failure,
        Instant at,
        @Nullable Binary event,
        Status status,
        List<Replay> replays) {

    static Unsendable from(Document stored) {
        return new Unsendable(
                stored.getString("_id"),
                stored.getString("topic"),
                stored.getString("of"),
                stored.getString("key"),
                stored.get("seq", Number.class).longValue(),
                stored.getString("type"),
                stored.get("bytes", Number.class).intValue(),
                Failure.ofBroker(stored.getString("why")),
                stored.getDate("at").toInstant(),
                stored.get("event", Binary.class),
                Status.valueOf(Objects.requireNonNullElse(stored.getString("status"), "OPEN")),
                stored.getList("replays", Document.class, List.of()).stream()
                        .map(Replay::from)
                        .toList());
    }

    /** What its envelope says; of a state that is not kept, what its relay said. */
    EventHead head() {
        return event == null
                ? new EventHead(null, type, EventHead.reference(key), null, seq)
                : EventHead.of(event.getData());
    }
}
