package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An office draws its summer pastures in 卡若: grids come, change, and go, and are known. */
@InCounty
class GridsTest {

    private static final String VILLAGE = "540302199201";

    @Test
    void gridsAreDrawnSplitMergedAndCarriedToQgisAndBack(County county) {
        Client office = county.client("province-admin");
        OwnVillage.made(office, VILLAGE, "界线");

        Answer made =
                office.post(
                        "/api/v1/grids",
                        grid("夏季牧场", box(97.1, 97.12)),
                        "Idempotency-Key",
                        "summer");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        String pasture = made.json().path("code").asString();
        assertThat(pasture).startsWith(VILLAGE);
        assertThat(texts(made.json().path("warnings"), "code")).containsExactly("ring-closed");
        Answer again =
                office.post(
                        "/api/v1/grids",
                        grid("夏季牧场", box(97.1, 97.12)),
                        "Idempotency-Key",
                        "summer");
        assertThat(again.json().path("code").asString()).isEqualTo(pasture);

        badOutlinesAreRefusedWithAHint(office);
        anOverlapIsReported(office, pasture);
        whatComesBackFromQgisChangesNothing(office);

        List<String> parts = split(office, pasture);
        Answer merged =
                office.post(
                        "/api/v1/grids:merge", Json.write(Map.of("grids", parts, "name", "大牧场")));
        assertThat(merged.status()).as(merged.toString()).isEqualTo(200);
        String whole = texts(merged.json().path("grids"), "code").getFirst();
        assertThat(texts(merged.json().at("/grids/0/mergedFrom"))).isEqualTo(parts);

        assertThat(
                        texts(
                                office.get("/api/v1/grids/" + parts.getFirst())
                                        .json()
                                        .path("succeededBy")))
                .containsExactly(whole);
        assertThat(texts(items(office, "&asOf=2026-01-01"), "code")).contains(pasture);
        assertThat(texts(items(office, ""), "code")).contains(whole).doesNotContain(pasture);
        JsonNode then = office.get("/api/v1/grids/" + pasture + "?asOf=2026-01-01").json();
        assertThat(then.path("name").asString()).isEqualTo("夏季牧场");
        Client others = county.client("county-handler");
        assertThat(others.get("/api/v1/grids/" + whole).problem()).isEqualTo("no-such-grid");
    }

    private static void badOutlinesAreRefusedWithAHint(Client office) {
        String crossing =
                "{\"type\":\"Polygon\",\"coordinates\":[[[97.1,31.1],[97.2,31.2],[97.2,31.1],"
                        + "[97.1,31.2],[97.1,31.1]]]}";
        Answer crossed = office.post("/api/v1/grids", grid("打结", crossing));
        assertThat(crossed.problem()).isEqualTo("invalid-geometry");
        assertThat(crossed.json().at("/errors/0/code").asString()).isEqualTo("self-intersection");
        assertThat(crossed.json().at("/errors/0/point/0").asDouble()).isEqualTo(97.15);
        String turned =
                "{\"type\":\"Polygon\",\"coordinates\":[[[31.1,97.1],[31.2,97.1],[31.2,97.2],"
                        + "[31.1,97.1]]]}";
        Answer swapped = office.post("/api/v1/grids", grid("颠倒", turned));
        assertThat(swapped.json().at("/errors/0/code").asString()).isEqualTo("swapped");
        Answer abroad = office.post("/api/v1/grids", grid("远方", box(100.1, 100.2)));
        assertThat(abroad.json().at("/errors/0/code").asString()).isEqualTo("outside-county");
    }

    private static void anOverlapIsReported(Client office, String pasture) {
        Answer over = office.post("/api/v1/grids", grid("重叠", box(97.11, 97.13)));
        assertThat(over.status()).as(over.toString()).isEqualTo(201);
        assertThat(texts(over.json().path("warnings"), "grid")).contains(pasture);
        JsonNode found = office.get("/api/v1/grids:check?within=" + VILLAGE).json();
        assertThat(found.at("/overlaps/0/a").asString()).isEqualTo(pasture);
        assertThat(found.at("/overlaps/0/share").asDouble()).isEqualTo(0.5);
    }

    private static void whatComesBackFromQgisChangesNothing(Client office) {
        String path = "/api/v1/grids:export?within=540302";
        Answer export = office.get(path);
        assertThat(export.header("Content-Type")).startsWith("application/geo+json");
        assertThat(export.json().path("type").asString()).isEqualTo("FeatureCollection");
        List<JsonNode> features = Json.list(export.json().path("features"));
        assertThat(features).hasSizeGreaterThanOrEqualTo(2);
        for (JsonNode feature : features) {
            assertThat(feature.path("type").asString()).isEqualTo("Feature");
            JsonNode ring = feature.at("/geometry/coordinates/0");
            if (feature.at("/geometry/type").asString("").equals("Polygon")) {
                assertThat(ring.get(0)).isEqualTo(ring.get(ring.size() - 1));
                assertThat(twiceTheArea(ring)).as("by the right-hand rule").isPositive();
            }
        }
        JsonNode repeated = office.post("/api/v1/grids:import", export.text()).json();
        assertThat(repeated.path("unchanged").asInt()).isEqualTo(features.size());
        assertThat(repeated.path("created").asInt() + repeated.path("changed").asInt()).isZero();
        assertThat(office.get(path).text()).isEqualTo(export.text());
    }

    private static double twiceTheArea(JsonNode ring) {
        double sum = 0;
        for (int i = 1; i < ring.size(); i++) {
            JsonNode a = ring.get(i - 1);
            JsonNode b = ring.get(i);
            sum +=
                    a.get(0).asDouble() * b.get(1).asDouble()
                            - b.get(0).asDouble() * a.get(1).asDouble();
        }
        return sum;
    }

    private static List<String> split(Client office, String pasture) {
        Answer split =
                office.post(
                        "/api/v1/grids/" + pasture + "/actions/split",
                        "{\"into\":[{\"name\":\"西\",\"geometry\":%s},{\"name\":\"东\",\"geometry\":%s}]}"
                                .formatted(box(97.1, 97.11), box(97.11, 97.12)));
        assertThat(split.status()).as(split.toString()).isEqualTo(200);
        List<String> parts = texts(split.json().path("grids"), "code");
        assertThat(parts).hasSize(2);
        assertThat(split.json().at("/grids/0/season/from").asString()).isEqualTo("06-01");
        JsonNode old = office.get("/api/v1/grids/" + pasture).json();
        assertThat(texts(old.path("succeededBy"))).isEqualTo(parts);
        assertThat(old.path("validTo").asString()).isNotEmpty();
        return parts;
    }

    private static JsonNode items(Client office, String more) {
        return office.get("/api/v1/grids?within=" + VILLAGE + more).json().path("items");
    }

    private static String grid(String name, String outline) {
        return "{\"divisionCode\":\"%s\",\"name\":\"%s\",\"validFrom\":\"2025-06-01\",\"geometry\":%s,\"season\":{\"from\":\"06-01\",\"to\":\"09-30\"}}"
                .formatted(VILLAGE, name, outline);
    }

    private static String box(double west, double east) {
        // Left open: the service closes it and says so.
        return "{\"type\":\"Polygon\",\"coordinates\":[[[%s,31.1],[%s,31.1],[%s,31.11],[%s,31.11]]]}"
                .formatted(west, east, east, west);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asString()));
        return texts;
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.path(field).asString()));
        return texts;
    }
}
