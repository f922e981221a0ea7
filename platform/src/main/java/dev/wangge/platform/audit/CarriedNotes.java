package dev.wangge.platform.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Notes that lie in the document of the change that they are about, in one write with it, until
 * they are where they belong: neither is there without the other, wherever the process is killed.
 */
public final class CarriedNotes {
    private static final String FIELD = "auditNotes";

    /** What waits longer was left by whoever wrote it. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(10);

    private static final int AT_ONCE = 100;

    private final MongoCollection<Document> documents;
    private final Consumer<Document> belongs;
    private final InstantSource clock;

    /**
     * @param belongs stores a note where it belongs; one that is there already, by its {@code id},
     *     it leaves as it is
     */
    public CarriedNotes(
            MongoCollection<Document> documents, Consumer<Document> belongs, InstantSource clock) {
        this.documents = documents;
        this.belongs = belongs;
        this.clock = clock;
    }

    /** What the sweep finds them by; sparse, since only what waits is marked. */
    public void createIndex() {
        var _ =
                documents.createIndex(
                        Indexes.ascending(FIELD + ".at"), new IndexOptions().sparse(true));
    }

    /**
     * The part of a change that has the changed document carry it.
     *
     * @param note with an {@code id} of its own, and {@code at} when it was made
     */
    public static Bson carry(Document note) {
        return Updates.push(FIELD, note);
    }

    /** Has a document carry it that is yet to be inserted. */
    public static Document carry(Document fresh, Document note) {
        return fresh.append(FIELD, List.of(note));
    }

    /** Brings a note where it belongs, after the change that carries it. */
    public void bring(Object document, Document note) {
        belongs.accept(note);
        var _ =
                documents.updateOne(
                        Filters.eq("_id", document),
                        Updates.pull(FIELD, new Document("id", note.getString("id"))));
    }

    /** Brings what a crash or an outage left behind; call every few seconds. */
    public void sweep() {
        var before = Date.from(clock.instant().minus(LEFT_BEHIND));
        for (var carrier :
                documents
                        .find(Filters.lt(FIELD + ".at", before))
                        .projection(Projections.include(FIELD))
                        .limit(AT_ONCE)) {
            for (var note : carrier.getList(FIELD, Document.class)) {
                bring(Objects.requireNonNull(carrier.get("_id")), note);
            }
        }
    }
}
