package dev.wangge.grids.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.StoredDirectory;
import dev.wangge.grids.map.MapSheets.Layer;
import dev.wangge.grids.place.Outline;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.zip.GZIPInputStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;
import org.locationtech.jts.geom.Geometry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MapSheetsTest {
    private static final Logger log = LoggerFactory.getLogger(MapSheetsTest.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> COUNTY = List.of("540328");
    private static final LocalDate TODAY = LocalDate.parse("2026-12-01");

    private final MovableClock clock = MovableClock.stopped();
    private @Nullable StoredDirectory stored;

    @AfterEach
    void close() {
        if (stored != null) {
            stored.close();
        }
    }

    private Directory directory(Engine engine) {
        stored = new StoredDirectory(engine, clock);
        return stored.open();
    }

    /**
     * Cells of a county of one square degree, with so many points each in their winding borders.
     */
    private static List<Entry> cells(int side, int points) {
        var all = new ArrayList<Entry>();
        double cell = 1.0 / side;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int n = row * side + column;
                // A hundred of them in a village.
                var code =
                        "540328%03d%03d%03d"
                                .formatted(201 + n / 1_000, 201 + n % 1_000 / 100, n % 100 + 1);
                all.add(
                        grid(
                                code,
                                ring(
                                        98 + (column + 0.5) * cell,
                                        29 + (row + 0.5) * cell,
                                        cell * 0.45,
                                        points)));
            }
        }
        return all;
    }

    private static String ring(double lng, double lat, double radius, int points) {
        var ring = new StringJoiner(",", "{\"type\":\"Polygon\",\"coordinates\":[[", "]]}");
        for (int i = 0; i <= points; i++) {
            double angle = 2 * Math.PI * (i % points) / points;
            double far = radius * (0.9 + 0.1 * Math.sin(7 * angle));
            ring.add(
                    String.format(
                            Locale.ROOT,
                            "[%.9f,%.9f]",
                            lng + far * Math.cos(angle),
                            lat + far * Math.sin(angle)));
        }
        return ring.toString();
    }

    private static Entry grid(String code, @Nullable String outline) {
        return Entry.of(
                Kind.GRID,
                code,
                code,
                new Document("name", "网格" + code.substring(12)).append("kind", "BASIC"),
                outline);
    }

    private static Entry division(String code, String level, @Nullable String outline) {
        return Entry.of(
                Kind.DIVISION,
                code,
                code,
                new Document("name", level + code).append("level", level),
                outline);
    }

    private static JsonNode features(String map) {
        return JSON.readTree(map).get("features");
    }

    private static List<String> codes(JsonNode features) {
        return features.valueStream().map(it -> it.at("/properties/code").asString()).toList();
    }

    private static String unpacked(byte[] gzipped) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Whatever it is drawn at, nothing is farther off than a pixel. */
    @ParameterizedTest
    @ValueSource(ints = {7, 10, 13, 16, 18})
    void nobodySeesWhatIsLeftOut(int level) {
        var directory = directory(Engine.BEST);
        var cells = cells(5, 200);
        directory.save(cells, Map.of(), "test");
        var exact = new HashMap<String, Geometry>();
        cells.forEach(it ->
                exact.put(it.code(), Outline.stored(String.valueOf(it.geometry())).geometry()));

        var drawn = features(new MapDrawing(directory).grids(COUNTY, new Zoom(level), TODAY));

        assertThat(drawn).hasSize(cells.size());
        double pixel = 360.0 / (256 << level);
        for (var feature : drawn) {
            var code = feature.at("/properties/code").asString();
            var shape = Outline.stored(feature.get("geometry").toString()).geometry();
            var was = Objects.requireNonNull(exact.get(code));
            assertThat(shape.isValid()).isTrue();
            assertThat(DiscreteHausdorffDistance.distance(shape, was, 0.25))
                    .as("%s at %d", code, level)
                    .isLessThan(pixel);
            var center = feature.at("/properties/center");
            assertThat(
                            was.covers(
                                    was.getFactory()
                                            .createPoint(
                                                    new org.locationtech.jts.geom.Coordinate(
                                                            center.get(0).asDouble(),
                                                            center.get(1).asDouble()))))
                    .isTrue();
            assertThat(feature.at("/properties/divisionCode").asString())
                    .isEqualTo(code.substring(0, 12));
            assertThat(feature.at("/properties/kind").asString()).isEqualTo("BASIC");
        }
    }

    @Test
    void forDustStandsWhatItLiesIn() {
        var directory = directory(Engine.BEST);
        var all = new ArrayList<>(cells(10, 12));
        all.add(division("540328000000", "county", ring(98.5, 29.5, 0.5, 60)));
        all.add(division("540328201201", "village", ring(98.5, 29.5, 0.1, 60)));
        all.add(division("540328201000", "township", null));
        all.add(grid("540328201201999", null));
        directory.save(all, Map.of(), "test");
        var drawing = new MapDrawing(directory);

        // A cell has 0.09 degrees, the village 0.2: of 11, 22 and 88 pixels to a degree.
        assertThat(codes(features(drawing.grids(COUNTY, new Zoom(4), TODAY))))
                .containsExactly("540328201201");
        assertThat(codes(features(drawing.grids(COUNTY, new Zoom(3), TODAY))))
                .containsExactly("540328000000");
        assertThat(codes(features(drawing.grids(COUNTY, new Zoom(7), TODAY))))
                .hasSize(100)
                .doesNotContain("540328201201999");
        assertThat(codes(features(drawing.divisions(COUNTY, new Zoom(4), TODAY))))
                .containsExactly("540328000000", "540328201201");
        assertThat(features(drawing.divisions(List.of("540302"), new Zoom(4), TODAY))).isEmpty();
    }

    @Test
    void dustWithoutABoundaryAboveItIsAPoint() {
        var directory = directory(Engine.BEST);
        directory.save(cells(2, 12), Map.of(), "test");

        var drawn = features(new MapDrawing(directory).grids(COUNTY, new Zoom(0), TODAY));

        assertThat(drawn).hasSize(4);
        assertThat(drawn.valueStream().map(it -> it.at("/geometry/type").asString()))
                .containsOnly("Point");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMapIsDrawnOnceForEachStateOfTheDirectory(Engine engine) throws Exception {
        var directory = directory(engine);
        directory.save(cells(2, 12), Map.of(), "test");
        var sheets = new MapSheets(directory, new MapDrawing(directory), clock, Duration.ZERO);

        var first = sheets.of(Layer.GRIDS, COUNTY, new Zoom(12));
        assertThat(sheets.of(Layer.GRIDS, COUNTY, new Zoom(12))).isSameAs(first);
        assertThat(sheets.of(Layer.GRIDS, COUNTY, new Zoom(8)).tag()).isNotEqualTo(first.tag());
        assertThat(sheets.of(Layer.GRIDS, List.of("540302"), new Zoom(12)).tag())
                .isNotEqualTo(first.tag());

        directory.save(
                List.of(grid("540328299299001", ring(98.5, 29.5, 0.1, 9))), Map.of(), "test");
        var next = sheets.of(Layer.GRIDS, COUNTY, new Zoom(12));
        assertThat(next.tag()).isNotEqualTo(first.tag());
        assertThat(codes(features(unpacked(next.gzipped())))).hasSize(5);
    }

    @Test
    void tenThousandGridsAreLittleToSend() throws Exception {
        var directory = directory(Engine.BEST);
        directory.save(cells(100, 60), Map.of(), "test");
        for (int level : List.of(9, 11, 13, 18)) {
            long began = System.nanoTime();
            var sheets = new MapSheets(directory, new MapDrawing(directory), clock, Duration.ZERO);
            var sheet = sheets.of(Layer.GRIDS, COUNTY, new Zoom(level));
            long took = (System.nanoTime() - began) / 1_000_000;
            var text = unpacked(sheet.gzipped());
            log.info(
                    "10,000 grids at zoom {}: {} kB, {} kB packed, drawn in {} ms",
                    level,
                    text.length() / 1_000,
                    sheet.gzipped().length / 1_000,
                    took);
            assertThat(sheet.gzipped()).hasSizeLessThanOrEqualTo(1_500_000);
            assertThat(features(text)).hasSize(10_000);
        }
    }
}
