package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.FactRelay.Write;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Cases with facts to publish, on an engine of the test's choice, and relays at work on them. */
abstract class RelayedCases {
    static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");
    final EventCodec codec = new EventCodec(CaseEvent.class);
    final FakeBroker broker = new FakeBroker();
    private final String topic = "cases-" + UUID.randomUUID();
    volatile Instant now = AT;
    private MongoClient mongo = MongoClients.create(Engine.BEST.uri());
    MongoCollection<Document> cases = collection();

    @BeforeEach
    void forgetTheDefault() {
        mongo.close();
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    void on(Engine engine, CommandListener listener) {
        mongo =
                MongoClients.create(
                        MongoClientSettings.builder()
                                .applyConnectionString(new ConnectionString(engine.uri()))
                                .addCommandListener(listener)
                                .build());
        cases = collection();
    }

    private MongoCollection<Document> collection() {
        return mongo.getDatabase("relay").getCollection("cases-" + UUID.randomUUID());
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40));
    }

    FactRelay relay() {
        return new FactRelay(
                cases,
                mongo.getDatabase("relay").getCollection(FactRelay.SET_ASIDE),
                broker,
                codec,
                () -> now,
                new SimpleMeterRegistry(),
                topic,
                "/test");
    }

    List<Fact> store(FactRelay relay, String id, int count) {
        var facts = new ArrayList<Fact>();
        var hash = Fact.GENESIS;
        for (int i = 0; i < count; i++) {
            facts.add(codec.fact(id, i, hash, new CaseStarted(), "M-1", AT));
            hash = facts.getLast().hash();
        }
        cases.insertOne(
                new Document("_id", id)
                        .append("seq", (long) count)
                        .append("facts", facts.stream().map(Fact::toDocument).toList())
                        .append("relay", relay.firstLease(id)));
        return facts;
    }

    Fact append(FactRelay relay, String id, Fact last) {
        var next = next(id, last);
        assertThat(relay.write(write(id, last.seq(), next))).isTrue();
        return next;
    }

    Fact next(String id, Fact last) {
        return codec.fact(id, last.seq(), last.hash(), new CaseStarted(), "M-1", AT);
    }

    static Write write(String id, long seq, Fact next) {
        return new Write(
                id,
                Filters.and(Filters.eq("_id", id), Filters.eq("seq", seq)),
                List.of(Updates.set("seq", next.seq()), Updates.push("facts", next.toDocument())),
                List.of(next));
    }

    List<Fact> facts(String id) {
        return Objects.requireNonNull(cases.find(Filters.eq("_id", id)).first())
                .getList("facts", Document.class)
                .stream()
                .map(Fact::fromDocument)
                .toList();
    }

    Document stored(String id) {
        return Objects.requireNonNull(cases.find(Filters.eq("_id", id)).first())
                .get("relay", Document.class);
    }
}
