package dev.wangge.notify.subject;

import dev.wangge.platform.event.ReceivedEvent;
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
        AlertSubject subject,
        @Nullable String grid,
        @Nullable String division,
        @Nullable Instant due) {

    /** The narrowest code there is; empty when the case lies nowhere. */
    public String place() {
        return grid != null ? grid : division != null ? division : "";
    }

    /** What an event tells, about a subject at a place. */
    static Cause of(
            ReceivedEvent event,
            AlertSubject subject,
            @Nullable String grid,
            @Nullable String division,
            @Nullable Instant due) {
        return new Cause(event.id(), event.time(), subject, grid, division, due);
    }

    /** With its subject, as it lies in an alert's document. */
    public void into(Document alert) {
        var cause =
                new Document("event", event)
                        .append("at", Date.from(at))
                        .append("grid", grid)
                        .append("division", division)
                        .append("due", due == null ? null : Date.from(due));
        subject.into(cause);
        alert.append(subject.type().field(), subject.id()).append("cause", cause);
    }

    /** As it lies in an alert's document. */
    public static Cause from(Document alert) {
        var cause = alert.get("cause", Document.class);
        var due = cause.getDate("due");
        return new Cause(
                cause.getString("event"),
                cause.getDate("at").toInstant(),
                SubjectType.read(alert, cause),
                cause.getString("grid"),
                cause.getString("division"),
                due == null ? null : due.toInstant());
    }
}
