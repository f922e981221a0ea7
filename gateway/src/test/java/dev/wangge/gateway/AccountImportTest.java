package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** Accounts of many people at once. */
class AccountImportTest extends RunningGateway {
    private static final String HEADER = "id,name,roles,divisions,units,active\n";
    @Autowired JWKSource<SecurityContext> keys;
    @Autowired MongoOperations mongo;

    /** Of this test: other tests have accounts of their own. */
    private final String run = "a" + UUID.randomUUID().toString().substring(0, 8);

    private HttpResponse<String> bring(String query, String csv) {
        var token =
                TokenTest.signed(
                        keys,
                        claims ->
                                claims.claim("roles", List.of("security-admin"))
                                        .claim("divisions", List.of("54")));
        return send(
                "/api/v1/accounts:import" + query,
                request ->
                        request.header("Authorization", "Bearer " + token)
                                .header("Content-Type", "text/csv")
                                .header("Accept-Language", "en")
                                .POST(BodyPublishers.ofString(csv)));
    }

    private static JsonNode good(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private long there() {
        return mongo.getCollection("accounts").countDocuments(Filters.regex("_id", "^" + run));
    }

    private static String counts(JsonNode imported) {
        return "%d: %d opened, %d changed, %d unchanged, %d links"
                .formatted(
                        imported.get("rows").asInt(),
                        imported.get("opened").asInt(),
                        imported.get("changed").asInt(),
                        imported.get("unchanged").asInt(),
                        imported.get("links").size());
    }

    /** By which names others know them: said once, and not again by a table without that column. */
    @Test
    void aTableMaySayByWhichNamesOthersKnowThem() {
        var head = "id,name,roles,divisions,known_as\n";
        var row = "%s-lhamo,拉姆,handler,540328,%s\n";
        var name = "wecom:" + run;

        assertThat(counts(good(bring("", head + row.formatted(run, name)))))
                .isEqualTo("1: 1 opened, 0 changed, 0 unchanged, 1 links");
        assertThat(counts(good(bring("", head + row.formatted(run, "")))))
                .isEqualTo("1: 0 opened, 0 changed, 1 unchanged, 0 links");
        var taken = bring("", head + row.formatted(run + "2", name));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(400);
        assertThat(taken.body()).contains("Another account is known as " + name);
        assertThat(counts(good(bring("", head + row.formatted(run, name + "-2")))))
                .isEqualTo("1: 0 opened, 1 changed, 0 unchanged, 0 links");
        assertThat(mongo.getCollection("knownAs").countDocuments(Filters.eq("_id", name))).isZero();
    }

    @Test
    void aTableOpensAndChangesAccountsAndChangesNothingTheSecondTime() {
        var first =
                HEADER
                        + "%s-pema,白玛,handler;verifier,540328,,\n".formatted(run)
                        + "%s-tashi,扎西,dispatcher,540328101；540328102,,true\n".formatted(run);

        assertThat(counts(good(bring("?dryRun=true", first))))
                .isEqualTo("2: 2 opened, 0 changed, 0 unchanged, 0 links");
        assertThat(there()).isZero();
        var brought = good(bring("", first));
        assertThat(counts(brought)).isEqualTo("2: 2 opened, 0 changed, 0 unchanged, 2 links");
        assertThat(counts(good(bring("", first))))
                .isEqualTo("2: 0 opened, 0 changed, 2 unchanged, 0 links");

        var link =
                brought.at("/links/0/link").asString().replaceFirst(".*/password/", "/password/");
        var pema = new Browser(port);
        People.choose(pema, link);
        assertThat(pema.signIn(run + "-pema", People.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(json(pema.get("/api/v1/me")).get("roles").toString())
                .isEqualTo("[\"handler\",\"verifier\"]");

        var second = HEADER + "%s-pema,白玛,handler,540328,,false\n".formatted(run);
        assertThat(counts(good(bring("", second))))
                .isEqualTo("1: 0 opened, 1 changed, 0 unchanged, 0 links");
        assertThat(pema.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void oneWrongLineKeepsAllOut() {
        var refused =
                bring(
                        "",
                        HEADER
                                + "%s-good,白玛,handler,540328,,\n".formatted(run)
                                + "%s-king,扎西,king,540328,,\n".formatted(run)
                                + "%s-hats,扎西,audit-admin;handler,540328,,\n".formatted(run)
                                + "%s-good,又一个,handler,540328,,\n".formatted(run)
                                + "%s-far,远方,handler,65,,\n".formatted(run)
                                + "county-demo,客户端,handler,540328,,\n"
                                + "%s-perhaps,也许,handler,540328,,maybe\n".formatted(run));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("type").asString()).isEqualTo("/problems/invalid-csv");
        assertThat(json(refused).get("errors").findValuesAsString("line"))
                .containsExactly("3", "4", "5", "6", "7", "8");
        assertThat(there()).isZero();
        assertThat(bring("", "id,name\n").statusCode()).isEqualTo(400);
    }
}
