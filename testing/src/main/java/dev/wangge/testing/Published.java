package dev.wangge.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
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
        return after(Map.of(), topic, consumers);
    }

    /** How far each partition of a topic has come. */
    public static Map<TopicPartition, Long> ends(
            String topic, ConsumerFactory<String, byte[]> consumers) {
        try (var consumer = consumers.createConsumer("reader", null)) {
            return consumer.endOffsets(partitions(topic, consumer));
        }
    }

    /** All records since then up to now; those of one key are in order. */
    public static List<ConsumerRecord<String, byte[]>> after(
            Map<TopicPartition, Long> starts,
            String topic,
            ConsumerFactory<String, byte[]> consumers) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = consumers.createConsumer("reader", null)) {
            var partitions = partitions(topic, consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            starts.forEach(consumer::seek);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(PATIENCE).forEach(found::add);
            }
        }
        return found;
    }

    private static List<TopicPartition> partitions(
            String topic, Consumer<String, byte[]> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(it -> new TopicPartition(it.topic(), it.partition()))
                .toList();
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
