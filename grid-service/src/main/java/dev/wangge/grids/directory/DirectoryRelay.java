package dev.wangge.grids.directory;

import static java.util.stream.Collectors.toSet;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.platform.relay.StateOwner;
import dev.wangge.platform.relay.StateRelay;
import dev.wangge.platform.relay.StateRelay.State;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes the whole present state of what changed, in batches; while the broker is away it waits
 * in the entries. One instance at a time: an older state never follows a newer one.
 *
 * <p>What is read is what a majority has, and before it is sent the lease is kept: a write that
 * waits for a majority's journal, and so for all that was read before it.
 */
@Component
class DirectoryRelay implements StateOwner {
    private static final Duration COUNT_EVERY = Duration.ofSeconds(2);
    private static final int BATCH = 1_000;
    private Set<String> announced = Set.of();
    private Instant counted = Instant.MIN;
    private final AtomicLong backlog = new AtomicLong();
    private final Directory directory;
    private final MongoCollection<Document> entries;
    private final DutyList duty;
    private final StateRelay relay;
    private final EachAlone each;
    private final Waiting waiting;
    private final Lease lease;
    private final Clock clock;

    DirectoryRelay(
            Directory directory,
            DutyList duty,
            KafkaOperations<String, byte[]> kafka,
            Clock clock,
            MeterRegistry metrics) {
        this.directory = directory;
        this.entries = directory.entries().withReadConcern(ReadConcern.MAJORITY);
        this.duty = duty;
        var of = entries.getNamespace().getCollectionName();
        this.relay =
                new StateRelay(
                        kafka,
                        directory.setAside(),
                        clock,
                        metrics,
                        Topics.GRIDS,
                        of,
                        "/grid-service");
        this.each = new EachAlone("relay of " + of, clock, metrics);
        this.waiting = new Waiting(relay, clock);
        this.lease = new Lease(directory.marks(), "relay", clock);
        this.clock = clock;
        Gauge.builder("wangge.relay.backlog", backlog, AtomicLong::get)
                .description("Entries the broker does not have yet, as of the last sweep")
                .tag("topic", Topics.GRIDS)
                .tag("of", of)
                .register(metrics);
    }

    @Scheduled(fixedDelayString = "${wangge.grids.relay-every:300ms}")
    void sweep() {
        if (relay.isThere()) {
            relay.tryAgain(this::sayAgain);
            relay.toProbe().forEach(this::probe);
            waiting.lookAround();
            publishImports();
            publishPending();
        }
        count();
    }

    @Override
    public String of() {
        return entries.getNamespace().getCollectionName();
    }

    @Override
    public void sayAgain(String key) {
        entries.updateOne(
                Filters.and(Filters.eq("_id", key), Filters.exists("import", false)),
                Updates.set("pending", clock.millis()));
    }

    /** Tries a partition in trouble with one of those that were passed over. */
    private void probe(int partition) {
        var key = waiting.passedOver(partition);
        var found = key == null ? null : entries.find(unpublished(key)).first();
        var states = new ArrayList<State>();
        if (found != null) {
            tell(List.of(new Stored(found)), states);
        }
        if (states.isEmpty()) {
            relay.nothingToProbe(partition);
        } else if (lease.tryAcquire()) {
            relay.probe(states.getFirst());
        } else {
            relay.notProbed(partition);
        }
    }

    private Bson unpublished(String key) {
        return Filters.and(
                Filters.eq("_id", key),
                Filters.or(
                        Filters.exists("pending"),
                        Filters.in("import", directory.imports().toPublish())));
    }

    private void publishPending() {
        if (!isPending() || !lease.tryAcquire()) {
            return;
        }
        // Read only now: what another published before is not in it any more.
        try (var rows =
                entries.find(waiting.pending())
                        .sort(Sorts.ascending("pending"))
                        .batchSize(BATCH)
                        .cursor()) {
            for (var batch = next(rows); !batch.isEmpty(); batch = next(rows)) {
                announce(batch);
                count();
                // Who is on duty is part of a grid's state, and may follow from what is in it.
                duty.followPending(batch);
                if (!lease.tryRenew()) {
                    return;
                }
                var done = send(batch);
                published(batch.stream().filter(it -> done.contains(it.key())).toList());
                waiting.looked(batch, done);
            }
        }
        waiting.lookedThrough();
    }

    /** Imports show already; that was told when they were committed. */
    private void publishImports() {
        for (var number : directory.imports().toPublish()) {
            if (waiting.isLeft(number)) {
                continue;
            }
            if (!lease.tryAcquire()) {
                return;
            }
            switch (publishWhole(number)) {
                case SENT, EMPTY -> directory.imports().published(number);
                case PASSED_OVER -> waiting.leave(number);
                case BROKEN_OFF -> {
                    return;
                }
            }
        }
    }

    /** Publishes an import; it is all there when looking once more finds nothing. */
    private Pass publishWhole(long number) {
        var pass = Pass.SENT;
        while (pass == Pass.SENT) {
            pass = publish(number);
        }
        return pass;
    }

    private enum Pass {
        SENT,
        EMPTY,
        /** Some wait for a partition that takes nothing. */
        PASSED_OVER,
        BROKEN_OFF
    }

    /** Goes through an import once, and marks what the broker has while it reads on. */
    private Pass publish(long number) {
        var marking = new WriteBehind();
        var pass = Pass.EMPTY;
        try (var rows = ofImport(number)) {
            while (true) {
                var batch = next(rows);
                if (batch.isEmpty()) {
                    marking.await();
                    return pass;
                }
                count();
                duty.followPending(batch);
                // Who lost it in between may have rows in hand that are old by now.
                if (!lease.tryRenew()) {
                    return Pass.BROKEN_OFF;
                }
                var done = send(batch);
                if (done.size() < batch.size()) {
                    pass = Pass.PASSED_OVER;
                    waiting.passOver(batch, done);
                } else if (pass == Pass.EMPTY) {
                    pass = Pass.SENT;
                }
                marking.start(() -> published(done, number));
            }
        } finally {
            marking.settle();
        }
    }

    private MongoCursor<Document> ofImport(long number) {
        return entries.find(Filters.eq("import", number)).batchSize(BATCH).cursor();
    }

    private static List<Stored> next(MongoCursor<Document> rows) {
        var batch = new ArrayList<Stored>();
        while (batch.size() < BATCH && rows.hasNext()) {
            batch.add(new Stored(rows.next()));
        }
        return batch;
    }

    /** One that changed since is pending, and of no import any more. */
    private void published(Set<String> done, long number) {
        if (!done.isEmpty()) {
            entries.updateMany(
                    Filters.and(Filters.in("_id", done), Filters.eq("import", number)),
                    Updates.combine(
                            Updates.unset("import"),
                            Updates.unset("before"),
                            Updates.unset("formerPlaces")));
        }
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
        return entries.find(Filters.exists("pending"))
                        .projection(Projections.include("_id"))
                        .first()
                != null;
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

    /** Keys of those the broker has, and of those that nobody need be told of. */
    private Set<String> send(List<Stored> batch) {
        var states = new ArrayList<State>();
        var done = tell(batch, states);
        done.addAll(relay.send(states));
        return done;
    }

    /** Keys of those that nobody need be told of; one that cannot be told waits. */
    private Set<String> tell(List<Stored> batch, List<State> states) {
        var untold = new HashSet<String>();
        each.forEach(
                batch,
                Stored::key,
                it -> it.told().ifPresentOrElse(states::add, () -> untold.add(it.key())));
        return untold;
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
        entries.bulkWrite(writes, new BulkWriteOptions().ordered(true));
    }
}
