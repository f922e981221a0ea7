package dev.wangge.cases.tally;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class DispatchMetricsTest {
    private final MongoClient client = MongoClients.create(Engine.EMBEDDED.uri());
    private final MongoTemplate mongo = new MongoTemplate(client, "metrics-" + UUID.randomUUID());
    private final Tallies tallies = new Tallies(mongo);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final DispatchMetrics dispatches = new DispatchMetrics(tallies, metrics);

    @AfterEach
    void close() {
        mongo.getDb().drop();
        client.close();
    }

    private void counts(String id, Document counts) {
        mongo.getCollection("cases")
                .insertOne(new Document("_id", id).append("seq", 1L).append("counts", counts));
        tallies.count("cases-0", List.of(id));
        dispatches.look();
    }

    private double value(String name, String... tags) {
        return metrics.get(name).tags(tags).functionCounter().count();
    }

    @Test
    void eachCountyHasItsOwnSeriesAsSoonAsThereIsSomethingToSay() {
        assertThat(metrics.getMeters()).isEmpty();

        counts(
                "1",
                new Document("dispatched:540328:rule", 1)
                        .append("first:540328:rule:kept", 1)
                        .append("cases:REQUEST:NONE:CLOSED", 1));
        counts(
                "2",
                new Document("dispatched:540328:rule", 1)
                        .append("returned:540328:NOT_OURS", 2)
                        .append("redispatched:540328", 3));
        counts(
                "3",
                new Document("dispatched:540302:person", 1)
                        .append("recalled:540302", 1)
                        .append("advice:540302:followed", 1));

        assertThat(value("wangge.cases.dispatched", "county", "540328", "by", "rule")).isEqualTo(2);
        assertThat(value("wangge.cases.dispatched", "county", "540302", "by", "person"))
                .isEqualTo(1);
        assertThat(value("wangge.cases.first.dispatches", "by", "rule", "result", "kept"))
                .isEqualTo(1);
        assertThat(value("wangge.cases.returned", "cause", "NOT_OURS")).isEqualTo(2);
        assertThat(value("wangge.cases.redispatched", "county", "540328")).isEqualTo(3);
        assertThat(value("wangge.cases.recalled", "county", "540302")).isEqualTo(1);
        assertThat(value("wangge.cases.dispatch.advice", "county", "540302", "result", "followed"))
                .isEqualTo(1);
        assertThat(metrics.getMeters()).hasSize(7);
    }
}
