package dev.wangge.grids.directory;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty in a grid, to be written beside it.
 *
 * @param stored the grid as it was read; nothing is written when it was changed since
 * @param unattended the grid's code when nobody serves it and somebody should, else null
 * @param next when it has to be looked at again
 */
record DutyNote(
        Document stored, List<String> duty, @Nullable String unattended, @Nullable Instant next) {
    /** The time of the next look in milliseconds, absent when there is none; sparsely indexed. */
    static final String NEXT = "dutyNext";

    /** The grid's code where nobody is on duty, and absent elsewhere; sparsely indexed. */
    static final String UNATTENDED = "unattended";

    /** Counts what was written here; absent while nobody has looked. */
    static final String SEQ = "dutySeq";

    /**
     * Counts changes of who is on duty; absent before the first. The entry's own version counts
     * edits alone: the clock makes no editor's ETag stale.
     */
    static final String VERSION = "dutyVersion";

    /** The time of the last of these changes, in milliseconds. */
    static final String AT = "dutyAt";

    boolean differs() {
        return !stored.containsKey(SEQ)
                || changesDuty()
                || !Objects.equals(unattended, stored.getString(UNATTENDED))
                || !Objects.equals(millis(next), next(stored));
    }

    boolean changesDuty() {
        return !duty.equals(stored.getList("duty", String.class, List.of()));
    }

    static @Nullable Long next(@Nullable Document stored) {
        var next = stored == null ? null : stored.get(NEXT, Number.class);
        return next == null ? null : next.longValue();
    }

    static @Nullable Long millis(@Nullable Instant next) {
        return next == null ? null : next.toEpochMilli();
    }

    static Bson next(@Nullable Instant next) {
        return next == null ? Updates.unset(NEXT) : Updates.set(NEXT, next.toEpochMilli());
    }

    /**
     * The write; others are told of the grid only when its duty is another.
     *
     * @param now in milliseconds
     * @param untouched what no import has in hand
     */
    UpdateOneModel<Document> write(long now, Bson untouched) {
        var updates = new ArrayList<Bson>();
        updates.add(Updates.inc(SEQ, 1L));
        updates.add(next(next));
        updates.add(
                unattended == null
                        ? Updates.unset(UNATTENDED)
                        : Updates.set(UNATTENDED, unattended));
        if (changesDuty()) {
            updates.add(Updates.set("duty", duty));
            updates.add(Updates.inc(VERSION, 1L));
            updates.add(Updates.set(AT, now));
            updates.add(Change.pending(now));
        }
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq("_id", stored.getString("_id")),
                        // Its days and season decide, too: an edit is looked at once more.
                        Filters.eq("version", stored.get("version")),
                        Filters.eq(SEQ, stored.get(SEQ)),
                        untouched),
                Updates.combine(updates));
    }
}
