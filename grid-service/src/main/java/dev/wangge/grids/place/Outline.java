package dev.wangge.grids.place;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Polygon or MultiPolygon, longitude and latitude in degrees (EPSG:4490), and its GeoJSON as we
 * store and show it: RFC 7946, outer rings counterclockwise. The same shape is the same text.
 */
public record Outline(String geoJson, Geometry geometry) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final int MOST = 5_000_000;

    /** An outline as we stored it, trusted to be valid. */
    public static Outline stored(String geoJson) {
        try {
            return new Outline(geoJson, new OutlineReader(MOST).shape(JSON.readTree(geoJson)));
        } catch (InvalidGeometry e) {
            throw new IllegalStateException("A stored outline cannot be read", e);
        }
    }

    /**
     * Reads a GeoJSON geometry.
     *
     * @throws InvalidGeometry when it is of another type, off the globe, or crosses itself
     */
    public static Outline read(JsonNode node) throws InvalidGeometry {
        return Drawn.read(node, MOST).outline();
    }

    /** An outline that was computed from valid ones. */
    public static Outline of(Geometry computed) {
        var parts = new ArrayList<Polygon>();
        for (int i = 0; i < computed.getNumGeometries(); i++) {
            if (computed.getGeometryN(i) instanceof Polygon part && !part.isEmpty()) {
                parts.add(wound(part));
            }
        }
        var geometry =
                parts.size() == 1
                        ? parts.getFirst()
                        : FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new));
        return new Outline(spelled(parts), geometry);
    }

    /** Whether these degrees name a place on the globe; NaN does not. */
    public static boolean onGlobe(double lng, double lat) {
        return Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
    }

    /** By the right-hand rule: what is inside lies to the left of the line. */
    private static Polygon wound(Polygon polygon) {
        var holes = new LinearRing[polygon.getNumInteriorRing()];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = wound(polygon.getInteriorRingN(i), false);
        }
        return FACTORY.createPolygon(wound(polygon.getExteriorRing(), true), holes);
    }

    static boolean isWound(LinearRing ring, boolean outer) {
        return Orientation.isCCW(ring.getCoordinateSequence()) == outer;
    }

    private static LinearRing wound(LinearRing ring, boolean outer) {
        return isWound(ring, outer) ? ring : ring.reverse();
    }

    private static String spelled(List<Polygon> parts) {
        var text = new StringBuilder();
        if (parts.size() == 1) {
            spell(parts.getFirst(), text.append("{\"type\":\"Polygon\",\"coordinates\":"));
        } else {
            text.append("{\"type\":\"MultiPolygon\",\"coordinates\":[");
            for (int i = 0; i < parts.size(); i++) {
                spell(parts.get(i), i == 0 ? text : text.append(','));
            }
            text.append(']');
        }
        return text.append('}').toString();
    }

    private static void spell(Polygon polygon, StringBuilder text) {
        spell(polygon.getExteriorRing(), text.append('['));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            spell(polygon.getInteriorRingN(i), text.append(','));
        }
        text.append(']');
    }

    private static void spell(LinearRing ring, StringBuilder text) {
        char before = '[';
        for (Coordinate point : ring.getCoordinates()) {
            text.append(before).append('[');
            spell(point.x, text);
            spell(point.y, text.append(','));
            text.append(']');
            before = ',';
        }
        text.append(']');
    }

    private static void spell(double degrees, StringBuilder text) {
        if (degrees == Math.rint(degrees)) {
            text.append((long) degrees);
        } else {
            text.append(degrees);
        }
    }
}
