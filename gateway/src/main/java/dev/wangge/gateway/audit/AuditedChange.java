package dev.wangge.gateway.audit;

import dev.wangge.platform.audit.AuditedRequest;
import dev.wangge.platform.security.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a change carries in its document, in one write with it, until the trail has it.
 *
 * @param by who, as facts name them
 * @param about whose account, or which client
 * @param detail what changed, without names; null where the event says it all
 */
public record AuditedChange(
        AuditEvent event,
        String by,
        String from,
        @Nullable String insteadOf,
        String about,
        @Nullable String detail) {
    /** One that a caller makes. */
    public static AuditedChange by(
            Caller caller, AuditEvent event, String about, @Nullable String detail) {
        var from = AuditedRequest.call().from();
        return new AuditedChange(event, caller.by(), from, caller.delegator(), about, detail);
    }

    /** One that somebody makes of their own account, or that we make by ourselves. */
    public static AuditedChange by(
            String who, AuditEvent event, String about, @Nullable String detail) {
        var from = AuditedRequest.call().from();
        return new AuditedChange(event, who, from, null, about, detail);
    }

    /** As it is carried, with an id of its own. */
    public Document carried(Instant now) {
        return new Document("id", UUID.randomUUID().toString())
                .append("at", Date.from(now.truncatedTo(ChronoUnit.MILLIS)))
                .append("event", event.name())
                .append("by", by)
                .append("from", from)
                .append("insteadOf", insteadOf)
                .append("about", about)
                .append("detail", detail);
    }

    static Noted noted(Document carried) {
        return new Noted(
                carried.getString("event"),
                carried.getString("by"),
                carried.getString("from"),
                carried.getString("about"),
                carried.getString("detail"),
                new Origin(
                        carried.getString("id"),
                        "gateway",
                        Objects.requireNonNull(carried.getDate("at")).toInstant(),
                        carried.getString("insteadOf"),
                        null));
    }
}
