package dev.wangge.grids.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.wangge.grids.place.Drawn.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.json.JsonMapper;

class OutlineTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SQUARE =
            "{\"type\":\"Polygon\",\"coordinates\":[[[98,29],[99,29],[99,30],[98,30],[98,29]]]}";

    @Test
    void aGoodOutlineIsKeptAsItIs() throws InvalidGeometry {
        var drawn = read(SQUARE);
        assertThat(drawn.repairs()).isEmpty();
        assertThat(drawn.outline().geoJson()).isEqualTo(SQUARE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ring-closed|[[98,29],[99,29],[99,30],[98,30]]",
                "ring-reversed|[[98,29],[98,30],[99,30],[99,29],[98,29]]",
                "duplicate-points|[[98,29],[98,29],[99,29],[99,30],[98,30],[98,29],[98,29]]",
                "height-dropped|[[98,29,3400],[99,29,3400],[99,30,3400],[98,30,0],[98,29,3400]]",
            })
    void whatCanBeMeantInOneWayIsMendedAndSaid(String code, String ring) throws InvalidGeometry {
        var drawn = read("{\"type\":\"Polygon\",\"coordinates\":[%s]}".formatted(ring));
        assertThat(drawn.repairs()).extracting(Repair::code).containsExactly(code);
        assertThat(drawn.outline().geometry().equalsTopo(read(SQUARE).outline().geometry()))
                .isTrue();
        assertThat(read(drawn.outline().geoJson()).repairs()).isEmpty();
    }

    @Test
    void aCollectionOfOneAndAMultiPolygonOfOneAreThatPolygon() throws InvalidGeometry {
        var collection = "{\"type\":\"GeometryCollection\",\"geometries\":[%s]}".formatted(SQUARE);
        assertThat(read(collection).outline().geoJson()).isEqualTo(SQUARE);
        assertThat(read(collection).repairs())
                .extracting(Repair::code)
                .containsExactly("collection-unwrapped");
        var multi =
                SQUARE.replace("Polygon", "MultiPolygon")
                        .replace("[[[", "[[[[")
                        .replace("]]]", "]]]]");
        assertThat(read(multi).outline().geoJson()).isEqualTo(SQUARE);
        assertThat(read(multi).repairs()).isEmpty();
    }

    @Test
    void holesRunTheOtherWay() throws InvalidGeometry {
        var drawn =
                read(
                        "{\"type\":\"Polygon\",\"coordinates\":["
                                + "[[98,29],[99,29],[99,30],[98,30],[98,29]],"
                                + "[[98.2,29.2],[98.4,29.2],[98.4,29.4],[98.2,29.4],[98.2,29.2]]]}");
        assertThat(drawn.repairs()).extracting(Repair::code).containsExactly("ring-reversed");
        var hole = ((Polygon) drawn.outline().geometry()).getInteriorRingN(0);
        assertThat(Orientation.isCCW(hole.getCoordinateSequence())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "self-intersection|98.5|29.5|[[[98,29],[99,30],[99,29],[98,30],[98,29]]]",
                "swapped|29.0|98.0|[[[29,98],[30,98],[30,99],[29,99],[29,98]]]",
                "swapped|43.0|80.0|[[[43,80],[44,80],[44,81],[43,81],[43,80]]]",
                "off-globe|98.0|290.0|[[[98,29],[99,29],[99,30],[98,290],[98,29]]]",
                "off-globe|Infinity|29.0|[[[1e999,29],[99,29],[99,30],[98,29]]]",
                "too-few-points|98.0|29.0|[[[98,29],[99,29],[98,29]]]",
                "too-few-points|98.0|29.0|[[[98,29],[98,29],[98,29],[98,29]]]",
                "misplaced-hole|100.0|29.0|[[[98,29],[99,29],[99,30],[98,29]],"
                        + "[[100,29],[101,29],[101,30],[100,29]]]",
                "wrong-point|null|null|[[[98,\"29\"],[99,29],[99,30],[98,29]]]",
                "wrong-point|null|null|[[[98],[99,29],[99,30],[98,29]]]",
                "empty|null|null|[]",
                "empty|null|null|[[]]",
                "too-many-points|null|null|[[[98,29],[99,29],[99,30],[98.5,30],[98.4,30],[98.3,30],"
                        + "[98.2,30],[98.1,30],[98,30]]]",
            })
    void whatCannotBeAnOutlineIsRefusedByNameWithThePoint(
            String code, Double lng, Double lat, String coordinates) {
        var refused =
                refused(
                        "{\"type\":\"Polygon\",\"coordinates\":%s}".formatted(coordinates),
                        code.equals("too-many-points") ? 8 : 100);
        assertThat(refused.code()).isEqualTo(code);
        if (lng == null) {
            assertThat(refused.point()).isNull();
        } else {
            assertThat(refused.point()).containsExactly(lng, lat);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"Point\",\"coordinates\":[98,29]}",
                "{\"type\":\"GeometryCollection\",\"geometries\":[]}",
                "{\"type\":\"LineString\",\"coordinates\":[[98,29],[99,29]]}",
                "[]",
                "{}",
                "7",
            })
    void otherGeometriesAreRefused(String geometry) {
        assertThat(refused(geometry, 100).code()).isEqualTo("wrong-type");
    }

    /** Whatever a simple polygon is, closed or not and whichever way round, it is the same text. */
    @Test
    void anySimplePolygonComesBackAsItself() throws InvalidGeometry {
        long seed = new Random().nextLong();
        System.out.println("anySimplePolygonComesBackAsItself seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var ring = star(random);
            var expected = read(polygon(ring)).outline();
            assertThat(expected.geometry().isValid()).as("seed %d", seed).isTrue();
            assertThat(read(expected.geoJson()).outline().geoJson()).isEqualTo(expected.geoJson());
            assertThat(read(expected.geoJson()).repairs()).isEmpty();
            assertThat(
                            Outline.stored(expected.geoJson())
                                    .geometry()
                                    .equalsExact(expected.geometry()))
                    .isTrue();
            var open = ring.subList(0, ring.size() - 1);
            assertThat(read(polygon(open)).outline().geoJson()).isEqualTo(expected.geoJson());
            assertThat(read(polygon(ring.reversed())).outline().geoJson())
                    .isEqualTo(expected.geoJson());
        }
    }

    @Test
    void aSquareDegreeIsAsBigAsItIs() throws InvalidGeometry {
        // Integrated by small steps over the ellipsoid of CGCS2000, 29 to 30 degrees north.
        var area = Ground.squareMetres(read(SQUARE).outline().geometry());
        assertThat(area).isCloseTo(10_748_000_427.17, within(1.0));
    }

    @Test
    void outsideIsWhatLiesFartherAwayThanTheTolerance() throws InvalidGeometry {
        var county = Ground.around(read(SQUARE).outline().geometry(), 500);
        county.require(box(98.5, 29.5, 99.004, 29.6), "芒康县");
        var refused =
                catchThrowableOfType(
                        InvalidGeometry.class,
                        () -> county.require(box(98.5, 29.5, 99.02, 29.6), "芒康县"));
        assertThat(refused.code()).isEqualTo("outside-county");
        assertThat(refused.point()).containsExactly(99.02, 29.5);
        var swapped = Ground.around(box(10, 20, 11, 21), 500);
        assertThat(
                        catchThrowableOfType(
                                        InvalidGeometry.class,
                                        () -> swapped.require(box(20.1, 10.1, 20.2, 10.2), "x"))
                                .code())
                .isEqualTo("swapped");
    }

    private static org.locationtech.jts.geom.Geometry box(
            double west, double south, double east, double north) throws InvalidGeometry {
        return read("{\"type\":\"Polygon\",\"coordinates\":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}"
                        .formatted(west, south, east, south, east, north, west, north))
                .outline()
                .geometry();
    }

    private static List<Coordinate> star(Random random) {
        var ring = new ArrayList<Coordinate>();
        int corners = 3 + random.nextInt(60);
        double lng = 80 + random.nextDouble() * 40;
        double lat = 10 + random.nextDouble() * 35;
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * (i + 0.1 + 0.8 * random.nextDouble()) / corners;
            double far = 0.001 + random.nextDouble() * 0.1;
            ring.add(new Coordinate(lng + far * Math.cos(angle), lat + far * Math.sin(angle)));
        }
        ring.add(ring.getFirst());
        return ring;
    }

    private static String polygon(List<Coordinate> ring) {
        var text = new StringBuilder("{\"type\":\"Polygon\",\"coordinates\":[[");
        for (int i = 0; i < ring.size(); i++) {
            text.append(i == 0 ? "" : ",")
                    .append("[%s,%s]".formatted(ring.get(i).x, ring.get(i).y));
        }
        return text.append("]]}").toString();
    }

    private static Drawn read(String geometry) throws InvalidGeometry {
        return Drawn.read(JSON.readTree(geometry), 1000);
    }

    private static InvalidGeometry refused(String geometry, int most) {
        return Objects.requireNonNull(
                catchThrowableOfType(
                        InvalidGeometry.class, () -> Drawn.read(JSON.readTree(geometry), most)));
    }
}
