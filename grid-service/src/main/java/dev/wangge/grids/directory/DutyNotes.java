package dev.wangge.grids.directory;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of who is on duty, beside the entries; never on what an import has in hand, whose
 * duty follows when it shows or was put back.
 */
final class DutyNotes {
    private final Directory directory;
    private final Clock clock;

    DutyNotes(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Entries as they are stored, deleted ones among them. */
    List<Document> stored(Kind kind, Collection<String> codes) {
        return directory
                .entries()
                .find(
                        Filters.and(
                                Filters.in("_id", codes.stream().map(kind::key).toList()),
                                untouched()))
                .into(new ArrayList<>());
    }

    /** Notes who is on duty, where nobody changed the grid meanwhile. */
    void write(List<DutyNote> notes) {
        if (notes.isEmpty()) {
            return;
        }
        var now = clock.millis();
        var untouched = untouched();
        directory
                .entries()
                .bulkWrite(
                        notes.stream().map(note -> note.write(now, untouched)).toList(),
                        new BulkWriteOptions().ordered(true));
        if (notes.stream().anyMatch(DutyNote::changesDuty)) {
            directory.changed();
        }
    }

    /** When a division's duty has to be looked at again; null for never. */
    void lookAgain(String division, @Nullable Instant next) {
        directory
                .entries()
                .updateOne(Filters.eq("_id", Kind.DUTY.key(division)), DutyNote.next(next));
    }

    /** It could not be looked at: it is due until it can. */
    void lookSoon(Kind kind, String code) {
        directory
                .entries()
                .updateOne(
                        Filters.and(Filters.eq("_id", kind.key(code)), untouched()),
                        DutyNote.next(clock.instant()));
    }

    /** What is to be looked at by now, the longest due first. */
    List<Document> due(int limit) {
        return directory
                .entries()
                .find(Filters.and(Filters.lte(DutyNote.NEXT, clock.millis()), untouched()))
                .sort(Sorts.ascending(DutyNote.NEXT))
                .limit(limit)
                .projection(Projections.include("kind", "code"))
                .into(new ArrayList<>());
    }

    /** Codes of grids that were never looked at, by code, after this one. */
    List<String> neverLookedAt(String after, int limit) {
        return directory
                .entries()
                .find(
                        Filters.and(
                                Filters.gt("_id", Kind.GRID.key(after)),
                                Filters.lt("_id", Kind.GRID.key(":")),
                                Filters.exists(DutyNote.SEQ, false),
                                Filters.ne("deleted", true)))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .projection(Projections.include("code"))
                .map(it -> it.getString("code"))
                .into(new ArrayList<>());
    }

    private Bson untouched() {
        return directory.imports().snapshot().untouched();
    }
}
