package dev.wangge.platform.deadletter;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.deadletter.DeadLetter.Replay.Outcome;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.web.TimeOrder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * What this service's consumers, and whoever takes what is pushed to it, could not take in, in its
 * own database: one document a record and group, so that setting it aside again changes nothing.
 */
public final class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    /** Longer than taking in one record takes. */
    static final Duration CLAIM = Duration.ofSeconds(20);

    private static final int REPLAYS_KEPT = 20;
    private final MongoCollection<Document> letters;
    private final String service;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final AtomicLong open = new AtomicLong();

    /**
     * @param service the name of this service, as in {@code case-service}
     */
    public DeadLetters(
            MongoCollection<Document> letters,
            String service,
            InstantSource clock,
            MeterRegistry metrics) {
        this.letters = letters;
        this.service = service;
        this.clock = clock;
        this.metrics = metrics;
        Gauge.builder("wangge.dead.letters", open, AtomicLong::get)
                .description("Records set aside and not taken in since, as of a moment ago")
                .register(metrics);
    }

    String service() {
        return service;
    }

    /** The indexes that lists, replays and counting need. */
    public void createIndexes() {
        var newestFirst = TimeOrder.NEWEST_FIRST.sort("at");
        letters.createIndex(newestFirst);
        letters.createIndex(Indexes.compoundIndex(Indexes.ascending("status"), newestFirst));
        letters.createIndex(Indexes.compoundIndex(Indexes.ascending("topic"), newestFirst));
        letters.createIndex(
                Indexes.compoundIndex(Indexes.ascending("topic", "status"), newestFirst));
        letters.createIndex(Indexes.ascending("key", "topic", "status"));
    }

    @Scheduled(fixedDelay = 10_000)
    void count() {
        open.set(letters.countDocuments(Filters.eq("status", DeadLetterStatus.OPEN.name())));
    }

    /** Sets a record aside that the consumers of a group cannot take in. */
    public void setAside(ConsumerRecord<?, ?> record, String group, Throwable why) {
        var value = record.value() instanceof byte[] bytes ? bytes : null;
        keep(
                new Document("_id", id(record, group))
                        .append("group", group)
                        .append("topic", record.topic())
                        .append("partition", record.partition())
                        .append("offset", record.offset())
                        .append("publishedAt", Date.from(Instant.ofEpochMilli(record.timestamp())))
                        .append("key", record.key())
                        .append("value", value == null ? null : new Binary(value))
                        .append("event", EventHead.of(value).toDocument()),
                group,
                record.topic(),
                why);
    }

    /**
     * Sets aside what was pushed to this service and cannot be taken in; its {@link PushTaker} is
     * given it once more when it is replayed.
     *
     * @param topic of its taker
     * @param key the same for the same thing, and telling nothing of it
     * @param value sealed, where it is personal
     */
    public void setAside(String topic, String key, byte[] value, Throwable why) {
        keep(
                new Document("_id", prefix() + Ids.of("dead-letter", service, topic, key))
                        .append("group", service)
                        .append("topic", topic)
                        .append("key", key)
                        .append("value", new Binary(value))
                        .append("event", EventHead.NONE.toDocument()),
                service,
                topic,
                why);
    }

    private void keep(Document letter, String group, String topic, Throwable why) {
        var failure = Failure.of(why);
        letter.append("failure", failure.toDocument())
                .append("at", Date.from(clock.instant()))
                .append("status", DeadLetterStatus.OPEN.name());
        if (Inserts.insertIfAbsent(letters, letter)) {
            metrics.counter(
                            "wangge.dead.letters.set.aside",
                            "topic",
                            topic,
                            "reason",
                            failure.reason().name())
                    .increment();
            log.error("Set aside as {} for {}: {}", letter.get("_id"), group, failure);
        }
    }

    private String id(ConsumerRecord<?, ?> record, String group) {
        return prefix()
                + Ids.of(
                        "dead-letter",
                        group,
                        record.topic(),
                        Integer.toString(record.partition()),
                        Long.toString(record.offset()));
    }

    /** What the ids of this service's begin with: the gateway routes by it. */
    private String prefix() {
        return service.replaceFirst("-service$", "") + "-";
    }

    /**
     * Whoever keeps the latest state of things calls this before it takes newer ones in: an older
     * one that was set aside must not come back over them.
     *
     * @throws BeingReplayed while such a one is taken in: try again soon
     */
    public void overtake(Collection<? extends ConsumerRecord<String, ?>> coming) {
        var latest = new HashMap<String, ConsumerRecord<String, ?>>();
        coming.forEach(record -> latest.put(record.key(), record));
        if (latest.isEmpty()) {
            return;
        }
        var ofSameKeys =
                Filters.and(
                        Filters.in("key", latest.keySet()),
                        Filters.in(
                                "topic",
                                latest.values().stream()
                                        .map(ConsumerRecord::topic)
                                        .distinct()
                                        .toList()),
                        Filters.eq("status", DeadLetterStatus.OPEN.name()));
        for (var found : letters.find(ofSameKeys).map(DeadLetter::from)) {
            var later = latest.get(found.key());
            if (later != null && found.isBefore(later)) {
                overtake(found.id());
            }
        }
    }

    private void overtake(String id) {
        var overtaken =
                letters.updateOne(
                        Filters.and(
                                unclaimed(id), Filters.eq("status", DeadLetterStatus.OPEN.name())),
                        Updates.set("status", DeadLetterStatus.OVERTAKEN.name()));
        if (overtaken.getMatchedCount() == 0
                && find(id).filter(it -> it.status() == DeadLetterStatus.OPEN).isPresent()) {
            throw new BeingReplayed();
        }
    }

    /** A record that this one overtakes is being taken in at this moment. */
    public static final class BeingReplayed extends RuntimeException {
        private BeingReplayed() {
            super("An older one is being replayed");
        }
    }

    Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(
                letters.find(Filters.eq("_id", id)).map(DeadLetter::from).first());
    }

    /** Newest first. */
    List<DeadLetter> list(Wanted wanted, int most) {
        return letters.find(wanted.filter())
                .sort(TimeOrder.NEWEST_FIRST.sort("at"))
                .limit(most)
                .map(DeadLetter::from)
                .into(new ArrayList<>());
    }

    /**
     * Claims an open one for a replay.
     *
     * @param claim names this attempt
     * @return empty when it is not open, or claimed by another one
     */
    Optional<DeadLetter> claim(String id, String claim, String by) {
        var now = clock.instant();
        var begun =
                new Document("claim", claim)
                        .append("by", by)
                        .append("at", Date.from(now))
                        .append("outcome", Outcome.STARTED.name());
        return Optional.ofNullable(
                        letters.findOneAndUpdate(
                                Filters.and(
                                        unclaimed(id),
                                        Filters.eq("status", DeadLetterStatus.OPEN.name())),
                                Updates.combine(
                                        Updates.set("claim", claim),
                                        Updates.set("claimedUntil", Date.from(now.plus(CLAIM))),
                                        Updates.pushEach(
                                                "replays",
                                                List.of(begun),
                                                new PushOptions().slice(-REPLAYS_KEPT))),
                                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .map(DeadLetter::from);
    }

    private Bson unclaimed(String id) {
        return Filters.and(
                Filters.eq("_id", id),
                Filters.or(
                        Filters.exists("claim", false),
                        Filters.lt("claimedUntil", Date.from(clock.instant()))));
    }

    /** Records what came of a replay: null when the record was taken in. */
    void settle(String id, String claim, @Nullable Failure failure) {
        var outcome = failure == null ? Outcome.TAKEN : Outcome.FAILED;
        var changes =
                new ArrayList<Bson>(
                        List.of(
                                Updates.unset("claim"),
                                Updates.unset("claimedUntil"),
                                Updates.set("replays.$.outcome", outcome.name())));
        if (failure == null) {
            changes.add(Updates.set("status", DeadLetterStatus.REPLAYED.name()));
        } else {
            changes.add(Updates.set("replays.$.failure", failure.toDocument()));
        }
        var _ =
                letters.updateOne(
                        Filters.and(
                                Filters.eq("_id", id),
                                Filters.eq("claim", claim),
                                Filters.eq("replays.claim", claim)),
                        Updates.combine(changes));
        metrics.counter("wangge.dead.letters.replays", "outcome", outcome.name()).increment();
    }
}
