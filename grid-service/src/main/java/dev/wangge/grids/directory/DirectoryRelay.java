package dev.wangge.grids.directory;

import static java.util.stream.Collectors.toSet;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.platform.event.EventCodec;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes the whole present state of what changed, in batches; while the broker is away it waits
 * in the entries. One instance at a time: an older state never follows a newer one.
 */
@Component
class DirectoryRelay {
    private static final Logger log = LoggerFactory.getLogger(DirectoryRelay.class);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(2);
    private static final int BATCH = 1_000;
    private Set<String> announced = Set.of();
    private Instant counted = Instant.MIN;
    private final AtomicLong backlog = new AtomicLong();
    private final EventCodec codec = new EventCodec(DirectoryEntry.class);
    private final Directory directory;
    private final Undo undo;
    private final DutyList duty;
    private final KafkaOperations<String, byte[]> kafka;
    private final Lease lease;
    private final Clock clock;

    DirectoryRelay(
            Directory directory,
            DutyList duty,
            KafkaOperations<String, byte[]> kafka,
            Clock clock,
            MeterRegistry metrics) {
        this.directory = directory;
        this.undo = directory.undo();
        this.duty = duty;
        this.kafka = kafka;
        this.lease = new Lease(directory.marks(), "relay", clock);
        this.clock = clock;
        Gauge.builder("wangge.relay.backlog", backlog, AtomicLong::get)
                .description("Entries the broker does not have yet, as of the last sweep")
                .tag("topic", Topics.GRIDS)
                .tag("of", directory.entries().getNamespace().getCollectionName())
                .register(metrics);
    }

    @Scheduled(fixedDelayString = "${wangge.grids.relay-every:300ms}")
    void sweep() {
        publishImports();
        while (isPending() && lease.isTaken()) {
            // Read only now: what another published before is not in it any more.
            var batch = pending();
            announce(batch);
            count();
            // Who is on duty is part of a grid's state, and may follow from what is in this batch.
            duty.followPending(batch);
            if (!send(batch)) {
                return;
            }
            published(batch);
        }
        count();
    }

    /** What abandoned imports wrote is put back; a dead one's too. */
    @Scheduled(fixedDelayString = "${wangge.grids.undo-every:5s}")
    void undoAbandoned() {
        for (var number : directory.imports().toUndo()) {
            undo.run(number);
            directory.imports().undoneForDead(number);
        }
    }

    /** Imports show already; that was told when they were committed. */
    private void publishImports() {
        for (var number : directory.imports().toPublish()) {
            if (!lease.isTaken() || !isPublished(number)) {
                return;
            }
            directory.imports().published(number);
        }
    }

    /** Publishes an import; it is all there when looking once more finds nothing. */
    private boolean isPublished(long number) {
        var pass = Pass.SENT;
        while (pass == Pass.SENT) {
            pass = publish(number);
        }
        return pass == Pass.EMPTY;
    }

    private enum Pass {
        SENT,
        EMPTY,
        BROKEN_OFF
    }

    /** Goes through an import once, and marks what the broker has while it reads on. */
    private Pass publish(long number) {
        var marking = new WriteBehind();
        var pass = Pass.EMPTY;
        try (var rows = ofImport(number)) {
            // Who lost it in between may have rows in hand that are old by now.
            while (lease.isKept()) {
                var batch = next(rows);
                if (batch.isEmpty()) {
                    marking.await();
                    return pass;
                }
                count();
                duty.followPending(batch);
                if (!send(batch)) {
                    return Pass.BROKEN_OFF;
                }
                pass = Pass.SENT;
                marking.start(() -> published(batch, number));
            }
            return Pass.BROKEN_OFF;
        } finally {
            marking.settle();
        }
    }

    private MongoCursor<Document> ofImport(long number) {
        return directory.entries().find(Filters.eq("import", number)).batchSize(BATCH).cursor();
    }

    private static List<Stored> next(MongoCursor<Document> rows) {
        var batch = new ArrayList<Stored>();
        while (batch.size() < BATCH && rows.hasNext()) {
            batch.add(new Stored(rows.next()));
        }
        return batch;
    }

    /** One that changed since is pending, and of no import any more. */
    private void published(List<Stored> batch, long number) {
        directory
                .entries()
                .updateMany(
                        Filters.and(
                                Filters.in("_id", batch.stream().map(Stored::key).toList()),
                                Filters.eq("import", number)),
                        Updates.combine(
                                Updates.unset("import"),
                                Updates.unset("before"),
                                Updates.unset("formerPlaces")));
    }

    /**
     * Who wrote an entry tells the other instances so, unless it ended before it could: what waits
     * here is told once more, before its mark is gone.
     */
    private void announce(List<Stored> batch) {
        var states = batch.stream().map(Stored::state).collect(toSet());
        if (!states.isEmpty() && !states.equals(announced)) {
            directory.changed();
            announced = states;
        }
    }

    private boolean isPending() {
        return directory
                        .entries()
                        .find(Filters.exists("pending"))
                        .projection(Projections.include("_id"))
                        .first()
                != null;
    }

    private List<Stored> pending() {
        return directory
                .entries()
                .find(Filters.exists("pending"))
                .sort(Sorts.ascending("pending"))
                .limit(BATCH)
                .map(Stored::new)
                .into(new ArrayList<>());
    }

    /** Counting a big import takes longer than sending a batch of it. */
    private void count() {
        var now = clock.instant();
        if (now.isAfter(counted.plus(COUNT_EVERY))) {
            counted = now;
            backlog.set(
                    directory
                            .entries()
                            .countDocuments(
                                    Filters.or(
                                            Filters.exists("pending"),
                                            Filters.in(
                                                    "import", directory.imports().toPublish()))));
        }
    }

    private boolean send(List<Stored> batch) {
        if (!lease.isHeld()) {
            return false; // Who was paused so long would send what is old.
        }
        try {
            var sent = new ArrayList<CompletableFuture<?>>();
            for (var stored : batch) {
                sent.add(send(stored));
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
            return true;
        } catch (KafkaException | CompletionException e) {
            log.warn("The broker is away; the directory waits: {}", e.getMessage());
            return false;
        }
    }

    @SuppressWarnings("NullAway") // A null value is Kafka's tombstone.
    private CompletableFuture<?> send(Stored stored) {
        if (stored.isDeleted()) {
            return kafka.send(Topics.GRIDS, stored.key(), null);
        }
        var entry = Entry.from(stored.row());
        return entry.event()
                .<CompletableFuture<?>>map(event ->
                        kafka.send(
                                Topics.GRIDS,
                                stored.key(),
                                codec.cloudEvent(
                                        "/grid-service",
                                        entry.code(),
                                        stored.seq(),
                                        event,
                                        "system",
                                        stored.at())))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** The broker has these as they were sent; one that changed since stays pending. */
    private void published(List<Stored> batch) {
        if (batch.isEmpty()) {
            return;
        }
        var writes = new ArrayList<UpdateOneModel<Document>>();
        for (var stored : batch) {
            writes.add(
                    new UpdateOneModel<>(
                            stored.unchanged(),
                            Updates.combine(
                                    Updates.unset("pending"), Updates.unset("formerPlaces"))));
        }
        directory.entries().bulkWrite(writes, new BulkWriteOptions().ordered(true));
    }
}
