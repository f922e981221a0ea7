package dev.wangge.grids.directory;

import static java.util.stream.Collectors.toMap;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Many entries that show all at once when it is committed; closed without, nothing of it ever
 * shows. Its rows lie in their places already, each with what was there before.
 *
 * <p>While one part is being written the next is made ready: the database and this process each
 * have work all the time.
 */
public final class Import implements AutoCloseable {
    private final MongoCollection<Document> entries;
    private final Imports imports;
    private final Undo undo;
    private final Change change;
    private final Runnable committed;
    private final Snapshot snapshot;
    private final long number;
    private final boolean dryRun;
    private final WriteBehind writing = new WriteBehind();
    private boolean ended;
    private boolean checking;
    private int read;
    private int created;
    private int changed;

    /**
     * An entry to be stored.
     *
     * @param from what it shall be, given what it is (null when it is not there); empty when it
     *     shall stay as it is
     * @param fresh nobody may ever have had its code
     */
    public record Wanted(
            Kind kind,
            String code,
            Function<@Nullable Entry, Optional<Entry>> from,
            boolean fresh) {
        public Wanted(Kind kind, String code, Function<@Nullable Entry, Optional<Entry>> from) {
            this(kind, code, from, false);
        }

        /** One with a code that is free: who takes it meanwhile lets the import begin again. */
        public static Wanted fresh(Entry entry) {
            return new Wanted(entry.kind(), entry.code(), any -> Optional.of(entry), true);
        }

        static Wanted of(Entry entry) {
            return new Wanted(entry.kind(), entry.code(), any -> Optional.of(entry));
        }

        String key() {
            return kind.key(code);
        }
    }

    Import(
            MongoCollection<Document> entries,
            Imports imports,
            Undo undo,
            Change change,
            Runnable committed,
            boolean dryRun) {
        this.entries = entries;
        this.imports = imports;
        this.undo = undo;
        this.change = change;
        this.committed = committed;
        this.dryRun = dryRun;
        this.number = dryRun ? 0 : imports.begin();
        this.snapshot = imports.snapshot();
    }

    /**
     * Writes those that differ from what is stored, maybe only after it has returned.
     *
     * @throws Problem changed-meanwhile, also of the part before; nothing of the import shows then
     */
    public void stage(List<Wanted> wanted) {
        if (!dryRun && !imports.goesOn(number)) {
            throw meanwhile("The import took too long between its parts");
        }
        var stored = stored(wanted);
        List<WriteModel<Document>> writes = new ArrayList<>();
        int updates = 0;
        for (var one : wanted) {
            var there = stored.get(one.key());
            if (there != null && snapshot.hides(there)) {
                throw meanwhile(one.key() + " is being imported by another");
            }
            if (there != null && one.fresh()) {
                throw meanwhile(one.key() + " was taken by another");
            }
            var shown = there == null ? null : snapshot.entry(there).orElse(null);
            var entry = one.from().apply(shown).orElse(null);
            if (entry == null) {
                continue;
            }
            read++;
            if (shown != null && shown.sameAs(entry)) {
                continue;
            }
            writes.add(there == null ? insert(entry) : update(entry, there, shown));
            updates += there == null ? 0 : 1;
            created += shown == null ? 1 : 0;
            changed += shown == null ? 0 : 1;
        }
        if (!dryRun && !checking && !writes.isEmpty()) {
            int toMatch = updates;
            writing.start(() -> write(writes, toMatch));
        }
    }

    /**
     * From now on what is staged is looked at and not written: something is wrong, nothing of the
     * import is to show, and what else is wrong is to be found.
     */
    public void checkOnly() {
        checking = true;
    }

    /**
     * Returns when all that was staged is in its place.
     *
     * @throws Problem changed-meanwhile
     */
    void awaitWritten() {
        writing.await();
    }

    /**
     * The same for what was decided on what was known.
     *
     * @throws Problem changed-meanwhile, also when something known is not so any more
     */
    void stage(List<Entry> wanted, Map<String, Entry> known) {
        stage(
                wanted.stream()
                        .map(entry ->
                                new Wanted(
                                        entry.kind(),
                                        entry.code(),
                                        shown -> {
                                            if (versionOf(known.get(entry.code()))
                                                    != versionOf(shown)) {
                                                throw meanwhile(entry.key() + " was changed");
                                            }
                                            return Optional.of(entry);
                                        }))
                        .toList());
    }

    private Map<String, Document> stored(List<Wanted> wanted) {
        return entries
                .find(Filters.in("_id", wanted.stream().map(Wanted::key).toList()))
                .into(new ArrayList<>())
                .stream()
                .collect(toMap(it -> it.getString("_id"), it -> it));
    }

    private static long versionOf(@Nullable Entry entry) {
        return entry == null ? 0 : entry.version();
    }

    private WriteModel<Document> insert(Entry entry) {
        var fresh = change.document(entry).append("version", 1L).append("import", number);
        return new InsertOneModel<>(fresh);
    }

    private WriteModel<Document> update(Entry entry, Document there, @Nullable Entry shown) {
        var updates = new ArrayList<Bson>();
        updates.add(change.to(entry, shown));
        updates.add(Updates.set("import", number));
        updates.add(Updates.set("before", before(there)));
        // It is published with the import, or put back as it was.
        updates.add(Updates.unset("pending"));
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq("_id", entry.key()),
                        Filters.eq("version", there.get("version")),
                        snapshot.untouched()),
                Updates.combine(updates));
    }

    private static Document before(Document there) {
        var before = new Document();
        for (var field : Change.FIELDS) {
            if (there.containsKey(field)) {
                before.put(field, there.get(field));
            }
        }
        if (there.containsKey("pending") || there.containsKey("import")) {
            before.put("unpublished", true);
        }
        // Who is on duty may be noted between this and the write; then it is to be published, too.
        before.put(DutyNote.VERSION, there.get(DutyNote.VERSION));
        return before;
    }

    private void write(List<WriteModel<Document>> writes, int updates) {
        try {
            // Ordered: the embedded engine miscounts unordered ones.
            var done = entries.bulkWrite(writes, new BulkWriteOptions().ordered(true));
            if (done.getMatchedCount() != updates) {
                throw meanwhile("Something in it was changed by another");
            }
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() == 11000)) {
                throw meanwhile("Something in it was made by another");
            }
            throw e;
        }
    }

    /**
     * Makes it show, if there is anything to show: without a change nobody reads the directory
     * again.
     *
     * @throws Problem changed-meanwhile
     */
    public Imported commit() {
        if (checking) {
            throw new IllegalStateException("Not all of it was written");
        }
        if (!dryRun && created + changed > 0) {
            awaitWritten();
            if (!imports.commit(number)) {
                throw meanwhile("The import took too long");
            }
            ended = true;
            committed.run();
        }
        return new Imported(read, created, changed, read - created - changed);
    }

    /** Takes back what was not committed. */
    @Override
    public void close() {
        if (!ended && !dryRun) {
            ended = true;
            writing.settle();
            imports.abandon(number);
            undo.run(number);
            imports.undone(number);
        }
    }

    private static Problem meanwhile(String what) {
        return new Problem(
                        ProblemType.CHANGED_MEANWHILE,
                        what + " meanwhile; nothing was stored: send it again")
                .header("Retry-After", "2");
    }
}
