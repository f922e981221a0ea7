package dev.wangge.platform.audit;

import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.platform.event.EventCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;
import org.bson.Document;

/**
 * One thing for the audit trail.
 *
 * @param id makes a repeat harmless
 * @param at when it was done
 * @param by who, as facts name them; {@link #UNKNOWN} where nobody proved who they are
 */
public record AuditNote(String id, Instant at, String by, AuditFact fact) {
    /** Nobody proved who they are. */
    public static final String UNKNOWN = "unknown";

    private static final EventCodec CODEC = new EventCodec(AuditFact.class);

    /** A new one. */
    public static AuditNote of(Instant at, String by, AuditFact fact) {
        return new AuditNote(
                UUID.randomUUID().toString(), at.truncatedTo(ChronoUnit.MILLIS), by, fact);
    }

    /** As {@link CarriedNotes} carry it. */
    public Document toDocument() {
        return new Document("id", id)
                .append("at", Date.from(at))
                .append("by", by)
                .append("type", CODEC.typeOf(fact))
                .append("fact", CODEC.canonical(fact));
    }

    /** One that was carried. */
    public static AuditNote fromDocument(Document carried) {
        return new AuditNote(
                carried.getString("id"),
                carried.getDate("at").toInstant(),
                carried.getString("by"),
                CODEC.event(carried.getString("type"), carried.getString("fact"))
                        .map(AuditFact.class::cast)
                        .orElseThrow());
    }
}
