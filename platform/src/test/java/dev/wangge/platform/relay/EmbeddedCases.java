package dev.wangge.platform.relay;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;

/** Cases in the embedded engine: for one part of a relay at a time, which is quick. */
abstract class EmbeddedCases {
    static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");
    final EventCodec codec = new EventCodec(CaseEvent.class);
    final FakeBroker broker = new FakeBroker();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final MongoClient mongo = MongoClients.create(Engine.EMBEDDED.uri());
    final MongoCollection<Document> cases = collection("cases");
    final MongoCollection<Document> unsendable = collection("unsendable");
    volatile Instant now = AT;
    final Partitions partitions =
            new Partitions(broker, () -> now, metrics, "wangge.cases.v1", "cases");

    private MongoCollection<Document> collection(String name) {
        return mongo.getDatabase("relay").getCollection(name + "-" + UUID.randomUUID());
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    /** Facts of an aggregate, from the first. */
    List<Fact> facts(String id, int count) {
        var facts = new ArrayList<Fact>();
        var hash = Fact.GENESIS;
        for (int i = 0; i < count; i++) {
            facts.add(codec.fact(id, i, hash, new CaseStarted(), "M-1", AT));
            hash = facts.getLast().hash();
        }
        return facts;
    }

    List<Fact> store(String id, int count, Document relay) {
        var facts = facts(id, count);
        cases.insertOne(
                new Document("_id", id)
                        .append("seq", (long) count)
                        .append("facts", facts.stream().map(Fact::toDocument).toList())
                        .append("relay", relay));
        return facts;
    }

    static Document pending(long publishedUpTo) {
        return new Document("publishedUpTo", publishedUpTo)
                .append("pending", AT.toEpochMilli())
                .append("partition", 0);
    }

    Document relay(String id) {
        return Objects.requireNonNull(cases.find(Filters.eq("_id", id)).first())
                .get("relay", Document.class);
    }

    SetAside setAside() {
        return new SetAside(
                unsendable, () -> now, metrics, "wangge.cases.v1", "cases", "/case-service");
    }
}
