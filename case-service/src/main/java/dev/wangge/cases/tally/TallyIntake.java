package dev.wangge.cases.tally;

import dev.wangge.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.stereotype.Component;

/**
 * Hears from our own topic which cases changed; what they count is read from the cases. One
 * partition is one tally, so that instances do not wait for each other.
 */
@Component
class TallyIntake {
    private final Tallies tallies;
    private final Clock clock;
    private final Timer lag;

    TallyIntake(Tallies tallies, Clock clock, MeterRegistry metrics) {
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
        try {
            byPartition(records)
                    .forEach((partition, ids) -> tallies.count("cases-" + partition, ids));
        } catch (RuntimeException e) {
            // Only keys are read: nothing here can be poison, so the batch is tried again whole.
            throw new BatchListenerFailedException(String.valueOf(e.getMessage()), e, 0);
        }
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
