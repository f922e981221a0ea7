package dev.wangge.platform.relay;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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

    /** What this instance is publishing right now: nothing that the sweep should publish too. */
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

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

    /** What every later write that adds facts sets. */
    public Bson pending() {
        return Updates.set("relay.pending", clock.instant().toEpochMilli());
    }

    /**
     * Publishes a new aggregate's facts, written with {@link #firstLease}, without reading it
     * again.
     */
    public void publishNew(String aggregateId, List<Fact> facts) {
        if (mayTry()) {
            workers.execute(() -> guarded(slots, aggregateId, () -> drain(aggregateId, 0, facts)));
        }
    }

    /** Publishes what an aggregate has not published yet, soon. */
    public void publish(String aggregateId) {
        if (mayTry()) {
            workers.execute(() -> guarded(slots, aggregateId, () -> leaseAndDrain(aggregateId)));
        }
    }

    private boolean mayTry() {
        // While the broker is away the sweep probes for it; a thread per report would only wait.
        return !brokerAway.get() && slots.tryAcquire();
    }

    private void guarded(Semaphore taken, String aggregateId, Runnable work) {
        inHand.add(aggregateId);
        try {
            work.run();
        } catch (MongoException e) {
            log.warn("Left for the sweep: {}", e.getMessage());
        } finally {
            inHand.remove(aggregateId);
            taken.release();
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
        due.removeIf(inHand::contains);
        if (due.isEmpty()) {
            return; // Their outcome will tell whether the broker is there.
        }
        // The first one is the probe: while it fails, the rest need not try.
        leaseAndDrain(due.getFirst());
        if (brokerAway.get()) {
            return;
        }
        var rest =
                due.stream()
                        .skip(1)
                        .map(id -> CompletableFuture.runAsync(() -> sweepOne(id), workers))
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(rest).join();
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
                aggregates.updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.exists("relay.pending"), free()),
                        Updates.combine(
                                Updates.set("relay.owner", instance),
                                Updates.set("relay.until", leaseEnd())));
        if (leased.getMatchedCount() == 1) {
            read(id).ifPresent(it -> drain(id, watermark(it), unpublished(it)));
        }
    }

    private Optional<Document> read(String id) {
        return Optional.ofNullable(
                aggregates
                        .find(Filters.eq("_id", id))
                        .projection(Projections.include("facts", "relay"))
                        .first());
    }

    private void drain(String id, long from, List<Fact> first) {
        var watermark = from;
        var facts = first;
        while (true) {
            if (!facts.isEmpty() && !send(id, facts)) {
                release(id);
                return;
            }
            var last = facts.isEmpty() ? watermark : facts.getLast().seq();
            var mine =
                    Filters.and(
                            Filters.eq("_id", id), Filters.eq("relay.publishedUpTo", watermark));
            var done =
                    aggregates.updateOne(
                            Filters.and(mine, Filters.eq("seq", last)),
                            Updates.combine(
                                    Updates.set("relay.publishedUpTo", last),
                                    Updates.unset("relay.pending"),
                                    Updates.unset("relay.owner"),
                                    Updates.unset("relay.until")));
            if (done.getMatchedCount() == 1) {
                return;
            }
            var more =
                    aggregates.findOneAndUpdate(
                            mine,
                            Updates.combine(
                                    Updates.set("relay.publishedUpTo", last),
                                    Updates.set("relay.owner", instance),
                                    Updates.set("relay.until", leaseEnd())),
                            after());
            if (more == null) {
                return; // Another instance went on from the same watermark: it will finish.
            }
            watermark = last;
            facts = unpublished(more);
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
        aggregates.updateOne(
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
    }
}
