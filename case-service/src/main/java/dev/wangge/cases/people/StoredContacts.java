package dev.wangge.cases.people;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.relay.Backlog;
import dev.wangge.platform.relay.StateRelay;
import dev.wangge.platform.store.Inserts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Contacts as they lie in the documents of a collection, whose ids are their references: {@code
 * {language, sealed, pending, partition}}, the last two while the broker does not have them.
 */
final class StoredContacts {
    private final MongoCollection<Document> documents;
    private final String prefix;
    private final StateRelay relay;
    private final InstantSource clock;
    private final Backlog backlog;

    /**
     * @param prefix of their fields, as in {@code contact.}
     */
    StoredContacts(
            MongoCollection<Document> documents,
            String prefix,
            StateRelay relay,
            InstantSource clock) {
        this.documents = documents;
        this.prefix = prefix;
        this.relay = relay;
        this.clock = clock;
        this.backlog = relay.backlog(documents, field("pending"), field("partition"));
    }

    private String field(String name) {
        return prefix + name;
    }

    Backlog backlog() {
        return backlog;
    }

    /** As it is stored by whoever is told of it first; the broker does not have it yet. */
    Document fresh(PersonState person) {
        return new Document("language", person.language())
                .append("sealed", person.sealedContact())
                .append("pending", Date.from(clock.instant()))
                .append("partition", relay.partitionOf(person.personRef()));
    }

    /** Stores one in a document of its own; false when it is there. */
    boolean keep(PersonState person) {
        var document = new Document("_id", person.personRef());
        document.putAll(fresh(person));
        return Inserts.insertIfAbsent(documents, document);
    }

    Optional<PersonState> find(String reference) {
        return Optional.ofNullable(
                documents
                        .find(Filters.and(Filters.eq("_id", reference), isThere()))
                        .projection(contact())
                        .map(this::person)
                        .first());
    }

    private Bson isThere() {
        return Filters.exists(field("sealed"));
    }

    private Bson contact() {
        return Projections.include(field("language"), field("sealed"));
    }

    private PersonState person(Document document) {
        return new PersonState(
                document.getString("_id"),
                document.getEmbedded(path("language"), String.class),
                document.getEmbedded(path("sealed"), String.class));
    }

    private List<String> path(String name) {
        return List.of(field(name).split("\\.", -1));
    }

    /** Ids of those that wait for one of these partitions, and were left by whoever wrote them. */
    List<String> leftBehind(List<Integer> partitions, Date before, int most) {
        return backlog.due(partitions, Filters.lt(field("pending"), before), most);
    }

    /** Ids of those that wait for a partition, however long. */
    List<String> waiting(int partition, int most) {
        return backlog.due(List.of(partition), Filters.empty(), most);
    }

    /**
     * Those of a majority, put back in the queue: what was read before that is in a majority's
     * journal, also where there is no replica set, and nobody else sends it for a while.
     */
    List<PersonState> claimed(List<String> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        var waiting = Filters.and(Filters.in("_id", references), Filters.exists(field("pending")));
        var found =
                documents
                        .withReadConcern(ReadConcern.MAJORITY)
                        .find(waiting)
                        .projection(contact())
                        .map(this::person)
                        .into(new ArrayList<>());
        documents
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .updateMany(waiting, Updates.set(field("pending"), Date.from(clock.instant())));
        return found;
    }

    /** The broker has these. */
    void published(Collection<String> references) {
        var _ =
                documents.updateMany(
                        Filters.and(Filters.in("_id", references), isThere()),
                        Updates.combine(
                                Updates.unset(field("pending")),
                                Updates.unset(field("partition"))));
    }

    /** The broker is to have this one again. */
    void sayAgain(String reference) {
        var _ =
                documents.updateOne(
                        Filters.and(Filters.eq("_id", reference), isThere()),
                        Updates.combine(
                                Updates.set(field("pending"), Date.from(clock.instant())),
                                Updates.set(field("partition"), relay.partitionOf(reference))));
    }
}
