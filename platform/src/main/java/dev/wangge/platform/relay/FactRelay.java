package dev.wangge.platform.relay;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Publishes facts that lie in their aggregates ({@code facts} with {@code seq >
 * relay.publishedUpTo}) to a topic, keyed by aggregate id, in {@code seq} order.
 *
 * <p>What consumers may rely on: first appearances per aggregate are in order and without gaps;
 * repeats happen. A short lease per aggregate keeps two instances from publishing the same facts at
 * once, and the watermark moves by compare-and-set from its old value, so that nothing a crashed
 * instance had not sent is skipped. Nothing is published before a majority has it in its journal.
 *
 * <p>A partition that takes nothing holds up what belongs to it, and a record that no broker takes
 * holds up nothing: it is set aside, and a notice with its {@code seq} goes out in its place.
 */
public final class FactRelay implements AutoCloseable {
    /** Where records are set aside that the broker does not take, in each service's database. */
    public static final String SET_ASIDE = "unsendable";

    private static final int SWEEP = 500;
    private static final int TO_PROBE_WITH = 20;

    private final MongoCollection<Document> aggregates;
    private final Partitions partitions;
    private final SetAside setAside;
    private final Leases leases;
    private final Backlog backlog;
    private final Sender sender;
    private final EachAlone each;
    private final Publisher publisher;

    /**
     * @param setAside the collection {@link #SET_ASIDE} of the same database
     */
    public FactRelay(
            MongoCollection<Document> aggregates,
            MongoCollection<Document> setAside,
            KafkaOperations<String, byte[]> kafka,
            EventCodec codec,
            InstantSource clock,
            MeterRegistry metrics,
            String topic,
            String source) {
        this.aggregates = aggregates;
        var of = aggregates.getNamespace().getCollectionName();
        this.partitions = new Partitions(kafka, clock, metrics, topic, of);
        this.setAside = new SetAside(setAside, clock, metrics, topic, of, source);
        this.leases = new Leases(aggregates, partitions, clock);
        this.backlog = new Backlog(aggregates, "relay.pending", "relay.partition", partitions);
        this.sender =
                new Sender(kafka, codec, partitions, this.setAside, clock, metrics, topic, source);
        this.each = new EachAlone("relay of " + of, clock, metrics);
        this.publisher = new Publisher(aggregates, leases, sender, partitions, each);
        Gauge.builder("wangge.relay.backlog", backlog, Backlog::number)
                .description(
                        "Aggregates whose facts the broker does not have yet, as of the last sweep")
                .tag("topic", topic)
                .tag("of", of)
                .register(metrics);
    }

    /** The index the sweep needs; sparse, since only unpublished aggregates carry the marker. */
    public void createIndex() {
        backlog.createIndex();
    }

    /**
     * What an aggregate's very first write carries, so that this instance may publish it at once.
     */
    public Document firstLease(String id) {
        return leases.first(id);
    }

    /**
     * A change that adds facts to an aggregate.
     *
     * @param present what the aggregate must still be
     * @param changes to it, the facts included
     */
    public record Write(String id, Bson present, List<Bson> changes, List<Fact> added) {
        private Bson with(Bson... more) {
            return Updates.combine(Stream.concat(changes.stream(), Stream.of(more)).toList());
        }
    }

    /**
     * Makes a change and publishes its facts soon. Where everything before is published the change
     * itself takes the lease, and nothing needs to be read again.
     *
     * @return false when the aggregate is no longer as it must be: nothing is written
     */
    public boolean write(Write write) {
        var id = write.id();
        // In hand before it is written: or who sees the facts first would send them as well.
        boolean mine = publisher.take(id);
        boolean leased = false;
        boolean written = false;
        try {
            leased = mine && wrote(allPublished(write), leasing(write));
            written = leased || wrote(write.present(), write.with(leases.mark(write.id())));
        } finally {
            if (mine && !written) {
                publisher.putDown(id);
            }
        }
        if (leased) {
            publisher.publishTaken(id, write.added());
        } else if (mine && written) {
            publisher.publishTaken(id);
        } else if (written) {
            publisher.publish(id);
        }
        return written;
    }

    private boolean wrote(Bson present, Bson changes) {
        return aggregates.updateOne(present, changes).getMatchedCount() == 1;
    }

    /**
     * Makes many changes, each to another aggregate.
     *
     * @return false when only some were made, and it is not known which
     */
    public boolean writeAll(List<Write> writes) {
        var mine =
                writes.stream().map(Write::id).filter(publisher::take).collect(Collectors.toSet());
        BulkWriteResult made;
        try {
            made =
                    aggregates.bulkWrite(
                            writes.stream().map(it -> model(it, mine.contains(it.id()))).toList(),
                            new BulkWriteOptions().ordered(true));
        } catch (RuntimeException e) {
            mine.forEach(publisher::putDown);
            throw e;
        }
        boolean all = made.getMatchedCount() == writes.size();
        for (var write : writes) {
            var id = write.id();
            if (!mine.contains(id)) {
                publisher.publish(id);
            } else if (all) {
                publisher.publishTaken(id, write.added());
            } else {
                publisher.publishTaken(id);
            }
        }
        return all;
    }

    private UpdateOneModel<Document> model(Write write, boolean mine) {
        return mine
                ? new UpdateOneModel<>(allPublished(write), leasing(write))
                : new UpdateOneModel<>(write.present(), write.with(leases.mark(write.id())));
    }

    private Bson leasing(Write write) {
        return write.with(leases.mark(write.id()), leases.take());
    }

    private static Bson allPublished(Write write) {
        return Filters.and(write.present(), Filters.exists("relay.pending", false));
    }

    /**
     * Publishes the facts that an aggregate was just written with, under {@link #firstLease},
     * without reading it again.
     */
    public void publishNew(String id, List<Fact> facts) {
        publisher.publish(id, facts);
    }

    /**
     * Publishes what crashes, lost leases and outages left behind; call about once a second. What
     * waits for a partition in trouble is passed over, but for one at a time that tries it.
     */
    public void sweep() {
        partitions.lookUp();
        backlog.count();
        if (!partitions.isOpen(Partitions.UNKNOWN)) {
            return;
        }
        sender.tryAgain();
        partitions.toProbe().forEach(this::probe);
        var due = backlog.due(publisher.sweepable(), leases.free(), each.among(SWEEP));
        if (!due.isEmpty() && publisher.publishNow(due)) {
            backlog.count();
        }
    }

    private void probe(int partition) {
        var waiting = backlog.due(List.of(partition), leases.free(), each.among(TO_PROBE_WITH));
        if (waiting.isEmpty()) {
            partitions.presumed(partition);
        } else {
            publisher.probe(partition, waiting);
        }
    }

    /** Aggregates with unpublished facts, as of the last sweep. */
    public long backlog() {
        return backlog.number();
    }

    /** Whether no partition takes anything. */
    public boolean brokerAway() {
        return partitions.allAway();
    }

    /** Partitions that take nothing now. */
    public List<Integer> partitionsInTrouble() {
        return partitions.inTrouble();
    }

    /** Records that are set aside, as the broker does not take them. */
    public long unsendable() {
        return setAside.number();
    }

    @Override
    public void close() {
        publisher.close();
    }
}
