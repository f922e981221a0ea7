package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.wangge.testing.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** County systems, opened and changed by who keeps the system. */
@ExtendWith(OutputCaptureExtension.class)
class SystemsTest extends RunningGateway {
    @Autowired MongoOperations mongo;
    @Autowired JWKSource<SecurityContext> keys;
    private String keeper = "";

    @BeforeEach
    void whoKeepsTheSystemIsThere() {
        mongo.getCollection("clients").deleteMany(new Document());
        mongo.getCollection("subjects").deleteMany(new Document());
        mongo.getCollection("audit").deleteMany(new Document());
        keeper = keeper("54");
    }

    private String keeper(String division) {
        return TokenTest.signed(
                keys,
                claims ->
                        claims.subject("keeper")
                                .claim("roles", List.of("system-admin"))
                                .claim("divisions", List.of(division)));
    }

    private HttpResponse<String> says(String method, String path, String body, String... headers) {
        return send(
                "/api/v1/clients" + path,
                request -> {
                    request.header("Authorization", "Bearer " + keeper)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body));
                    return headers.length == 0 ? request : request.headers(headers);
                });
    }

    private static String form(String id, String more) {
        return """
        {"id":"%s","name":"水利局","roles":["reporter"],"divisions":["540328"]%s}\
        """
                .formatted(id, more);
    }

    private String opened(String id, String more) {
        var opened = says("POST", "", form(id, more));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        return json(opened).get("secret").asString();
    }

    private String token(String id, String secret) {
        var given = tokenFor(id, secret, "");
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        return json(given).get("access_token").asString();
    }

    private int asks(String token) {
        return get("/api/v1/me", token).statusCode();
    }

    private static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> written(String about) {
        var auditor =
                json(tokenFor("auditor", "secret-of-the-auditor", ""))
                        .get("access_token")
                        .asString();
        return StreamSupport.stream(
                        json(get("/api/v1/audit?about=" + about, auditor))
                                .get("items")
                                .spliterator(),
                        false)
                .map(it -> it.get("event").asString() + " " + it.get("detail").asString(""))
                .toList();
    }

    @Test
    void oneThatIsOpenedGetsATokenForWhatItMay(CapturedOutput output) throws Exception {
        var answer =
                says(
                        "POST",
                        "",
                        form("water", ",\"actsFor\":[\"540328101\"],\"units\":[\"540328-water\"]"));
        var opened = json(answer);
        var secret = opened.get("secret").asString();

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/clients/water");
        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(secret).matches("[\\w-]{43}");
        assertThat(opened.get("source").asString()).isEqualTo("STORED");
        assertThat(opened.get("state").asString()).isEqualTo("ACTIVE");
        var claims = claims(token("water", secret));
        assertThat(claims.getSubject()).isEqualTo("water");
        assertThat(claims.getStringListClaim("roles")).containsExactly("reporter");
        assertThat(claims.getStringListClaim("divisions")).containsExactly("540328");
        assertThat(claims.getStringListClaim("units")).containsExactly("540328-water");
        assertThat(claims.getStringListClaim("acts_for")).containsExactly("540328101");
        var me = json(get("/api/v1/me", token("water", secret)));
        assertThat(me.get("client").asString()).isEqualTo("water");
        assertThat(me.get("account").isNull()).isTrue();

        // It is shown once, and stands nowhere.
        var seen = says("GET", "/water", "");
        assertThat(json(seen).get("secret").isNull()).isTrue();
        assertThat(json(seen).at("/secrets/0/usedAt").asString()).isNotEmpty();
        assertThat(seen.body() + says("GET", "", "").body()).doesNotContain(secret);
        var stored = mongo.getCollection("clients").find(Filters.eq("_id", "water")).first();
        assertThat(String.valueOf(stored)).contains("{issued}").doesNotContain(secret);
        assertThat(written("water"))
                .containsExactly(
                        "CLIENT_OPENED [reporter] in [540328] for members in [540328101] of units [540328-water]");
        assertThat(output).doesNotContain(secret);
    }

    @Test
    void bothSecretsWorkUntilTheOlderEnds() {
        var first = opened("water", "");
        var rotated = says("POST", "/water/actions/rotate", "{\"overlapDays\":2}");
        var second = json(rotated).get("secret").asString();
        var held = token("water", first);

        assertThat(json(rotated).get("secrets")).hasSize(2);
        assertThat(asks(token("water", second))).isEqualTo(200);
        mongo.getCollection("clients")
                .updateOne(
                        Filters.eq("_id", "water"),
                        Updates.set("secrets.1.until", Date.from(Instant.now().minusMillis(1))));
        assertThat(tokenFor("water", first, "").statusCode()).isEqualTo(401);
        assertThat(asks(held)).as("it lives out its hour").isEqualTo(200);

        var now = says("POST", "/water/actions/rotate", "{\"overlapDays\":0}");
        assertThat(tokenFor("water", second, "").statusCode()).isEqualTo(401);
        assertThat(asks(held)).as("nothing that came of it is left").isEqualTo(401);
        assertThat(asks(token("water", json(now).get("secret").asString()))).isEqualTo(200);
        assertThat(
                        json(says("POST", "/water/actions/rotate", ""))
                                .at("/secrets/1/until")
                                .asString())
                .startsWith(Instant.now().plus(Duration.ofDays(7)).toString().substring(0, 10));
        assertThat(says("POST", "/water/actions/rotate", "{\"overlapDays\":91}").statusCode())
                .isEqualTo(400);
        assertThat(written("water"))
                .startsWith(
                        "CLIENT_ROTATED overlapDays 7",
                        "CLIENT_REFUSED ",
                        "CLIENT_ROTATED overlapDays 0");
    }

    @Test
    void whoIsKeptOutIsOutAtOnce() {
        var secret = opened("water", "");
        var held = token("water", secret);
        assertThat(asks(held)).isEqualTo(200);

        assertThat(says("POST", "/water/actions/disable", "").statusCode()).isEqualTo(200);

        assertThat(asks(held)).isEqualTo(401);
        var refused = tokenFor("water", secret, "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(json(refused).get("error").asString()).isEqualTo("invalid_client");
        assertThat(open("/oauth2/endings").body()).contains("\"water\"");
        assertThat(written("water")).startsWith("CLIENT_REFUSED disabled", "CLIENT_DISABLED ");

        assertThat(says("POST", "/water/actions/enable", "").statusCode()).isEqualTo(200);
        assertThat(asks(held)).as("what ended has ended").isEqualTo(401);
        assertThat(asks(token("water", secret))).isEqualTo(200);
    }

    /** Another gateway only sees what is stored. */
    @Test
    void whatAnotherGatewayDidActsHereWithinSeconds() {
        var secret = opened("water", "");
        var held = token("water", secret);
        mongo.getCollection("clients")
                .updateOne(
                        Filters.eq("_id", "water"),
                        Updates.combine(
                                Updates.set("disabled", true),
                                Updates.set("tokensFrom", Date.from(Instant.now()))));

        assertThat(tokenFor("water", secret, "").statusCode()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(20)).until(() -> asks(held) == 401);
    }

    @Test
    void whatIsTakenAwayIsGoneAtOnce() {
        var secret = opened("water", "");
        var held = token("water", secret);
        var changed =
                says(
                        "PUT",
                        "/water",
                        form("water", "").replace("reporter", "verifier"),
                        "If-Match",
                        "\"1\"");

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(asks(held)).isEqualTo(401);
        assertThat(json(get("/api/v1/me", token("water", secret))).get("roles").toString())
                .isEqualTo("[\"verifier\"]");
        var stale = says("PUT", "/water", form("water", ""), "If-Match", "\"1\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(written("water").getFirst())
                .startsWith("CLIENT_CHANGED [reporter] in")
                .contains("→ [verifier] in");
    }

    @Test
    void noTokenOutlivesItsClient() {
        var over = Instant.now().plusSeconds(600);
        var secret = opened("water", ",\"expiresAt\":\"%s\"".formatted(over));
        assertThat(claims(token("water", secret)).getExpirationTime().toInstant())
                .isBetween(over.minusSeconds(5), over);

        mongo.getCollection("clients")
                .updateOne(
                        Filters.eq("_id", "water"),
                        Updates.set("expiresAt", Date.from(Instant.now())));
        assertThat(tokenFor("water", secret, "").statusCode()).isEqualTo(401);
        assertThat(json(says("GET", "/water", "")).get("state").asString()).isEqualTo("EXPIRED");
        assertThat(written("water").getFirst()).isEqualTo("CLIENT_REFUSED expired");
    }

    @Test
    void itComesFromWhereItMayAlsoBehindAProxy() {
        var secret = opened("water", ",\"addresses\":[\"203.0.113.0/24\",\"127.0.7.7\"]");

        assertThat(tokenFor("water", secret, "").statusCode()).as("127.0.0.1").isEqualTo(401);
        assertThat(asksFrom("127.0.7.7", "", secret)).startsWith("HTTP/1.1 200");
        assertThat(asksFrom(PROXY, "203.0.113.9", secret)).startsWith("HTTP/1.1 200");
        assertThat(asksFrom(PROXY, "203.0.114.9", secret)).startsWith("HTTP/1.1 401");
        // Nobody speaks for others but a proxy of ours.
        assertThat(asksFrom("127.0.7.8", "203.0.113.9", secret)).startsWith("HTTP/1.1 401");
        assertThat(written("water")).contains("CLIENT_REFUSED address");
    }

    private String asksFrom(String peer, String forwarded, String secret) {
        var form = "grant_type=client_credentials&client_id=water&client_secret=" + secret;
        var head =
                new ArrayList<>(
                        List.of(
                                "POST /oauth2/token HTTP/1.1",
                                "Host: x",
                                "Connection: close",
                                "Content-Type: application/x-www-form-urlencoded",
                                "Content-Length: " + form.length()));
        if (!forwarded.isEmpty()) {
            head.add("X-Forwarded-For: " + forwarded);
        }
        try (var wire = Wire.to(port, peer)) {
            return wire.head(head.toArray(String[]::new)).send(form).answer();
        }
    }

    @Test
    void itMakesAsManyRequestsAsItMay() {
        var token = token("water", opened("water", ",\"perSecond\":1"));
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 12; i++) {
            statuses.add(asks(token));
        }

        assertThat(statuses).startsWith(200, 200).contains(429);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var wrong =
                says(
                        "POST",
                        "",
                        """
                        {"id":"X","name":" ","roles":["system-admin","reporter","emperor"],"divisions":["540328","9"],
                         "actsFor":["540302"],"addresses":["somewhere"],"perSecond":0,"expiresAt":"tomorrow"}
                        """);

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(pointers(json(wrong)))
                .containsExactlyInAnyOrder(
                        "#/id",
                        "#/name",
                        "#/roles/2",
                        "#/roles",
                        "#/divisions/1",
                        "#/actsFor/0",
                        "#/addresses/0",
                        "#/perSecond",
                        "#/expiresAt");
        assertThat(says("POST", "", "{\"id\":\"water\",\"extra\":1}").statusCode()).isEqualTo(400);
        assertThat(pointers(json(says("POST", "", form("water", ",\"perSecond\":20001")))))
                .containsExactly("#/perSecond");
    }

    private static List<String> pointers(JsonNode problem) {
        return StreamSupport.stream(problem.get("errors").spliterator(), false)
                .map(it -> it.get("pointer").asString())
                .toList();
    }

    @Test
    void whatIsConfiguredIsShownAndLeft() {
        opened("aaa-water", "");
        var listed = json(says("GET", "?limit=2", ""));
        assertThat(listed.get("items"))
                .extracting(it -> it.get("id").asString(), it -> it.get("source").asString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("aaa-water", "STORED"),
                        org.assertj.core.groups.Tuple.tuple("auditor", "CONFIGURED"));
        var rest = says("GET", "?limit=2&cursor=" + listed.get("next").asString(), "");
        assertThat(rest.body())
                .contains("careless", "county-demo")
                .doesNotContain("aaa-water", "{bcrypt}");

        for (var refused :
                List.of(
                        says("POST", "/county-demo/actions/rotate", ""),
                        says("POST", "/county-demo/actions/disable", ""),
                        says("PUT", "/county-demo", form("county-demo", "")))) {
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
            assertThat(json(refused).get("type").asString())
                    .isEqualTo("/problems/configured-client");
        }
    }

    @Test
    void inAnotherCountyItIsNotThere() {
        opened("water", "");
        keeper = keeper("540302");

        assertThat(says("GET", "/water", "").statusCode()).isEqualTo(404);
        assertThat(says("POST", "/water/actions/rotate", "").statusCode()).isEqualTo(404);
        assertThat(says("POST", "", form("mine", "")).statusCode()).isEqualTo(403);
        assertThat(says("GET", "", "").body()).doesNotContain("water");
        assertThat(get("/api/v1/clients", token()).statusCode()).isEqualTo(403);
        assertThat(says("POST", "/water/actions/explode", "").statusCode()).isEqualTo(404);
    }
}
