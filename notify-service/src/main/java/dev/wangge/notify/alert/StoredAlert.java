package dev.wangge.notify.alert;

import dev.wangge.notify.subject.Cause;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.FactChain;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How an alert lies in its document. */
final class StoredAlert {
    private StoredAlert() {}

    /** What changes in its life. */
    static Document changing(Alert alert) {
        var state = alert.state();
        var changing =
                new Document("status", state.status().name())
                        .append("wakeAt", date(state.wakeAt()))
                        .append("waitsFor", null)
                        .append("updatedAt", Date.from(state.updatedAt()))
                        .append("moot", state.moot());
        alert.delivery().into(changing);
        alert.replies().into(changing);
        return changing;
    }

    /** As it was stored. */
    static Alert read(Document stored) {
        var wakeAt = stored.getDate("wakeAt");
        var id = stored.getString("_id");
        var facts = stored.getList("facts", Document.class).stream().map(Fact::fromDocument);
        var chain = new FactChain(Alert.CODEC, id, facts.toList());
        return new Alert(
                id,
                Rule.valueOf(stored.getString("rule")),
                stored.getString("recipient"),
                Cause.from(stored),
                stored.getDate("createdAt").toInstant(),
                new Alert.State(
                        Status.valueOf(stored.getString("status")),
                        wakeAt == null ? null : wakeAt.toInstant(),
                        stored.getDate("updatedAt").toInstant(),
                        stored.getBoolean("moot", false)),
                Delivery.from(stored),
                chain,
                new Replies(chain, stored),
                stored.get("version", Number.class).longValue());
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }
}
