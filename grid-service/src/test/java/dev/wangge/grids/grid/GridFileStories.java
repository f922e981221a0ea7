package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.testing.AuditTopic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Grids that come and go as a file that QGIS opens. */
abstract class GridFileStories extends EmptyTownship {
    private static final String KARUO = "\"code\":\"540302000000\"";

    @Test
    void theLongestBoundaryIsTakenAndChangedAndALongerOneIsNot() {
        for (double radius : new double[] {0.4, 0.3, 0.2}) {
            var taken =
                    post(
                            admin,
                            "/api/v1/divisions:boundaries",
                            collection(feature(KARUO, round(79_999, radius))));
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
            assertThat(taken.body()).contains("\"changed\":1");
        }
        var refused =
                post(
                        admin,
                        "/api/v1/divisions:boundaries",
                        collection(feature(KARUO, round(80_000, 0.4))));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("invalid-geometry", "too-many-points", "80000");
    }

    /** So many corners, and the first of them again, spelled as generously as can be. */
    private static String round(int corners, double radius) {
        var points = new StringBuilder();
        for (int i = 0; i <= corners; i++) {
            double angle = 2 * Math.PI * (i % corners) / corners;
            points.append(i == 0 ? "" : ",")
                    .append('[')
                    .append(97.5 + radius * Math.cos(angle))
                    .append(',')
                    .append(31.5 + radius * Math.sin(angle))
                    .append(']');
        }
        return "{\"type\":\"Polygon\",\"coordinates\":[[" + points + "]]}";
    }

    @Test
    void aFeatureThatNobodyCouldHoldIsRefusedUnread() {
        var long8 = KARUO + ",\"note\":\"" + "x".repeat(8 << 20) + "\"";
        var refused =
                post(
                        admin,
                        "/api/v1/divisions:boundaries",
                        collection(feature(long8, box(97, 31, 98, 32))));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("invalid-geometry", "feature-too-long");
    }

    @Test
    void anExportIsTheSameAgainWhenItComesBack() throws Exception {
        var audit = new AuditTopic(consumers);
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
        // What was refused was not taken out.
        assertThat(service.get(neighbour, path).statusCode()).isEqualTo(403);
        await().untilAsserted(() ->
                assertThat(audit.about(village))
                        .contains("data-exported by county-demo: GET /api/v1/grids:export")
                        .noneMatch(it -> it.contains("neighbour-demo")));
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

    @Test
    void whatAFeatureSaysBesidesComesBackAndItsNewCodeIsToldWithItsId() throws Exception {
        var village = TOWNSHIP + "219";
        var own =
                "\"负责人\":\"扎西\",\"OBJECTID\":7,\"ratio\":0.25,\"empty\":null,"
                        + "\"tags\":[\"a\",{\"b\":true}],\"big\":12345678901234567890";
        var one =
                feature(
                        "\"divisionCode\":\"%s\",\"name\":\"甲\",%s".formatted(village, own),
                        "null");
        var file =
                collection(
                        one.replaceFirst("\\{", "{\"id\":\"KZ-17\","),
                        feature(
                                "\"divisionCode\":\"%s\",\"name\":\"乙\",\"id\":18"
                                        .formatted(village),
                                "null"),
                        feature(
                                "\"divisionCode\":\"%s\",\"name\":\"丙\"".formatted(village),
                                "null"),
                        feature("\"code\":\"%s009\",\"name\":\"丁\"".formatted(village), "null"));
        assertThat(post(admin, "/api/v1/grids:import?dryRun=true", file).body())
                .contains("\"created\":4", "\"codes\":[]");

        var codes =
                ("\"codes\":[{\"feature\":0,\"id\":\"KZ-17\",\"code\":\"%1$s010\"},"
                                + "{\"feature\":1,\"id\":18,\"code\":\"%1$s011\"},"
                                + "{\"feature\":2,\"id\":null,\"code\":\"%1$s012\"}]")
                        .formatted(village);
        assertThat(post(admin, "/api/v1/grids:import", file).body())
                .contains("\"created\":4", codes);
        // Whoever lost the answer asks again.
        assertThat(post(admin, "/api/v1/grids:import", file).body())
                .contains("\"unchanged\":4", codes);

        var path = "/api/v1/grids:export?within=" + village;
        var export = service.get(desk, path).body();
        assertThat(export).contains("{\"type\":\"Feature\",\"id\":\"KZ-17\",", own);
        assertThat(post(admin, "/api/v1/grids:import", export).body())
                .contains("\"created\":0", "\"changed\":0", "\"codes\":[]");
        assertThat(service.get(desk, path).body()).isEqualTo(export);
        assertThat(get("/api/v1/grids/" + village + "010").at("/properties/OBJECTID").asInt())
                .isEqualTo(7);
        assertThat(get("/api/v1/grids/" + village + "010").path("foreignId").asString())
                .isEqualTo("KZ-17");

        // What says nothing of them leaves them as they are; and they are no history.
        var plain = feature("\"code\":\"%s010\",\"name\":\"甲\"".formatted(village), "null");
        assertThat(post(admin, "/api/v1/grids:import", collection(plain)).body())
                .contains("\"unchanged\":1");
        var other = plain.replaceFirst("\"name\"", "\"OBJECTID\":8,\"name\"");
        assertThat(post(admin, "/api/v1/grids:import", collection(other)).body())
                .contains("\"changed\":1");
        assertThat(get("/api/v1/grids/" + village + "010/history").path("items")).hasSize(1);
    }

    @Test
    void ownPropertiesAreBoundedAndAWrongKindSaysWhichThereAre() throws Exception {
        var village = TOWNSHIP + "219";
        var named = "\"divisionCode\":\"%s\",\"name\":\"戊\",".formatted(village);
        for (var bad :
                List.of(
                        "\"long\":\"%s\"".formatted("x".repeat(20_000)),
                        "\"deep\":%s1%s".formatted("[".repeat(20), "]".repeat(20)),
                        "\"\\u0000\":1",
                        "\"\":1",
                        "\"kind\":\"ROUND\"")) {
            var refused =
                    post(admin, "/api/v1/grids:import", collection(feature(named + bad, "null")));
            assertThat(refused.statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(
                        post(
                                        admin,
                                        "/api/v1/grids:import",
                                        collection(feature(named + "\"kind\":\"ROUND\"", "null")))
                                .body())
                .contains("BASIC, DEDICATED, MICRO");
    }

    private static String feature(String properties, String geometry) {
        return "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":%s}"
                .formatted(properties, geometry);
    }
}
