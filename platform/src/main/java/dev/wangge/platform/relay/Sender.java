package dev.wangge.platform.relay;

import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/** Sends facts to a topic, and knows whether the broker was there the last time. */
final class Sender {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    private final KafkaOperations<String, byte[]> kafka;
    private final EventCodec codec;
    private final InstantSource clock;
    private final String topic;
    private final String source;
    private final AtomicBoolean brokerAway = new AtomicBoolean();
    private final Timer lag;

    Sender(
            KafkaOperations<String, byte[]> kafka,
            EventCodec codec,
            InstantSource clock,
            MeterRegistry metrics,
            String topic,
            String source) {
        this.kafka = kafka;
        this.codec = codec;
        this.clock = clock;
        this.topic = topic;
        this.source = source;
        this.lag =
                Timer.builder("wangge.relay.lag")
                        .description("From a fact to the broker's acknowledgement")
                        .tag("topic", topic)
                        .publishPercentileHistogram()
                        .register(metrics);
    }

    /**
     * Sends an aggregate's facts in order, and waits until the broker has them.
     *
     * @return false when it has not got them all, as far as is known
     */
    boolean send(String id, List<Fact> facts) {
        try {
            var sent = new ArrayList<CompletableFuture<?>>();
            for (var fact : facts) {
                sent.add(kafka.send(topic, id, codec.cloudEvent(source, id, fact)));
            }
            for (var one : sent) {
                one.get(Leases.LENGTH.toMillis(), TimeUnit.MILLISECONDS);
            }
            brokerAway.set(false);
            var now = clock.instant();
            facts.forEach(fact -> lag.record(Duration.between(fact.at(), now)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            if (!brokerAway.getAndSet(true)) {
                log.warn("The broker is away; facts wait in their aggregates: {}", e.getMessage());
            }
            return false;
        }
    }

    boolean isBrokerAway() {
        return brokerAway.get();
    }

    /** Nothing waits any more, so nothing speaks against the broker. */
    void presumeBroker() {
        brokerAway.set(false);
    }
}
