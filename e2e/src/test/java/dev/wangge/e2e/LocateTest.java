package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where does it lie: by the day, by the point, many at once. */
@InCounty
class LocateTest {
    /** A pasture of today is not known in the past. */
    private final int nextYear = Year.now(ZoneId.of("Asia/Shanghai")).getValue() + 1;

    private final String july = at(nextYear + "-07-01T08:00:00+08:00");
    private final String december = at(nextYear + "-12-01T08:00:00+08:00");

    @Test
    void summerPastureAnswersInJulyAndNotInDecember(County county) {
        Client admin = county.client("province-admin");
        Place village = county.places().getLast();
        Answer made =
                admin.post(
                        "/api/v1/grids",
                        Json.write(
                                Map.of(
                                        "divisionCode",
                                        village.divisionCode(),
                                        "name",
                                        "夏季牧场",
                                        "kind",
                                        "DEDICATED",
                                        "illustrative",
                                        true,
                                        "season",
                                        Map.of("from", "06-01", "to", "09-30"),
                                        "geometry",
                                        around(village))));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        String pasture = made.json().path("code").asString();
        try {
            String point = point(village);
            await("the map shows it")
                    .atMost(County.SOON)
                    .untilAsserted(
                            () -> assertThat(gridAt(county, point + july)).isEqualTo(pasture));
            assertThat(gridAt(county, point + december)).isEqualTo(village.gridCode());
            // Read as what phones report, it lies some hundred metres aside.
            assertThat(gridAt(county, point + july + "&crs=GCJ02")).isNotEqualTo(pasture);
            assertThat(gridAt(county, point + july + "&crs=CGCS2000")).isEqualTo(pasture);
            // The first of October has begun in the county.
            assertThat(gridAt(county, point + at(nextYear + "-09-30T16:00:00Z")))
                    .isEqualTo(village.gridCode());
        } finally {
            assertThat(admin.delete("/api/v1/grids/" + pasture).status()).isLessThan(300);
        }
        // Or a story that is told in summer would report from it.
        await("the map shows it no more")
                .atMost(County.SOON)
                .untilAsserted(() ->
                        assertThat(gridAt(county, point(village) + july))
                                .isEqualTo(village.gridCode()));
    }

    @Test
    void everyGridIsFoundInOneCall(County county) {
        List<Place> places = county.places();
        List<Map<String, Double>> points =
                places.stream().map(at -> Map.of("lng", at.lng(), "lat", at.lat())).toList();
        // The map is a moment behind: whoever has come back from leave is not on it at once.
        await("every grid is found with who minds it")
                .atMost(County.SOON)
                .untilAsserted(() -> {
                    Answer answer =
                            county.dispatcher()
                                    .post(
                                            "/api/v1/grids:locate",
                                            Json.write(Map.of("points", points)));
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                    assertThat(Json.list(answer.json().path("items")))
                            .extracting(item -> item.at("/grid/code").asString())
                            .containsExactlyElementsOf(
                                    places.stream().map(Place::gridCode).toList());
                    assertThat(Json.list(answer.json().path("items")))
                            .allSatisfy(item -> {
                                assertThat(item.path("rule").asString()).isEqualTo("POLYGON");
                                assertThat(item.path("confidence").asDouble()).isEqualTo(1);
                                assertThat(item.path("members")).isNotEmpty();
                            });
                });
    }

    @Test
    void aBodyOfManyPointsPassesTheGatewayAndTooManyAreRefused(County county) {
        String point = "{\"lng\":98.6,\"lat\":29.7,\"text\":\"" + "水管坏了".repeat(40) + "\"},";
        String most = "{\"points\":[" + point.repeat(9_999);
        assertThat(most.getBytes(UTF_8).length).isGreaterThan(4 << 20);

        Answer answer =
                county.dispatcher().post("/api/v1/grids:locate", most + "{\"text\":\"\"}]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("items")).hasSize(10_000);

        Answer refused = county.dispatcher().post("/api/v1/grids:locate", most + point + "{}]}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().path("type").asString()).isEqualTo("/problems/batch-too-large");
    }

    @Test
    void theWrongWayRoundIsRefusedWithTheRightWayRound(County county) {
        Answer single = county.dispatcher().get("/api/v1/grids:locate?lng=29.7&lat=98.6");
        assertThat(single.status()).isEqualTo(400);
        JsonNode error = single.json().at("/errors/0");
        assertThat(error.path("code").asString()).isEqualTo("swapped");
        assertThat(error.path("parameter").asString()).isEqualTo("lat");
        assertThat(error.path("message").asString()).contains("lng=98.6、lat=29.7");

        Answer many =
                county.dispatcher()
                        .post(
                                "/api/v1/grids:locate",
                                "{\"points\":[{\"text\":\"拉乌村\"},{\"lng\":29.7,\"lat\":98.6}]}");
        assertThat(many.json().at("/items/0/rule").asString()).isEqualTo("PLACE_NAME");
        assertThat(many.json().at("/items/1/errors/0/pointer").asString())
                .isEqualTo("#/points/1/lat");
    }

    private static String at(String time) {
        return "&at=" + URLEncoder.encode(time, UTF_8);
    }

    private static String point(Place place) {
        return "lng=%s&lat=%s".formatted(place.lng(), place.lat());
    }

    private static String gridAt(County county, String question) {
        return county.dispatcher()
                .get("/api/v1/grids:locate?" + question)
                .json()
                .at("/grid/code")
                .asString();
    }

    private static Map<String, Object> around(Place place) {
        double west = place.lng() - 0.0005;
        double east = place.lng() + 0.0005;
        double south = place.lat() - 0.0005;
        double north = place.lat() + 0.0005;
        return Map.of(
                "type",
                "Polygon",
                "coordinates",
                List.of(
                        List.of(
                                List.of(west, south),
                                List.of(east, south),
                                List.of(east, north),
                                List.of(west, north),
                                List.of(west, south))));
    }
}
