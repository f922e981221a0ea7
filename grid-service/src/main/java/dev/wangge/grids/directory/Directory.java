package dev.wangge.grids.directory;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.platform.web.Page;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * All entries in one collection, {@code _id} being {@code kind:code}. An entry is its own outbox:
 * {@code pending} says that Kafka does not have its present state yet. Deleted ones stay as
 * tombstones, so that a version never counts from 1 twice.
 */
@Component
public class Directory {
    private static final int BATCH = 1_000;
    private final MongoCollection<Document> entries;
    private final MongoCollection<Document> marks;
    private final Clock clock;
    private final AtomicLong localChanges = new AtomicLong();

    Directory(MongoOperations mongo, Clock clock) {
        this.entries = mongo.getCollection("entries");
        this.marks = mongo.getCollection("marks");
        this.clock = clock;
    }

    public void createIndexes() {
        entries.createIndex(Indexes.ascending("kind", "place"));
        entries.createIndex(Indexes.ascending("pending"), new IndexOptions().sparse(true));
    }

    public Optional<Entry> find(Kind kind, String code) {
        return Optional.ofNullable(
                        entries.find(
                                        Filters.and(
                                                Filters.eq("_id", kind.key(code)),
                                                Filters.ne("deleted", true)))
                                .first())
                .map(Entry::from);
    }

    /** Those of the codes that are stored. */
    public Map<String, Entry> find(Kind kind, Collection<String> codes) {
        var found = new LinkedHashMap<String, Entry>();
        var keys = codes.stream().distinct().map(kind::key).toList();
        for (int from = 0; from < keys.size(); from += BATCH) {
            var some = keys.subList(from, Math.min(keys.size(), from + BATCH));
            for (var one :
                    entries.find(
                            Filters.and(Filters.in("_id", some), Filters.ne("deleted", true)))) {
                var entry = Entry.from(one);
                found.put(entry.code(), entry);
            }
        }
        return found;
    }

    /** All of a kind, by code. */
    public List<Entry> all(Kind kind) {
        return query(kind, List.of());
    }

    /** Shows all of a kind one after the other, by code, however many there are. */
    public void forEach(Kind kind, Consumer<Entry> each) {
        // Keys of a kind lie together: they come in their order without being sorted.
        var keys =
                Filters.and(
                        Filters.gte("_id", kind.key("")), Filters.lt("_id", kind.spelled() + ";"));
        try (var found =
                entries.find(of(kind, List.of(keys)))
                        .sort(Sorts.ascending("_id"))
                        .batchSize(BATCH)
                        .cursor()) {
            found.forEachRemaining(stored -> each.accept(Entry.from(stored)));
        }
    }

    /** Members of these grids, by code. */
    public List<Entry> membersOf(Collection<String> grids) {
        return query(Kind.MEMBER, List.of(Filters.in("place", grids)));
    }

    private List<Entry> query(Kind kind, List<Bson> more) {
        return entries.find(of(kind, more))
                .sort(Sorts.ascending("_id"))
                .map(Entry::from)
                .into(new ArrayList<>());
    }

    /** A page of a kind, by code, within the prefixes and as the filters say. */
    public <T> Page<T> list(
            Kind kind,
            List<String> prefixes,
            List<Bson> filters,
            Asked asked,
            Function<List<Entry>, List<T>> view) {
        var all = new ArrayList<>(filters);
        all.add(Within.filter(prefixes));
        if (asked.after() != null) {
            all.add(Filters.gt("_id", asked.after()));
        }
        var found =
                entries.find(of(kind, all))
                        .sort(Sorts.ascending("_id"))
                        .limit(asked.limit() + 1)
                        .map(Entry::from)
                        .into(new ArrayList<>());
        return Page.of(found, asked.limit(), clock.instant(), Asked::cursor, view);
    }

    private static Bson of(Kind kind, List<Bson> more) {
        var all = new ArrayList<Bson>(more);
        all.add(Filters.eq("kind", kind.name()));
        all.add(Filters.ne("deleted", true));
        return Filters.and(all);
    }

    /** Which of the wanted entries differ from the known ones. */
    public static List<Entry> differing(List<Entry> wanted, Map<String, Entry> known) {
        return wanted.stream()
                .filter(entry -> {
                    var old = known.get(entry.code());
                    return old == null || !old.sameAs(entry);
                })
                .toList();
    }

    /** Stores what differs from the known. */
    public Imported save(List<Entry> wanted, Map<String, Entry> known, String by) {
        var differing = differing(wanted, known);
        var writes =
                differing.stream()
                        .map(entry ->
                                new UpdateOneModel<Document>(
                                        Filters.eq("_id", entry.key()),
                                        change(entry, known.get(entry.code()), by),
                                        new UpdateOptions().upsert(true)))
                        .toList();
        for (int from = 0; from < writes.size(); from += BATCH) {
            // Ordered: the embedded engine miscounts unordered ones.
            entries.bulkWrite(
                    writes.subList(from, Math.min(writes.size(), from + BATCH)),
                    new BulkWriteOptions().ordered(true));
        }
        if (!writes.isEmpty()) {
            changed();
        }
        int changed =
                (int) differing.stream().filter(entry -> known.containsKey(entry.code())).count();
        return new Imported(
                wanted.size(),
                differing.size() - changed,
                changed,
                wanted.size() - differing.size());
    }

    /** Replaces an entry if it still has this version. */
    public boolean replace(Entry entry, long version, String by) {
        return changeIf(entry, version, change(entry, null, by));
    }

    /** Removes an entry if it still has this version. */
    public boolean remove(Entry entry, long version, String by) {
        return changeIf(
                entry,
                version,
                Updates.combine(touched(by), Updates.set("deleted", true), Updates.unset("duty")));
    }

    private boolean changeIf(Entry entry, long version, Bson change) {
        var done =
                entries.updateOne(
                        Filters.and(
                                Filters.eq("_id", entry.key()),
                                Filters.eq("version", version),
                                Filters.ne("deleted", true)),
                        change);
        if (done.getMatchedCount() == 1) {
            changed();
            return true;
        }
        return false;
    }

    /** Sets who is on duty in a grid, if nobody changed the grid meanwhile. */
    boolean setDuty(Entry grid, List<String> duty) {
        return changeIf(
                grid,
                grid.version(),
                Updates.combine(touched("system"), Updates.set("duty", duty)));
    }

    private Bson change(Entry entry, @org.jspecify.annotations.Nullable Entry old, String by) {
        var updates = new ArrayList<Bson>();
        updates.add(touched(by));
        updates.add(Updates.set("kind", entry.kind().name()));
        updates.add(Updates.set("code", entry.code()));
        updates.add(Updates.set("place", entry.place()));
        updates.add(Updates.set("state", entry.state()));
        updates.add(Updates.set("geometry", entry.geometry()));
        updates.add(Updates.unset("deleted"));
        updates.add(
                entry.former().isEmpty()
                        ? Updates.unset("former")
                        : Updates.set(
                                "former",
                                entry.former().stream().map(Former::toDocument).toList()));
        if (old != null && !old.place().equals(entry.place())) {
            // The place it left has to be looked at again.
            updates.add(Updates.addToSet("formerPlaces", old.place()));
        }
        return Updates.combine(updates);
    }

    private Bson touched(String by) {
        return Updates.combine(
                Updates.inc("version", 1L),
                Updates.set("pending", clock.millis()),
                Updates.set("at", clock.millis()),
                Updates.set("by", by));
    }

    /** Tells all instances that their maps are old. */
    void changed() {
        marks.updateOne(
                Filters.eq("_id", "changes"),
                Updates.inc("count", 1L),
                new UpdateOptions().upsert(true));
        localChanges.incrementAndGet();
    }

    /** Counts changes by any instance. */
    public long changes() {
        var mark = marks.find(Filters.eq("_id", "changes")).first();
        return mark == null ? 0 : mark.get("count", Number.class).longValue();
    }

    /** Counts changes by this instance, without asking the database. */
    public long localChanges() {
        return localChanges.get();
    }

    MongoCollection<Document> entries() {
        return entries;
    }

    MongoCollection<Document> marks() {
        return marks;
    }
}
