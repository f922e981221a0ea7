package dev.wangge.grids.directory;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.store.Inserts;
import java.time.Clock;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Writes of single entries: each holds only where the entry still is what it was decided on. */
final class Edits {
    private final MongoCollection<Document> entries;
    private final Imports imports;
    private final Runnable changed;
    private final Clock clock;

    Edits(MongoCollection<Document> entries, Imports imports, Runnable changed, Clock clock) {
        this.entries = entries;
        this.imports = imports;
        this.changed = changed;
        this.clock = clock;
    }

    /** Stores a new entry; false when there is one with its code already, or a tombstone. */
    boolean insertIfAbsent(Entry entry, String by) {
        return told(Inserts.insertIfAbsent(entries, change(by).fresh(entry)));
    }

    /** Puts an entry in the place of a tombstone; false when there is none. */
    boolean revive(Entry entry, String by) {
        var change = change(by);
        return told(write(tombstone(entry), change, change.to(entry, null)));
    }

    /**
     * Puts an entry where its code was taken, and nothing else ever was.
     *
     * @param request what wanted it
     */
    boolean fill(Entry entry, String request, String by) {
        var change = change(by);
        return told(
                write(
                        Filters.and(tombstone(entry), Filters.eq("version", 0L)),
                        change,
                        Updates.combine(change.to(entry, null), Updates.set("request", request))));
    }

    /** Replaces an entry that is as it was known; the place it leaves is looked at again. */
    boolean replaceIf(Entry entry, Entry known, String by) {
        var change = change(by);
        return told(write(known(known), change, change.to(entry, known)));
    }

    /** Leaves a tombstone of an entry of this version. */
    boolean removeIf(Entry known, String by) {
        var change = change(by);
        return told(
                write(
                        known(known),
                        change,
                        Updates.combine(
                                change.touched(),
                                Updates.set("deleted", true),
                                Updates.unset("duty"))));
    }

    /**
     * Refuses to say that an entry is another meanwhile, where an import has it in hand: it may be
     * the same once more.
     *
     * @throws Problem changed-meanwhile
     */
    void requireNotImported(Entry entry) {
        var stored = entries.find(Filters.eq("_id", entry.key())).first();
        if (stored != null && imports.snapshot().hides(stored)) {
            throw new Problem(
                            ProblemType.CHANGED_MEANWHILE,
                            entry.code() + " is being imported just now")
                    .header("Retry-After", "2");
        }
    }

    private static Bson known(Entry known) {
        return Filters.and(
                Filters.eq("_id", known.key()),
                Filters.eq("version", known.version()),
                Filters.ne("deleted", true));
    }

    private static Bson tombstone(Entry entry) {
        return Filters.and(Filters.eq("_id", entry.key()), Filters.eq("deleted", true));
    }

    private boolean write(Bson where, Change change, Bson updates) {
        return entries.updateOne(
                                Filters.and(where, imports.snapshot().untouched()),
                                Updates.combine(updates, change.pending()))
                        .getMatchedCount()
                == 1;
    }

    private boolean told(boolean written) {
        if (written) {
            changed.run();
        }
        return written;
    }

    Change change(String by) {
        return new Change(by, clock.millis());
    }
}
