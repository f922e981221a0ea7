package dev.wangge.platform.relay;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.Watermarks.Mark;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * This instance's short leases on aggregates: who holds one publishes its facts, and no other
 * instance does until it ended. Nobody waits until the journal has a lease: one that a crash loses
 * is one that nobody holds.
 */
final class Leases {
    static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Bson UNPUBLISHED = Filters.exists("relay.pending");

    private final MongoCollection<Document> aggregates;
    private final InstantSource clock;
    private final String instance = UUID.randomUUID().toString();

    Leases(MongoCollection<Document> aggregates, InstantSource clock) {
        this.aggregates = aggregates.withWriteConcern(WriteConcern.W1);
        this.clock = clock;
    }

    /** An aggregate's facts that are not published, and up to where they are. */
    record Unpublished(long watermark, List<Fact> facts) {
        private static Unpublished of(Document aggregate) {
            @Nullable Number upTo =
                    aggregate.get("relay", new Document()).get("publishedUpTo", Number.class);
            long watermark = upTo == null ? 0 : upTo.longValue();
            return new Unpublished(
                    watermark,
                    aggregate.getList("facts", Document.class).stream()
                            .map(Fact::fromDocument)
                            .filter(fact -> fact.seq() > watermark)
                            .toList());
        }
    }

    /** Of an aggregate that is new: marked, and leased. */
    Document first() {
        return new Document("publishedUpTo", 0L)
                .append("pending", clock.millis())
                .append("owner", instance)
                .append("until", end());
    }

    /** Marks that there are facts to publish. */
    Bson mark() {
        return Updates.set("relay.pending", clock.millis());
    }

    /** Takes the lease in the very write that adds the facts; only where all others are out. */
    Bson take() {
        return Updates.combine(
                Updates.set("relay.owner", instance), Updates.set("relay.until", end()));
    }

    /** Takes the lease of an aggregate; empty when another holds it, or all is published. */
    Optional<Unpublished> take(String id) {
        // Not find-and-update: for its retries the database would keep an image of the whole.
        var taken =
                aggregates.updateOne(
                        Filters.and(Filters.eq("_id", id), UNPUBLISHED, free()), take());
        return taken.getMatchedCount() == 0
                ? Optional.empty()
                : Optional.ofNullable(
                                aggregates
                                        .find(Filters.eq("_id", id))
                                        .projection(Projections.include("facts", "relay"))
                                        .first())
                        .map(Unpublished::of);
    }

    /** Goes on from a mark; empty when another instance went on from its watermark. */
    Optional<Unpublished> goOn(Mark mark) {
        return Optional.ofNullable(
                        aggregates.findOneAndUpdate(
                                Filters.and(
                                        Filters.eq("_id", mark.id()),
                                        Filters.eq("relay.publishedUpTo", mark.from())),
                                Updates.combine(
                                        Updates.set("relay.publishedUpTo", mark.upTo()), take()),
                                new FindOneAndUpdateOptions()
                                        .returnDocument(ReturnDocument.AFTER)
                                        .projection(Projections.include("facts", "relay"))))
                .map(Unpublished::of);
    }

    void release(String id) {
        var _ =
                aggregates.updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.eq("relay.owner", instance)),
                        Updates.combine(
                                Updates.unset("relay.owner"), Updates.unset("relay.until")));
    }

    /** Aggregates with unpublished facts that no other instance is publishing. */
    Bson unpublishedAndFree() {
        return Filters.and(UNPUBLISHED, free());
    }

    long unpublished() {
        return aggregates.countDocuments(UNPUBLISHED);
    }

    private Bson free() {
        return Filters.or(
                Filters.exists("relay.until", false),
                Filters.eq("relay.owner", instance),
                Filters.lt("relay.until", Date.from(clock.instant())));
    }

    private Date end() {
        return Date.from(clock.instant().plus(LENGTH));
    }
}
