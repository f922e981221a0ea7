package dev.wangge.grids.index;

import java.util.Arrays;
import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.geom.Location;

/**
 * The corners of all outlines in a row, {@link #OFF} after each ring; edge {@code i} goes from
 * corner {@code i} to the next. Numbers in blocks, no objects: a million outlines are sixty million
 * corners. A block whose coordinates all have at most seven decimals (a centimetre, as surveyors
 * write them) keeps whole numbers and gives back the very same doubles; any other keeps doubles.
 */
final class Corners {
    private static final double UNITS = 1e7;

    /** No longitude or latitude: lies between rings. */
    private static final double OFF = Integer.MIN_VALUE / UNITS;

    private static final int SHIFT = 13;
    private static final int MASK = (1 << SHIFT) - 1;
    private static final int MOST = 1 << 30;
    private static final int[] NOT_WHOLE = {};
    private static final double[] WHOLE = {};
    private int[][] whole = {};
    private double[][] exact = {};
    private int size;

    /**
     * The same corners, to which more can be added. Blocks are shared: what is added to one that is
     * half full lies beyond all that these know of, so only one that follows may grow.
     */
    Corners shared() {
        var more = new Corners();
        more.whole = whole.clone();
        more.exact = exact.clone();
        more.size = size;
        return more;
    }

    void add(double x, double y) {
        if (size == MOST) {
            throw new IllegalStateException("More corners than one map can hold");
        }
        int block = size >> SHIFT;
        if (block == whole.length) {
            int more = block + block / 2 + 1;
            whole = Arrays.copyOf(whole, more);
            exact = Arrays.copyOf(exact, more);
            Arrays.fill(whole, block, more, NOT_WHOLE);
            Arrays.fill(exact, block, more, WHOLE);
        }
        int at = (size & MASK) << 1;
        if (at == 0) {
            whole[block] = new int[2 << SHIFT];
            exact[block] = WHOLE;
        }
        if (whole[block].length > 0 && !(isWhole(x) && isWhole(y))) {
            exact[block] = Arrays.stream(whole[block]).mapToDouble(it -> it / UNITS).toArray();
            whole[block] = NOT_WHOLE;
        }
        if (whole[block].length > 0) {
            whole[block][at] = (int) Math.rint(x * UNITS);
            whole[block][at + 1] = (int) Math.rint(y * UNITS);
        } else {
            exact[block][at] = x;
            exact[block][at + 1] = y;
        }
        size++;
    }

    private static boolean isWhole(double degrees) {
        return (int) Math.rint(degrees * UNITS) / UNITS == degrees;
    }

    void endRing() {
        add(OFF, OFF);
    }

    /** Whether this is the longitude of a corner, and not what lies between rings. */
    static boolean isOn(double x) {
        return x != OFF;
    }

    int size() {
        return size;
    }

    double x(int corner) {
        return coordinate(corner >> SHIFT, (corner & MASK) << 1);
    }

    double y(int corner) {
        return coordinate(corner >> SHIFT, ((corner & MASK) << 1) + 1);
    }

    private double coordinate(int block, int at) {
        var numbers = whole[block];
        return numbers.length > 0 ? numbers[at] / UNITS : exact[block][at];
    }

    /** Takes over corners as they are. */
    void copy(Corners from, int first, int end) {
        for (int i = first; i < end; i++) {
            add(from.x(i), from.y(i));
        }
    }

    /** Forgets all corners after these. */
    void cut(int size) {
        this.size = size;
    }

    /** The size of what a ring encloses, in square degrees, as JTS reckons it. */
    double enclosed(int from, int to) {
        if (to - from < 3) {
            return 0;
        }
        double sum = 0;
        double x0 = x(from);
        double before = y(from);
        double px = x(from + 1) - x0;
        double py = y(from + 1);
        for (int i = from + 2; i < to; i++) {
            double nextX = x(i) - x0;
            double nextY = y(i);
            sum += px * (before - nextY);
            before = py;
            px = nextX;
            py = nextY;
        }
        return Math.abs(sum / 2);
    }

    /**
     * Looks at every edge from one corner to another and says exactly what JTS says ({@code
     * RayCrossingCounter}): INTERIOR, BOUNDARY or EXTERIOR.
     */
    int locate(int from, int to, double px, double py) {
        int crossings = 0;
        double bx = x(from);
        double by = y(from);
        for (int i = from + 1; i < to; i++) {
            double ax = bx;
            double ay = by;
            bx = x(i);
            by = y(i);
            // Only what the ray to the east can touch.
            boolean spans = ay <= py ? by >= py : by <= py;
            if (!spans || (ax < px && bx < px) || !isOn(ax) || !isOn(bx)) {
                continue;
            }
            if ((ax == px && ay == py) || (bx == px && by == py)) {
                return Location.BOUNDARY;
            }
            if (ay == py && by == py) {
                if (Math.min(ax, bx) <= px && px <= Math.max(ax, bx)) {
                    return Location.BOUNDARY;
                }
            } else if ((ay > py) != (by > py)) {
                int side = CGAlgorithmsDD.orientationIndex(ax, ay, bx, by, px, py);
                if (side == 0) {
                    return Location.BOUNDARY;
                }
                crossings += (by < ay ? -side : side) > 0 ? 1 : 0;
            }
        }
        return crossings % 2 == 1 ? Location.INTERIOR : Location.EXTERIOR;
    }

    /**
     * On which side of the line from a to b the point lies: 1 left, -1 right, 0 when ordinary
     * arithmetic cannot tell for sure.
     */
    static int side(double ax, double ay, double bx, double by, double px, double py) {
        double one = (ax - px) * (by - py);
        double other = (ay - py) * (bx - px);
        double difference = one - other;
        // Three times what Shewchuk proves to be enough.
        double doubt = 1e-15 * (Math.abs(one) + Math.abs(other));
        return difference > doubt ? 1 : difference < -doubt ? -1 : 0;
    }
}
