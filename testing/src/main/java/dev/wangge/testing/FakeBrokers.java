package dev.wangge.testing;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;
import org.springframework.kafka.core.KafkaOperations;

/** Takes what is sent, but what goes to a partition in trouble and what it is told to refuse. */
public final class FakeBrokers {
    private final int partitions;
    private final Set<Integer> sick = ConcurrentHashMap.newKeySet();
    private final List<ProducerRecord<String, byte[]>> taken = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> tooLarge = key -> false;

    public FakeBrokers(int partitions) {
        this.partitions = partitions;
    }

    /** For whoever sends. */
    @SuppressWarnings("unchecked")
    public KafkaOperations<String, byte[]> kafka() {
        return (KafkaOperations<String, byte[]>)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {KafkaOperations.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "partitionsFor" -> described((String) arguments[0]);
                                    case "send" ->
                                            sent(
                                                    new ProducerRecord<>(
                                                            (String) arguments[0],
                                                            (String) arguments[1],
                                                            (byte[]) arguments[2]));
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    private List<PartitionInfo> described(String topic) {
        var node = new Node(1, "localhost", 9092);
        return IntStream.range(0, partitions)
                .mapToObj(it ->
                        new PartitionInfo(topic, it, node, new Node[] {node}, new Node[] {node}))
                .toList();
    }

    private CompletableFuture<?> sent(ProducerRecord<String, byte[]> record) {
        if (sick.contains(partition(record.key()))) {
            return CompletableFuture.failedFuture(new TimeoutException("no leader"));
        }
        if (tooLarge.test(record.key())) {
            return CompletableFuture.failedFuture(new RecordTooLargeException("too large"));
        }
        taken.add(record);
        return CompletableFuture.completedFuture(null);
    }

    /** Where a record of this key goes. */
    public int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** From now on a partition takes nothing. */
    public void troubled(int partition) {
        sick.add(partition);
    }

    /** Every partition takes what it is sent again. */
    public void mended() {
        sick.clear();
    }

    /** Records of these keys are refused. */
    public void refuse(Predicate<String> keys) {
        tooLarge = keys;
    }

    /** What was taken, in order. */
    public List<ProducerRecord<String, byte[]>> taken() {
        return List.copyOf(taken);
    }

    /** The keys of what was taken, in order. */
    public List<String> keys() {
        return taken.stream().map(it -> Objects.requireNonNull(it.key())).toList();
    }
}
