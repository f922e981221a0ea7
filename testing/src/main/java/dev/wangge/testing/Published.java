package dev.wangge.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;

/** What services under test have told on a topic so far. */
public final class Published {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private Published() {}

    /** All records up to now; those of one key are in order. */
    public static List<ConsumerRecord<String, byte[]>> on(
            String topic, ConsumerFactory<String, byte[]> consumers) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = consumers.createConsumer("reader", null)) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(PATIENCE).forEach(found::add);
            }
        }
        return found;
    }

    /** The values under one key, in order. */
    public static List<byte[]> under(
            String key, String topic, ConsumerFactory<String, byte[]> consumers) {
        return on(topic, consumers).stream()
                .filter(it -> key.equals(it.key()))
                .map(ConsumerRecord::value)
                .toList();
    }
}
