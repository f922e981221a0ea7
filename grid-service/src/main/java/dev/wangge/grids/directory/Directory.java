package dev.wangge.grids.directory;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.relay.FactRelay;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * All entries in one collection, {@code _id} being {@code kind:code}. An entry is its own outbox:
 * {@code pending}, or the number of an import that is not published yet, says that Kafka does not
 * have its present state. Deleted ones stay as tombstones, so that a version never counts from 1
 * twice.
 */
@Component
public class Directory {
    private static final int BATCH = 1_000;

    /** Indexes of before, which the present ones do as well. */
    private static final Set<String> REPLACED =
            Set.of("kind_1_place_1", "kind_1_state.parent_1", "state.member_1");

    /** However many imports come and go, whoever asks for a list gets one. */
    private static final int READINGS = 10;

    /** More of them, each with the slots of a time, the database would read whole and sort. */
    private static final int RUNS = 12;

    private static final Bson BY_CODE = Sorts.ascending("_id");
    private static final Bson BY_PLACE = Sorts.ascending("place", "_id");

    private final MongoCollection<Document> entries;
    private final MongoCollection<Document> marks;
    private final MongoCollection<Document> setAside;
    private final Imports imports;
    private final Edits edits;
    private final Clock clock;
    private final AtomicLong localChanges = new AtomicLong();

    Directory(MongoOperations mongo, Clock clock) {
        this.entries = mongo.getCollection("entries");
        this.marks = mongo.getCollection("marks");
        this.setAside = mongo.getCollection(FactRelay.SET_ASIDE);
        this.imports = new Imports(marks, clock);
        this.edits = new Edits(entries, imports, this::changed, clock);
        this.clock = clock;
    }

    public void createIndexes() {
        // A list reads along one of these no more than it shows, in its order.
        entries.createIndex(Indexes.ascending("kind", "place", "_id"));
        entries.createIndex(Indexes.ascending("kind", "state.parent", "_id"), of(Kind.DIVISION));
        entries.createIndex(Indexes.ascending("kind", "state.level", "_id"), of(Kind.DIVISION));
        entries.createIndex(Indexes.ascending("kind", "state.kind", "_id"), of(Kind.GRID));
        entries.createIndex(Indexes.ascending("kind", "slots", "place", "_id"), of(Kind.SHIFT));
        // What a grid was called once.
        entries.createIndex(
                Indexes.ascending("kind", "former.search"),
                new IndexOptions().partialFilterExpression(Filters.exists("former")));
        // Files come in the order of codes. With a country's terms in one order each row would
        // write to pages all over the index, and storing cost mongod four times as much. A search
        // for a term looks into each prefecture, of which the country has 340.
        entries.createIndex(Indexes.ascending("kind", "prefecture", "search"));
        entries.createIndex(Indexes.ascending("pending"), new IndexOptions().sparse(true));
        entries.createIndex(Indexes.ascending("import"), new IndexOptions().sparse(true));
        // Of a few only: whom time changes, whom nobody serves, and what names a member or unit.
        for (var few : List.of(DutyNote.NEXT, DutyNote.UNATTENDED, "state.deputy", "state.unit")) {
            entries.createIndex(Indexes.ascending(few), new IndexOptions().sparse(true));
        }
        // What names a member is also listed by it.
        entries.createIndex(
                Indexes.ascending("state.member", "kind", "place", "_id"),
                new IndexOptions().partialFilterExpression(Filters.exists("state.member")));
        for (var index : entries.listIndexes().into(new ArrayList<>())) {
            if (REPLACED.contains(index.getString("name"))) {
                entries.dropIndex(index.getString("name"));
            }
        }
    }

    private static IndexOptions of(Kind kind) {
        return new IndexOptions().partialFilterExpression(Filters.eq("kind", kind.name()));
    }

    public Optional<Entry> find(Kind kind, String code) {
        return Optional.ofNullable(find(kind, List.of(code)).get(code));
    }

    /** Those of the codes that are stored. */
    public Map<String, Entry> find(Kind kind, Collection<String> codes) {
        var snapshot = imports.snapshot();
        var found = new LinkedHashMap<String, Entry>();
        var keys = codes.stream().distinct().map(kind::key).toList();
        for (int from = 0; from < keys.size(); from += BATCH) {
            var some = keys.subList(from, Math.min(keys.size(), from + BATCH));
            for (var stored : entries.find(Filters.in("_id", some))) {
                snapshot.entry(stored).ifPresent(entry -> found.put(entry.code(), entry));
            }
        }
        return found;
    }

    /** All of a kind, by code. */
    public List<Entry> all(Kind kind) {
        return query(kind, List.of());
    }

    /** Each of a kind, by code; never all of them in memory. */
    public void forEach(Kind kind, Consumer<Entry> reader) {
        var snapshot = imports.snapshot();
        for (var stored :
                entries.find(of(kind, List.of(), snapshot))
                        .sort(Sorts.ascending("_id"))
                        .batchSize(BATCH)) {
            snapshot.entry(stored).ifPresent(reader);
        }
    }

    /** Members of these grids, by code. */
    public List<Entry> membersOf(Collection<String> grids) {
        return query(Kind.MEMBER, List.of(Filters.in("place", grids)));
    }

    /** Those of a kind that meet all filters, by code. */
    public List<Entry> where(Kind kind, Bson... filters) {
        return query(kind, List.of(filters));
    }

    private List<Entry> query(Kind kind, List<Bson> more) {
        return query(kind, more, BY_CODE, Integer.MAX_VALUE);
    }

    private List<Entry> query(Kind kind, List<Bson> more, Bson order, int limit) {
        var present = imports.snapshot();
        for (int reading = 1; ; reading++) {
            var snapshot = present;
            var found =
                    entries.find(of(kind, more, snapshot))
                            .sort(order)
                            .limit(limit == Integer.MAX_VALUE ? 0 : limit)
                            .into(new ArrayList<>());
            present = imports.snapshot();
            // Where an import began or ended meanwhile it may be half of each.
            if (present.equals(snapshot) || reading == READINGS) {
                return found.stream().flatMap(stored -> snapshot.entry(stored).stream()).toList();
            }
        }
    }

    /**
     * A page of a kind, within the prefixes and as the filters say: by code, and what belongs to
     * places by place first, so that a list of a few places reads nothing of all others.
     */
    public <T> Page<T> list(
            Kind kind,
            List<String> prefixes,
            List<Bson> filters,
            Asked asked,
            Function<List<Entry>, List<T>> view) {
        return list(kind, prefixes, filters, List.of(new Document()), asked, view);
    }

    /**
     * The same for what is so in any of several ways, each of which has an index of its own: each
     * is asked for alone.
     */
    public <T> Page<T> list(
            Kind kind,
            List<String> prefixes,
            List<Bson> filters,
            List<Bson> ways,
            Asked asked,
            Function<List<Entry>, List<T>> view) {
        // A grid's place is in its code, and what has no bounds is read along the codes.
        boolean byPlace = kind != Kind.GRID && !prefixes.equals(Within.EVERYWHERE);
        var found = new LinkedHashMap<String, Entry>();
        for (var way : ways) {
            var all = new ArrayList<>(filters);
            all.add(way);
            (byPlace ? byPlace(kind, prefixes, all, asked) : byCode(kind, prefixes, all, asked))
                    .forEach(entry -> found.put(entry.key(), entry));
        }
        var order =
                byPlace
                        ? Comparator.comparing(Entry::place).thenComparing(Entry::key)
                        : Comparator.comparing(Entry::key);
        return Page.of(
                found.values().stream().sorted(order).limit(asked.limit() + 1L).toList(),
                asked.limit(),
                clock.instant(),
                Asked::cursor,
                view);
    }

    private List<Entry> byCode(Kind kind, List<String> prefixes, List<Bson> filters, Asked asked) {
        var all = new ArrayList<>(filters);
        if (prefixes.isEmpty()) {
            all.add(Within.nothing());
        } else if (!prefixes.equals(Within.EVERYWHERE)) {
            all.add(Within.filter(prefixes));
        }
        if (asked.after() != null) {
            all.add(Filters.gt("_id", asked.after()));
        }
        return query(kind, all, BY_CODE, asked.limit() + 1);
    }

    /** Some divisions at a time, in their order, until there are enough. */
    private List<Entry> byPlace(Kind kind, List<String> prefixes, List<Bson> filters, Asked asked) {
        var runs = Within.runs(prefixes, asked.place(), asked.after());
        int most = asked.limit() + 1;
        var found = new ArrayList<Entry>();
        for (int from = 0; from < runs.size() && found.size() < most; from += RUNS) {
            var all = new ArrayList<>(filters);
            all.add(Filters.or(runs.subList(from, Math.min(runs.size(), from + RUNS))));
            found.addAll(query(kind, all, BY_PLACE, most - found.size()));
        }
        return found;
    }

    /** Assignments or leaves of a member; all for null. */
    public static List<Bson> ofMember(@Nullable String member) {
        return member == null ? List.of() : List.of(Filters.eq("state.member", member));
    }

    /** Shifts that hold at a time; all for null. */
    public static List<Bson> holdingAt(@Nullable Instant time) {
        if (time == null) {
            return List.of();
        }
        var slots = new ArrayList<@Nullable String>(TimeSlots.at(time));
        slots.add(null); // Those that were stored when shifts had none.
        var text = Times.utc(time);
        return List.of(
                Filters.in("slots", slots),
                Filters.lte("state.from", text),
                Filters.gt("state.until", text));
    }

    private static Bson of(Kind kind, List<Bson> more, Snapshot snapshot) {
        var kindOf =
                Filters.and(
                        Filters.eq("kind", kind.name()),
                        // Bounds the walk along the ids, too.
                        Filters.gt("_id", kind.key("")),
                        Filters.lt("_id", kind.spelled() + ";"));
        var all = new ArrayList<>(more);
        all.add(kindOf);
        return snapshot.where(Filters.and(all));
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

    /** Begins an import: what it stages shows all at once, or never; a dry run only counts. */
    public Import beginImport(String by, boolean dryRun) {
        return new Import(
                entries, imports, undo(), edits.change(by), localChanges::incrementAndGet, dryRun);
    }

    /**
     * Stores what differs from the known, all at once.
     *
     * @throws Problem changed-meanwhile, when something known is not so any more
     */
    public Imported save(List<Entry> wanted, Map<String, Entry> known, String by) {
        var differing = differing(wanted, known);
        boolean saved = differing.size() == 1 && save(differing.getFirst(), known, by);
        if (!saved && !differing.isEmpty()) {
            try (var importing = beginImport(by, false)) {
                for (int from = 0; from < differing.size(); from += BATCH) {
                    importing.stage(
                            differing.subList(from, Math.min(differing.size(), from + BATCH)),
                            known);
                }
                importing.commit();
            }
        }
        int changed =
                (int) differing.stream().filter(entry -> known.containsKey(entry.code())).count();
        return new Imported(
                wanted.size(),
                differing.size() - changed,
                changed,
                wanted.size() - differing.size());
    }

    /** One entry needs no import; false when it is not as known, or a tombstone. */
    private boolean save(Entry entry, Map<String, Entry> known, String by) {
        var old = known.get(entry.code());
        return old == null ? edits.insertIfAbsent(entry, by) : edits.replaceIf(entry, old, by);
    }

    /** Stores a new entry; false when there is one with its code already. */
    public boolean create(Entry entry, String by) {
        return edits.insertIfAbsent(entry, by) || edits.revive(entry, by);
    }

    /**
     * Replaces an entry if it still has the version of the one that was read; the place it leaves
     * is looked at again.
     *
     * @throws Problem changed-meanwhile while an import has it in hand
     */
    public boolean replace(Entry entry, Entry present, String by) {
        return edits.replaceIf(entry, present, by) || isAnother(present);
    }

    /**
     * Removes an entry if it still has the version of the one that was read.
     *
     * @throws Problem changed-meanwhile while an import has it in hand
     */
    public boolean remove(Entry present, String by) {
        return edits.removeIf(present, by) || isAnother(present);
    }

    private boolean isAnother(Entry present) {
        edits.requireNotImported(present);
        return false;
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
        var single = mark == null ? 0 : mark.get("count", Number.class).longValue();
        return single + imports.count();
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

    MongoCollection<Document> setAside() {
        return setAside;
    }

    Undo undo() {
        return new Undo(entries);
    }

    Imports imports() {
        return imports;
    }

    Edits edits() {
        return edits;
    }
}
