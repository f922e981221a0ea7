package dev.wangge.platform.relay;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.event.Ids;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that the broker does not take as they are, each with its reason. They are tried again at
 * start and every ten minutes: whoever raises the broker's limit need do no more. Administrators
 * see them among the dead letters, under the same ids.
 */
final class SetAside {
    private static final Logger log = LoggerFactory.getLogger(SetAside.class);
    private static final Duration TRIED_EVERY = Duration.ofMinutes(10);

    /** What a document may hold, less what else there is to say. */
    private static final int MOST_KEPT = 15 * 1024 * 1024;

    private final MongoCollection<Document> records;
    private final InstantSource clock;
    private final String topic;
    private final String of;
    private final String service;
    private final AtomicLong number = new AtomicLong();
    private Instant tryAt = Instant.MIN;

    SetAside(
            MongoCollection<Document> records,
            InstantSource clock,
            MeterRegistry metrics,
            String topic,
            String of,
            String source) {
        this.records = records.withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.clock = clock;
        this.topic = topic;
        this.of = of;
        this.service = source.replaceFirst("^/(.*?)(-service)?$", "$1");
        Gauge.builder("wangge.relay.unsendable", number, AtomicLong::get)
                .description("Records that are set aside, as the broker does not take them")
                .tag("topic", topic)
                .tag("of", of)
                .register(metrics);
    }

    /**
     * @param key never a name or a phone: it is told to whoever reads the log
     * @param event the record; null when whoever owns it can say it again
     */
    record Unsendable(
            String key, long seq, String type, int bytes, @Nullable Binary event, Throwable why) {}

    /** Names a record, and sets it aside; once, however often it is tried. */
    void put(Unsendable it) {
        var id =
                "%s-%s"
                        .formatted(
                                service,
                                Ids.of("unsendable", topic, it.key(), Long.toString(it.seq())));
        var reason = it.why().getClass().getSimpleName();
        var stored =
                new Document("topic", topic)
                        .append("of", of)
                        .append("key", it.key())
                        .append("seq", it.seq())
                        .append("type", it.type())
                        .append("bytes", it.bytes())
                        .append("why", reason)
                        .append("at", Date.from(clock.instant()))
                        .append("status", "OPEN");
        var event = it.event();
        if (event != null && event.length() <= MOST_KEPT) {
            stored.append("event", event);
        }
        // What came of earlier replays stays.
        records.updateOne(
                Filters.eq("_id", id),
                new Document("$set", stored),
                new UpdateOptions().upsert(true));
        log.error(
                "{} of {} bytes is set aside ({}): {} does not take {}, {} of {}",
                it.type(),
                it.bytes(),
                reason,
                topic,
                it.seq(),
                it.key(),
                of);
        count();
    }

    /**
     * Tries what is set aside again, when it is time for that.
     *
     * @param again whether it is taken care of now
     */
    void tryAgain(Predicate<Document> again) {
        var now = clock.instant();
        if (now.isBefore(tryAt)) {
            return;
        }
        tryAt = now.plus(TRIED_EVERY);
        var ids =
                records.find(ours())
                        .projection(Projections.include("_id"))
                        .sort(Sorts.ascending("_id"))
                        .map(record -> record.get("_id"))
                        .into(new ArrayList<>());
        for (var id : ids) { // All: some may never be taken, and are in nobody's way.
            var record = records.find(Filters.and(ours(), Filters.eq("_id", id))).first();
            if (record != null && again.test(record)) {
                sent(record, now);
            }
        }
        count();
    }

    /** Unless it was set aside anew meanwhile. */
    private void sent(Document record, Instant now) {
        records.updateOne(
                Filters.and(
                        Filters.eq("_id", record.get("_id")), Filters.eq("at", record.get("at"))),
                Updates.combine(
                        Updates.set("status", "REPLAYED"),
                        Updates.unset("event"),
                        Updates.push(
                                "replays",
                                new Document("by", "system")
                                        .append("at", Date.from(now))
                                        .append("outcome", "TAKEN"))));
        log.info("{} is not set aside any more", record.get("_id"));
    }

    private void count() {
        number.set(records.countDocuments(ours()));
    }

    /** As of when it was last looked at. */
    long number() {
        return number.get();
    }

    private Bson ours() {
        return Filters.and(
                Filters.eq("topic", topic), Filters.eq("of", of), Filters.ne("status", "REPLAYED"));
    }
}
