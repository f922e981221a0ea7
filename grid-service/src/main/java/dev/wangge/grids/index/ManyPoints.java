package dev.wangge.grids.index;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Looks up many points at once, pass by pass: memory takes long for one answer, and gives ten in
 * hardly more time to who asks for them together. Where a map is larger than the processor's cache
 * that is most of the time a point takes.
 */
final class ManyPoints {
    /** So few that what one pass has fetched is still at hand in the next. */
    private static final int AT_ONCE = 256;

    private final GridIndex areas;
    private final Raster raster;
    private final double[] lngLats;
    private final @Nullable LocalDate day;
    private final int[] slots;

    /** Which of those at once have a cell that an outline crosses. */
    private final int[] crossed = new int[AT_ONCE];

    /** The first edge in the list of each of these; below 0 if none. */
    private final int[] firstEdges = new int[AT_ONCE];

    /** Never looked at: storing what was read keeps the reading from being left out. */
    private final double[] ahead = new double[AT_ONCE];

    ManyPoints(GridIndex areas, Raster raster, double[] lngLats, @Nullable LocalDate day) {
        this.areas = areas;
        this.raster = raster;
        this.lngLats = lngLats;
        this.day = day;
        this.slots = new int[lngLats.length / 2];
    }

    /** The slot for each point. */
    int[] slots() {
        for (int from = 0; from < slots.length; from += AT_ONCE) {
            int to = Math.min(slots.length, from + AT_ONCE);
            cells(from, to);
            int count = crossed(from, to);
            readAhead(count);
            for (int i = 0; i < count; i++) {
                int point = crossed[i];
                slots[point] = Raster.find(raster, areas, lng(point), lat(point), day);
            }
        }
        return slots;
    }

    private double lng(int point) {
        return lngLats[2 * point];
    }

    private double lat(int point) {
        return lngLats[2 * point + 1];
    }

    private void cells(int from, int to) {
        for (int point = from; point < to; point++) {
            slots[point] = raster.cell(lng(point), lat(point));
        }
    }

    /** Without a branch, which the processor would guess wrong and start over. */
    private int crossed(int from, int to) {
        int count = 0;
        for (int point = from; point < to; point++) {
            crossed[count] = point;
            count += slots[point] < Raster.NOTHING ? 1 : 0;
        }
        return count;
    }

    /** The cells' lists, and then the first corner of each. */
    private void readAhead(int count) {
        for (int i = 0; i < count; i++) {
            firstEdges[i] = raster.firstEdge(slots[crossed[i]], lat(crossed[i]));
        }
        for (int i = 0; i < count; i++) {
            ahead[i] = firstEdges[i] < 0 ? 0 : areas.corners().x(firstEdges[i]);
        }
    }
}
