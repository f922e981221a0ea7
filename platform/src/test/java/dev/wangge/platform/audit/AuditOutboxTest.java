package dev.wangge.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.contracts.audit.v1.AuditFact.Call;
import dev.wangge.contracts.audit.v1.AuditFact.CallRefused;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseListed;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseRead;
import dev.wangge.contracts.audit.v1.AuditFact.ContactShown;
import dev.wangge.contracts.audit.v1.AuditFact.DataExported;
import dev.wangge.contracts.audit.v1.AuditFact.RefusalsDropped;
import dev.wangge.contracts.audit.v1.AuditFact.RulesSet;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.relay.StateRelay;
import dev.wangge.testing.Engine;
import dev.wangge.testing.FakeBrokers;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Notes wait in the service's own database until the broker has them. */
class AuditOutboxTest {
    private static final Call CALL = new Call("10.1.2.3", "GET /api/v1/cases/{id}", null);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final MovableClock clock = MovableClock.stopped();
    private final FakeBrokers brokers = new FakeBrokers(1);
    private final List<MongoClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(MongoClient::close);
    }

    private MongoCollection<Document> collection(Engine engine) {
        var client = MongoClients.create(engine.uri());
        clients.add(client);
        return client.getDatabase("test-" + UUID.randomUUID()).getCollection("auditOutbox");
    }

    private AuditOutbox outbox(MongoCollection<Document> notes) {
        var metrics = new SimpleMeterRegistry();
        var relay =
                new StateRelay(
                        brokers.kafka(),
                        notes,
                        clock,
                        metrics,
                        Topics.AUDIT,
                        AuditOutbox.COLLECTION,
                        "/case-service");
        var outbox = new AuditOutbox(notes, relay, "/case-service", clock, metrics);
        outbox.createIndex();
        return outbox;
    }

    private AuditNote note(AuditFact fact) {
        return AuditNote.of(clock.instant(), "M-7 via console", fact);
    }

    private static ConfidentialCaseRead read(String id) {
        return new ConfidentialCaseRead(CALL, id, null);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheBrokerHasIsTakenOut(Engine engine) {
        var notes = collection(engine);
        var outbox = outbox(notes);
        var one = note(read("case-1"));
        outbox.keep(List.of(one, note(read("case-2"))));
        outbox.keep(List.of(one)); // A repeat.
        outbox.keep(List.of(one, note(read("case-3"))));
        assertThat(notes.countDocuments()).isEqualTo(3);
        outbox.sweep();

        assertThat(notes.countDocuments()).isZero();
        assertThat(brokers.taken()).extracting(ProducerRecord::topic).containsOnly(Topics.AUDIT);
        var sent =
                brokers.taken().stream()
                        .filter(it -> one.id().equals(it.key()))
                        .findFirst()
                        .orElseThrow();
        var received = new EventCodec(AuditFact.class).read(sent.value());
        assertThat(received.id()).isEqualTo(one.id());
        assertThat(received.source()).isEqualTo("/case-service");
        assertThat(received.actor()).hasToString("M-7 via console");
        assertThat(received.event()).contains(read("case-1"));
        outbox.sweep();
        assertThat(brokers.taken()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void whileTheBrokerIsAwayTheyWait(Engine engine) {
        var notes = collection(engine);
        var outbox = outbox(notes);
        outbox.sweep();
        brokers.troubled(0);
        for (int i = 0; i < 5; i++) {
            outbox.keep(List.of(note(read("case-" + i))));
            outbox.sweep();
        }
        assertThat(notes.countDocuments()).isEqualTo(5);

        brokers.mended();
        for (int i = 0; i < 5 && notes.countDocuments() > 0; i++) {
            clock.forward(Duration.ofSeconds(20));
            outbox.sweep();
        }
        assertThat(notes.countDocuments()).isZero();
    }

    /** Killed after it was sent and before it was taken out: sent again under the same id. */
    @ParameterizedTest
    @EnumSource
    void whatACrashLeftIsSentByWhoeverComesNext(Engine engine) {
        var notes = collection(engine);
        outbox(notes).keep(List.of(note(read("case-1"))));
        outbox(notes).sweep();
        assertThat(brokers.taken()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void thoseThatComeAtOnceAreAllKept(Engine engine) {
        var notes = collection(engine);
        var outbox = outbox(notes);
        var all =
                IntStream.range(0, 200)
                        .mapToObj(i ->
                                CompletableFuture.runAsync(
                                        () -> outbox.keep(List.of(note(read("case-" + i))))))
                        .toList();
        all.forEach(CompletableFuture::join);

        assertThat(notes.countDocuments()).isEqualTo(200);
        outbox.sweep();
        assertThat(brokers.taken()).hasSize(200);
    }

    /** What stands on the topic stays readable: these samples are only ever added to. */
    @Test
    void eachKindIsSpelledSo() {
        var codec = new EventCodec(AuditFact.class);
        var call =
                """
                {"from":"10.1.2.3","insteadOf":null,"route":"GET /api/v1/cases/{id}"}\
                """
                        .strip();
        assertThat(
                        List.of(
                                        new CallRefused(CALL, "case-1", "not-permitted", 2),
                                        new ContactShown(CALL, "M-1", "call back"),
                                        new DataExported(CALL, "540328", null, "within=540328"),
                                        read("case-1"),
                                        new ConfidentialCaseListed(CALL, "case-1", null),
                                        new RulesSet(CALL, "540328", "new", List.of("limits@3")),
                                        new RefusalsDropped(7))
                                .stream()
                                .map(fact -> codec.typeOf(fact) + " " + data(codec, fact)))
                .containsExactly(
                        "wangge.audit.call-refused.v1 {\"about\":\"case-1\",\"call\":"
                                + call
                                + ",\"times\":2,\"why\":\"not-permitted\"}",
                        "wangge.audit.contact-shown.v1 {\"about\":\"M-1\",\"call\":"
                                + call
                                + ",\"why\":\"call back\"}",
                        "wangge.audit.data-exported.v1 {\"about\":\"540328\",\"asked\":\"within=540328\",\"call\":"
                                + call
                                + ",\"why\":null}",
                        "wangge.audit.confidential-case-read.v1 {\"about\":\"case-1\",\"call\":"
                                + call
                                + ",\"why\":null}",
                        "wangge.audit.confidential-case-listed.v1 {\"about\":\"case-1\",\"call\":"
                                + call
                                + ",\"why\":null}",
                        "wangge.audit.rules-set.v1 {\"about\":\"540328\",\"call\":"
                                + call
                                + ",\"versions\":[\"limits@3\"],\"why\":\"new\"}",
                        "wangge.audit.refusals-dropped.v1 {\"number\":7}");
    }

    private static String data(EventCodec codec, AuditFact fact) {
        var event = codec.cloudEvent("/x", "s", "id", fact, "b", Instant.EPOCH);
        return JSON.readTree(new String(event, StandardCharsets.UTF_8)).path("data").toString();
    }
}
