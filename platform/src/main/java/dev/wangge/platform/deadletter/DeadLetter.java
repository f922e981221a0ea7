package dev.wangge.platform.deadletter;

import dev.wangge.platform.deadletter.DeadLetter.Origin.Consumed;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Pushed;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Unsent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * What one taker of this service could not take in, or what it could not send.
 *
 * @param bytes how large it is, or was
 * @param value null when it is empty, or its owner can say it again
 * @param at when it was set aside
 * @param replays oldest first; the latest twenty
 */
record DeadLetter(
        String id,
        Origin origin,
        String topic,
        @Nullable String key,
        @Nullable Binary value,
        int bytes,
        EventHead event,
        Failure failure,
        Instant at,
        DeadLetterStatus status,
        List<Replay> replays) {

    /** Where it came from, or was to go. */
    sealed interface Origin {
        /**
         * A record of a topic.
         *
         * @param group the consumers that could not take it in
         * @param publishedAt when the broker got it
         */
        record Consumed(String group, int partition, long offset, Instant publishedAt)
                implements Origin {}

        /**
         * It was pushed to this service from outside.
         *
         * @param group the service
         */
        record Pushed(String group) implements Origin {}

        /**
         * The broker does not take it.
         *
         * @param of the collection whose fact or state it is
         */
        record Unsent(String of) implements Origin {}
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

    /** As it was set aside by whoever could not take it in. */
    static DeadLetter from(Document stored) {
        var value = stored.get("value", Binary.class);
        return of(
                stored,
                stored.containsKey("offset") ? consumed(stored) : pushed(stored),
                value,
                value == null ? 0 : value.length(),
                EventHead.from(stored.get("event", new Document())),
                Failure.from(stored.get("failure", new Document())));
    }

    /** As a relay set it aside. */
    static DeadLetter fromRelay(Document stored) {
        var event = stored.get("event", Binary.class);
        return of(
                stored,
                new Unsent(stored.getString("of")),
                event,
                stored.get("bytes", Number.class).intValue(),
                event == null ? head(stored) : EventHead.of(event.getData()),
                Failure.ofBroker(stored.getString("why")));
    }

    private static DeadLetter of(
            Document stored,
            Origin origin,
            @Nullable Binary value,
            int bytes,
            EventHead event,
            Failure failure) {
        return new DeadLetter(
                stored.getString("_id"),
                origin,
                stored.getString("topic"),
                stored.getString("key"),
                value,
                bytes,
                event,
                failure,
                stored.getDate("at").toInstant(),
                DeadLetterStatus.valueOf(
                        Objects.requireNonNullElse(stored.getString("status"), "OPEN")),
                stored.getList("replays", Document.class, List.of()).stream()
                        .map(Replay::from)
                        .toList());
    }

    private static Origin consumed(Document stored) {
        return new Consumed(
                stored.getString("group"),
                stored.getInteger("partition"),
                stored.get("offset", Number.class).longValue(),
                stored.getDate("publishedAt").toInstant());
    }

    private static Origin pushed(Document stored) {
        return new Pushed(stored.getString("group"));
    }

    /** Of a state that is not kept, what its relay said. */
    private static EventHead head(Document stored) {
        return new EventHead(
                null,
                stored.getString("type"),
                EventHead.reference(stored.getString("key")),
                null,
                stored.get("seq", Number.class).longValue());
    }

    /** The record as its consumer was given it. */
    ConsumerRecord<@Nullable String, byte @Nullable []> record(Consumed from) {
        var bytes = value == null ? null : value.getData();
        return new ConsumerRecord<>(
                topic,
                from.partition(),
                from.offset(),
                from.publishedAt().toEpochMilli(),
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
        return origin instanceof Consumed from
                && (from.partition() == later.partition()
                        ? from.offset() < later.offset()
                        : from.publishedAt().toEpochMilli() < later.timestamp());
    }
}
