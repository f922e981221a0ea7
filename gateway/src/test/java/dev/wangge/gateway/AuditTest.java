package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.seal.Vault;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** What was done to whose rights is written down, and cannot be written anew. */
class AuditTest extends RunningGateway {
    @Autowired MongoOperations mongo;
    @Autowired Vault vault;
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
        return items(get("/api/v1/audit" + query, auditor)).stream()
                .map(one -> one.get("event").asString() + " " + one.get("about").asString(""))
                .toList();
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

        assertThat(events("?limit=5"))
                .containsExactly(
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
        var lines = exported.body().lines().toList();

        assertThat(exported.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("\"seq\":2", "CLIENT_REFUSED", "county-demo");
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
        assertThat(verified().get("records").asInt()).isEqualTo(22);
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
}
