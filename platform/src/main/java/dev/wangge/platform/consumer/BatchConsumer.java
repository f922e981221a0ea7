package dev.wangge.platform.consumer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the records of a batch say all at once, so that a hundred cost little more than one.
 * Where that fails they are taken one by one, and the one that fails is named.
 */
public final class BatchConsumer {
    private BatchConsumer() {}

    /**
     * Takes a batch.
     *
     * @param reader what a record says; empty when it is nothing to this service
     * @param taker takes what several say, in order; taking some of it again changes nothing
     * @throws org.springframework.kafka.listener.BatchListenerFailedException names the record that
     *     cannot be taken
     */
    public static <V extends @Nullable Object, T> void take(
            List<ConsumerRecord<String, V>> batch,
            Function<ConsumerRecord<String, V>, Optional<T>> reader,
            Consumer<List<T>> taker) {
        try {
            taker.accept(batch.stream().flatMap(record -> reader.apply(record).stream()).toList());
        } catch (RuntimeException | StackOverflowError e) {
            if (NotTaken.isForNow(e)) {
                throw NotTaken.at(0, e); // Each of them would only fail likewise.
            }
            RecordConsumer.take(
                    batch, record -> taker.accept(reader.apply(record).stream().toList()));
        }
    }
}
