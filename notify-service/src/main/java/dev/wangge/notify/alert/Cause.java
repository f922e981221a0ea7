package dev.wangge.notify.alert;

import dev.wangge.notify.alert.AlertSubject.ACase;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What happened that somebody is told of.
 *
 * @param event the id of the fact
 * @param at when it happened
 * @param division whose case or zero-report it is: a division's or a grid's code
 * @param due by when the case is to be handled, or the zero-report to come
 */
public record Cause(
        String event,
        Instant at,
        AlertSubject about,
        @Nullable String grid,
        @Nullable String division,
        @Nullable Instant due) {

    /** The narrowest code there is; empty when the case lies nowhere. */
    public String place() {
        return grid != null ? grid : division != null ? division : "";
    }

    public boolean isEmergency() {
        return about instanceof ACase it && it.kind().equals("EMERGENCY");
    }

    Document toDocument() {
        return new Document("event", event)
                .append("at", Date.from(at))
                .append("grid", grid)
                .append("division", division)
                .append("due", due == null ? null : Date.from(due));
    }

    static Cause from(AlertSubject about, Document stored) {
        var due = stored.getDate("due");
        return new Cause(
                stored.getString("event"),
                stored.getDate("at").toInstant(),
                about,
                stored.getString("grid"),
                stored.getString("division"),
                due == null ? null : due.toInstant());
    }
}
