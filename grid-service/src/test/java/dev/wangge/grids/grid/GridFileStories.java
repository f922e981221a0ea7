package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Grids that come and go as a file that QGIS opens. */
abstract class GridFileStories extends EmptyTownship {
    @Test
    void anExportIsTheSameAgainWhenItComesBack() throws Exception {
        var village = TOWNSHIP + "217";
        var answer =
                post(
                        admin,
                        "/api/v1/grids:import",
                        collection(
                                feature(
                                        "\"code\":\"%s001\",\"name\":\"甲\"".formatted(village),
                                        box(98.1, 29.17, 98.12, 29.18)),
                                feature(
                                        ("\"divisionCode\":\"%s\",\"name\":\"无界\",\"groups\":\"一组;二组\","
                                                        + "\"season\":\"11-01/03-31\",\"kind\":\"MICRO\","
                                                        + "\"validFrom\":\"2024-02-29\"")
                                                .formatted(village),
                                        "null")));
        assertThat(answer.body()).contains("\"created\":2");
        var path = "/api/v1/grids:export?within=" + village;
        var export = service.get(desk, path);
        assertThat(export.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/geo+json");
        var qgis =
                export.body()
                        .replaceFirst(
                                "\"features\"",
                                "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                                        + "\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"features\"");
        for (var file : List.of(export.body(), qgis)) {
            assertThat(post(admin, "/api/v1/grids:import", file).body())
                    .contains("\"read\":2", "\"unchanged\":2", "\"changed\":0", "\"errors\":[]");
        }
        assertThat(service.get(desk, path).body()).isEqualTo(export.body());
        var shifted =
                post(admin, "/api/v1/grids:import", qgis.replace("OGC:1.3:CRS84", "EPSG::3857"));
        assertThat(shifted.statusCode()).isEqualTo(400);
        assertThat(shifted.body()).contains("unknown-crs", "EPSG:4326");
    }

    @Test
    void anImportSaysWhatItWouldDoAndLineByLineKeepsTheGoodOnes() throws Exception {
        var village = TOWNSHIP + "218";
        var file =
                collection(
                        feature(
                                "\"divisionCode\":\"%s\",\"name\":\"甲\"".formatted(village),
                                box(98.1, 29.18, 98.12, 29.19)),
                        feature(
                                "\"divisionCode\":\"%s\",\"name\":\"乙\"".formatted(village),
                                box(98.11, 29.18, 98.12, 29.19)),
                        feature(
                                "\"divisionCode\":\"%s\",\"name\":\"坏\"".formatted(village),
                                "{\"type\":\"Polygon\",\"coordinates\":[[[98,29],[98.1,29.1],"
                                        + "[98.1,29],[98,29.1],[98,29]]]}"),
                        feature("\"divisionCode\":\"540302100001\",\"name\":\"外\"", "null"));
        var whole = post(admin, "/api/v1/grids:import", file);
        assertThat(whole.statusCode()).isEqualTo(400);
        assertThat(whole.body()).contains("self-intersection", "\"feature\":2", "no-such-division");
        var dry = post(admin, "/api/v1/grids:import?dryRun=true&mode=line-by-line", file);
        assertThat(dry.body())
                .contains("\"created\":2", "\"refused\":2", "\"dryRun\":true", "overlap");
        assertThat(get("/api/v1/grids?within=" + village).path("items")).isEmpty();

        var kept = post(admin, "/api/v1/grids:import?mode=line-by-line", file);

        assertThat(kept.body())
                .contains("\"created\":2", "\"refused\":2", "\"point\":[98.05,29.05]");
        assertThat(texts(get("/api/v1/grids?within=" + village).path("items"), "name"))
                .containsExactly("甲", "乙");
        assertThat(post(admin, "/api/v1/grids:import?mode=line-by-line", file).body())
                .contains("\"created\":0", "\"unchanged\":2", "\"refused\":2");
        assertThat(
                        post(
                                        admin,
                                        "/api/v1/grids:import",
                                        collection(
                                                feature(
                                                        "\"divisionCode\":\"%s\",\"name\":\"甲\""
                                                                .formatted(village),
                                                        "null")))
                                .body())
                .contains("same-name", village + "001");
        assertThat(post(admin, "/api/v1/grids:import?mode=half", file).statusCode()).isEqualTo(400);
    }

    private static String feature(String properties, String geometry) {
        return "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":%s}"
                .formatted(properties, geometry);
    }
}
