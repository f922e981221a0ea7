package dev.wangge.platform.deadletter;

import com.mongodb.MongoException;
import dev.wangge.platform.event.EventCodec.UnreadableEvent;
import org.bson.BSONException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.BatchListenerFailedException;

/**
 * Why a record could not be taken in, or sent, without the words of the exception: they may quote
 * the record, and so a person.
 *
 * @param exception its class
 * @param code what MongoDB calls it; null when it was not MongoDB
 */
public record Failure(Reason reason, String exception, @Nullable Integer code) {
    private static final int DEEPEST = 20;

    /** Of which kind it is. */
    public enum Reason {
        /** It is no event of ours, or not of its type's shape. */
        UNREADABLE,
        /** MongoDB refuses what it would lead to, today and tomorrow. */
        REFUSED_BY_DATABASE,
        /** The broker does not take it as it is: it is too large, or no record. */
        REFUSED_BY_BROKER,
        /** All else. */
        FAILED
    }

    static Failure of(Throwable why) {
        Throwable told = why;
        int depth = 0;
        for (Throwable it = why; it != null && depth < DEEPEST; it = it.getCause(), depth++) {
            switch (it) {
                case UnreadableEvent unreadable -> {
                    return new Failure(Reason.UNREADABLE, unreadable.getClass().getName(), null);
                }
                case MongoException refused -> {
                    return new Failure(
                            Reason.REFUSED_BY_DATABASE,
                            refused.getClass().getName(),
                            refused.getCode());
                }
                case BSONException refused -> {
                    return new Failure(
                            Reason.REFUSED_BY_DATABASE, refused.getClass().getName(), null);
                }
                default -> told = isWrapping(told) ? it : told;
            }
        }
        return new Failure(Reason.FAILED, told.getClass().getName(), null);
    }

    static Failure ofBroker(String exception) {
        return new Failure(Reason.REFUSED_BY_BROKER, exception, null);
    }

    private static boolean isWrapping(Throwable it) {
        return it instanceof BatchListenerFailedException || it instanceof KafkaException;
    }

    Document toDocument() {
        return new Document("reason", reason.name())
                .append("exception", exception)
                .append("code", code);
    }

    static Failure from(Document stored) {
        return new Failure(
                Reason.valueOf(stored.getString("reason")),
                stored.getString("exception"),
                stored.getInteger("code"));
    }

    /** As a line of a log says it. */
    @Override
    public String toString() {
        return reason + " " + exception + (code == null ? "" : " " + code);
    }
}
