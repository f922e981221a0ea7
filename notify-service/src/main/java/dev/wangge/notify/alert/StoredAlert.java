package dev.wangge.notify.alert;

import dev.wangge.notify.channel.ChannelName;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How an alert lies in its document. */
final class StoredAlert {
    private StoredAlert() {}

    /** What changes in its life. */
    static Document changing(Alert alert) {
        var state = alert.state();
        return new Document("status", state.status().name())
                .append("channel", state.channel() == null ? null : state.channel().name())
                .append("language", state.language())
                .append("wakeAt", date(state.wakeAt()))
                .append("waitsFor", null)
                .append("updatedAt", Date.from(state.updatedAt()))
                .append("exhausted", state.exhausted().stream().map(Enum::name).toList())
                .append("moot", state.moot())
                .append("tries", state.tries())
                .append("phoneIndex", state.phoneIndex())
                .append("toldPhone", state.toldPhone())
                .append("heard", state.heard().isEmpty() ? null : state.heard())
                .append("attempts", alert.attempts().stream().map(Attempt::toDocument).toList());
    }

    /** As it was stored. */
    static Alert read(Document stored) {
        var exhausted = EnumSet.noneOf(ChannelName.class);
        stored.getList("exhausted", String.class)
                .forEach(name -> exhausted.add(ChannelName.valueOf(name)));
        var channel = stored.getString("channel");
        var cause = stored.get("cause", Document.class);
        var wakeAt = stored.getDate("wakeAt");
        return new Alert(
                stored.getString("_id"),
                Rule.valueOf(stored.getString("rule")),
                stored.getString("recipient"),
                Cause.from(AlertSubject.from(stored, cause), cause),
                stored.getDate("createdAt").toInstant(),
                new Alert.State(
                        Status.valueOf(stored.getString("status")),
                        channel == null ? null : ChannelName.valueOf(channel),
                        stored.getString("language"),
                        wakeAt == null ? null : wakeAt.toInstant(),
                        stored.getDate("updatedAt").toInstant(),
                        exhausted,
                        stored.getBoolean("moot", false),
                        stored.getInteger("tries", 0),
                        stored.getString("phoneIndex"),
                        stored.getString("toldPhone"),
                        stored.getList("heard", String.class, List.of())),
                stored.getList("attempts", Document.class).stream().map(Attempt::from).toList(),
                stored.getList("facts", Document.class).stream().map(Fact::fromDocument).toList(),
                stored.get("version", Number.class).longValue());
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }
}
