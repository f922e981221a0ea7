package dev.wangge.grids;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.HouseRules;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;

/** The whole service over HTTP, from an empty database to a county on the map and on Kafka. */
// A property that nobody reads makes it a service of its own, whose database is empty.
@TestPropertySource(properties = "stories.of-their-own=the-whole-service")
abstract class GridServiceStories extends RunningGridService {
    private static final EventCodec TOLD = new EventCodec(DirectoryEntry.class);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String GRID = "/api/v1/grids/540328101201001";
    private static final String THERE = "/api/v1/grids:locate?lng=98.5&lat=29.5";
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

    @Autowired private MongoOperations mongo;

    @BeforeAll
    void theCountyIsImportedTwice() {
        imported("divisions", DIVISIONS, "text/csv", "\"created\":6", "\"unchanged\":6");
        imported("grids", GRIDS, "application/json", "\"created\":1", "\"unchanged\":1");
        imported("members", MEMBERS, "text/csv", "\"created\":2", "\"unchanged\":2");
    }

    private void imported(String what, String file, String type, String first, String again) {
        var path = "/api/v1/" + what + ":import";
        assertThat(service.post(admin, path, file, "Content-Type", type).body()).contains(first);
        assertThat(service.post(admin, path, file, "Content-Type", type).body()).contains(again);
    }

    private String get(String token, String path) {
        return service.get(token, path).body();
    }

    @Test
    void aPointIsFoundWithWhoIsOnDutyThere() {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(get(desk, THERE))
                            .contains("\"POLYGON\"", "540328101201001")
                            .contains("[{\"code\":\"M-1\"", "\"M-2\"");
                    // A map whose making began before the import has grids, and no names.
                    assertThat(get(desk, "/api/v1/grids:locate?text=%E6%8B%89%E4%B9%8C%E6%9D%91"))
                            .contains("PLACE_NAME", "540328101201001");
                });
        assertThat(get(neighbour, THERE)).contains("OUTSIDE_SCOPE").doesNotContain("540328");
    }

    @Test
    void aMapIsDrawnForItsZoom() throws Exception {
        var map = "/api/v1/map/grids?within=540328&zoom=9";
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get(desk, map)).contains("540328101201001", "\"center\":["));
        var drawn = service.get(desk, map);
        assertThat(drawn.headers().firstValue("Content-Type")).hasValue("application/geo+json");
        assertThat(drawn.headers().firstValue("Cache-Control").orElse("none"))
                .contains("max-age=60", "private");
        var tag = drawn.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).startsWith("\"");
        assertThat(service.send(desk, "GET", map, "", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        try (var http = HttpClient.newHttpClient()) {
            var packed =
                    http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + map))
                                    .header("Authorization", "Bearer " + desk)
                                    .header("Accept-Encoding", "gzip")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(packed.headers().firstValue("ETag")).isPresent().get().isNotEqualTo(tag);
            try (var body = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(drawn.body());
            }
        }
        assertThat(get(neighbour, "/api/v1/map/grids?zoom=9")).endsWith("\"features\":[]}");
        assertThat(get(desk, "/api/v1/map/divisions")).contains("FeatureCollection");
        assertThat(service.get(neighbour, map).statusCode()).isEqualTo(403);
        assertThat(service.get(desk, "/api/v1/map/grids?zoom=19").statusCode()).isEqualTo(400);
        assertThat(service.get(desk, "/api/v1/map/grids?zoom=x").statusCode()).isEqualTo(400);
    }

    @Test
    void whoeverListsMembersSeesThemMasked() {
        assertThat(get(desk, "/api/v1/members"))
                .contains("137****2222", "多***")
                .doesNotContain("13700002222", "多吉");
        assertThat(get(desk, GRID)).contains("\"onDuty\":true");
        assertThat(get(desk, "/api/v1/grids?within=540328"))
                .contains("[{\"code\":\"M-1\",\"name\":\"多***\"", "\"M-2\"");
    }

    @Test
    void aListLinksToItsNextPage() {
        var page = service.get(desk, "/api/v1/divisions?limit=4");
        var link = page.headers().firstValue("Link").orElse("none");
        assertThat(link)
                .startsWith("</api/v1/divisions?limit=4&cursor=")
                .endsWith(">; rel=\"next\"");
        var rest = service.get(desk, link.substring(1, link.indexOf('>')));
        assertThat(rest.body()).contains("540328101201", "\"next\":null");
        assertThat(rest.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void allOfItIsToldOnKafka() {
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(directoryTold("member:M-1")).isNotEmpty();
                    assertThat(directoryTold("division:540328000000")).isNotEmpty();
                    assertThat(directoryTold("grid:540328101201001"))
                            .last()
                            .extracting(record -> TOLD.read(record.value()).event())
                            .asInstanceOf(InstanceOfAssertFactories.optional(GridState.class))
                            .hasValueSatisfying(
                                    it -> assertThat(it.members()).containsExactly("M-1", "M-2"));
                });
        HouseRules.describesItsMetrics(service.metrics());
    }

    /** The entry and its mark are one write; the count that tells the others is another. */
    @Test
    void aChangeWhoseWriterDiedIsSeen() {
        mongo.getCollection("entries")
                .updateOne(
                        Filters.eq("_id", "grid:540328101201001"),
                        Updates.combine(
                                Updates.set("state.name", "改名网格"),
                                Updates.inc("version", 1L),
                                Updates.set("pending", 1L)));

        await().atMost(SOON).untilAsserted(() -> assertThat(get(desk, THERE)).contains("改名网格"));
    }

    @Test
    void whatIsNotOnesOwnIsRefused() {
        assertThat(service.csv(desk, "/api/v1/divisions:import", "").statusCode()).isEqualTo(403);
        assertThat(service.get(neighbour, "/api/v1/grids?within=540328").statusCode())
                .isEqualTo(403);
        assertThat(get(neighbour, GRID)).contains("no-such-grid");
    }

    @Test
    void anImportThatCannotBeSaysWhereAndLeavesNothing() {
        var rows = "code,name,level,parent_code\n540399000000,新县,township,540300000000\n";
        var bad = service.csv(admin, "/api/v1/divisions:import", rows);
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("invalid-csv", "\"line\":2");
        assertThat(get(admin, "/api/v1/divisions/540399000000")).contains("no-such-division");
        var ring = "[[98,29],[99,29],[99,30],[98,30],[98,29]]";
        assertThat(GRIDS).contains(ring);
        var crossing = GRIDS.replace(ring, "[[98,29],[99,30],[99,29],[98,30],[98,29]]");
        assertThat(service.post(admin, "/api/v1/grids:import", crossing).body())
                .contains("invalid-geometry", "\"point\":[98.5,29.5]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lng=NaN&lat=1",
                "lng=181&lat=1",
                "lng=1",
                "",
                "lng=1&lat=1&crs=X",
                "lng=1&lat=1&x=1"
            })
    void aQuestionThatCannotBeIsRefused(String question) {
        read(service.get(desk, "/api/v1/grids:locate?" + question), 400);
    }

    /** In the county, and in the west of Tibet, where both are degrees of latitude. */
    @ParameterizedTest
    @CsvSource({"29.5, 98.5", "31.2, 80.1"})
    void coordinatesThatAreSwappedAreRefusedWithTheHint(String lng, String lat) {
        var path = "/api/v1/grids:locate?lng=%s&lat=%s".formatted(lng, lat);
        var refused = service.send(desk, "GET", path, "", "Accept-Language", "en");
        assertThat(read(refused, 400).at("/errors/0/code").asString()).isEqualTo("swapped");
        assertThat(refused.body()).contains("lng=" + lat, "lat=" + lng);
    }

    @Test
    void aGridThatPeopleServeIsNotDeleted() {
        read(service.send(admin, "DELETE", GRID, ""), 409);
    }
}
