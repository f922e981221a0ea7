package dev.wangge.platform.aggregate;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.FactRelay;
import dev.wangge.platform.relay.RelayHealth;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.web.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of one kind, a document each: {@code {_id, seq, facts, relay, …}} with whatever fields
 * its owner adds. What happened and what is to be published are one write; the facts are published
 * soon, in order.
 */
public final class AggregateStore {
    private final MongoCollection<Document> documents;
    private final FactRelay relay;

    AggregateStore(MongoCollection<Document> documents, FactRelay relay) {
        this.documents = documents;
        this.relay = relay;
    }

    /** For queries, and for changes that tell nothing. */
    public MongoCollection<Document> documents() {
        return documents;
    }

    /**
     * Stores a new aggregate.
     *
     * @param fields its owner's; those that are null are left out
     * @return false when there is one with its id already, which is left as it is
     */
    public boolean insertIfAbsent(String id, List<Fact> facts, Document fields) {
        var told = List.copyOf(facts);
        var document =
                new Document("_id", id)
                        .append("seq", told.isEmpty() ? 0L : told.getLast().seq())
                        .append("facts", documentsOf(told))
                        .append(
                                "relay",
                                told.isEmpty()
                                        ? new Document("publishedUpTo", 0L)
                                        : relay.firstLease(id));
        document.putAll(fields);
        document.values().removeIf(Objects::isNull); // Or sparse indexes hold them.
        if (!Inserts.insertIfAbsent(documents, document)) {
            return false;
        }
        if (!told.isEmpty()) {
            relay.publishNew(id, told);
        }
        return true;
    }

    /**
     * What became of an aggregate.
     *
     * @param present what it must still be, its id included
     * @param added facts
     * @param fields its owner's; those that are null go
     * @param more other changes
     */
    public record Change(
            String id, Bson present, List<Fact> added, Document fields, List<Bson> more) {
        private List<Bson> changes() {
            var changes = new ArrayList<Bson>();
            if (!added.isEmpty()) {
                changes.add(Updates.set("seq", added.getLast().seq()));
                changes.add(Updates.pushEach("facts", documentsOf(added)));
            }
            fields.forEach((name, value) ->
                    changes.add(value == null ? Updates.unset(name) : Updates.set(name, value)));
            changes.addAll(more);
            return changes;
        }

        private FactRelay.Write write() {
            return new FactRelay.Write(id, present, changes(), List.copyOf(added));
        }
    }

    /**
     * Stores what became of an aggregate.
     *
     * @return false when somebody else was quicker: read again
     */
    public boolean update(Change change) {
        if (!change.added().isEmpty()) {
            return relay.write(change.write());
        }
        var changes = change.changes();
        return changes.isEmpty()
                || documents.updateOne(change.present(), Updates.combine(changes)).getMatchedCount()
                        == 1;
    }

    /**
     * Stores what became of each of these, all of which have facts to add.
     *
     * @return false when somebody else was quicker with one of them: some may be stored
     */
    public boolean updateAll(List<Change> changes) {
        return changes.isEmpty() || relay.writeAll(changes.stream().map(Change::write).toList());
    }

    public RelayHealth health() {
        return new RelayHealth(relay);
    }

    private static List<Document> documentsOf(List<Fact> facts) {
        return facts.stream().map(Fact::toDocument).toList();
    }

    /** The use of a key, and the last fact it led to, as an aggregate holds it. */
    public static List<Document> uses(@Nullable IdempotencyKey key, long seq) {
        return key == null ? List.of() : List.of(key.use().append("seq", seq));
    }
}
