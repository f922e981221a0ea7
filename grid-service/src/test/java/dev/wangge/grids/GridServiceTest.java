package dev.wangge.grids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.local.EmbeddedStore;
import dev.wangge.local.LocalBroker;
import dev.wangge.local.LocalMongod;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.HouseRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** The whole service over HTTP, on both engines and a real broker. */
class GridServiceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String DIVISIONS =
            """
            code,name,level,parent_code
            540000000000,西藏自治区,province,
            540300000000,昌都市,prefecture,540000000000
            540302000000,卡若区,county,540300000000
            540328000000,芒康县,county,540300000000
            540328101000,如美镇,township,540328000000
            540328101201,拉乌村村委会,village,540328101000
            """;
    private static final String GRIDS =
            """
            {"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"code":"540328101201001","name":"拉乌村网格","kind":"BASIC","illustrative":true},
            "geometry":{"type":"Polygon","coordinates":[[[98,29],[99,29],[99,30],[98,30],[98,29]]]}}]}
            """;
    private static final String MEMBERS =
            """
            code,name,role,grid_code,phone,wecom_id,language
            M-2,洛桑格桑,FULL_TIME,540328101201001,19900000002,,zh
            M-1,多吉扎西,LEAD,540328101201001,13700002222,duoji,bo
            """;

    @TempDir static Path dir;
    private static @Nullable LocalBroker broker;
    private static @Nullable RSAKey key;

    @Configuration
    static class TestKey {
        @Bean
        JwtDecoder jwtDecoder() throws JOSEException {
            return NimbusJwtDecoder.withPublicKey(key().toRSAPublicKey()).build();
        }
    }

    @BeforeAll
    static void start() throws JOSEException {
        key = new RSAKeyGenerator(2048).generate();
    }

    private static RSAKey key() {
        return java.util.Objects.requireNonNull(key);
    }

    private static String token(String division, String role) throws JOSEException {
        var jwt =
                new SignedJWT(
                        new JWSHeader(JWSAlgorithm.RS256),
                        new JWTClaimsSet.Builder()
                                .subject("test")
                                .claim("divisions", List.of(division))
                                .claim("roles", List.of(role))
                                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                                .build());
        jwt.sign(new RSASSASigner(key()));
        return jwt.serialize();
    }

    private static ConfigurableApplicationContext service(String mongo) {
        return new SpringApplicationBuilder(GridService.class, TestKey.class)
                .run(
                        "--server.port=0",
                        "--spring.mongodb.uri=" + mongo,
                        "--spring.kafka.bootstrap-servers="
                                + java.util.Objects.requireNonNull(broker).bootstrapServers(),
                        "--wangge.master-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    }

    private record Api(String base, String token) {
        HttpResponse<String> send(String method, String path, String type, String body)
                throws IOException, InterruptedException {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", type)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        String get(String path) throws IOException, InterruptedException {
            return send("GET", path, "application/json", "").body();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mongod", "embedded"})
    void anImportedCountyIsFoundOnTheMapAndOnKafka(String engine) throws Exception {
        var mongod =
                engine.equals("mongod")
                        ? LocalMongod.onPath()
                                .map(path -> LocalMongod.start(path, dir.resolve(engine), 0))
                                .orElse(null)
                        : null;
        var embedded =
                mongod == null ? EmbeddedStore.start(dir.resolve("store-" + engine), 0) : null;
        var started = LocalBroker.start(dir.resolve("broker-" + engine), 0);
        broker = started;
        try (var service =
                service(
                        embedded == null
                                ? java.util.Objects.requireNonNull(mongod).uri()
                                : embedded.uri())) {
            var base =
                    "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
            var admin = new Api(base, token("54", "admin"));
            var county = new Api(base, token("540328", "dispatcher"));
            var neighbour = new Api(base, token("540302", "dispatcher"));

            assertThat(admin.send("POST", "/api/v1/divisions:import", "text/csv", DIVISIONS).body())
                    .contains("\"created\":6");
            assertThat(admin.send("POST", "/api/v1/divisions:import", "text/csv", DIVISIONS).body())
                    .contains("\"unchanged\":6");
            assertThat(admin.send("POST", "/api/v1/grids:import", "application/json", GRIDS).body())
                    .contains("\"created\":1");
            assertThat(admin.send("POST", "/api/v1/members:import", "text/csv", MEMBERS).body())
                    .contains("\"created\":2");
            assertThat(admin.send("POST", "/api/v1/members:import", "text/csv", MEMBERS).body())
                    .contains("\"unchanged\":2");

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(county.get("/api/v1/grids:locate?lng=98.5&lat=29.5"))
                                    .contains("\"POLYGON\"", "540328101201001")
                                    .contains("[{\"code\":\"M-1\"", "\"M-2\""));
            assertThat(neighbour.get("/api/v1/grids:locate?lng=98.5&lat=29.5"))
                    .contains("OUTSIDE_SCOPE")
                    .doesNotContain("540328");
            assertThat(county.get("/api/v1/grids:locate?text=%E6%8B%89%E4%B9%8C%E6%9D%91"))
                    .contains("PLACE_NAME", "540328101201001");
            assertThat(county.get("/api/v1/members")).contains("137****2222", "多***");
            assertThat(county.get("/api/v1/grids/540328101201001")).contains("\"onDuty\":true");
            lists(county);
            aChangeWhoseWriterDiedIsSeen(service.getBean(MongoOperations.class), county);
            refusals(admin, county, neighbour);
            HouseRules.describesItsMetrics(county.get("/actuator/prometheus"));
            var state = new HashMap<String, byte[]>();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> {
                        state.putAll(published());
                        assertThat(state)
                                .containsKeys(
                                        "grid:540328101201001",
                                        "member:M-1",
                                        "division:540328000000");
                        assertThat(grid(state).members()).containsExactly("M-1", "M-2");
                    });
        } finally {
            started.close();
            if (mongod != null) {
                mongod.close();
            }
            if (embedded != null) {
                embedded.close();
            }
        }
    }

    private static void lists(Api county) throws Exception {
        var page = county.send("GET", "/api/v1/divisions?limit=4", "text/plain", "");
        var link = page.headers().firstValue("Link").orElse("none");
        assertThat(link)
                .startsWith("</api/v1/divisions?limit=4&cursor=")
                .endsWith(">; rel=\"next\"");
        var rest = county.send("GET", link.substring(1, link.indexOf('>')), "text/plain", "");
        assertThat(rest.body()).contains("540328101201", "\"next\":null");
        assertThat(rest.headers().firstValue("Link")).isEmpty();
        assertThat(county.get("/api/v1/grids?within=540328"))
                .contains("[{\"code\":\"M-1\",\"name\":\"多***\"", "\"M-2\"");
    }

    /** The entry and its mark are one write; the count that tells the others is another. */
    private static void aChangeWhoseWriterDiedIsSeen(MongoOperations mongo, Api county)
            throws Exception {
        mongo.getCollection("entries")
                .updateOne(
                        Filters.eq("_id", "grid:540328101201001"),
                        Updates.combine(
                                Updates.set("state.name", "改名网格"),
                                Updates.inc("version", 1L),
                                Updates.set("pending", 1L)));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(county.get("/api/v1/grids:locate?lng=98.5&lat=29.5"))
                                .contains("改名网格"));
    }

    private static void refusals(Api admin, Api county, Api neighbour) throws Exception {
        assertThat(county.send("POST", "/api/v1/divisions:import", "text/csv", "").statusCode())
                .isEqualTo(403);
        var bad =
                admin.send(
                        "POST",
                        "/api/v1/divisions:import",
                        "text/csv",
                        "code,name,level,parent_code\n540399000000,新县,township,540300000000\n");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("invalid-csv", "\"line\":2");
        assertThat(admin.get("/api/v1/divisions/540399000000")).contains("no-such-division");
        assertThat(
                        neighbour
                                .send("GET", "/api/v1/grids?within=540328", "text/plain", "")
                                .statusCode())
                .isEqualTo(403);
        assertThat(neighbour.get("/api/v1/grids/540328101201001")).contains("no-such-grid");
        for (var wrong :
                List.of(
                        "lng=NaN&lat=1",
                        "lng=181&lat=1",
                        "lng=1",
                        "",
                        "lng=1&lat=1&crs=X",
                        "lng=1&lat=1&x=1")) {
            assertThat(
                            county.send("GET", "/api/v1/grids:locate?" + wrong, "text/plain", "")
                                    .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        var crossing =
                GRIDS.replace(
                        "[[98,29],[99,29],[99,30],[98,30],[98,29]]",
                        "[[98,29],[99,30],[99,29],[98,30],[98,29]]");
        assertThat(admin.send("POST", "/api/v1/grids:import", "application/json", crossing).body())
                .contains("invalid-geometry", "\"point\":[98.5,29.5]");
        assertThat(
                        admin.send("DELETE", "/api/v1/grids/540328101201001", "text/plain", "")
                                .statusCode())
                .isEqualTo(409);
    }

    private static GridState grid(Map<String, byte[]> state) {
        var bytes = java.util.Objects.requireNonNull(state.get("grid:540328101201001"));
        return (GridState) new EventCodec(DirectoryEntry.class).read(bytes).event().orElseThrow();
    }

    private static Map<String, byte[]> published() {
        var state = new HashMap<String, byte[]>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                java.util.Objects.requireNonNull(broker).bootstrapServers()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(Topics.GRIDS).stream()
                            .map(p ->
                                    new org.apache.kafka.common.TopicPartition(
                                            p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int i = 0; i < 5; i++) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> state.put(r.key(), r.value()));
            }
        }
        return state;
    }
}
