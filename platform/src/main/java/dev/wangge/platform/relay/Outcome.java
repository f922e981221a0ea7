package dev.wangge.platform.relay;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/** What became of a record that was sent. */
sealed interface Outcome {

    /** The broker has it. */
    record Taken() implements Outcome {}

    /** It will never be taken as it is: too large, or not a record. */
    record Refused(Throwable why) implements Outcome {}

    /** Nothing is known of it, or its partition takes nothing now: that passes. */
    record Unanswered(Throwable why) implements Outcome {}

    /** It was not sent: the producer holds all it can, for whatever partition. */
    record Crowded() implements Outcome {}

    /** Sends a record. */
    @SuppressWarnings("NullAway") // A null value is Kafka's tombstone.
    static CompletableFuture<Outcome> sending(
            KafkaOperations<String, byte[]> kafka,
            String topic,
            String key,
            byte @Nullable [] value) {
        try {
            return kafka.send(topic, key, value)
                    .handle((_, failure) -> failure == null ? new Taken() : of(failure));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(of(e));
        }
    }

    /** Of a failed one. Whatever is not the record's own fault may pass. */
    static Outcome of(Throwable failure) {
        var root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            switch (cause) {
                case RecordTooLargeException _,
                        RecordBatchTooLargeException _,
                        InvalidRecordException _,
                        InvalidTimestampException _,
                        UnsupportedForMessageFormatException _,
                        SerializationException _ -> {
                    return new Refused(cause);
                }
                case BufferExhaustedException _ -> {
                    return new Crowded();
                }
                default -> {}
            }
        }
        return new Unanswered(root);
    }
}
