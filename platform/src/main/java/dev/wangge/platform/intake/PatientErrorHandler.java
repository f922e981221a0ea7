package dev.wangge.platform.intake;

import com.mongodb.MongoException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * A database that is away is waited for, however long. A poisonous event goes to {@code
 * <topic>.dlt} after four tries and never blocks its neighbours.
 */
public final class PatientErrorHandler {
    private PatientErrorHandler() {}

    public static CommonErrorHandler create(KafkaOperations<String, byte[]> kafka) {
        var recoverer =
                new DeadLetterPublishingRecoverer(
                        Map.of(byte[].class, kafka),
                        (failed, why) -> new TopicPartition(deadLetters(failed.topic()), -1));
        var poison = new ExponentialBackOff(200, 3);
        poison.setMaxAttempts(3);
        var handler = new DefaultErrorHandler(recoverer, poison);
        handler.setBackOffFunction((failed, why) ->
                away(why) ? new FixedBackOff(1000, FixedBackOff.UNLIMITED_ATTEMPTS) : null);
        return handler;
    }

    /**
     * Where what cannot be taken from a topic is set aside; whoever listens to it makes this one
     * too.
     */
    public static String deadLetters(String topic) {
        return topic + ".dlt";
    }

    private static boolean away(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoException || cause instanceof DataAccessException) {
                return true;
            }
        }
        return false;
    }
}
