package dev.wangge.platform.relay;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.platform.event.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/** Remembers what it was sent, in order; can be away, or silent, and its topic unknown. */
final class FakeBroker extends KafkaTemplate<String, byte[]> {
    private static final byte[] TOMBSTONE = {};
    private final EventCodec codec = new EventCodec(CaseEvent.class);
    private final List<ProducerRecord<String, byte[]>> sent = new CopyOnWriteArrayList<>();
    volatile boolean away;
    volatile boolean unknown;
    volatile boolean silent;

    /** What it says to a record with this key or of more bytes; null where it takes it. */
    volatile BiFunction<String, byte[], @Nullable RuntimeException> refusal = (_, _) -> null;

    volatile Runnable beforeAnswer = () -> {};
    private final List<Runnable> unanswered = new CopyOnWriteArrayList<>();

    FakeBroker() {
        super(new DefaultKafkaProducerFactory<>(Map.of()));
    }

    @Override
    public CompletableFuture<SendResult<String, byte[]>> send(
            String topic, String key, byte @Nullable [] value) {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        byte[] bytes = Objects.requireNonNullElse(value, TOMBSTONE);
        var refused = refusal.apply(key, bytes);
        if (refused != null) {
            return CompletableFuture.failedFuture(refused);
        }
        var sending = new ProducerRecord<String, byte[]>(topic, key, bytes);
        sent.add(sending);
        beforeAnswer.run();
        var result = new SendResult<>(sending, metadata());
        if (!silent) {
            return CompletableFuture.completedFuture(result);
        }
        var answer = new CompletableFuture<SendResult<String, byte[]>>();
        unanswered.add(() -> answer.complete(result));
        return answer;
    }

    /** Answers what it was silent about. */
    void answers() {
        unanswered.forEach(Runnable::run);
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        if (unknown) {
            throw new IllegalStateException("nobody knows the topic");
        }
        var node = new Node(1, "localhost", 9092);
        return List.of(
                new PartitionInfo(topic, 0, node, new Node[] {node}, new Node[] {node}),
                new PartitionInfo(topic, 1, node, new Node[] {node}, new Node[] {node}));
    }

    private static RecordMetadata metadata() {
        return new RecordMetadata(
                new TopicPartition("cases", 0), 0, 0, 0, Duration.ZERO.toNanosPart(), 0);
    }

    /** What it was sent under a key, as texts; a tombstone is an empty one. */
    List<String> values(String key) {
        return sent.stream()
                .filter(one -> one.key().equals(key))
                .map(one -> new String(one.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** All that it has, and up to which seq. */
    Map<String, Long> all() {
        var all = new HashMap<String, Long>();
        sent.forEach(one -> all.merge(one.key(), codec.read(one.value()).seq(), Math::max));
        return all;
    }

    List<Long> seqs(String key) {
        return sent.stream()
                .filter(one -> one.key().equals(key))
                .map(one -> codec.read(one.value()).seq())
                .toList();
    }
}
