package dev.wangge.platform.deadletter;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A record that one consumer of this service could not take in.
 *
 * @param group the consumers that could not
 * @param publishedAt when the broker got the record
 * @param at when it was set aside
 * @param replays oldest first; the latest twenty
 */
record DeadLetter(
        String id,
        String group,
        String topic,
        int partition,
        long offset,
        Instant publishedAt,
        @Nullable String key,
        @Nullable Binary value,
        EventHead event,
        Failure failure,
        Instant at,
        Status status,
        List<Replay> replays) {

    enum Status {
        /** Not taken in yet. */
        OPEN,
        /** Taken in when it was replayed. */
        REPLAYED,
        /** A later state of the same thing came: this one must not be taken in any more. */
        OVERTAKEN
    }

    /**
     * A time somebody had it replayed.
     *
     * @param by the client
     * @param failure null unless it failed again
     */
    record Replay(String by, Instant at, Outcome outcome, @Nullable Failure failure) {
        enum Outcome {
            /** Under way, or killed in the middle. */
            STARTED,
            TAKEN,
            FAILED
        }

        static Replay from(Document stored) {
            var failure = stored.get("failure", Document.class);
            return new Replay(
                    stored.getString("by"),
                    stored.getDate("at").toInstant(),
                    Outcome.valueOf(stored.getString("outcome")),
                    failure == null ? null : Failure.from(failure));
        }
    }

    static DeadLetter from(Document stored) {
        return new DeadLetter(
                stored.getString("_id"),
                stored.getString("group"),
                stored.getString("topic"),
                stored.getInteger("partition"),
                stored.get("offset", Number.class).longValue(),
                stored.getDate("publishedAt").toInstant(),
                stored.getString("key"),
                stored.get("value", Binary.class),
                EventHead.from(stored.get("event", new Document())),
                Failure.from(stored.get("failure", new Document())),
                stored.getDate("at").toInstant(),
                Status.valueOf(stored.getString("status")),
                stored.getList("replays", Document.class, List.of()).stream()
                        .map(Replay::from)
                        .toList());
    }

    /** The record as its consumer was given it. */
    ConsumerRecord<@Nullable String, byte @Nullable []> record() {
        var bytes = value == null ? null : value.getData();
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                publishedAt.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key == null ? 0 : key.length(),
                bytes == null ? 0 : bytes.length,
                key,
                bytes,
                new RecordHeaders(),
                java.util.Optional.empty());
    }

    /** Whether a record came after it under the same key. */
    boolean isBefore(ConsumerRecord<?, ?> later) {
        return partition == later.partition()
                ? offset < later.offset()
                : publishedAt.toEpochMilli() < later.timestamp();
    }
}
