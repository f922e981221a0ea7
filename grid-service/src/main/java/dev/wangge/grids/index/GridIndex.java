package dev.wangge.grids.index;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Finds the area a point lies in. Immutable; any number of threads may ask. A raster of cells knows
 * for most of the map that a cell lies wholly in one area, or in none; only cells that an outline
 * crosses look at its edges there. Of overlapping areas the smallest wins, then the lowest code; a
 * point on an outline lies in it. An area that is there on some days only lies in the same raster
 * and is passed over on the others. Says exactly what JTS says.
 */
public final class GridIndex {
    private static final int LEAST_CELLS = 1 << 14;
    private static final int FEW_CELLS = 1 << 20;
    private static final int MOST_CELLS = 1 << 26;
    private static final int CELLS_PER_AREA = 100;
    private static final int CELLS_PER_AREA_OF_MANY = 32;

    /** A cell more for each so many: ever less of a larger map is in the processor's cache. */
    private static final int AREAS_PER_CELL_MORE = 1 << 15;

    private final Corners corners;
    private final String[] codes;
    private final int[] first;
    private final int[] end;
    private final double[] sizes;
    private final long[] digests;
    private final Map<Integer, Spells> sometimes;
    private final @Nullable Raster raster;

    /** An area by its code; Polygon or MultiPolygon, longitude and latitude in degrees. */
    public record Area(String code, Geometry geometry) {}

    public GridIndex(List<Area> areas) {
        this(filled(areas));
    }

    private static IndexBuilder filled(List<Area> areas) {
        var builder = new IndexBuilder(null);
        areas.forEach(area -> builder.add(area.code(), area.geometry()));
        return builder;
    }

    GridIndex(IndexBuilder built) {
        this.corners = built.corners();
        this.codes = built.codes();
        this.first = built.first();
        this.end = built.end();
        this.sizes = built.sizes();
        this.digests = built.digests();
        this.sometimes = built.sometimes();
        this.raster = raster();
        if (raster != null) {
            Painter.paint(this, raster, inOrder());
        }
    }

    /** The code of the area there, whatever the day, if any. */
    public @Nullable String find(double lng, double lat) {
        int slot = slot(lng, lat, null);
        return slot < 0 ? null : codes[slot];
    }

    /** The slot of the area that is there on that day (null: on any); below 0 if none. */
    public int slot(double lng, double lat, @Nullable LocalDate day) {
        return raster == null ? Raster.NOTHING : Raster.find(raster, this, lng, lat, day);
    }

    /**
     * The same for many points, in about half the time each.
     *
     * @param lngLats longitude and latitude in turn; a point that is not there has NaN
     */
    public int[] slots(double[] lngLats, @Nullable LocalDate day) {
        if (raster == null) {
            var nothing = new int[lngLats.length / 2];
            Arrays.fill(nothing, Raster.NOTHING);
            return nothing;
        }
        return new ManyPoints(this, raster, lngLats, day).slots();
    }

    public String code(int slot) {
        return codes[slot];
    }

    public int size() {
        return codes.length;
    }

    Corners corners() {
        return corners;
    }

    /** Its first corner. */
    int first(int slot) {
        return first[slot];
    }

    /** What follows its last corner. */
    int end(int slot) {
        return end[slot];
    }

    double enclosed(int slot) {
        return sizes[slot];
    }

    /** Tells outlines apart. */
    long digest(int slot) {
        return digests[slot];
    }

    @Nullable Spells sometimes(int slot) {
        return sometimes.get(slot);
    }

    boolean isAlways(int slot) {
        return !sometimes.containsKey(slot);
    }

    boolean isThere(int slot, @Nullable LocalDate day) {
        var spells = sometimes.get(slot);
        return day == null || spells == null || spells.holdsOn(day);
    }

    /** By its whole outline. */
    int locate(int slot, double lng, double lat) {
        return corners.locate(first[slot], end[slot], lng, lat);
    }

    private int[] inOrder() {
        var slots = new Integer[codes.length];
        Arrays.setAll(slots, i -> i);
        Arrays.sort(
                slots,
                (a, b) -> {
                    int bySize = Double.compare(sizes[a], sizes[b]);
                    return bySize != 0 ? bySize : codes[a].compareTo(codes[b]);
                });
        return Arrays.stream(slots).mapToInt(Integer::intValue).toArray();
    }

    private @Nullable Raster raster() {
        double minX = Double.MAX_VALUE;
        double maxX = -Double.MAX_VALUE;
        double minY = Double.MAX_VALUE;
        double maxY = -Double.MAX_VALUE;
        for (int slot = 0; slot < codes.length; slot++) {
            for (int i = first[slot]; i < end[slot]; i++) {
                double x = corners.x(i);
                if (Corners.isOn(x)) {
                    minX = Math.min(minX, x);
                    maxX = Math.max(maxX, x);
                    minY = Math.min(minY, corners.y(i));
                    maxY = Math.max(maxY, corners.y(i));
                }
            }
        }
        if (minX > maxX) {
            return null;
        }
        long few = Math.clamp((long) CELLS_PER_AREA * codes.length, LEAST_CELLS, FEW_CELLS);
        int each = CELLS_PER_AREA_OF_MANY + codes.length / AREAS_PER_CELL_MORE;
        long many = (long) each * codes.length;
        long cells = Math.clamp(Math.max(few, many), LEAST_CELLS, MOST_CELLS);
        double width = Math.max(maxX - minX, 1e-6);
        double height = Math.max(maxY - minY, 1e-6);
        int columns = (int) Math.clamp(Math.sqrt(cells * width / height), 1.0, (double) cells);
        int rows = (int) Math.clamp(cells / columns, 1L, cells);
        return new Raster(
                minX,
                minY,
                Math.max(minX + width, maxX),
                Math.max(minY + height, maxY),
                columns,
                rows);
    }
}
