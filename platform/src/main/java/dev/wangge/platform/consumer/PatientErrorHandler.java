package dev.wangge.platform.consumer;

import dev.wangge.platform.deadletter.DeadLetters;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonDelegatingErrorHandler;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * A database that is away is waited for, however long; nothing is skipped meanwhile. What cannot be
 * taken in for good becomes a dead letter after four tries, and never blocks its neighbours.
 *
 * <p>The two are counted apart: an absence in between neither uses up the tries of a poisonous
 * event nor gives it new ones.
 */
public final class PatientErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(PatientErrorHandler.class);
    private static final int LOGGED_EVERY = 60;

    private PatientErrorHandler() {}

    public static CommonErrorHandler create(
            DeadLetters letters, KafkaOperations<String, byte[]> kafka) {
        var handler = new CommonDelegatingErrorHandler(impatient(letters, kafka));
        handler.setCauseChainTraversing(true);
        handler.addDelegate(NotTaken.ForNow.class, patient());
        return handler;
    }

    private static DefaultErrorHandler patient() {
        var waiting =
                new DefaultErrorHandler(new FixedBackOff(1000, FixedBackOff.UNLIMITED_ATTEMPTS));
        // Its own would be a stack trace a second.
        waiting.setLogLevel(KafkaException.Level.DEBUG);
        waiting.setRetryListeners((record, why, attempt) -> {
            if (attempt % LOGGED_EVERY == 1 && why != null) {
                log.warn(
                        "{}-{} waits at {}: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        NotTaken.told(why));
            }
        });
        return waiting;
    }

    private static DefaultErrorHandler impatient(
            DeadLetters letters, KafkaOperations<String, byte[]> kafka) {
        var tries = new ExponentialBackOff(200, 3);
        tries.setMaxAttempts(3);
        var copies = copies(kafka);
        var poison =
                new DefaultErrorHandler(
                        (record, why) -> {
                            letters.setAside(
                                    record, String.valueOf(KafkaUtils.getConsumerGroupId()), why);
                            copy(copies, record, why);
                        },
                        tries);
        // One that fails now so and now so would be tried for ever.
        poison.setResetStateOnExceptionChange(false);
        // Its own would quote the record.
        poison.setLogLevel(KafkaException.Level.DEBUG);
        return poison;
    }

    /** A copy of each for the tools that read topics; what an exception says may be personal. */
    private static DeadLetterPublishingRecoverer copies(KafkaOperations<String, byte[]> kafka) {
        var copies =
                new DeadLetterPublishingRecoverer(
                        Map.of(byte[].class, kafka),
                        (failed, why) -> new TopicPartition(deadLetters(failed.topic()), -1));
        copies.excludeHeader(HeadersToAdd.EX_MSG, HeadersToAdd.EX_STACKTRACE);
        return copies;
    }

    private static void copy(
            DeadLetterPublishingRecoverer copies, ConsumerRecord<?, ?> record, Exception why) {
        try {
            copies.accept(record, why);
        } catch (RuntimeException e) {
            // It is set aside; a topic that is missing or too narrow for it must not hold it up.
            log.warn("Not copied to {}: {}", deadLetters(record.topic()), e.getClass().getName());
        }
    }

    /**
     * Where a copy of what cannot be taken from a topic goes; whoever listens to it makes this one
     * too.
     */
    public static String deadLetters(String topic) {
        return topic + ".dlt";
    }
}
