package dev.wangge.gateway.audit;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/**
 * What was done, in one chain for all gateways: each record is written under the next number, and
 * of two that come at once one is the second and takes the number after. Nothing here changes or
 * deletes one.
 */
@Component
class AuditTrail implements Audit, AuditedChanges {
    private final MongoCollection<Document> records;
    private final InstantSource clock;
    private final Lock writing = new ReentrantLock();
    private boolean indexed;

    AuditTrail(MongoDatabaseFactory databases, AuditSettings settings, InstantSource clock) {
        var database =
                settings.database().isEmpty()
                        ? databases.getMongoDatabase()
                        : databases.getMongoDatabase(settings.database());
        this.records = database.getCollection("audit");
        this.clock = clock;
    }

    /** The end of the chain, or where it may begin. */
    record Head(long seq, String hash, Instant at) {
        static final Head NONE = new Head(0, AuditRecord.GENESIS, Instant.EPOCH);
    }

    @Override
    public void note(
            AuditEvent event,
            String by,
            String from,
            @Nullable String about,
            @Nullable String detail) {
        append(List.of(new Noted(event.name(), by, from, about, detail, null)));
    }

    @Override
    public void take(Document carried) {
        append(List.of(AuditedChange.noted(carried)));
    }

    /** Writes them down in this order; those whose notes are there already are there once. */
    void append(List<Noted> some) {
        writing.lock();
        try {
            index();
            var left = some;
            while (!left.isEmpty()) {
                // First where it ends, then what is in it: whoever brings the same at once either
                // is seen here, or wrote under our number.
                var head = head();
                left = unknown(left);
                left = left.subList(written(head, left), left.size());
            }
        } finally {
            writing.unlock();
        }
    }

    private List<Noted> unknown(List<Noted> some) {
        var ids = new ArrayList<String>();
        for (var one : some) {
            if (one.origin() != null) {
                ids.add(one.origin().id());
            }
        }
        if (ids.isEmpty()) {
            return some;
        }
        var known =
                records.find(Filters.in("origin.id", ids))
                        .projection(Projections.include("origin.id"))
                        .map(it -> it.get("origin", Document.class).getString("id"))
                        .into(new HashSet<>());
        return some.stream()
                .filter(it -> it.origin() == null || known.add(it.origin().id()))
                .toList();
    }

    /** How many of them: another gateway may have written meanwhile. */
    private int written(Head head, List<Noted> some) {
        if (some.isEmpty()) {
            return 0;
        }
        // The clocks of two gateways differ: times never go back, so that a time is a place.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var at = now.isBefore(head.at) ? head.at : now;
        var chained = new ArrayList<Document>();
        long seq = head.seq;
        var hash = head.hash;
        for (var one : some) {
            var record = AuditRecord.after(seq, hash, at, one);
            chained.add(written(record));
            seq = record.seq();
            hash = record.hash();
        }
        try {
            records.insertMany(chained);
            return some.size();
        } catch (MongoBulkWriteException e) {
            var first = e.getWriteErrors().stream().findFirst();
            if (first.isEmpty() || first.get().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return first.get().getIndex();
        }
    }

    private void index() {
        if (!indexed) {
            var sparse = new IndexOptions().sparse(true);
            var _ = records.createIndex(Indexes.ascending("by", "_id"));
            var _ = records.createIndex(Indexes.ascending("who", "_id"));
            var _ = records.createIndex(Indexes.ascending("about", "_id"));
            var _ = records.createIndex(Indexes.ascending("event", "_id"));
            var _ = records.createIndex(Indexes.ascending("at", "_id"));
            var _ = records.createIndex(Indexes.ascending("origin.id"), sparse);
            indexed = true;
        }
    }

    Head head() {
        return ending(Sorts.descending("_id"));
    }

    /** Its first record that is still there; {@link Head#NONE} where there is none at all. */
    Head first() {
        return ending(Sorts.ascending("_id"));
    }

    private Head ending(Bson sort) {
        var last = records.find().sort(sort).first();
        return last == null
                ? Head.NONE
                : new Head(
                        last.getLong("_id"),
                        last.getString("hash"),
                        last.getDate("at").toInstant());
    }

    /**
     * Which are wanted; all where nothing is said.
     *
     * @param by anybody who had a hand in it: a person, an account, a client
     */
    record Wanted(
            Optional<String> by,
            Optional<String> about,
            Optional<AuditEvent> event,
            Optional<Instant> from,
            Optional<Instant> to) {}

    /** The newest first, from before the number. */
    List<AuditRecord> newest(Wanted wanted, long before, int most) {
        var filters = new ArrayList<Bson>();
        var end = wanted.to.map(this::firstFrom).orElse(Long.MAX_VALUE);
        filters.add(Filters.lt("_id", Math.min(before, end)));
        wanted.from.ifPresent(from -> filters.add(Filters.gte("_id", firstFrom(from))));
        wanted.by.ifPresent(
                by -> filters.add(Filters.or(Filters.eq("who", by), Filters.eq("by", by))));
        wanted.about.ifPresent(about -> filters.add(Filters.eq("about", about)));
        wanted.event.ifPresent(event -> filters.add(Filters.eq("event", event.name())));
        return records.find(Filters.and(filters))
                .sort(Sorts.descending("_id"))
                .limit(most)
                .map(AuditTrail::read)
                .into(new ArrayList<>());
    }

    /** The number of the first one at this time or after; times and numbers go the same way. */
    private long firstFrom(Instant time) {
        var first =
                records.find(Filters.gte("at", Date.from(time)))
                        .sort(Sorts.ascending("at", "_id"))
                        .projection(Projections.include("_id"))
                        .first();
        return first == null ? Long.MAX_VALUE : first.getLong("_id");
    }

    /** All between two times, in their order. */
    void each(Instant from, Instant to, Consumer<AuditRecord> consumer) {
        for (var record :
                records.find(
                                Filters.and(
                                        Filters.gte("_id", firstFrom(from)),
                                        Filters.lt("_id", firstFrom(to))))
                        .sort(Sorts.ascending("_id"))
                        .map(AuditTrail::read)) {
            consumer.accept(record);
        }
    }

    /** The last one before a time. */
    Optional<AuditRecord> lastBefore(Instant time) {
        return Optional.ofNullable(
                        records.find(Filters.lt("at", Date.from(time)))
                                .sort(Sorts.descending("at", "_id"))
                                .first())
                .map(AuditTrail::read);
    }

    Optional<AuditRecord> find(long seq) {
        return Optional.ofNullable(records.find(Filters.eq("_id", seq)).first())
                .map(AuditTrail::read);
    }

    /**
     * The first record that is not what it was, and why; empty when all are.
     *
     * @param beginning after what the first one comes
     */
    Optional<Break> firstBreak(Head beginning) {
        long seq = beginning.seq;
        var hash = beginning.hash;
        for (var stored : records.find().sort(Sorts.ascending("_id"))) {
            var record = read(stored);
            if (record.seq() != seq + 1) {
                return Optional.of(new Break(seq + 1, "It is missing"));
            }
            if (!record.hash().equals(record.hashAfter(hash))) {
                return Optional.of(
                        new Break(record.seq(), "It does not follow from the one before"));
            }
            if (!isFoundByWho(record, stored)) {
                return Optional.of(new Break(record.seq(), "It is not found by who did it"));
            }
            seq = record.seq();
            hash = record.hash();
        }
        return Optional.empty();
    }

    /** What lists look by is no part of the hash; the first records had none. */
    private static boolean isFoundByWho(AuditRecord record, Document stored) {
        var who = stored.getList("who", String.class);
        return who == null ? record.origin() == null : who.equals(record.who());
    }

    /** Where the chain is broken. */
    record Break(long seq, String why) {}

    private static Document written(AuditRecord record) {
        var document =
                new Document("_id", record.seq())
                        .append("at", Date.from(record.at()))
                        .append("event", record.event())
                        .append("by", record.by())
                        .append("who", record.who())
                        .append("from", record.from())
                        .append("hash", record.hash());
        if (record.about() != null) {
            document.append("about", record.about());
        }
        if (record.detail() != null) {
            document.append("detail", record.detail());
        }
        var origin = record.origin();
        if (origin != null) {
            document.append(
                    "origin",
                    new Document("id", origin.id())
                            .append("service", origin.service())
                            .append("happenedAt", Date.from(origin.happenedAt()))
                            .append("insteadOf", origin.insteadOf())
                            .append("why", origin.why()));
        }
        return document;
    }

    private static AuditRecord read(Document stored) {
        return new AuditRecord(
                stored.getLong("_id"),
                Objects.requireNonNull(stored.getDate("at")).toInstant(),
                stored.getString("event"),
                stored.getString("by"),
                stored.getString("from"),
                stored.getString("about"),
                stored.getString("detail"),
                origin(stored.get("origin", Document.class)),
                stored.getString("hash"));
    }

    private static @Nullable Origin origin(@Nullable Document stored) {
        return stored == null
                ? null
                : new Origin(
                        stored.getString("id"),
                        stored.getString("service"),
                        Objects.requireNonNull(stored.getDate("happenedAt")).toInstant(),
                        stored.getString("insteadOf"),
                        stored.getString("why"));
    }
}
