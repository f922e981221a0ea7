package dev.wangge.platform.relay;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.Leases.Unpublished;
import dev.wangge.platform.relay.Watermarks.Mark;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the facts of aggregates that this instance has in hand to the broker, each aggregate under
 * its lease; what it cannot bring it leaves for the sweep.
 */
final class Publisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Publisher.class);
    private static final int AT_ONCE = 64;

    private final Leases leases;
    private final Sender sender;
    private final Watermarks watermarks;
    private final InHand inHand = new InHand();
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("relay-", 0).factory());
    private final Semaphore slots = new Semaphore(AT_ONCE);

    /** The sweep's own, or what it publishes would push the next new ones into the next sweep. */
    private final Semaphore sweepSlots = new Semaphore(AT_ONCE);

    Publisher(MongoCollection<Document> aggregates, Leases leases, Sender sender) {
        this.leases = leases;
        this.sender = sender;
        this.watermarks = new Watermarks(aggregates, mark -> putDown(mark.id()), this::goOnSoon);
    }

    /** False when it is in hand already: whoever has it may not see what is written now. */
    boolean take(String id) {
        return inHand.take(id);
    }

    /** Nothing was written to it after all. */
    void putDown(String id) {
        if (inHand.putDown(id)) {
            publish(id);
        }
    }

    /** Soon publishes what waits in an aggregate; whoever has it in hand looks for more. */
    void publish(String id) {
        if (inHand.takeOrWait(id)) {
            publishTaken(id);
        }
    }

    /** As {@link #publish(String)}, of one under a lease of ours, without reading it. */
    void publish(String id, List<Fact> leased) {
        if (inHand.takeOrWait(id)) {
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
        if (!mayTry()) {
            putDown(id);
            return;
        }
        boolean begun =
                begin(() -> {
                    try {
                        guarded(id, work);
                    } finally {
                        slots.release();
                    }
                });
        if (!begun) {
            slots.release();
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

    private boolean mayTry() {
        // While the broker is away the sweep probes for it; a thread per report would only wait.
        return !sender.isBrokerAway() && slots.tryAcquire();
    }

    /** Works on an aggregate in hand: the work puts it down, now or when its mark is noted. */
    private void guarded(String id, Runnable work) {
        try {
            work.run();
        } catch (MongoException e) {
            log.warn("Left for the sweep: {}", e.getMessage());
            putDown(id);
        } catch (RuntimeException e) {
            log.error("{} cannot be published", id, e); // It holds up none of its neighbours.
            putDown(id);
        }
    }

    /**
     * Publishes what waits in these aggregates, and returns when that is done.
     *
     * @return false when it was not tried, as they are in hand or the broker is away
     */
    boolean publishNow(List<String> due) {
        var free = due.stream().filter(id -> !inHand.has(id)).toList();
        if (free.isEmpty()) {
            return false; // Their outcome will tell whether the broker is there.
        }
        // The first one is the probe: while it fails, the rest need not try.
        publishNow(free.getFirst());
        if (sender.isBrokerAway()) {
            return false;
        }
        var rest =
                free.stream()
                        .skip(1)
                        .map(id -> CompletableFuture.runAsync(() -> publishNow(id), workers))
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(rest).join();
        watermarks.flush();
        return true;
    }

    private void publishNow(String id) {
        sweepSlots.acquireUninterruptibly();
        try {
            if (inHand.take(id)) {
                guarded(id, () -> leaseAndDrain(id));
            }
        } finally {
            sweepSlots.release();
        }
    }

    private void leaseAndDrain(String id) {
        leases.take(id).ifPresentOrElse(it -> drain(id, it), () -> putDown(id));
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
                                        leases.goOn(mark)
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
