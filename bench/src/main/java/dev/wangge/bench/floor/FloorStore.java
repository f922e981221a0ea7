package dev.wangge.bench.floor;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.FactRelay;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** One document a report, with one fact in it. */
@Component
class FloorStore {
    private static final String TOPIC = "wangge.bench.v1";
    private final MongoCollection<Document> reports;
    private final EventCodec codec = new EventCodec(Reported.class);
    private final FactRelay relay;

    FloorStore(
            MongoOperations mongo,
            KafkaOperations<String, byte[]> kafka,
            Clock clock,
            MeterRegistry metrics) {
        this.reports =
                mongo.getCollection("reports")
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.relay =
                new FactRelay(
                        reports,
                        mongo.getCollection(FactRelay.SET_ASIDE),
                        kafka,
                        codec,
                        clock,
                        metrics,
                        TOPIC,
                        "/floor");
    }

    @PostConstruct
    void createIndex() {
        relay.createIndex();
    }

    @PreDestroy
    void close() {
        relay.close();
    }

    @Scheduled(fixedDelay = 1000)
    void sweep() {
        relay.sweep();
    }

    void create(String id, Reported reported, String by, Instant now) {
        var fact = codec.fact(id, 0, Fact.GENESIS, reported, by, now);
        reports.insertOne(
                new Document("_id", id)
                        .append("seq", fact.seq())
                        .append("facts", List.of(fact.toDocument()))
                        .append("relay", relay.firstLease(id)));
        relay.publishNew(id, List.of(fact));
    }

    @Component
    static class Topic {
        @Bean
        NewTopics floorTopics() {
            return new NewTopics(TopicBuilder.name(TOPIC).partitions(6).replicas(1).build());
        }
    }
}
