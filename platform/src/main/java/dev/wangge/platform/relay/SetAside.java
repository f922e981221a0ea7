package dev.wangge.platform.relay;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
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
 * start and every ten minutes: whoever raises the broker's limit need do no more.
 */
final class SetAside {
    private static final Logger log = LoggerFactory.getLogger(SetAside.class);
    private static final Duration TRIED_EVERY = Duration.ofMinutes(10);
    private static final int AT_ONCE = 100;

    /** What a document may hold, less what else there is to say. */
    private static final int MOST_KEPT = 15 * 1024 * 1024;

    private final MongoCollection<Document> records;
    private final InstantSource clock;
    private final String topic;
    private final String of;
    private final AtomicLong number = new AtomicLong();
    private Instant tryAt = Instant.MIN;

    SetAside(
            MongoCollection<Document> records,
            InstantSource clock,
            MeterRegistry metrics,
            String topic,
            String of) {
        this.records = records.withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.clock = clock;
        this.topic = topic;
        this.of = of;
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
        var id = "%s/%s/%d".formatted(topic, it.key(), it.seq());
        var reason = it.why().getClass().getSimpleName();
        var stored =
                new Document("_id", id)
                        .append("topic", topic)
                        .append("of", of)
                        .append("key", it.key())
                        .append("seq", it.seq())
                        .append("type", it.type())
                        .append("bytes", it.bytes())
                        .append("why", reason)
                        .append("at", Date.from(clock.instant()));
        var event = it.event();
        if (event != null && event.length() <= MOST_KEPT) {
            stored.append("event", event);
        }
        records.replaceOne(Filters.eq("_id", id), stored, new ReplaceOptions().upsert(true));
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
        for (var record :
                records.find(ours())
                        .sort(Sorts.ascending("_id"))
                        .limit(AT_ONCE)
                        .into(new ArrayList<>())) {
            if (again.test(record)) {
                records.deleteOne(
                        Filters.and(
                                Filters.eq("_id", record.get("_id")),
                                Filters.eq("at", record.get("at"))));
                log.info("{} is not set aside any more", record.get("_id"));
            }
        }
        count();
    }

    private void count() {
        number.set(records.countDocuments(ours()));
    }

    /** As of when it was last looked at. */
    long number() {
        return number.get();
    }

    private Bson ours() {
        return Filters.and(Filters.eq("topic", topic), Filters.eq("of", of));
    }
}
