package dev.wangge.platform.relay;

import com.mongodb.client.MongoCollection;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.Leases.Unpublished;
import dev.wangge.platform.relay.Watermarks.Mark;
import dev.wangge.platform.store.DatabaseAway;
import dev.wangge.platform.sweep.EachAlone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the facts of aggregates that this instance has in hand to the broker, each aggregate under
 * its lease; what it cannot bring it leaves for the sweep. Each partition has places of its own, so
 * that one that takes nothing fills up its own only.
 */
final class Publisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Publisher.class);
    private static final int AT_ONCE = 64;

    /** Calls of the database, whose connections others need too. */
    private static final int READ_AT_ONCE = 32;

    /** A sweep waits no longer for a partition: what is sent to it then is still looked after. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Leases leases;
    private final Sender sender;
    private final Partitions partitions;
    private final EachAlone each;
    private final Watermarks watermarks;
    private final InFlight inFlight = new InFlight();
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("relay-", 0).factory());
    private final Semaphore reading = new Semaphore(READ_AT_ONCE);
    private final Map<Integer, Places> places = new ConcurrentHashMap<>();

    Publisher(
            MongoCollection<Document> aggregates,
            Leases leases,
            Sender sender,
            Partitions partitions,
            EachAlone each) {
        this.leases = leases;
        this.sender = sender;
        this.partitions = partitions;
        this.each = each;
        this.watermarks = new Watermarks(aggregates, mark -> putDown(mark.id()), this::goOnSoon);
    }

    /**
     * A partition's places.
     *
     * @param swept the sweep's own, or what it publishes would push the next new ones into the next
     *     sweep
     */
    private record Places(Semaphore written, Semaphore swept) {
        private Places() {
            this(new Semaphore(AT_ONCE), new Semaphore(AT_ONCE));
        }
    }

    private Places places(int partition) {
        return places.computeIfAbsent(partition, _ -> new Places());
    }

    /** False when it is in hand already: whoever has it may not see what is written now. */
    boolean take(String id) {
        return inFlight.take(id);
    }

    /** Nothing was written to it after all. */
    void putDown(String id) {
        if (inFlight.putDown(id)) {
            publish(id);
        }
    }

    /** Soon publishes what waits in an aggregate; whoever has it in hand looks for more. */
    void publish(String id) {
        if (inFlight.takeOrWait(id)) {
            publishTaken(id);
        }
    }

    /** As {@link #publish(String)}, of one under a lease of ours, without reading it. */
    void publish(String id, List<Fact> leased) {
        if (inFlight.takeOrWait(id)) {
            publishTaken(id, leased);
        }
    }

    /** Soon publishes what waits in an aggregate in hand. */
    void publishTaken(String id) {
        soon(id, () -> leaseAndDrain(id));
    }

    /**
     * Soon publishes the only facts that wait in an aggregate in hand and under a lease of ours.
     */
    void publishTaken(String id, List<Fact> leased) {
        soon(id, () -> drain(id, new Unpublished(leased.getFirst().seq() - 1, leased)));
    }

    private void soon(String id, Runnable work) {
        int partition = partitions.of(id);
        var place = places(partition).written();
        // While it takes nothing the sweep probes; a thread per report would only wait.
        if (!partitions.isOpen(partition) || !place.tryAcquire()) {
            putDown(id);
            return;
        }
        boolean begun =
                begin(() -> {
                    try {
                        guarded(id, work);
                    } finally {
                        place.release();
                    }
                });
        if (!begun) {
            place.release();
            putDown(id);
        }
    }

    /** False when we close: what is written then is left for whoever sweeps next. */
    private boolean begin(Runnable work) {
        try {
            workers.execute(work);
            return true;
        } catch (RejectedExecutionException closing) {
            return false;
        }
    }

    /** Works on an aggregate in hand: the work puts it down, now or when its mark is noted. */
    private void guarded(String id, Runnable work) {
        try {
            work.run();
            each.succeeded(id);
        } catch (RuntimeException e) {
            if (DatabaseAway.causes(e)) {
                log.warn("Left for the sweep: {}", e.getMessage());
            } else {
                each.failed(id, e);
            }
            putDown(id);
        }
    }

    /** Partitions that take part in a sweep: they answer, and are done with the last one. */
    List<Integer> sweepable() {
        return partitions.open().stream()
                .filter(it -> places(it).swept().availablePermits() == AT_ONCE)
                .toList();
    }

    /**
     * Publishes what waits in these aggregates, and returns when that is done, or after a while.
     *
     * @return false when there was none to try, as all are in hand or left out
     */
    boolean publishNow(List<String> due) {
        var begun =
                due.stream()
                        .filter(id -> !inFlight.has(id) && each.isDue(id))
                        .map(id -> CompletableFuture.runAsync(() -> publishNow(id), workers))
                        .toArray(CompletableFuture[]::new);
        if (begun.length == 0) {
            return false;
        }
        CompletableFuture.allOf(begun)
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        watermarks.flush();
        return true;
    }

    private void publishNow(String id) {
        int partition = partitions.of(id);
        var place = places(partition).swept();
        try {
            if (!place.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (partitions.isOpen(partition) && inFlight.take(id)) {
                guarded(id, () -> leaseAndDrain(id));
            }
        } finally {
            place.release();
        }
    }

    /**
     * Tries a partition in trouble with the first of these that nobody has in hand, and does not
     * wait for it.
     */
    void probe(int partition, List<String> waiting) {
        var one = waiting.stream().filter(each::isDue).filter(inFlight::take).findFirst();
        boolean begun =
                one.isPresent()
                        && begin(() -> {
                            try {
                                guarded(one.get(), () -> leaseAndDrain(one.get()));
                            } finally {
                                partitions.probeEnded(partition);
                            }
                        });
        if (!begun) {
            one.ifPresent(this::putDown);
            partitions.probeEnded(partition);
        }
    }

    private void leaseAndDrain(String id) {
        leased(() -> leases.take(id)).ifPresentOrElse(it -> drain(id, it), () -> putDown(id));
    }

    private Optional<Unpublished> leased(Supplier<Optional<Unpublished>> lease) {
        reading.acquireUninterruptibly();
        try {
            return lease.get();
        } finally {
            reading.release();
        }
    }

    private void drain(String id, Unpublished it) {
        if (it.facts().isEmpty()) {
            watermarks.move(new Mark(id, it.watermark(), it.watermark()));
        } else if (sender.send(id, it.facts())) {
            watermarks.move(new Mark(id, it.watermark(), it.facts().getLast().seq()));
        } else {
            leases.release(id);
            putDown(id);
        }
    }

    /** The aggregate got more facts while the first were published. */
    private void goOnSoon(Mark mark) {
        var id = mark.id();
        boolean begun =
                begin(() ->
                        guarded(
                                id,
                                () ->
                                        leased(() -> leases.goOn(mark))
                                                .ifPresentOrElse(
                                                        it -> drain(id, it), () -> putDown(id))));
        if (!begun) {
            putDown(id);
        }
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
