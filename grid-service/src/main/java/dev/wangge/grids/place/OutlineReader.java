package dev.wangge.grids.place;

import dev.wangge.grids.place.Drawn.Repair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import tools.jackson.databind.JsonNode;

/** Reads one GeoJSON geometry, and mends it where that can only be meant in one way. */
final class OutlineReader {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** China with its islands; no point of it lies in it with its coordinates swapped. */
    private static final Envelope CHINA = new Envelope(73, 136, 3, 54);

    private static final int LEAST = 4;
    private final int most;
    private int points;
    private @Nullable Coordinate offGlobe;
    private final Map<String, Repair> repairs = new LinkedHashMap<>();

    OutlineReader(int most) {
        this.most = most;
    }

    Drawn read(JsonNode node) throws InvalidGeometry {
        var shape = shape(node);
        refuseSwapped(shape);
        var wrong = new IsValidOp(shape).getValidationError();
        if (wrong != null) {
            throw broken(wrong);
        }
        if (shape.getArea() == 0) {
            throw new InvalidGeometry("empty", "The outline encloses nothing", null);
        }
        for (int i = 0; i < shape.getNumGeometries(); i++) {
            if (shape.getGeometryN(i) instanceof Polygon part && !isWound(part)) {
                mended(
                        "ring-reversed",
                        "Rings ran the wrong way round; by RFC 7946 outer ones are"
                                + " counterclockwise");
            }
        }
        return new Drawn(Outline.of(shape), List.copyOf(repairs.values()));
    }

    /** The geometry, neither checked nor turned. */
    Geometry shape(JsonNode node) throws InvalidGeometry {
        var coordinates = node.path("coordinates");
        return switch (node.path("type").asString("")) {
            case "Polygon" -> polygon(coordinates);
            case "MultiPolygon" -> {
                var parts = new ArrayList<Polygon>();
                for (var part : array(coordinates, "A MultiPolygon needs polygons")) {
                    parts.add(polygon(part));
                }
                yield FACTORY.createMultiPolygon(parts.toArray(Polygon[]::new));
            }
            case "GeometryCollection" -> {
                var members = node.path("geometries");
                if (members.size() != 1) {
                    throw wrongType();
                }
                mended("collection-unwrapped", "The one geometry of the collection was taken");
                yield shape(members.get(0));
            }
            default -> throw wrongType();
        };
    }

    private static InvalidGeometry wrongType() {
        return new InvalidGeometry(
                "wrong-type", "The geometry must be a Polygon or a MultiPolygon", null);
    }

    private Polygon polygon(JsonNode rings) throws InvalidGeometry {
        var read = new ArrayList<LinearRing>();
        for (var ring : array(rings, "A polygon needs an outer ring")) {
            read.add(ring(ring));
        }
        return FACTORY.createPolygon(
                read.getFirst(), read.subList(1, read.size()).toArray(LinearRing[]::new));
    }

    private LinearRing ring(JsonNode node) throws InvalidGeometry {
        var ring = new ArrayList<Coordinate>();
        for (var one : array(node, "A ring needs points")) {
            var point = point(one);
            if (!ring.isEmpty() && ring.getLast().equals2D(point)) {
                mended("duplicate-points", "Points that came twice in a row were taken once");
            } else {
                ring.add(point);
            }
        }
        var first = ring.getFirst();
        if (!first.equals2D(ring.getLast())) {
            ring.add(first.copy());
            mended("ring-closed", "A ring was not closed: its first point was added at its end");
        }
        if (ring.size() < LEAST) {
            throw new InvalidGeometry(
                    "too-few-points",
                    "A ring needs three different points at least",
                    new double[] {first.x, first.y});
        }
        return FACTORY.createLinearRing(ring.toArray(Coordinate[]::new));
    }

    private Coordinate point(JsonNode point) throws InvalidGeometry {
        if (!point.isArray()
                || point.size() < 2
                || !point.get(0).isNumber()
                || !point.get(1).isNumber()) {
            throw new InvalidGeometry(
                    "wrong-point", "A point is [longitude, latitude] in degrees", null);
        }
        if (++points > most) {
            throw new InvalidGeometry(
                    "too-many-points", "The outline has more than %d points".formatted(most), null);
        }
        if (point.size() > 2) {
            mended("height-dropped", "Heights were dropped: a place has two coordinates");
        }
        var read = new Coordinate(point.get(0).doubleValue(), point.get(1).doubleValue());
        if (offGlobe == null && !Outline.onGlobe(read.x, read.y)) {
            offGlobe = read;
        }
        return read;
    }

    private void refuseSwapped(Geometry shape) throws InvalidGeometry {
        var box = shape.getEnvelopeInternal();
        var turned = new Envelope(box.getMinY(), box.getMaxY(), box.getMinX(), box.getMaxX());
        if (CHINA.contains(turned)) {
            throw swapped(shape.getCoordinate());
        }
        if (offGlobe != null) {
            throw new InvalidGeometry(
                    "off-globe",
                    "The point %s, %s is off the globe".formatted(offGlobe.x, offGlobe.y),
                    new double[] {offGlobe.x, offGlobe.y});
        }
    }

    static InvalidGeometry swapped(Coordinate point) {
        return new InvalidGeometry(
                "swapped",
                "The coordinates are swapped: GeoJSON has the longitude first, so %s, %s should be"
                                .formatted(point.x, point.y)
                        + " %s, %s".formatted(point.y, point.x),
                new double[] {point.x, point.y});
    }

    private static InvalidGeometry broken(TopologyValidationError wrong) {
        var at = rounded(wrong.getCoordinate());
        var where = at == null ? "" : " at %s, %s".formatted(at.x, at.y);
        var point = at == null ? null : new double[] {at.x, at.y};
        return switch (wrong.getErrorType()) {
            case TopologyValidationError.SELF_INTERSECTION,
                    TopologyValidationError.RING_SELF_INTERSECTION ->
                    new InvalidGeometry(
                            "self-intersection", "The outline crosses itself" + where, point);
            case TopologyValidationError.HOLE_OUTSIDE_SHELL, TopologyValidationError.NESTED_HOLES ->
                    new InvalidGeometry(
                            "misplaced-hole", "A hole does not lie in its polygon" + where, point);
            case TopologyValidationError.NESTED_SHELLS ->
                    new InvalidGeometry(
                            "nested-polygons", "A polygon lies in another" + where, point);
            default -> new InvalidGeometry("invalid", "The outline is invalid" + where, point);
        };
    }

    /** Crossings are computed: 97.14999999999999 helps nobody. */
    private static @Nullable Coordinate rounded(@Nullable Coordinate at) {
        return at == null
                ? null
                : new Coordinate(Math.round(at.x * 1e9) / 1e9, Math.round(at.y * 1e9) / 1e9);
    }

    private static boolean isWound(Polygon polygon) {
        boolean wound = Outline.isWound(polygon.getExteriorRing(), true);
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            wound &= Outline.isWound(polygon.getInteriorRingN(i), false);
        }
        return wound;
    }

    private void mended(String code, String message) {
        repairs.putIfAbsent(code, new Repair(code, message));
    }

    private static List<JsonNode> array(@Nullable JsonNode node, String otherwise)
            throws InvalidGeometry {
        if (node == null || !node.isArray() || node.isEmpty()) {
            throw new InvalidGeometry("empty", otherwise, null);
        }
        var items = new ArrayList<JsonNode>(node.size());
        node.forEach(items::add);
        return items;
    }
}
