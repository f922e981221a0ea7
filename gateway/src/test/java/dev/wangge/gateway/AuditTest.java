package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.contracts.audit.v1.AuditFact.Call;
import dev.wangge.contracts.audit.v1.AuditFact.CallRefused;
import dev.wangge.contracts.audit.v1.AuditFact.ConfidentialCaseRead;
import dev.wangge.contracts.audit.v1.AuditFact.ContactShown;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.OwnMongod;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaOperations;
import tools.jackson.databind.JsonNode;

/** What was done to whose rights is written down, and cannot be written anew. */
class AuditTest extends RunningGateway {
    @Autowired MongoOperations mongo;
    @Autowired Vault vault;
    @Autowired KafkaOperations<String, byte[]> kafka;
    private String auditor = "";

    @BeforeEach
    void anAuditorMayRead() {
        mongo.getCollection("audit").deleteMany(new Document());
        auditor =
                json(tokenFor("auditor", "secret-of-the-auditor", ""))
                        .get("access_token")
                        .asString();
    }

    private List<String> events(String query) {
        return withoutRefusals(
                items(get("/api/v1/audit" + query, auditor)).stream()
                        .map(one ->
                                one.get("event").asString() + " " + one.get("about").asString("")));
    }

    /** Those of another test are written down when their time comes. */
    private static List<String> withoutRefusals(Stream<String> records) {
        return records.filter(it -> !it.contains("CALL_REFUSED")).toList();
    }

    private static List<JsonNode> items(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(json(answer).get("items").spliterator(), false).toList();
    }

    private JsonNode verified() {
        return json(get("/api/v1/audit:verify", auditor));
    }

    @Test
    void whoSignsInAndWhoTriesIsWrittenDown() {
        var pema = new People(mongo, vault, port).somebody("pema", "dispatcher", "540328");
        var _ = pema.signIn("pema", "is it this one, or what");
        var _ = pema.signIn("my-own-password", "is it this one, or what");
        var _ = pema.signIn("pema", People.PASSWORD);
        var _ = pema.get("/account");
        var _ = pema.submit("/sign-out", Map.of());

        assertThat(events("?limit=10"))
                .startsWith(
                        "AUDIT_READ ",
                        "SIGNED_OUT pema",
                        "SIGNED_IN pema",
                        // What was typed there may be a password.
                        "SIGN_IN_REFUSED ",
                        "SIGN_IN_REFUSED pema");
        assertThat(events("?event=SIGNED_IN&about=pema")).hasSize(1);
        assertThat(events("?by=pema&limit=1")).containsExactly("SIGNED_OUT pema");
        var first = items(get("/api/v1/audit?event=SIGNED_IN", auditor)).getFirst();
        assertThat(first.get("from").asString()).isEqualTo("127.0.0.1");
        assertThat(first.get("by").asString()).isEqualTo("pema");
    }

    @Test
    void onlyAuditorsRead() {
        assertThat(get("/api/v1/audit", token()).statusCode()).isEqualTo(403);
        assertThat(get("/api/v1/audit:verify", token()).statusCode()).isEqualTo(403);
        assertThat(
                        get(
                                        "/api/v1/audit:export?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z",
                                        token())
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void itIsExportedAsLinesInTheirOrder() {
        var from = Instant.now().minusSeconds(60);
        var _ = get("/api/v1/audit", auditor);
        var _ = tokenFor("county-demo", "wrong", "");

        var exported =
                get(
                        "/api/v1/audit:export?from=%s&to=%s"
                                .formatted(from, Instant.now().plusSeconds(60)),
                        auditor);
        var lines = withoutRefusals(exported.body().lines());

        assertThat(exported.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("AUDIT_READ");
        assertThat(lines.get(1)).contains("CLIENT_REFUSED", "county-demo");
        // That it was taken out is in it.
        assertThat(lines.get(2)).contains("DATA_EXPORTED", "GET /api/v1/audit:export?from=" + from);
    }

    @Test
    void ofManyAtOnceEachHasItsNumber() {
        var read =
                IntStream.range(0, 20)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(() -> get("/api/v1/audit", auditor)))
                        .toList();
        read.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));

        assertThat(verified().get("broken").isNull()).isTrue();
        assertThat(mongo.getCollection("audit").countDocuments(Filters.eq("event", "AUDIT_READ")))
                .isEqualTo(21);
    }

    @Test
    void whatIsChangedOrTakenOutIsNamed() {
        for (int i = 0; i < 6; i++) {
            var _ = get("/api/v1/audit", auditor);
        }
        assertThat(verified().get("broken").isNull()).isTrue();
        var stored = mongo.getCollection("audit");

        var third = stored.find(Filters.eq("_id", 3L)).first();
        stored.updateOne(Filters.eq("_id", 3L), Updates.set("by", "somebody-else"));
        assertThat(verified().at("/broken/seq").asInt()).isEqualTo(3);
        stored.replaceOne(Filters.eq("_id", 3L), third);
        assertThat(verified().get("broken").isNull()).isTrue();

        stored.deleteOne(Filters.eq("_id", 4L));
        assertThat(verified().at("/broken/seq").asInt()).isEqualTo(4);
        var kept = stored.find().sort(Sorts.ascending("_id")).into(new ArrayList<>());
        assertThat(kept.getFirst().getLong("_id")).isEqualTo(1);
    }

    private static final EventCodec CODEC = new EventCodec(AuditFact.class);

    private void tell(String id, AuditFact fact) {
        var event =
                CODEC.cloudEvent(
                        "/case-service",
                        "case-1",
                        id,
                        fact,
                        "M-1 via pema via console",
                        Instant.now());
        kafka.send(Topics.AUDIT, id, event).join();
    }

    private List<JsonNode> awaited(String query, int number) {
        var found = new AtomicReference<List<JsonNode>>(List.of());
        OwnMongod.until(() -> {
            found.set(items(get("/api/v1/audit" + query, auditor)));
            return found.get().size() >= number;
        });
        return found.get();
    }

    @Test
    void whatServicesSayIsThereOnceAndFoundByWhoWhatAndWhich() {
        var begin = Instant.now().minusSeconds(1);
        var call = new Call("10.1.2.3", "GET /api/v1/cases/{id}", "M-9");
        for (int i = 0; i < 3; i++) {
            tell("read-1", new ConfidentialCaseRead(call, "case-1", "a visit"));
        }
        tell("shown-1", new ContactShown(call, "M-2", "call back"));
        kafka.send(Topics.AUDIT, "poison", "{".getBytes(StandardCharsets.UTF_8)).join();
        tell("refused-1", new CallRefused(call, "case-2", "not-permitted", 3));

        var refused = awaited("?by=pema&event=CALL_REFUSED", 1).getFirst();
        assertThat(refused.get("why").asString()).isEqualTo("not-permitted");
        assertThat(refused.get("detail").asString()).isEqualTo("GET /api/v1/cases/{id}, 3 times");
        var read = awaited("?about=case-1", 1);
        assertThat(read).hasSize(1);
        assertThat(read.getFirst().get("event").asString()).isEqualTo("CONFIDENTIAL_CASE_READ");
        assertThat(read.getFirst().get("by").asString()).isEqualTo("M-1 via pema via console");
        assertThat(read.getFirst().get("from").asString()).isEqualTo("10.1.2.3");
        assertThat(read.getFirst().get("insteadOf").asString()).isEqualTo("M-9");
        assertThat(read.getFirst().get("service").asString()).isEqualTo("case-service");
        assertThat(awaited("?by=M-1&from=" + begin, 3)).hasSize(3);
        assertThat(items(get("/api/v1/audit?by=M-1&to=" + begin, auditor))).isEmpty();
        assertThat(verified().get("broken").isNull()).isTrue();
    }

    @Test
    void whoIsRefusedHereIsWrittenDown() {
        assertThat(get("/api/v1/accounts/pema", token()).statusCode()).isEqualTo(403);

        var refused = awaited("?event=CALL_REFUSED&by=county-demo&about=pema", 1).getFirst();
        assertThat(refused.get("detail").asString()).isEqualTo("GET /api/v1/accounts/{id}");
        assertThat(refused.get("why").asString()).isEqualTo("not-permitted");
        assertThat(refused.get("service").asString()).isEqualTo("gateway");
    }

    /** Each event is on the page, and nothing else is. */
    @Test
    void thePageTellsOfEachEvent() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "api", "audit.md"));
        var told =
                Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|")
                        .matcher(page)
                        .results()
                        .map(it -> it.group(1));
        assertThat(told)
                .containsExactlyElementsOf(
                        Arrays.stream(AuditEvent.values()).map(Enum::name).toList());
    }
}
