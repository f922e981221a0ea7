package dev.wangge.platform.consumer;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a batch one by one and names the one that fails, so that the error handler
 * deals with that one only: without its name it would give up the whole batch. Those before it are
 * taken, those behind it come again.
 */
public final class RecordConsumer {
    private RecordConsumer() {}

    public static <V extends @Nullable Object> void take(
            List<ConsumerRecord<String, V>> batch, Consumer<ConsumerRecord<String, V>> taker) {
        for (int i = 0; i < batch.size(); i++) {
            try {
                taker.accept(batch.get(i));
            } catch (RuntimeException | StackOverflowError e) {
                throw NotTaken.at(i, e);
            }
        }
    }
}
