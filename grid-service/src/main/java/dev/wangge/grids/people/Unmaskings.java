package dev.wangge.grids.people;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import dev.wangge.grids.directory.Entry;
import dev.wangge.platform.audit.AuditedRequest;
import dev.wangge.platform.audit.Unmasked;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.TimeOrder;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * A contact is shown whole only for a purpose, and after it was written down who asked for whose.
 * What was written is never changed, and holds no name and no phone.
 */
@Component
public class Unmaskings {
    private static final int LONGEST_PURPOSE = 200;
    private final MongoCollection<Document> records;
    private final Clock clock;
    private boolean indexed;

    Unmaskings(MongoOperations mongo, Clock clock) {
        this.records = mongo.getCollection("unmaskings");
        this.clock = clock;
    }

    /** What a caller says. */
    public record Asked(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 200, example = "电话核实")
                    @Nullable String purpose,
            @Nullable String person) {}

    /** A contact, whole. */
    public record Shown(String code, String name, String phone, String wecomId, String wechatId)
            implements Unmasked {
        public static Shown of(String code, Contact contact) {
            return new Shown(
                    code, contact.name(), contact.phone(), contact.wecomId(), contact.wechatId());
        }

        /** Never into a log by accident. */
        @Override
        public String toString() {
            return "Shown";
        }
    }

    record View(String id, String by, String kind, String code, String purpose, String at) {}

    /**
     * Writes down that a contact is about to be shown.
     *
     * @param code whose: a member's, unit's or person's
     * @throws Problem invalid-request without a purpose
     */
    public void note(Entry entry, String code, Asked asked, Caller caller) {
        var faults = new Faults();
        var said = asked.purpose() == null ? caller.purpose() : asked.purpose();
        var purpose = faults.text("#/purpose", said, LONGEST_PURPOSE);
        faults.refuse();
        if (!indexed) {
            records.createIndex(
                    Indexes.compoundIndex(
                            Indexes.ascending("path"), Indexes.descending("at", "_id")));
            indexed = true;
        }
        records.insertOne(
                new Document("_id", UUID.randomUUID().toString())
                        .append("by", caller.by())
                        .append("kind", entry.kind().name().toLowerCase(Locale.ROOT))
                        .append("code", code)
                        .append("path", Codes.path(entry.place()))
                        .append("purpose", purpose)
                        .append("at", Date.from(clock.instant())));
        AuditedRequest.isAbout(code, purpose);
    }

    /** A page of what was shown of people within the prefixes, the newest first. */
    Page<View> list(List<String> prefixes, int limit, @Nullable String cursor) {
        Page.checkLimit(limit);
        var filters = new ArrayList<Bson>();
        filters.add(Filters.in("path", prefixes));
        if (cursor != null) {
            filters.add(TimeOrder.NEWEST_FIRST.after("at", cursor));
        }
        var found =
                records.find(Filters.and(filters))
                        .sort(TimeOrder.NEWEST_FIRST.sort("at"))
                        .limit(limit + 1)
                        .into(new ArrayList<>());
        return Page.of(
                found,
                limit,
                clock.instant(),
                last -> TimeOrder.cursor(last.getDate("at").toInstant(), last.getString("_id")),
                shown -> shown.stream().map(Unmaskings::view).toList());
    }

    private static View view(Document stored) {
        return new View(
                stored.getString("_id"),
                stored.getString("by"),
                stored.getString("kind"),
                stored.getString("code"),
                stored.getString("purpose"),
                Times.utc(stored.getDate("at").toInstant()));
    }
}
