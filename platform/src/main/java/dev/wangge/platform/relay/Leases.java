package dev.wangge.platform.relay;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.Watermarks.Mark;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * This instance's short leases on aggregates: who holds one publishes its facts, and no other
 * instance does until it ended.
 *
 * <p>Facts are published only when a majority has them in its journal. Whoever wrote them was told
 * so. Whoever reads them reads what a majority has, and then waits for its lease to be in a
 * majority's journal, and so for all that was read before: that holds also where there is no
 * replica set, or where a majority need not journal.
 */
final class Leases {
    static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration JOURNALED_WITHIN = Duration.ofSeconds(10);
    private static final Bson UNPUBLISHED = Filters.exists("relay.pending");

    private final MongoCollection<Document> journaled;
    private final MongoCollection<Document> unwaited;
    private final Partitions partitions;
    private final InstantSource clock;
    private final String instance = UUID.randomUUID().toString();

    Leases(MongoCollection<Document> aggregates, Partitions partitions, InstantSource clock) {
        this.journaled =
                aggregates
                        .withReadConcern(ReadConcern.MAJORITY)
                        .withWriteConcern(
                                WriteConcern.MAJORITY
                                        .withJournal(true)
                                        .withWTimeout(
                                                JOURNALED_WITHIN.toMillis(),
                                                TimeUnit.MILLISECONDS));
        this.unwaited = aggregates.withWriteConcern(WriteConcern.W1);
        this.partitions = partitions;
        this.clock = clock;
    }

    /** An aggregate's facts that are not published, and up to where they are. */
    record Unpublished(long watermark, List<Fact> facts) {}

    /** Of an aggregate that is new: marked, and leased. */
    Document first(String id) {
        return new Document("publishedUpTo", 0L)
                .append("pending", clock.millis())
                .append("partition", partitions.of(id))
                .append("owner", instance)
                .append("until", end());
    }

    /** Marks that there are facts to publish. */
    Bson mark(String id) {
        return Updates.combine(
                Updates.set("relay.pending", clock.millis()),
                Updates.set("relay.partition", partitions.of(id)));
    }

    /** Takes the lease in the very write that adds the facts; only where all others are out. */
    Bson take() {
        return Updates.combine(
                Updates.set("relay.owner", instance), Updates.set("relay.until", end()));
    }

    /** Takes the lease of an aggregate; empty when another holds it, or all is published. */
    Optional<Unpublished> take(String id) {
        var waiting = Filters.and(Filters.eq("_id", id), UNPUBLISHED, free());
        return read(waiting)
                .flatMap(found -> {
                    var before = watermark(found);
                    return leased(waiting, before, before, found);
                });
    }

    /** Goes on from a mark; empty when another instance went on from its watermark. */
    Optional<Unpublished> goOn(Mark mark) {
        var mine = Filters.eq("_id", mark.id());
        return read(mine)
                .filter(found -> watermark(found) == mark.from())
                .flatMap(found -> leased(mine, mark.from(), mark.upTo(), found));
    }

    private Optional<Document> read(Bson which) {
        return Optional.ofNullable(
                journaled.find(which).projection(Projections.include("facts", "relay")).first());
    }

    private static long watermark(Document aggregate) {
        @Nullable Number upTo =
                aggregate.get("relay", new Document()).get("publishedUpTo", Number.class);
        return upTo == null ? 0 : upTo.longValue();
    }

    /**
     * Takes the lease where the watermark is still as it was read, and moves it. Not
     * find-and-update: what that finds may be in nobody's journal, and for its retries the database
     * would keep an image of the whole.
     */
    private Optional<Unpublished> leased(Bson which, long before, long upTo, Document found) {
        var taken =
                journaled.updateOne(
                        Filters.and(which, Filters.in("relay.publishedUpTo", before, none(before))),
                        Updates.combine(Updates.set("relay.publishedUpTo", upTo), take()));
        if (taken.getMatchedCount() == 0) {
            return Optional.empty();
        }
        var facts =
                found.getList("facts", Document.class).stream()
                        .map(Fact::fromDocument)
                        .filter(fact -> fact.seq() > upTo)
                        .toList();
        return Optional.of(new Unpublished(upTo, facts));
    }

    /** An aggregate without a watermark has published nothing. */
    private static @Nullable Long none(long watermark) {
        return watermark == 0 ? null : watermark;
    }

    void release(String id) {
        var _ =
                unwaited.updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.eq("relay.owner", instance)),
                        Updates.combine(
                                Updates.unset("relay.owner"), Updates.unset("relay.until")));
    }

    /** What no other instance is publishing. */
    Bson free() {
        return Filters.or(
                Filters.exists("relay.until", false),
                Filters.eq("relay.owner", instance),
                Filters.lt("relay.until", Date.from(clock.instant())));
    }

    private Date end() {
        return Date.from(clock.instant().plus(LENGTH));
    }
}
