package dev.wangge.grids.locate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.RayCrossingCounter;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * Looks at every segment of an area's outlines in turn: for the sixty or so corners of a grid that
 * is several times faster than an index over them. Says exactly what JTS says.
 */
final class EverySegment implements PointOnGeometryLocator {
    private static final int MOST = 200;

    /** All rings one after the other; NaN, and null, between them. */
    private final double[] x;

    private final double[] y;
    private final @Nullable Coordinate[] corners;

    private EverySegment(@Nullable Coordinate[] corners) {
        this.corners = corners;
        this.x = new double[corners.length];
        this.y = new double[corners.length];
        for (int i = 0; i < corners.length; i++) {
            var corner = corners[i];
            x[i] = corner == null ? Double.NaN : corner.x;
            y[i] = corner == null ? Double.NaN : corner.y;
        }
    }

    /** The faster way for this area: county outlines have thousands of corners. */
    static PointOnGeometryLocator orIndexed(Geometry area) {
        return area.getNumPoints() > MOST
                ? new IndexedPointInAreaLocator(area)
                : new EverySegment(corners(area));
    }

    private static @Nullable Coordinate[] corners(Geometry area) {
        var corners = new ArrayList<@Nullable Coordinate>();
        for (int part = 0; part < area.getNumGeometries(); part++) {
            if (area.getGeometryN(part) instanceof Polygon polygon) {
                add(corners, polygon.getExteriorRing().getCoordinates());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    add(corners, polygon.getInteriorRingN(hole).getCoordinates());
                }
            }
        }
        return corners.toArray(Coordinate[]::new);
    }

    private static void add(List<@Nullable Coordinate> corners, Coordinate[] ring) {
        for (var corner : ring) {
            corners.add(corner);
        }
        corners.add(null);
    }

    @Override
    public int locate(Coordinate point) {
        double px = point.x;
        double py = point.y;
        RayCrossingCounter counter = null;
        for (int i = 1; i < x.length; i++) {
            // Only what the ray to the east can touch; a comparison with NaN is never true.
            boolean spans = y[i - 1] <= py ? y[i] >= py : y[i] <= py && y[i - 1] >= py;
            if (spans && (x[i - 1] >= px || x[i] >= px)) {
                var from = corners[i - 1];
                var to = corners[i];
                if (from != null && to != null) {
                    counter = counter == null ? new RayCrossingCounter(point) : counter;
                    counter.countSegment(from, to);
                    if (counter.isOnSegment()) {
                        return Location.BOUNDARY;
                    }
                }
            }
        }
        return counter == null ? Location.EXTERIOR : counter.getLocation();
    }
}
