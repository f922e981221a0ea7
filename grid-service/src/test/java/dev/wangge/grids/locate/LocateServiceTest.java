package dev.wangge.grids.locate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.hutool.core.util.CoordinateUtil;
import dev.wangge.grids.GridService;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.Infrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Locating over HTTP, on both engines. */
class LocateServiceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VILLAGE = "540328101201";
    private static final String PHONE = "13700002222";
    private static final String JULY = "&at=2026-07-01T00:30:00%2B08:00";
    private static final String DECEMBER = "&at=2026-12-01T12:00:00Z";
    private String base = "";

    /** Tokens are a division and a role. */
    @Configuration
    static class PlainTokens {
        @Bean
        JwtDecoder jwtDecoder() {
            return token -> {
                var parts = token.split("\\.", 2);
                return Jwt.withTokenValue(token)
                        .header("alg", "none")
                        .subject("test")
                        .expiresAt(Instant.MAX)
                        .claim("divisions", List.of(parts[0]))
                        .claim("roles", List.of(parts[1]))
                        .build();
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mongod", "embedded"})
    void aPlaceIsFoundByTheRulesOfTheDay(String engine) throws Exception {
        try (var service =
                new SpringApplicationBuilder(GridService.class, PlainTokens.class)
                        .run(
                                "--server.port=0",
                                "--spring.mongodb.uri="
                                        + (engine.equals("mongod")
                                                ? Infrastructure.database()
                                                : Infrastructure.embedded()),
                                "--spring.mongodb.database=test-" + UUID.randomUUID(),
                                "--spring.kafka.bootstrap-servers=" + Infrastructure.broker(),
                                "--management.server.port=0",
                                "--wangge.master-key=" + Infrastructure.masterKey())) {
            base = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
            var phone = service.getBean(Vault.class).blindIndexOf(PHONE);
            fill(service.getBean(MongoOperations.class), phone);
            awaitAllOfIt(phone);

            theDayDecides();
            theRulesComeInTheirOrder(phone);
            manyAtOnce(phone);
            refusals();
        }
    }

    /** A map may be made while it is filled, and have some of it only. */
    private void awaitAllOfIt(String phone) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(grid("lng=98.5&lat=29.5" + JULY)).isEqualTo(VILLAGE + "001");
                    assertThat(grid("lng=99.5&lat=29.5" + JULY)).isEqualTo(VILLAGE + "002");
                    assertThat(rule("reporter=" + phone)).isEqualTo("REPORTER_GRID");
                    assertThat(rule("text=" + URLEncoder.encode("拉乌村", UTF_8)))
                            .isEqualTo("PLACE_NAME");
                });
    }

    private static void fill(MongoOperations mongo, String phone) {
        var entries = mongo.getCollection("entries");
        entries.insertOne(
                entry("division", VILLAGE, VILLAGE)
                        .append(
                                "state",
                                new Document("name", "拉乌村村委会").append("level", "village")));
        entries.insertOne(
                entry("member", "M-1", VILLAGE + "001")
                        .append(
                                "state",
                                new Document("role", "LEAD")
                                        .append("phoneIndex", phone)
                                        .append("language", "zh")
                                        .append("sealedContact", "sealed")));
        grid(mongo, "001", "98", new Document());
        grid(
                mongo,
                "002",
                "99",
                new Document("season", new Document("from", "06-01").append("to", "09-30")));
    }

    private static void grid(MongoOperations mongo, String number, String west, Document more) {
        var state = new Document("name", "网格" + number).append("kind", "BASIC");
        state.putAll(more);
        double lng = Double.parseDouble(west);
        mongo.getCollection("entries")
                .insertOne(
                        entry("grid", VILLAGE + number, VILLAGE + number)
                                .append("state", state)
                                .append("duty", List.of("M-1"))
                                .append(
                                        "geometry",
                                        "{\"type\":\"Polygon\",\"coordinates\":[[[%s,29],[%s,29],[%s,30],[%s,30],[%s,29]]]}"
                                                .formatted(lng, lng + 1, lng + 1, lng, lng)));
    }

    private static Document entry(String kind, String code, String place) {
        return new Document("_id", kind + ":" + code)
                .append("kind", kind.toUpperCase(java.util.Locale.ROOT))
                .append("code", code)
                .append("place", place)
                .append("version", 1L)
                .append("at", 1L)
                .append("pending", 1L);
    }

    private void theDayDecides() throws Exception {
        assertThat(grid("lng=99.5&lat=29.5" + JULY)).isEqualTo(VILLAGE + "002");
        assertThat(rule("lng=99.5&lat=29.5" + DECEMBER)).isEqualTo("UNLOCATED");
        // Still the last of September in UTC, the first of October in the county.
        assertThat(rule("lng=99.5&lat=29.5&at=2026-09-30T16:30:00Z")).isEqualTo("UNLOCATED");
        assertThat(rule("lng=99.5&lat=29.5&at=2026-09-30T15:30:00Z")).isEqualTo("POLYGON");
        var phonesSay = CoordinateUtil.wgs84ToGcj02(98.9995, 29.5);
        assertThat(phonesSay.getLng()).isGreaterThan(99);
        var point = "lng=%s&lat=%s".formatted(phonesSay.getLng(), phonesSay.getLat());
        assertThat(grid(point + "&crs=GCJ02" + JULY)).isEqualTo(VILLAGE + "001");
        assertThat(grid(point + "&crs=CGCS2000" + JULY)).isEqualTo(VILLAGE + "002");
    }

    private void theRulesComeInTheirOrder(String phone) throws Exception {
        var named = "&text=" + URLEncoder.encode("拉乌村水管坏了", UTF_8);
        var reporter = "&reporter=" + phone;
        var summer = "lng=99.5&lat=29.5";
        assertThat(rule(summer + reporter + named + JULY)).isEqualTo("POLYGON");
        var home = locate("540328", summer + reporter + named + DECEMBER);
        assertThat(home.path("rule").asString()).isEqualTo("REPORTER_GRID");
        assertThat(home.path("confidence").asDouble()).isEqualTo(0.7);
        assertThat(home.at("/grid/code").asString()).isEqualTo(VILLAGE + "001");
        assertThat(home.at("/members/0/code").asString()).isEqualTo("M-1");
        assertThat(home.at("/members/0/role").asString()).isEqualTo("LEAD");
        var nobodys = "&reporter=" + "0".repeat(32);
        assertThat(rule(summer + nobodys + named + DECEMBER)).isEqualTo("PLACE_NAME");
        assertThat(rule("reporter=" + phone)).isEqualTo("REPORTER_GRID");
        assertThat(locate("540302", "reporter=" + phone).path("rule").asString())
                .isEqualTo("UNLOCATED");
        assertThat(locate("540302", "reporter=" + phone).toString()).doesNotContain("540328");
    }

    private void manyAtOnce(String phone) throws Exception {
        var answer =
                many(
                        """
                        {"points":[{"lng":99.5,"lat":29.5},{"lng":29.5,"lat":98.5},
                         {"reporter":"%s"},{"text":"拉乌村"},{"lng":1,"lat":1},{"lng":"x"}],
                         "at":"2026-07-01T00:00:00+08:00"}
                        """
                                .formatted(phone));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var items = JSON.readTree(answer.body()).path("items");
        assertThat(items).hasSize(6);
        assertThat(items.at("/0/grid/code").asString()).isEqualTo(VILLAGE + "002");
        assertThat(items.at("/0/confidence").asDouble()).isEqualTo(1);
        assertThat(items.at("/1/errors/0/pointer").asString()).isEqualTo("#/points/1/lat");
        assertThat(items.at("/1/errors/0/message").asString()).contains("颠倒");
        assertThat(items.at("/2/rule").asString()).isEqualTo("REPORTER_GRID");
        assertThat(items.at("/3/rule").asString()).isEqualTo("PLACE_NAME");
        assertThat(items.at("/4/rule").asString()).isEqualTo("UNLOCATED");
        assertThat(items.at("/5/errors/0/pointer").asString()).isEqualTo("#/points/5/lng");

        var point = "{\"lng\":98.5,\"lat\":29.5,\"text\":\"" + "水".repeat(120) + "\"}";
        var tenThousand = many("{\"points\":[" + (point + ",").repeat(9_999) + point + "]}");
        assertThat(tenThousand.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(tenThousand.body()).path("items")).hasSize(10_000);
    }

    private void refusals() throws Exception {
        for (var wrong :
                List.of(
                        "lng=29.5&lat=98.5 swapped",
                        "lng=98.5&lat=29.5&reporter=13700002222 reporter",
                        "lng=98.5&lat=29.5&reporter=" + "A".repeat(32) + " reporter",
                        "lng=98.5&lat=29.5&at=2026-07-01 at",
                        "lng=98.5&lat=29.5&gridCode=1 unknown-parameter")) {
            var refused = get("540328", wrong.substring(0, wrong.indexOf(' ')));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.body()).contains(wrong.substring(wrong.indexOf(' ') + 1));
        }
        assertThat(many("{\"points\":[" + "{},".repeat(10_000) + "{}]}").statusCode())
                .isEqualTo(413);
        assertThat(many("{\"points\":[]").body()).contains("malformed-json");
        assertThat(many("{\"points\":[],\"limit\":3}").body()).contains("#/limit");
    }

    private HttpResponse<String> get(String division, String query)
            throws IOException, InterruptedException {
        return send(division, "/api/v1/grids:locate?" + query, null);
    }

    private HttpResponse<String> many(String body) throws IOException, InterruptedException {
        return send("540328", "/api/v1/grids:locate", body);
    }

    private HttpResponse<String> send(String division, String path, @Nullable String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + division + ".dispatcher")
                        .header("Content-Type", "application/json");
        return HTTP.send(
                (body == null ? request : request.POST(BodyPublishers.ofString(body))).build(),
                BodyHandlers.ofString());
    }

    private JsonNode locate(String division, String query)
            throws IOException, InterruptedException {
        return JSON.readTree(get(division, query).body());
    }

    private String rule(String query) throws IOException, InterruptedException {
        return locate("540328", query).path("rule").asString();
    }

    private String grid(String query) throws IOException, InterruptedException {
        return locate("540328", query).at("/grid/code").asString();
    }
}
