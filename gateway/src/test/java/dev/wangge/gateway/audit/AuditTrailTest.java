package dev.wangge.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.contracts.audit.v1.AuditFact.Call;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseRead;
import dev.wangge.gateway.audit.AuditTrail.Head;
import dev.wangge.gateway.audit.AuditTrail.Wanted;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.DatabaseReads;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** One chain for all gateways, in which everything stands once. */
class AuditTrailTest {
    private static final AuditSettings SETTINGS = new AuditSettings("", "", Duration.ofDays(184));
    private final MovableClock clock = MovableClock.stopped();
    private final List<MongoClient> clients = new ArrayList<>();
    private final String name = "test-" + UUID.randomUUID();

    @AfterEach
    void close() {
        clients.forEach(MongoClient::close);
    }

    private AuditTrail trail(Engine engine, InstantSource time) {
        var client = MongoClients.create(engine.uri());
        clients.add(client);
        return new AuditTrail(new SimpleMongoClientDatabaseFactory(client, name), SETTINGS, time);
    }

    private Noted read(String id, String caseId) {
        return ServiceFacts.of(
                id,
                "case-service",
                clock.instant().minusSeconds(60),
                "M-1 via zhuoma via console",
                new ConfidentialCaseRead(
                        new Call("10.1.2.3", "GET /api/v1/cases/{id}", "M-9"), caseId, "a visit"));
    }

    private static List<AuditRecord> all(AuditTrail trail) {
        return wanted(trail, null, null, null).reversed();
    }

    private static List<AuditRecord> wanted(
            AuditTrail trail, @Nullable String by, @Nullable Instant from, @Nullable Instant to) {
        return trail.newest(
                new Wanted(
                        Optional.ofNullable(by),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.ofNullable(from),
                        Optional.ofNullable(to)),
                Long.MAX_VALUE,
                10_000);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBroughtAgainIsThereOnce(Engine engine) {
        var trail = trail(engine, clock);
        trail.append(List.of(read("a", "case-1"), read("b", "case-2"), read("a", "case-1")));
        trail.append(List.of(read("b", "case-2"), read("c", "case-3")));
        trail(engine, clock).append(List.of(read("c", "case-3")));

        assertThat(all(trail))
                .extracting(AuditRecord::about)
                .containsExactly("case-1", "case-2", "case-3");
        assertThat(trail.firstBreak(Head.NONE)).isEmpty();
        var first = all(trail).getFirst();
        assertThat(first.event()).isEqualTo("CONFIDENTIAL_CASE_READ");
        assertThat(first.detail()).isEqualTo("GET /api/v1/cases/{id}");
        assertThat(first.origin())
                .isEqualTo(
                        new Origin(
                                "a",
                                "case-service",
                                clock.instant().minusSeconds(60),
                                "M-9",
                                "a visit"));
    }

    /** Two gateways are given the same, as while one of them is taken for gone. */
    @ParameterizedTest
    @EnumSource
    void whatTwoGatewaysBringAtOnceIsThereOnce(Engine engine) {
        var gateways = List.of(trail(engine, clock), trail(engine, clock));
        var brought =
                IntStream.range(0, 60)
                        .mapToObj(i ->
                                CompletableFuture.runAsync(() -> {
                                    var n = i / 2; // Each batch twice, with one that overlaps.
                                    gateways.get(i % 2)
                                            .append(
                                                    List.of(
                                                            read("id-" + n, "case-" + n),
                                                            read(
                                                                    "id-" + (n + 1),
                                                                    "case-" + (n + 1))));
                                    gateways.get(i % 2)
                                            .note(AuditEvent.SIGNED_IN, "pema", "x", "pema", null);
                                }))
                        .toList();
        brought.forEach(CompletableFuture::join);

        var trail = gateways.getFirst();
        assertThat(all(trail)).hasSize(31 + 60);
        assertThat(
                        all(trail).stream()
                                .filter(it -> it.origin() != null)
                                .map(AuditRecord::about)
                                .distinct())
                .hasSize(31);
        assertThat(trail.firstBreak(Head.NONE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everybodyWhoHadAHandInItFindsIt(Engine engine) {
        var trail = trail(engine, clock);
        trail.append(List.of(read("a", "case-1")));
        trail.note(AuditEvent.SIGNED_IN, "pema", "x", "pema", null);

        for (var who : List.of("M-1", "zhuoma", "console", "M-1 via zhuoma via console")) {
            assertThat(wanted(trail, who, null, null)).as(who).hasSize(1);
        }
        assertThat(wanted(trail, "M-2", null, null)).isEmpty();
    }

    /** The clocks of two gateways differ; a time is a place in the chain all the same. */
    @ParameterizedTest
    @EnumSource
    void timesNeverGoBack(Engine engine) {
        var begin = clock.instant();
        var ahead = trail(engine, () -> clock.instant().plusSeconds(30));
        var behind = trail(engine, clock);
        ahead.note(AuditEvent.SIGNED_IN, "a", "x", "a", null);
        behind.note(AuditEvent.SIGNED_IN, "b", "x", "b", null);
        clock.forward(Duration.ofMinutes(10));
        behind.note(AuditEvent.SIGNED_IN, "c", "x", "c", null);

        assertThat(all(behind))
                .extracting(AuditRecord::at)
                .containsExactly(
                        begin.plusSeconds(30), begin.plusSeconds(30), begin.plusSeconds(600));
        assertThat(wanted(behind, null, begin.plusSeconds(30), begin.plusSeconds(31)))
                .extracting(AuditRecord::by)
                .containsExactly("b", "a");
        assertThat(wanted(behind, null, begin.plusSeconds(31), null))
                .extracting(AuditRecord::by)
                .containsExactly("c");
        assertThat(wanted(behind, null, begin.plusSeconds(3_600), null)).isEmpty();
        assertThat(wanted(behind, "b", null, begin)).isEmpty();
    }

    /** Ten million records are looked for as a thousand are: by an index, in its order. */
    @Test
    void whatIsLookedForIsFoundByAnIndex() {
        var begin = clock.instant();
        var trail = trail(Engine.BEST, clock);
        for (int day = 0; day < 10; day++) {
            var ofTheDay = new ArrayList<Noted>();
            for (int i = 0; i < 300; i++) {
                var who = i % 100 == 0 ? "M-7 via pema via console" : "M-" + i + " via console";
                var event = i % 50 == 0 ? AuditEvent.RULES_SET : AuditEvent.CALL_REFUSED;
                ofTheDay.add(
                        new Noted(event.name(), who, "10.1.2.3", "case-" + (i % 30), null, null));
            }
            trail.append(ofTheDay);
            clock.forward(Duration.ofDays(1));
        }
        var mongo = new MongoTemplate(clients.getFirst(), name);
        var none = Optional.<String>empty();
        var from = Optional.of(begin.plus(Duration.ofDays(2)));
        var to = Optional.of(begin.plus(Duration.ofDays(3)));
        for (var wanted :
                List.of(
                        new Wanted(
                                Optional.of("pema"),
                                none,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new Wanted(Optional.of("M-7"), none, Optional.empty(), from, to),
                        new Wanted(none, Optional.of("case-3"), Optional.empty(), from, to),
                        new Wanted(
                                none,
                                none,
                                Optional.of(AuditEvent.RULES_SET),
                                Optional.empty(),
                                to),
                        new Wanted(none, none, Optional.empty(), from, to))) {
            var reads =
                    DatabaseReads.during(
                            mongo,
                            "audit",
                            29,
                            () ->
                                    assertThat(trail.newest(wanted, Long.MAX_VALUE, 29))
                                            .isNotEmpty());
            assertThat(reads).as(wanted.toString()).hasSize(1);
            reads.forEach(DatabaseReads.Read::assertFrugal);
        }
    }

    @Test
    void whatIsLookedForIsHeldToWhatIsHashed() {
        var trail = trail(Engine.EMBEDDED, clock);
        trail.append(List.of(read("a", "case-1"), read("b", "case-2")));
        var stored = clients.getFirst().getDatabase(name).getCollection("audit");
        stored.updateOne(Filters.eq("_id", 2L), Updates.set("who", List.of("nobody")));
        assertThat(trail.firstBreak(Head.NONE).orElseThrow().seq()).isEqualTo(2);
        stored.updateOne(Filters.eq("_id", 2L), Updates.unset("who"));
        assertThat(trail.firstBreak(Head.NONE).orElseThrow().seq()).isEqualTo(2);

        stored.updateOne(Filters.eq("_id", 1L), Updates.set("origin.why", "nothing in particular"));
        assertThat(trail.firstBreak(Head.NONE).orElseThrow().seq()).isEqualTo(1);
    }

    /** A service that is newer than the gateway is heard all the same. */
    @Test
    void whatOnlyANewerGatewayKnowsIsWrittenDown() {
        var trail = trail(Engine.EMBEDDED, clock);
        var event =
                """
                {"specversion":"1.0","id":"e-1","source":"/case-service","type":"wangge.audit.case-printed.v1",
                 "subject":"case-1","time":"2026-11-25T01:00:00Z","seq":1,"actor":"M-1","data":{"x":1}}
                """;
        var received = new EventCodec(AuditFact.class).read(event.getBytes(StandardCharsets.UTF_8));
        trail.append(List.of(ServiceFacts.of(received)));

        var record = all(trail).getFirst();
        assertThat(record.event()).isEqualTo("OTHER");
        assertThat(record.detail()).isEqualTo("wangge.audit.case-printed.v1");
        assertThat(record.about()).isEqualTo("case-1");
    }

    /** Reckoned from docs/api/audit.md, once for all: what is stored must go on to verify. */
    @Test
    void hashesAreThoseOfThePage() throws Exception {
        var noted =
                new Noted(
                        "CONTACT_SHOWN",
                        "M-1",
                        "10.1.2.3",
                        "M-2",
                        null,
                        new Origin("id", "grid-service", Instant.ofEpochMilli(5), null, "核实"));
        var own = new Noted("SIGNED_IN", "M-1", "10.1.2.3", "pema", null, null);
        var zeros = "0".repeat(64);
        var at = Instant.ofEpochMilli(7);

        assertThat(AuditRecord.after(0, zeros, at, own).hash())
                .isEqualTo(sha256("64:" + zeros + "1:11:79:SIGNED_IN3:M-18:10.1.2.34:pema-:"));
        assertThat(AuditRecord.after(0, zeros, at, noted).hash())
                .isEqualTo(
                        sha256(
                                "64:"
                                        + zeros
                                        + "1:11:713:CONTACT_SHOWN3:M-18:10.1.2.33:M-2-:"
                                        + "2:id12:grid-service1:5-:6:核实"));
    }

    private static String sha256(String text) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(
                        java.security.MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
