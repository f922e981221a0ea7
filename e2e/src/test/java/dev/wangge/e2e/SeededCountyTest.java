package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** 芒康县 as the quickstart brings it, and its doors. */
@InCounty
class SeededCountyTest {

    @Test
    void itHasSixteenTownshipsAndSixtyEightVillagesEachWithAGridSomeoneMinds(County county) {
        Client anyone = county.client("county-handler");
        List<JsonNode> townships = divisionsBelow(anyone, "540328");
        List<JsonNode> villages = new ArrayList<>();
        for (JsonNode township : townships) {
            villages.addAll(divisionsBelow(anyone, township.path("code").asString()));
        }
        assertThat(townships).hasSize(16);
        assertThat(villages).hasSize(68);

        List<JsonNode> grids =
                Json.list(
                        anyone.get("/api/v1/grids?limit=200&within=540328&kind=BASIC")
                                .json()
                                .path("items"));
        assertThat(grids)
                .extracting(grid -> grid.path("divisionCode").asString())
                .containsExactlyInAnyOrderElementsOf(
                        villages.stream().map(village -> village.path("code").asString()).toList());
        assertThat(grids)
                .allSatisfy(grid ->
                        assertThat(Json.list(grid.path("members")))
                                .extracting(member -> member.path("role").asString())
                                .contains("LEAD", "FULL_TIME"));
    }

    /** Without them the county starts, too, and takes twice as long: nobody would look. */
    @Test
    void everyJvmOfOursStartedFromItsCache(County county) {
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/proc/self/maps")), "Seen in /proc, which is not here");
        assertThat(Part.ALL)
                .filteredOn(part -> !part.equals("database") || !county.hasRealDatabase())
                .allSatisfy(part ->
                        assertThat(Path.of("/proc/%d/maps".formatted(county.pid(part))))
                                .content()
                                .contains("aot/" + part + ".aot"));
    }

    @Test
    void aPointInAGridIsLocatedInIt(County county) {
        assertThat(county.places())
                .allSatisfy(place -> {
                    JsonNode located =
                            county.dispatcher()
                                    .get(
                                            "/api/v1/grids:locate?lng=%s&lat=%s"
                                                    .formatted(place.lng(), place.lat()))
                                    .json();
                    assertThat(located.path("rule").asString()).isEqualTo("POLYGON");
                    assertThat(located.at("/grid/code").asString()).isEqualTo(place.gridCode());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "case-service", "grid-service", "notify-service"})
    void whoeverHasNoTokenOfOursIsToldNothing(String part, County county) throws Exception {
        String path =
                switch (part) {
                    case "grid-service" -> "/api/v1/grids?within=540328";
                    case "notify-service" -> "/api/v1/alerts";
                    default -> "/api/v1/cases";
                };
        String issuer = county.url("gateway");
        String good = county.dispatcher().token();
        String[] parts = good.split("\\.", -1);
        String widened =
                parts[0]
                        + "."
                        + base64(
                                new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8)
                                        .replace("540328", "540302"))
                        + "."
                        + parts[2];
        for (String token :
                List.of(
                        "",
                        "Bearer nonsense",
                        "Bearer " + widened,
                        "Bearer " + foreign(issuer, Instant.now().plusSeconds(600)),
                        "Bearer " + foreign(issuer, Instant.now().minusSeconds(600)))) {
            var request = HttpRequest.newBuilder(URI.create(county.url(part) + path));
            if (!token.isEmpty()) {
                request.header("Authorization", token);
            }
            Answer answer = Client.send(county.http(), request);
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void allOfItIsDescribedInOnePlace(County county) {
        // A service that is first asked may take longer on a busy machine than the gateway waits.
        await("every service describes itself")
                .atMost(County.SOON)
                .untilAsserted(() -> {
                    Answer described = county.part("gateway").get("/openapi.json");
                    assertThat(described.status()).isEqualTo(200);
                    assertThat(described.json().path("openapi").asString()).startsWith("3.1");
                    assertThat(described.json().path("paths").propertyNames())
                            .contains(
                                    "/api/v1/cases",
                                    "/api/v1/cases/{id}/actions/{name}",
                                    "/api/v1/grids:locate",
                                    "/api/v1/divisions:import");
                });
        Answer page = county.part("gateway").get("/docs");
        if (page.status() / 100 == 3) {
            page =
                    county.part("gateway")
                            .get(page.header("Location").replaceFirst("https?://[^/]+", ""));
        }
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gateway", "case-service", "grid-service", "notify-service", "simulator"})
    void everyServiceCanBeWatched(String part, County county) {
        if (!part.equals("simulator")) {
            Answer hidden = county.part(part).get("/actuator/prometheus");
            assertThat(hidden.status()).as(hidden.toString()).isEqualTo(404);
            assertThat(hidden.problem()).isEqualTo("not-found");
        }
        Answer metrics = county.part(part).actuator("/prometheus");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.text())
                .contains("jvm_memory_used_bytes", "http_server_requests_seconds");
    }

    private static List<JsonNode> divisionsBelow(Client client, String code) {
        return Json.list(
                client.get("/api/v1/divisions?limit=200&parent=" + code).json().path("items"));
    }

    /** Right in everything but the key. */
    private static String foreign(String issuer, Instant expires) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String signed =
                base64(Json.write(Map.of("alg", "RS256", "typ", "JWT")))
                        + "."
                        + base64(
                                Json.write(
                                        Map.of(
                                                "iss", issuer,
                                                "sub", "county-demo",
                                                "roles", List.of("dispatcher"),
                                                "divisions", List.of("540328"),
                                                "exp", expires.getEpochSecond())));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.generateKeyPair().getPrivate());
        signature.update(signed.getBytes(UTF_8));
        return signed
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
