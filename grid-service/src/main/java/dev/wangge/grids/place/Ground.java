package dev.wangge.grids.place;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Metres on the ground. Lambert's cylindrical equal-area projection on the ellipsoid of CGCS2000,
 * true to length along the middle latitude of what is looked at: areas are exact but for the edges
 * being straight lines, lengths good to some percent within a county.
 */
public final class Ground {
    private static final double AXIS = 6_378_137.0;
    private static final double FLATTENING = 1 / 298.257222101;
    private static final double E2 = FLATTENING * (2 - FLATTENING);
    private static final double E = Math.sqrt(E2);
    private final double scale;

    private Ground(double latitude) {
        double sin = Math.sin(Math.toRadians(latitude));
        this.scale = Math.sqrt(1 - sin * sin) / Math.sqrt(1 - E2 * sin * sin);
    }

    /** An area with a strip around it that counts as inside. */
    public static final class Bounds {
        private final Ground ground;
        private final PreparedGeometry wide;

        private Bounds(Geometry degrees, double metres) {
            var box = degrees.getEnvelopeInternal();
            this.ground = new Ground((box.getMinY() + box.getMaxY()) / 2);
            this.wide = PreparedGeometryFactory.prepare(ground.metres(degrees).buffer(metres));
        }

        public boolean covers(Geometry degrees) {
            return wide.covers(ground.metres(degrees));
        }

        /** Refuses what does not lie within; with a corner that lies outside. */
        public void require(Geometry degrees, String name) throws InvalidGeometry {
            if (covers(degrees)) {
                return;
            }
            if (covers(turned(degrees))) {
                throw OutlineReader.swapped(degrees.getCoordinate());
            }
            var at = degrees.getCoordinate();
            var factory = degrees.getFactory();
            for (var corner : degrees.getCoordinates()) {
                if (!covers(factory.createPoint(corner))) {
                    at = corner;
                    break;
                }
            }
            throw new InvalidGeometry(
                    "outside-county",
                    "The outline leaves %s, at %s, %s".formatted(name, at.x, at.y),
                    new double[] {at.x, at.y});
        }
    }

    /** The area and so many metres around it. */
    public static Bounds around(Geometry degrees, double metres) {
        return new Bounds(degrees, metres);
    }

    /** How big this is on the ground. */
    public static double squareMetres(Geometry degrees) {
        return degrees.isEmpty() ? 0 : new Ground(0).metres(degrees).getArea();
    }

    private Geometry metres(Geometry degrees) {
        return mapped(degrees, this::project);
    }

    private static Geometry turned(Geometry degrees) {
        return mapped(degrees, point -> new Coordinate(point.y, point.x));
    }

    private Coordinate project(Coordinate degrees) {
        double sin = Math.sin(Math.toRadians(degrees.y));
        double q =
                (1 - E2)
                        * (sin / (1 - E2 * sin * sin)
                                - Math.log((1 - E * sin) / (1 + E * sin)) / (2 * E));
        return new Coordinate(AXIS * scale * Math.toRadians(degrees.x), AXIS * q / (2 * scale));
    }

    private interface Mapping {
        Coordinate of(Coordinate point);
    }

    private static Geometry mapped(Geometry from, Mapping mapping) {
        var copy = from.copy();
        copy.apply(
                new CoordinateSequenceFilter() {
                    @Override
                    public void filter(CoordinateSequence points, int i) {
                        var to = mapping.of(points.getCoordinate(i));
                        points.setOrdinate(i, 0, to.x);
                        points.setOrdinate(i, 1, to.y);
                    }

                    @Override
                    public boolean isDone() {
                        return false;
                    }

                    @Override
                    public boolean isGeometryChanged() {
                        return true;
                    }
                });
        return copy;
    }
}
