package dev.wangge.cases.tally;

import dev.wangge.contracts.Topics;
import dev.wangge.platform.consumer.BatchConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Hears from our own topic which cases changed; what they count is read from the cases. One
 * partition is one tally, so that instances do not wait for each other.
 */
@Component
class TallyListener {
    private final Tallies tallies;
    private final Clock clock;
    private final Timer lag;

    TallyListener(Tallies tallies, Clock clock, MeterRegistry metrics) {
        this.tallies = tallies;
        this.clock = clock;
        this.lag =
                Timer.builder("wangge.tallies.lag")
                        .description("From an event's publication to its being counted")
                        .register(metrics);
    }

    // A tally may be two seconds behind: many facts of many cases are then counted in one turn.
    @KafkaListener(
            topics = Topics.CASES,
            groupId = "case-service-tallies",
            properties = {
                "fetch.min.bytes=1048576",
                "fetch.max.wait.ms=2000",
                "max.poll.records=5000"
            })
    void take(List<ConsumerRecord<String, byte[]>> records) {
        // A case that cannot be counted is named, so that it alone is left out.
        BatchConsumer.take(records, Optional::of, this::count);
    }

    private void count(List<ConsumerRecord<String, byte[]>> records) {
        byPartition(records).forEach((partition, ids) -> tallies.count("cases-" + partition, ids));
        var now = clock.millis();
        records.forEach(record -> lag.record(Duration.ofMillis(now - record.timestamp())));
    }

    private static Map<Integer, Set<String>> byPartition(
            List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .collect(
                        Collectors.groupingBy(
                                ConsumerRecord::partition,
                                Collectors.mapping(ConsumerRecord::key, Collectors.toSet())));
    }
}
