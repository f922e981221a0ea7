package dev.wangge.grids.place;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Polygon or MultiPolygon, longitude and latitude in degrees (EPSG:4490), and its GeoJSON as we
 * store and show it.
 */
public record Outline(String geoJson, Geometry geometry) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** An outline as we stored it, trusted to be valid. */
    public static Outline stored(String geoJson) {
        try {
            return new Outline(geoJson, shape(JSON.readTree(geoJson)));
        } catch (InvalidGeometry e) {
            throw new IllegalStateException("A stored outline cannot be read", e);
        }
    }

    /**
     * Reads a GeoJSON geometry.
     *
     * @throws InvalidGeometry when it is of another type, off the globe, not closed, or crosses
     *     itself
     */
    public static Outline read(JsonNode node) throws InvalidGeometry {
        var geometry = shape(node);
        var wrong = new IsValidOp(geometry).getValidationError();
        if (wrong != null) {
            var at = wrong.getCoordinate();
            throw new InvalidGeometry(
                    wrong.getMessage(), at == null ? null : new double[] {at.x, at.y});
        }
        return new Outline(JSON.writeValueAsString(spelled(node)), geometry);
    }

    private static Object spelled(JsonNode node) {
        var copy = JSON.createObjectNode();
        copy.set("type", node.path("type"));
        copy.set("coordinates", node.path("coordinates"));
        return copy;
    }

    private static Geometry shape(JsonNode node) throws InvalidGeometry {
        var coordinates = node.path("coordinates");
        return switch (node.path("type").asString("")) {
            case "Polygon" -> polygon(coordinates);
            case "MultiPolygon" -> {
                var parts = new ArrayList<Polygon>();
                for (var part : array(coordinates, 1, "A MultiPolygon needs polygons")) {
                    parts.add(polygon(part));
                }
                yield FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new));
            }
            default ->
                    throw new InvalidGeometry(
                            "The geometry must be a Polygon or a MultiPolygon", null);
        };
    }

    private static Polygon polygon(JsonNode rings) throws InvalidGeometry {
        var read = new ArrayList<LinearRing>();
        for (var ring : array(rings, 1, "A polygon needs an outer ring")) {
            read.add(ring(ring));
        }
        return FACTORY.createPolygon(
                read.getFirst(), read.subList(1, read.size()).toArray(LinearRing[]::new));
    }

    private static LinearRing ring(JsonNode points) throws InvalidGeometry {
        var read = new ArrayList<Coordinate>();
        for (var point :
                array(points, 4, "A ring needs four points, the last equal to the first")) {
            read.add(point(point));
        }
        var last = read.getLast();
        if (!read.getFirst().equals2D(last)) {
            throw new InvalidGeometry("The ring is not closed", new double[] {last.x, last.y});
        }
        return FACTORY.createLinearRing(read.toArray(Coordinate[]::new));
    }

    private static Coordinate point(JsonNode point) throws InvalidGeometry {
        if (!point.isArray()
                || point.size() < 2
                || !point.get(0).isNumber()
                || !point.get(1).isNumber()) {
            throw new InvalidGeometry("A point is [longitude, latitude] in degrees", null);
        }
        double lng = point.get(0).doubleValue();
        double lat = point.get(1).doubleValue();
        if (!onGlobe(lng, lat)) {
            throw new InvalidGeometry("The point is off the globe", new double[] {lng, lat});
        }
        return new Coordinate(lng, lat);
    }

    /** Whether these degrees name a place on the globe; NaN does not. */
    public static boolean onGlobe(double lng, double lat) {
        return Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
    }

    private static List<JsonNode> array(@Nullable JsonNode node, int least, String otherwise)
            throws InvalidGeometry {
        if (node == null || !node.isArray() || node.size() < least) {
            throw new InvalidGeometry(otherwise, null);
        }
        var items = new ArrayList<JsonNode>();
        node.forEach(items::add);
        return items;
    }
}
