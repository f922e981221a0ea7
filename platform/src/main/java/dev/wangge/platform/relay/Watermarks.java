package dev.wangge.platform.relay;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the aggregates up to where the broker has their facts, many at once. Nobody waits for
 * it, and what a crash leaves unnoted is only sent once more: so it gathers for a moment, and is
 * not waited for until the journal has it.
 */
final class Watermarks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watermarks.class);
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final int AT_ONCE = 500;

    private final MongoCollection<Document> aggregates;
    private final Consumer<Mark> whenMoved;
    private final Consumer<Mark> whenBehind;
    private final Queue<Mark> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore some = new Semaphore(0);
    private final Thread mover = Thread.ofVirtual().name("watermarks").unstarted(this::moveOn);
    private boolean closed;

    /** The broker has an aggregate's facts up to this one; its watermark was at {@code from}. */
    record Mark(String id, long from, long upTo) {}

    private record Span(long from, long upTo) {}

    /**
     * @param whenMoved the mark is noted, the aggregate has no unpublished facts; or the writing
     *     failed, and the sweep will publish them again
     * @param whenBehind the aggregate got more facts meanwhile
     */
    Watermarks(
            MongoCollection<Document> aggregates,
            Consumer<Mark> whenMoved,
            Consumer<Mark> whenBehind) {
        this.aggregates = aggregates.withWriteConcern(WriteConcern.W1);
        this.whenMoved = whenMoved;
        this.whenBehind = whenBehind;
        mover.start();
    }

    void move(Mark mark) {
        waiting.add(mark);
        some.release();
    }

    private void moveOn() {
        try {
            while (true) {
                some.acquire();
                Thread.sleep(GATHER);
                some.drainPermits();
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Closed.
        }
    }

    /** Notes what waits, now. */
    synchronized void flush() {
        while (!closed && !waiting.isEmpty()) {
            var marks = new ArrayList<Mark>();
            for (Mark one; marks.size() < AT_ONCE && (one = waiting.poll()) != null; ) {
                marks.add(one);
            }
            write(marks);
        }
    }

    private void write(List<Mark> marks) {
        List<Mark> behind = List.of();
        try {
            var moved = aggregates.bulkWrite(models(marks), new BulkWriteOptions().ordered(true));
            if (moved.getMatchedCount() < marks.size()) {
                behind = stillPending(marks);
            }
        } catch (MongoException e) {
            log.warn("Left for the sweep: {}", e.getMessage());
        } catch (RuntimeException e) { // The driver's own, once its client is closed.
            log.error("Left for the sweep", e);
        }
        marks.removeAll(behind);
        marks.forEach(whenMoved);
        behind.forEach(whenBehind);
    }

    /** Where as many facts were published of each, one update moves them all. */
    private static List<UpdateManyModel<Document>> models(List<Mark> marks) {
        var together =
                marks.stream()
                        .collect(
                                Collectors.groupingBy(
                                        mark -> new Span(mark.from, mark.upTo),
                                        LinkedHashMap::new,
                                        Collectors.mapping(Mark::id, Collectors.toList())));
        return together.entrySet().stream()
                .map(one -> model(one.getKey(), one.getValue()))
                .toList();
    }

    private static UpdateManyModel<Document> model(Span span, List<String> ids) {
        return new UpdateManyModel<>(
                Filters.and(
                        Filters.in("_id", ids),
                        Filters.eq("relay.publishedUpTo", span.from),
                        Filters.eq("seq", span.upTo)),
                Updates.combine(
                        Updates.set("relay.publishedUpTo", span.upTo),
                        Updates.unset("relay.pending"),
                        Updates.unset("relay.partition"),
                        Updates.unset("relay.owner"),
                        Updates.unset("relay.until")));
    }

    private List<Mark> stillPending(List<Mark> marks) {
        var pending =
                aggregates
                        .find(
                                Filters.and(
                                        Filters.in("_id", marks.stream().map(Mark::id).toList()),
                                        Filters.exists("relay.pending")))
                        .projection(Projections.include("_id"))
                        .map(found -> found.getString("_id"))
                        .into(new HashSet<>());
        return marks.stream().filter(mark -> pending.contains(mark.id)).toList();
    }

    @Override
    public synchronized void close() {
        flush();
        closed = true;
        mover.interrupt();
    }
}
