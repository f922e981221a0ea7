package dev.wangge.platform.relay;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.Watermarks.Mark;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Publishes facts that lie in their aggregates ({@code facts} with {@code seq >
 * relay.publishedUpTo}) to a topic, keyed by aggregate id, in {@code seq} order.
 *
 * <p>What consumers may rely on: first appearances per aggregate are in order and without gaps;
 * repeats happen. A short lease per aggregate keeps two instances from publishing the same facts at
 * once, and the watermark moves by compare-and-set from its old value, so that nothing a crashed
 * instance had not sent is skipped.
 */
public final class FactRelay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FactRelay.class);
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final int SWEEP = 500;
    private static final int AT_ONCE = 64;

    private final MongoCollection<Document> aggregates;
    private final MongoCollection<Document> leases;
    private final Watermarks watermarks;
    private final KafkaOperations<String, byte[]> kafka;
    private final EventCodec codec;
    private final InstantSource clock;
    private final String topic;
    private final String source;
    private final String instance = java.util.UUID.randomUUID().toString();
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("relay-", 0).factory());
    private final Semaphore slots = new Semaphore(AT_ONCE);

    /** The sweep's own, or what it publishes would push the next new ones into the next sweep. */
    private final Semaphore sweepSlots = new Semaphore(AT_ONCE);

    private final InHand inHand = new InHand();
    private final AtomicBoolean brokerAway = new AtomicBoolean();
    private final AtomicLong backlog = new AtomicLong();
    private final Timer lag;

    public FactRelay(
            MongoCollection<Document> aggregates,
            KafkaOperations<String, byte[]> kafka,
            EventCodec codec,
            InstantSource clock,
            MeterRegistry metrics,
            String topic,
            String source) {
        this.aggregates = aggregates;
        // A lease that a crash loses is one that nobody holds: no need to wait for the journal.
        this.leases = aggregates.withWriteConcern(WriteConcern.W1);
        this.watermarks = new Watermarks(aggregates, mark -> putDown(mark.id()), this::goOnSoon);
        this.kafka = kafka;
        this.codec = codec;
        this.clock = clock;
        this.topic = topic;
        this.source = source;
        this.lag =
                Timer.builder("wangge.relay.lag")
                        .description("From a fact to the broker's acknowledgement")
                        .tag("topic", topic)
                        .publishPercentileHistogram()
                        .register(metrics);
        Gauge.builder("wangge.relay.backlog", backlog, AtomicLong::get)
                .description(
                        "Aggregates whose facts the broker does not have yet, as of the last sweep")
                .tag("topic", topic)
                .register(metrics);
    }

    /** The index the sweep needs; sparse, since only unpublished aggregates carry the marker. */
    public void createIndex() {
        aggregates.createIndex(Indexes.ascending("relay.pending"), new IndexOptions().sparse(true));
    }

    /**
     * What an aggregate's very first write carries, so that this instance may publish it at once.
     */
    public Document firstLease() {
        return new Document("publishedUpTo", 0L)
                .append("pending", clock.instant().toEpochMilli())
                .append("owner", instance)
                .append("until", leaseEnd());
    }

    /**
     * A change that adds facts to an aggregate.
     *
     * @param present what the aggregate must still be
     * @param changes to it, the facts included
     */
    public record Write(String id, Bson present, List<Bson> changes, List<Fact> added) {}

    /**
     * Makes a change and publishes its facts soon. Where everything before is published the change
     * itself takes the lease, and nothing needs to be read again.
     *
     * @return false when the aggregate is no longer as it must be: nothing is written
     */
    public boolean write(Write write) {
        var leased = leased(write);
        if (wrote(leased.getFilter(), leased.getUpdate())) {
            publishNew(write.id(), write.added());
            return true;
        }
        if (wrote(write.present(), changes(write, List.of(pending())))) {
            publish(write.id());
            return true;
        }
        return false;
    }

    private boolean wrote(Bson present, @Nullable Bson changes) {
        return aggregates.updateOne(present, Objects.requireNonNull(changes)).getMatchedCount()
                == 1;
    }

    /**
     * Makes many changes, each to another aggregate.
     *
     * @return false when only some were made, and it is not known which
     */
    public boolean writeAll(List<Write> writes) {
        var models = writes.stream().map(this::leased).toList();
        var made = aggregates.bulkWrite(models, new BulkWriteOptions().ordered(true));
        if (made.getMatchedCount() == writes.size()) {
            writes.forEach(write -> publishNew(write.id(), write.added()));
            return true;
        }
        writes.forEach(write -> publish(write.id()));
        return false;
    }

    private UpdateOneModel<Document> leased(Write write) {
        return new UpdateOneModel<>(
                Filters.and(write.present(), Filters.exists("relay.pending", false)),
                changes(
                        write,
                        List.of(
                                pending(),
                                Updates.set("relay.owner", instance),
                                Updates.set("relay.until", leaseEnd()))));
    }

    private static Bson changes(Write write, List<Bson> more) {
        return Updates.combine(Stream.concat(write.changes().stream(), more.stream()).toList());
    }

    private Bson pending() {
        return Updates.set("relay.pending", clock.instant().toEpochMilli());
    }

    /**
     * Publishes the facts that an aggregate was just written with, under {@link #firstLease},
     * without reading it again.
     */
    public void publishNew(String id, List<Fact> facts) {
        if (mayTry()) {
            var before = facts.getFirst().seq() - 1;
            workers.execute(() -> guarded(slots, id, () -> drain(id, before, facts)));
        }
    }

    private void publish(String id) {
        if (inHand.waitFor(id)) {
            return; // Whoever has it will look for more.
        }
        if (mayTry()) {
            workers.execute(() -> guarded(slots, id, () -> leaseAndDrain(id)));
        }
    }

    private boolean mayTry() {
        // While the broker is away the sweep probes for it; a thread per report would only wait.
        return !brokerAway.get() && !workers.isShutdown() && slots.tryAcquire();
    }

    /** The work takes the aggregate in hand; it is put down when the work says so, or fails. */
    private void guarded(Semaphore taken, String id, Runnable work) {
        try {
            guarded(id, work);
        } finally {
            taken.release();
        }
    }

    private void guarded(String id, Runnable work) {
        inHand.take(id);
        try {
            work.run();
        } catch (MongoException e) {
            leave(id, e);
        }
    }

    private void leave(String id, MongoException why) {
        log.warn("Left for the sweep: {}", why.getMessage());
        putDown(id);
    }

    private void putDown(String id) {
        if (inHand.putDown(id)) {
            publish(id);
        }
    }

    /** Publishes what crashes, lost leases and outages left behind; call about once a second. */
    public void sweep() {
        var due =
                aggregates
                        .find(Filters.and(Filters.exists("relay.pending"), free()))
                        .projection(Projections.include("_id"))
                        .sort(Sorts.ascending("relay.pending"))
                        .limit(SWEEP)
                        .map(found -> found.getString("_id"))
                        .into(new ArrayList<>());
        backlog.set(aggregates.countDocuments(Filters.exists("relay.pending")));
        if (due.isEmpty()) {
            brokerAway.set(false);
            return;
        }
        due.removeIf(inHand::has);
        if (due.isEmpty()) {
            return; // Their outcome will tell whether the broker is there.
        }
        // The first one is the probe: while it fails, the rest need not try.
        guarded(due.getFirst(), () -> leaseAndDrain(due.getFirst()));
        if (brokerAway.get()) {
            return;
        }
        var rest =
                due.stream()
                        .skip(1)
                        .map(id -> CompletableFuture.runAsync(() -> sweepOne(id), workers))
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(rest).join();
        watermarks.flush();
        backlog.set(aggregates.countDocuments(Filters.exists("relay.pending")));
    }

    private void sweepOne(String id) {
        sweepSlots.acquireUninterruptibly();
        guarded(sweepSlots, id, () -> leaseAndDrain(id));
    }

    /** Aggregates with unpublished facts, as of the last sweep. */
    public long backlog() {
        return backlog.get();
    }

    /** Whether the last attempt to reach the broker failed. */
    public boolean brokerAway() {
        return brokerAway.get();
    }

    private void leaseAndDrain(String id) {
        // Not find-and-update: for its retries the database would keep an image of the whole.
        var leased =
                leases.updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.exists("relay.pending"), free()),
                        Updates.combine(
                                Updates.set("relay.owner", instance),
                                Updates.set("relay.until", leaseEnd())));
        var it = leased.getMatchedCount() == 1 ? read(id) : null;
        if (it == null) {
            putDown(id);
        } else {
            drain(id, watermark(it), unpublished(it));
        }
    }

    private @Nullable Document read(String id) {
        return aggregates
                .find(Filters.eq("_id", id))
                .projection(Projections.include("facts", "relay"))
                .first();
    }

    private void drain(String id, long from, List<Fact> facts) {
        if (facts.isEmpty()) {
            watermarks.move(new Mark(id, from, from));
        } else if (send(id, facts)) {
            watermarks.move(new Mark(id, from, facts.getLast().seq()));
        } else {
            release(id);
            putDown(id);
        }
    }

    private void goOnSoon(Mark mark) {
        if (workers.isShutdown()) {
            putDown(mark.id());
        } else {
            workers.execute(() -> goOn(mark));
        }
    }

    /** The aggregate got more facts while the first were published. */
    private void goOn(Mark mark) {
        try {
            var more =
                    leases.findOneAndUpdate(
                            Filters.and(
                                    Filters.eq("_id", mark.id()),
                                    Filters.eq("relay.publishedUpTo", mark.from())),
                            Updates.combine(
                                    Updates.set("relay.publishedUpTo", mark.upTo()),
                                    Updates.set("relay.owner", instance),
                                    Updates.set("relay.until", leaseEnd())),
                            after());
            if (more == null) {
                putDown(mark.id()); // Another instance went on from the same watermark.
            } else {
                drain(mark.id(), mark.upTo(), unpublished(more));
            }
        } catch (MongoException e) {
            leave(mark.id(), e);
        }
    }

    private boolean send(String id, List<Fact> facts) {
        try {
            var sent = new ArrayList<CompletableFuture<?>>();
            for (var fact : facts) {
                sent.add(kafka.send(topic, id, codec.cloudEvent(source, id, fact)));
            }
            for (var one : sent) {
                one.get(LEASE.toMillis(), TimeUnit.MILLISECONDS);
            }
            brokerAway.set(false);
            var now = clock.instant();
            facts.forEach(fact -> lag.record(Duration.between(fact.at(), now)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            if (!brokerAway.getAndSet(true)) {
                log.warn("The broker is away; facts wait in their aggregates: {}", e.getMessage());
            }
            return false;
        }
    }

    private void release(String id) {
        leases.updateOne(
                Filters.and(Filters.eq("_id", id), Filters.eq("relay.owner", instance)),
                Updates.combine(Updates.unset("relay.owner"), Updates.unset("relay.until")));
    }

    private static List<Fact> unpublished(Document aggregate) {
        var watermark = watermark(aggregate);
        return aggregate.getList("facts", Document.class).stream()
                .map(Fact::fromDocument)
                .filter(fact -> fact.seq() > watermark)
                .toList();
    }

    private static long watermark(Document aggregate) {
        @Nullable Number upTo =
                aggregate.get("relay", new Document()).get("publishedUpTo", Number.class);
        return upTo == null ? 0 : upTo.longValue();
    }

    private Bson free() {
        return Filters.or(
                Filters.exists("relay.until", false),
                Filters.eq("relay.owner", instance),
                Filters.lt("relay.until", Date.from(clock.instant())));
    }

    private Date leaseEnd() {
        return Date.from(clock.instant().plus(LEASE));
    }

    private static FindOneAndUpdateOptions after() {
        return new FindOneAndUpdateOptions()
                .returnDocument(ReturnDocument.AFTER)
                .projection(Projections.include("facts", "relay", "seq"));
    }

    @Override
    public void close() {
        workers.shutdown();
        try {
            var _ = workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watermarks.close();
    }
}
