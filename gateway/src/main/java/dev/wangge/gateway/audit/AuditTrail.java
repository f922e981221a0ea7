package dev.wangge.gateway.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.wangge.platform.store.Inserts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * What was done, in one chain for all gateways: each record is written under the next number, and
 * of two that come at once one is the second and takes the number after. Nothing here changes or
 * deletes one.
 */
@Component
class AuditTrail implements Audit {
    private static final int LONGEST_DETAIL = 2_000;

    private final MongoCollection<Document> records;
    private final InstantSource clock;
    private final Lock writing = new ReentrantLock();
    private boolean indexed;

    AuditTrail(MongoOperations mongo, InstantSource clock) {
        this.records = mongo.getCollection("audit");
        this.clock = clock;
    }

    /** The end of the chain. */
    record Head(long seq, String hash) {}

    @Override
    public void note(
            AuditEvent event,
            String by,
            String from,
            @Nullable String about,
            @Nullable String detail) {
        writing.lock();
        try {
            index();
            while (!writtenAfter(head(), event, by, from, about, detail)) {
                // Another gateway wrote meanwhile.
            }
        } finally {
            writing.unlock();
        }
    }

    private boolean writtenAfter(
            Head head,
            AuditEvent event,
            String by,
            String from,
            @Nullable String about,
            @Nullable String detail) {
        var record =
                AuditRecord.after(
                        head.seq,
                        head.hash,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        event,
                        by,
                        from,
                        about,
                        detail == null || detail.length() <= LONGEST_DETAIL
                                ? detail
                                : detail.substring(0, LONGEST_DETAIL));
        return Inserts.insertIfAbsent(records, written(record));
    }

    private void index() {
        if (!indexed) {
            var _ = records.createIndex(Indexes.ascending("by", "_id"));
            var _ = records.createIndex(Indexes.ascending("about", "_id"));
            var _ = records.createIndex(Indexes.ascending("event", "_id"));
            var _ = records.createIndex(Indexes.ascending("at"));
            indexed = true;
        }
    }

    Head head() {
        var last = records.find().sort(Sorts.descending("_id")).first();
        return last == null
                ? new Head(0, AuditRecord.GENESIS)
                : new Head(last.getLong("_id"), last.getString("hash"));
    }

    /** Which are wanted; all where nothing is said. */
    record Wanted(Optional<String> by, Optional<String> about, Optional<AuditEvent> event) {}

    /** The newest first, from before the number. */
    List<AuditRecord> newest(Wanted wanted, long before, int most) {
        var filters = new ArrayList<Bson>();
        filters.add(Filters.lt("_id", before));
        wanted.by.ifPresent(by -> filters.add(Filters.eq("by", by)));
        wanted.about.ifPresent(about -> filters.add(Filters.eq("about", about)));
        wanted.event.ifPresent(event -> filters.add(Filters.eq("event", event.name())));
        return records.find(Filters.and(filters))
                .sort(Sorts.descending("_id"))
                .limit(most)
                .map(AuditTrail::read)
                .into(new ArrayList<>());
    }

    /** All between two times, in their order. */
    void each(Instant from, Instant to, Consumer<AuditRecord> consumer) {
        for (var record :
                records.find(
                                Filters.and(
                                        Filters.gte("at", Date.from(from)),
                                        Filters.lt("at", Date.from(to))))
                        .sort(Sorts.ascending("_id"))
                        .map(AuditTrail::read)) {
            consumer.accept(record);
        }
    }

    /** The last one before a time. */
    Optional<AuditRecord> lastBefore(Instant time) {
        return Optional.ofNullable(
                        records.find(Filters.lt("at", Date.from(time)))
                                .sort(Sorts.descending("_id"))
                                .first())
                .map(AuditTrail::read);
    }

    Optional<AuditRecord> find(long seq) {
        return Optional.ofNullable(records.find(Filters.eq("_id", seq)).first())
                .map(AuditTrail::read);
    }

    /** The first record that is not what it was, and why; empty when all are. */
    Optional<Break> firstBreak() {
        long seq = 0;
        var hash = AuditRecord.GENESIS;
        for (var record : records.find().sort(Sorts.ascending("_id")).map(AuditTrail::read)) {
            if (record.seq() != seq + 1) {
                return Optional.of(new Break(seq + 1, "It is missing"));
            }
            if (!record.hash().equals(record.hashAfter(hash))) {
                return Optional.of(
                        new Break(record.seq(), "It does not follow from the one before"));
            }
            seq = record.seq();
            hash = record.hash();
        }
        return Optional.empty();
    }

    /** Where the chain is broken. */
    record Break(long seq, String why) {}

    private static Document written(AuditRecord record) {
        var document =
                new Document("_id", record.seq())
                        .append("at", Date.from(record.at()))
                        .append("event", record.event().name())
                        .append("by", record.by())
                        .append("from", record.from())
                        .append("hash", record.hash());
        if (record.about() != null) {
            document.append("about", record.about());
        }
        if (record.detail() != null) {
            document.append("detail", record.detail());
        }
        return document;
    }

    private static AuditRecord read(Document stored) {
        return new AuditRecord(
                stored.getLong("_id"),
                Objects.requireNonNull(stored.getDate("at")).toInstant(),
                AuditEvent.valueOf(stored.getString("event")),
                stored.getString("by"),
                stored.getString("from"),
                stored.getString("about"),
                stored.getString("detail"),
                stored.getString("hash"));
    }
}
