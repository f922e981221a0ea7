package dev.wangge.platform.aggregate;

import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.relay.FactRelay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Makes a service's stores, sweeps what they have not published, and closes them. */
public final class AggregateStores implements SchedulingConfigurer, AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private final MongoOperations mongo;
    private final KafkaOperations<String, byte[]> kafka;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final String source;
    private final List<FactRelay> relays = new ArrayList<>();

    /**
     * @param source of what is published, as events name it
     */
    public AggregateStores(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            Clock clock,
            MeterRegistry metrics,
            String source) {
        this.mongo = mongo;
        this.kafka = kafka;
        this.clock = clock;
        this.metrics = metrics;
        this.source = source;
    }

    /** The store of what lies in a collection, and is published on a topic. */
    public synchronized AggregateStore of(String collection, EventCodec codec, String topic) {
        var documents = mongo.getCollection(collection);
        var relay =
                new FactRelay(
                        documents,
                        mongo.getCollection(FactRelay.SET_ASIDE),
                        kafka,
                        codec,
                        clock,
                        metrics,
                        topic,
                        source);
        relay.createIndex();
        relays.add(relay);
        return new AggregateStore(documents, relay);
    }

    /** Each by itself: one whose topic is in trouble holds up no other. */
    @Override
    public synchronized void configureTasks(ScheduledTaskRegistrar tasks) {
        relays.forEach(relay -> tasks.addFixedDelayTask(relay::sweep, PAUSE));
    }

    @Override
    public synchronized void close() {
        relays.forEach(FactRelay::close);
    }
}
