package dev.wangge.grids.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.index.GridIndex.Area;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class GridIndexTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** Stars around random centres; they overlap, and some have corners on others' edges. */
    private static List<Area> stars(int count, int corners, Random random) {
        var areas = new ArrayList<Area>();
        for (int i = 0; i < count; i++) {
            double x = 97 + 3 * random.nextDouble();
            double y = 28 + 3 * random.nextDouble();
            var ring = new Coordinate[corners + 1];
            for (int k = 0; k < corners; k++) {
                double r = 0.02 + 2.0 / Math.sqrt(count) * random.nextDouble();
                double angle = 2 * Math.PI * k / corners;
                ring[k] = new Coordinate(x + r * Math.cos(angle), y + r * Math.sin(angle));
            }
            ring[corners] = ring[0];
            areas.add(new Area("%06d".formatted(i), FACTORY.createPolygon(ring)));
        }
        return areas;
    }

    @Test
    void saysWhatLookingAtEveryPolygonSays() {
        var random = new Random(540328);
        for (int round = 0; round < 5; round++) {
            var areas = stars(60, 17, random);
            var index = new GridIndex(areas);
            int hits = 0;
            for (int i = 0; i < 20_000; i++) {
                double x = 96.5 + 4 * random.nextDouble();
                double y = 27.5 + 4 * random.nextDouble();
                var expected = bruteForce(areas, x, y);
                hits += expected.isEmpty() ? 0 : 1;
                assertThat(String.valueOf(index.find(x, y)))
                        .as("%s, %s", x, y)
                        .isEqualTo(expected.isEmpty() ? "null" : expected);
            }
            assertThat(hits).isBetween(1_000, 19_000);
        }
    }

    /** Outlines with few decimals are kept as whole numbers, others not; in one map lie both. */
    @Test
    void outlinesWithSevenDecimalsAndWithMoreAreAsJtsSays() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var areas = new ArrayList<Area>();
        // More corners than a block has, of either kind.
        for (var area : stars(600, 60, random)) {
            var outline = area.geometry().copy();
            if (areas.size() < 500) {
                outline.apply(
                        (org.locationtech.jts.geom.CoordinateFilter)
                                corner -> {
                                    corner.x = Math.round(corner.x * 1e7) / 1e7;
                                    corner.y = Math.round(corner.y * 1e7) / 1e7;
                                });
                outline.geometryChanged();
            }
            areas.add(new Area(area.code(), outline));
        }
        var index = new GridIndex(areas);
        for (int i = 0; i < 3_000; i++) {
            var on = areas.get(random.nextInt(areas.size())).geometry().getCoordinates();
            var corner = on[random.nextInt(on.length)];
            double x = i % 2 == 0 ? corner.x : 97 + 3 * random.nextDouble();
            double y = i % 3 == 0 ? 28 + 3 * random.nextDouble() : corner.y;
            var expected = bruteForce(areas, x, y);
            assertThat(String.valueOf(index.find(x, y)))
                    .as("%s, %s with seed %d", x, y, seed)
                    .isEqualTo(expected.isEmpty() ? "null" : expected);
        }
    }

    /** Outlines of few corners and of many. */
    @ParameterizedTest
    @ValueSource(ints = {7, 17, 60})
    void holesPartsCornersAndEdgesAreAsJtsSaysWhateverTheNumberOfCorners(int corners) {
        var random = new Random(corners);
        for (int round = 0; round < 5; round++) {
            var shapes = stars(4, corners, random);
            var geometry = shapes.getFirst().geometry();
            for (var other : shapes.subList(1, 3)) {
                geometry = geometry.symDifference(other.geometry());
            }
            geometry = geometry.difference(shapes.getLast().geometry());
            var areas = List.of(new Area("540328100200001", geometry));
            var index = new GridIndex(areas);
            var asked = new ArrayList<Coordinate>();
            for (var corner : geometry.getCoordinates()) {
                asked.add(corner);
                // Level with a corner, where a ray to the east meets two segments at once.
                asked.add(new Coordinate(corner.x - random.nextDouble(), corner.y));
                asked.add(new Coordinate(corner.x + random.nextDouble(), corner.y));
            }
            Collections.shuffle(asked, random);
            for (var point : asked.subList(0, Math.min(500, asked.size()))) {
                assertThat(String.valueOf(index.find(point.x, point.y)))
                        .as("%s", point)
                        .isEqualTo(
                                geometry.intersects(FACTORY.createPoint(point))
                                        ? "540328100200001"
                                        : "null");
            }
        }
    }

    /** Hundreds of small areas in one cell of a wide map: looked at cell by cell all the same. */
    @Test
    void aTownFullOfSmallAreasOnAWideMapIsAsJtsSays() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var areas = new ArrayList<Area>();
        areas.addAll(stars(30, 60, random));
        for (int i = 0; i < 900; i++) {
            var ring = new Coordinate[13];
            double x = 98.5 + 0.01 * random.nextDouble();
            double y = 29.5 + 0.01 * random.nextDouble();
            for (int k = 0; k < 12; k++) {
                double r = 0.0001 + 0.0008 * random.nextDouble();
                ring[k] =
                        new Coordinate(
                                x + r * Math.cos(Math.PI * k / 6),
                                y + r * Math.sin(Math.PI * k / 6));
            }
            ring[12] = ring[0];
            areas.add(new Area("9%05d".formatted(i), FACTORY.createPolygon(ring)));
        }
        var index = new GridIndex(areas);
        for (int i = 0; i < 4_000; i++) {
            double x = 98.5 + 0.012 * random.nextDouble();
            double y = 29.5 + 0.012 * random.nextDouble();
            if (i % 4 == 0) {
                var on = areas.get(random.nextInt(areas.size())).geometry().getCoordinates();
                var corner = on[random.nextInt(on.length)];
                x = corner.x;
                y = random.nextBoolean() ? corner.y : corner.y + 1e-13;
            }
            var expected = bruteForce(areas, x, y);
            assertThat(String.valueOf(index.find(x, y)))
                    .as("%s, %s with seed %d", x, y, seed)
                    .isEqualTo(expected.isEmpty() ? "null" : expected);
        }
        sameTogether(index, random, seed);
    }

    /** Near the town, over the whole map, beyond it, and no place at all. */
    private static void sameTogether(GridIndex index, Random random, long seed) {
        double[] lngLats = new double[2 * 20_001];
        for (int i = 0; i < lngLats.length; i += 2) {
            double size = i % 4 == 0 ? 0.012 : 4;
            lngLats[i] = i % 998 == 0 ? Double.NaN : 98.5 + size * (random.nextDouble() - 0.2);
            lngLats[i + 1] = i % 994 == 0 ? Double.NaN : 29.5 + size * (random.nextDouble() - 0.2);
        }
        int[] slots = index.slots(lngLats, null);
        assertThat(slots).hasSize(20_001);
        for (int i = 0; i < slots.length; i++) {
            double x = lngLats[2 * i];
            double y = lngLats[2 * i + 1];
            assertThat(slots[i])
                    .as("%s, %s with seed %d", x, y, seed)
                    .isEqualTo(index.slot(x, y, null));
        }
        assertThat(Arrays.stream(slots).distinct().count()).isGreaterThan(500);
        assertThat(new GridIndex(List.of()).slots(lngLats, null)).containsOnly(Raster.NOTHING);
    }

    @Test
    void edgesLevelWithThePointLieInTheArea() {
        var square =
                FACTORY.createPolygon(
                        new Coordinate[] {
                            new Coordinate(98, 29),
                            new Coordinate(99, 29),
                            new Coordinate(99, 30),
                            new Coordinate(98, 30),
                            new Coordinate(98, 29)
                        });
        var index = new GridIndex(List.of(new Area("a", square)));
        for (double[] on : new double[][] {{98.5, 29}, {98.5, 30}, {98, 29.5}, {99, 29.5}}) {
            assertThat(index.find(on[0], on[1])).isEqualTo("a");
        }
        for (double[] off : new double[][] {{97.5, 29}, {99.5, 30}, {98.5, 30.001}}) {
            assertThat(index.find(off[0], off[1])).isNull();
        }
    }

    @Test
    void cornersLieInTheirArea() {
        var areas = stars(1, 9, new Random(1));
        var index = new GridIndex(areas);
        for (var corner : areas.getFirst().geometry().getCoordinates()) {
            assertThat(index.find(corner.x, corner.y)).isEqualTo("000000");
        }
        assertThat(new GridIndex(List.of()).find(98, 29)).isNull();
    }

    private static String bruteForce(List<Area> areas, double x, double y) {
        var point = FACTORY.createPoint(new Coordinate(x, y));
        var best = "";
        double size = Double.MAX_VALUE;
        for (var area : areas) {
            if (area.geometry().getArea() < size && area.geometry().intersects(point)) {
                best = area.code();
                size = area.geometry().getArea();
            }
        }
        return best;
    }
}
