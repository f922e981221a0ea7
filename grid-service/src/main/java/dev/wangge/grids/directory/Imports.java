package dev.wangge.grids.directory;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * Which imports there are, in one document: a single write to it makes all rows of an import show,
 * and a reader who has it knows what to show of every row.
 *
 * <p>{@code last} numbers them; {@code open} are under way, each with the time until which it is
 * alive; {@code abandoned} were given up and their rows are being put back; {@code committed} show,
 * and wait to be published.
 */
final class Imports {
    private static final String ID = "imports";
    private static final Duration ALIVE = Duration.ofMinutes(1);
    private static final Duration LATE_WRITES = Duration.ofDays(1);
    private static final int TRIES = 100;
    private final MongoCollection<Document> marks;
    private final Clock clock;

    Imports(MongoCollection<Document> marks, Clock clock) {
        this.marks = marks;
        this.clock = clock;
    }

    Snapshot snapshot() {
        var stored = stored();
        var hidden = new HashSet<Long>();
        documents(stored, "open").forEach(open -> hidden.add(number(open, "n")));
        documents(stored, "abandoned").forEach(given -> hidden.add(number(given, "n")));
        return new Snapshot(number(stored, "last"), hidden);
    }

    /** Begins an import; nothing of it shows before {@link #commit}. */
    long begin() {
        for (int i = 0; i < TRIES; i++) {
            var last = number(stored(), "last");
            // Numbered and hidden in one write: no reader takes a row of it for an old one's.
            var begun =
                    marks.updateOne(
                            Filters.and(Filters.eq("_id", ID), Filters.eq("last", last)),
                            Updates.combine(
                                    Updates.set("last", last + 1),
                                    Updates.push(
                                            "open",
                                            new Document("n", last + 1).append("until", end()))));
            if (begun.getMatchedCount() == 1) {
                return last + 1;
            }
            marks.updateOne(
                    Filters.eq("_id", ID),
                    Updates.setOnInsert("last", 0L),
                    new UpdateOptions().upsert(true));
        }
        throw new IllegalStateException("No turn to begin an import");
    }

    /** Says that it goes on; false when it was given up meanwhile. */
    boolean goesOn(long import_) {
        return change(import_, Updates.set("open.$.until", end()));
    }

    /** Makes all its rows show at once; false when it was given up meanwhile. */
    boolean commit(long import_) {
        return change(
                import_,
                Updates.combine(
                        Updates.pull("open", new Document("n", import_)),
                        Updates.push("committed", import_),
                        Updates.inc("count", 1L)));
    }

    /** Nothing of it will ever show. */
    void abandon(long import_) {
        change(
                import_,
                Updates.combine(
                        Updates.pull("open", new Document("n", import_)),
                        Updates.push(
                                "abandoned",
                                new Document("n", import_).append("at", clock.millis()))));
    }

    /** Given up, or its process died: what it wrote is to be put back. */
    List<Long> toUndo() {
        var stored = stored();
        documents(stored, "open").stream()
                .filter(open -> number(open, "until") < clock.millis())
                .forEach(dead -> abandon(number(dead, "n")));
        return documents(stored(), "abandoned").stream().map(it -> number(it, "n")).toList();
    }

    /** Nothing of it is left, and its process writes nothing any more. */
    void undone(long import_) {
        marks.updateOne(
                Filters.eq("_id", ID), Updates.pull("abandoned", new Document("n", import_)));
    }

    /**
     * Nothing of it is left, but a process that was only paused may go on in the middle of a write:
     * it stays hidden for a day.
     */
    void undoneForDead(long import_) {
        marks.updateOne(
                Filters.eq("_id", ID),
                Updates.pull(
                        "abandoned",
                        Filters.and(
                                Filters.eq("n", import_),
                                Filters.lt("at", clock.millis() - LATE_WRITES.toMillis()))));
    }

    /** Committed for a majority, and not all published yet; the oldest first. */
    List<Long> toPublish() {
        return numbers(stored(marks.withReadConcern(ReadConcern.MAJORITY)), "committed");
    }

    void published(long import_) {
        marks.updateOne(Filters.eq("_id", ID), Updates.pull("committed", import_));
    }

    /** How many were committed, ever. */
    long count() {
        return number(stored(), "count");
    }

    private boolean change(long import_, org.bson.conversions.Bson change) {
        return marks.updateOne(
                                Filters.and(Filters.eq("_id", ID), Filters.eq("open.n", import_)),
                                change)
                        .getMatchedCount()
                == 1;
    }

    private long end() {
        return clock.millis() + ALIVE.toMillis();
    }

    private Document stored() {
        return stored(marks);
    }

    private static Document stored(MongoCollection<Document> marks) {
        return Optional.ofNullable(marks.find(Filters.eq("_id", ID)).first())
                .orElseGet(Document::new);
    }

    private static List<Document> documents(Document stored, String field) {
        return stored.getList(field, Document.class, List.of());
    }

    private static List<Long> numbers(Document stored, String field) {
        return stored.getList(field, Number.class, List.of()).stream()
                .map(Number::longValue)
                .toList();
    }

    private static long number(Document stored, String field) {
        var number = stored.get(field, Number.class);
        return number == null ? 0 : number.longValue();
    }
}
