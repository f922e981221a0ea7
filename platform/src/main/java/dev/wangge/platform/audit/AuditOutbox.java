package dev.wangge.platform.audit;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.relay.Backlog;
import dev.wangge.platform.relay.StateOwner;
import dev.wangge.platform.relay.StateRelay;
import dev.wangge.platform.relay.StateRelay.State;
import dev.wangge.platform.store.Inserts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Notes in the service's own database until the broker has them. Those that come at once are
 * written together; a note is taken out once it is on the topic, and sent twice at worst.
 */
final class AuditOutbox implements AuditSink, StateOwner {
    /** Its collection. */
    static final String COLLECTION = "auditOutbox";

    private static final int AT_ONCE = 500;

    /** So long nobody else sends what one instance has taken to send. */
    private static final Duration TAKEN_FOR = Duration.ofSeconds(15);

    private final MongoCollection<Document> notes;
    private final StateRelay relay;
    private final Backlog backlog;
    private final String source;
    private final InstantSource clock;
    private final EventCodec codec = new EventCodec(AuditFact.class);
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Lock writing = new ReentrantLock();

    AuditOutbox(
            MongoCollection<Document> notes,
            StateRelay relay,
            String source,
            InstantSource clock,
            MeterRegistry metrics) {
        this.notes = notes;
        this.relay = relay;
        this.source = source;
        this.clock = clock;
        this.backlog = relay.backlog(notes, "pending", "partition");
        Gauge.builder("wangge.relay.backlog", backlog, Backlog::number)
                .description("Notes for the audit trail that the broker does not have yet")
                .tag("topic", Topics.AUDIT)
                .tag("of", COLLECTION)
                .register(metrics);
    }

    void createIndex() {
        backlog.createIndex();
    }

    private record Waiting(List<Document> notes, CompletableFuture<Void> stored) {}

    @Override
    public void keep(List<AuditNote> some) {
        var mine =
                new Waiting(some.stream().map(this::written).toList(), new CompletableFuture<>());
        waiting.add(mine);
        writing.lock();
        try {
            // Whoever wrote before wrote ours, too.
            if (!mine.stored.isDone()) {
                writeAll();
            }
        } finally {
            writing.unlock();
        }
        if (mine.stored.isCompletedExceptionally()) {
            throw (RuntimeException) mine.stored.exceptionNow();
        }
    }

    private void writeAll() {
        var all = new ArrayList<Waiting>();
        for (Waiting one; (one = waiting.poll()) != null; ) {
            all.add(one);
        }
        try {
            insert(all.stream().flatMap(it -> it.notes.stream()).toList());
            all.forEach(it -> it.stored.complete(null));
        } catch (RuntimeException e) {
            all.forEach(it -> it.stored.completeExceptionally(e));
        }
    }

    private void insert(List<Document> some) {
        if (some.size() == 1) {
            var _ = Inserts.insertIfAbsent(notes, some.getFirst());
            return;
        }
        try {
            notes.insertMany(some);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream()
                    .noneMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
            // Some are there already: each of the others is not.
            some.forEach(one -> Inserts.insertIfAbsent(notes, one));
        }
    }

    private Document written(AuditNote note) {
        var about = Objects.requireNonNullElse(note.fact().about(), source);
        return new Document("_id", note.id())
                .append("type", codec.typeOf(note.fact()))
                .append(
                        "event",
                        new Binary(
                                codec.cloudEvent(
                                        source,
                                        about,
                                        note.id(),
                                        note.fact(),
                                        note.by(),
                                        note.at())))
                .append("pending", Date.from(clock.instant()))
                .append("partition", relay.partitionOf(note.id()));
    }

    /** Brings to the topic what waits, the oldest first. */
    @Scheduled(fixedDelayString = "${wangge.audit.relay-every:500ms}")
    void sweep() {
        backlog.count();
        if (!relay.isThere()) {
            return;
        }
        relay.tryAgain(this::sayAgain);
        relay.toProbe().forEach(this::probe);
        while (sendSome()) {
            // There is more.
        }
    }

    private boolean sendSome() {
        var due =
                taken(
                        backlog.due(
                                relay.open(),
                                Filters.lte("pending", Date.from(clock.instant())),
                                AT_ONCE));
        var done = due.isEmpty() ? List.<String>of() : relay.send(due);
        forget(done);
        return done.size() == AT_ONCE;
    }

    private void probe(int partition) {
        var one = taken(backlog.due(List.of(partition), Filters.empty(), 1));
        if (one.isEmpty()) {
            relay.nothingToProbe(partition);
        } else {
            relay.probe(one.getFirst());
        }
    }

    /** Of what a majority has; put back in the queue, so that nobody else sends it meanwhile. */
    private List<State> taken(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var these = Filters.in("_id", ids);
        var states =
                notes.withReadConcern(ReadConcern.MAJORITY)
                        .find(these)
                        .sort(new Document("pending", 1))
                        .map(it ->
                                new State(
                                        it.getString("_id"),
                                        1,
                                        it.getString("type"),
                                        it.get("event", Binary.class)))
                        .into(new ArrayList<>());
        // Waits for a majority, by which the next look goes: or it would find them again.
        var until = Date.from(clock.instant().plus(TAKEN_FOR));
        var _ =
                notes.withWriteConcern(WriteConcern.MAJORITY)
                        .updateMany(these, Updates.set("pending", until));
        return states;
    }

    private void forget(Collection<String> sent) {
        if (!sent.isEmpty()) {
            // What a crash leaves is sent once more: nobody waits for it.
            var _ = notes.withWriteConcern(WriteConcern.W1).deleteMany(Filters.in("_id", sent));
        }
    }

    @Override
    public String of() {
        return COLLECTION;
    }

    @Override
    public void sayAgain(String id) {
        var _ =
                notes.updateOne(
                        Filters.eq("_id", id), Updates.set("pending", Date.from(clock.instant())));
    }
}
