package dev.wangge.notify.alert;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a case that somebody is told of.
 *
 * @param event the id of the fact
 * @param at when it happened
 * @param division whose case it is: a division's or a grid's code
 * @param due by when the case is to be handled
 */
record Cause(
        String event,
        Instant at,
        String caseId,
        String number,
        String kind,
        @Nullable String grid,
        @Nullable String division,
        @Nullable Instant due) {

    /** The narrowest code there is; empty when the case lies nowhere. */
    String place() {
        return grid != null ? grid : division != null ? division : "";
    }

    Document toDocument() {
        return new Document("event", event)
                .append("at", Date.from(at))
                .append("number", number)
                .append("kind", kind)
                .append("grid", grid)
                .append("division", division)
                .append("due", due == null ? null : Date.from(due));
    }

    static Cause from(String caseId, Document stored) {
        var due = stored.getDate("due");
        return new Cause(
                stored.getString("event"),
                stored.getDate("at").toInstant(),
                caseId,
                stored.getString("number"),
                stored.getString("kind"),
                stored.getString("grid"),
                stored.getString("division"),
                due == null ? null : due.toInstant());
    }
}
