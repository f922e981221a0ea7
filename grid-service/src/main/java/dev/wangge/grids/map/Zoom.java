package dev.wangge.grids.map;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;

/**
 * How finely outlines are drawn at a zoom of web maps, where at 0 the world is 256 pixels wide and
 * at each further one twice as many.
 *
 * @param level 0 to 18
 */
record Zoom(int level) {
    static final int FINEST = 18;

    private static final int WORLD = 256;

    /** A place smaller than this both ways is nothing that could be told apart. */
    private static final int DUST = 2;

    /** About a centimetre: more says nothing. */
    private static final int MOST_DECIMALS = 7;

    private static final int CLOSED = 4;

    private double pixel() {
        return 360.0 / (WORLD * Math.scalb(1.0, level));
    }

    boolean isDust(Geometry outline) {
        Envelope box = outline.getEnvelopeInternal();
        return Math.max(box.getWidth(), box.getHeight()) < DUST * pixel();
    }

    /** Half a pixel, so that nobody sees what is left out. */
    private double tolerance() {
        return pixel() / 2;
    }

    private int decimals() {
        return Math.clamp((int) Math.ceil(-Math.log10(tolerance())), 0, MOST_DECIMALS);
    }

    /** Writes a Polygon or MultiPolygon as GeoJSON, simplified and rounded. */
    void write(Geometry outline, StringBuilder to) {
        var simple = TopologyPreservingSimplifier.simplify(outline, tolerance());
        if (simple.getNumGeometries() == 1) {
            to.append("{\"type\":\"Polygon\",\"coordinates\":");
            write((Polygon) simple.getGeometryN(0), to);
        } else {
            to.append("{\"type\":\"MultiPolygon\",\"coordinates\":[");
            for (int i = 0; i < simple.getNumGeometries(); i++) {
                if (i > 0) {
                    to.append(',');
                }
                write((Polygon) simple.getGeometryN(i), to);
            }
            to.append(']');
        }
        to.append('}');
    }

    private void write(Polygon polygon, StringBuilder to) {
        to.append('[');
        write(polygon.getExteriorRing(), to);
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            if (!isDust(polygon.getInteriorRingN(i))) {
                to.append(',');
                write(polygon.getInteriorRingN(i), to);
            }
        }
        to.append(']');
    }

    private void write(LinearRing ring, StringBuilder to) {
        int decimals = decimals();
        var rounded = rounded(ring, decimals);
        // One that would shrink to a line keeps more of its digits.
        while (rounded == null && decimals < MOST_DECIMALS) {
            rounded = rounded(ring, ++decimals);
        }
        var points = rounded == null ? exact(ring) : rounded;
        to.append('[');
        for (int i = 0; i < points.length; i += 2) {
            to.append(i == 0 ? "[" : ",[");
            write(points[i], decimals, to);
            to.append(',');
            write(points[i + 1], decimals, to);
            to.append(']');
        }
        to.append(']');
    }

    /** Without points that are one; null where less than a triangle is left. */
    private static long @Nullable [] rounded(LinearRing ring, int decimals) {
        var sequence = ring.getCoordinateSequence();
        var points = new long[2 * sequence.size()];
        int count = 0;
        double unit = Math.pow(10, decimals);
        for (int i = 0; i < sequence.size(); i++) {
            long lng = Math.round(sequence.getX(i) * unit);
            long lat = Math.round(sequence.getY(i) * unit);
            if (count == 0 || points[count - 2] != lng || points[count - 1] != lat) {
                points[count++] = lng;
                points[count++] = lat;
            }
        }
        return count < 2 * CLOSED || area(points, count) == 0
                ? null
                : java.util.Arrays.copyOf(points, count);
    }

    private static long[] exact(LinearRing ring) {
        CoordinateSequence sequence = ring.getCoordinateSequence();
        var points = new long[2 * sequence.size()];
        double unit = Math.pow(10, MOST_DECIMALS);
        for (int i = 0; i < sequence.size(); i++) {
            points[2 * i] = Math.round(sequence.getX(i) * unit);
            points[2 * i + 1] = Math.round(sequence.getY(i) * unit);
        }
        return points;
    }

    private static long area(long[] points, int count) {
        long twice = 0;
        for (int i = 2; i < count; i += 2) {
            // From the first point on: these numbers stay small.
            twice +=
                    (points[i - 2] - points[0]) * (points[i + 1] - points[1])
                            - (points[i] - points[0]) * (points[i - 1] - points[1]);
        }
        return twice;
    }

    /** A point, as a pair. */
    void write(Coordinate point, StringBuilder to) {
        int decimals = Math.min(MOST_DECIMALS, decimals() + 1);
        double unit = Math.pow(10, decimals);
        to.append('[');
        write(Math.round(point.x * unit), decimals, to);
        to.append(',');
        write(Math.round(point.y * unit), decimals, to);
        to.append(']');
    }

    /** Without zeros that say nothing. */
    private static void write(long scaled, int decimals, StringBuilder to) {
        long rest = Math.abs(scaled);
        int digits = decimals;
        while (digits > 0 && rest % 10 == 0) {
            rest /= 10;
            digits--;
        }
        if (scaled < 0 && rest != 0) {
            to.append('-');
        }
        long unit = 1;
        for (int i = 0; i < digits; i++) {
            unit *= 10;
        }
        to.append(rest / unit);
        if (digits > 0) {
            var fraction = Long.toString(rest % unit);
            to.append('.').append("0".repeat(digits - fraction.length())).append(fraction);
        }
    }
}
