package dev.wangge.grids.index;

import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Location;

/**
 * Cells over a part of the map. A cell knows the one area it lies wholly in, or that there is none,
 * or it has a list: for each area that may be there whether the cell's centre lies in it, and the
 * few edges that touch the cell. Crossing an odd number of them on the way from the centre changes
 * the answer. Where many edges meet, a cell is a raster of its own.
 *
 * <p>The lists ({@link CellList}) of 64 rows of cells lie in an array: one for all would have to
 * find room in one piece beside the map before.
 */
final class Raster {
    static final int NOTHING = -1;

    private static final int BAND = 6;
    private static final int[] NO_LISTS = {};

    final double minX;
    final double minY;
    private final double maxX;
    private final double maxY;
    final double width;
    final double height;
    private final double perX;
    private final double perY;
    final int columns;
    final int rows;
    final int[] cells;
    private final int[][] lists;
    Raster[] finer = new Raster[0];

    Raster(double minX, double minY, double maxX, double maxY, int columns, int rows) {
        this.minX = minX;
        this.minY = minY;
        this.maxX = maxX;
        this.maxY = maxY;
        this.columns = columns;
        this.rows = rows;
        this.width = (maxX - minX) / columns;
        this.height = (maxY - minY) / rows;
        this.perX = 1 / width;
        this.perY = 1 / height;
        this.cells = new int[columns * rows];
        Arrays.fill(cells, NOTHING);
        this.lists = new int[(rows >> BAND) + 1][];
        Arrays.fill(lists, NO_LISTS);
    }

    /** The band of rows that a cell's list lies in. */
    int band(int cell) {
        return (cell / columns) >> BAND;
    }

    /** The lists of a cell's band. */
    int[] lists(int cell) {
        return lists[band(cell)];
    }

    /** Makes room for the lists of a band: so many numbers. */
    void reserve(int band, int size) {
        lists[band] = new int[size];
    }

    static int list(int offset) {
        return -2 - 2 * offset;
    }

    static int finer(int index) {
        return -3 - 2 * index;
    }

    static boolean isList(int cell) {
        return cell <= -2 && (cell & 1) == 0;
    }

    static int offset(int listCell) {
        return (-2 - listCell) >> 1;
    }

    int column(double x) {
        int column = (int) ((x - minX) * perX);
        return column < 0 ? 0 : Math.min(column, columns - 1);
    }

    int row(double y) {
        int row = (int) ((y - minY) * perY);
        return row < 0 ? 0 : Math.min(row, rows - 1);
    }

    double centreX(int column) {
        return minX + (column + 0.5) * width;
    }

    double centreY(int row) {
        return minY + (row + 0.5) * height;
    }

    /** What the cell there holds; NOTHING beyond the map, or where a coordinate is no number. */
    int cell(double x, double y) {
        return x >= minX && x <= maxX && y >= minY && y <= maxY
                ? cells[row(y) * columns + column(x)]
                : NOTHING;
    }

    /** The first edge in the list of a cell in the row of this latitude; below 0 if none. */
    int firstEdge(int cell, double y) {
        if (!isList(cell)) {
            return -1;
        }
        var lists = this.lists[row(y) >> BAND];
        int entry = offset(cell);
        return CellList.runs(lists, entry) == 0 ? -1 : CellList.firstEdge(lists, entry, 0);
    }

    /** The slot of the first area there, of those that are there that day; NOTHING if none. */
    static int find(Raster whole, GridIndex areas, double x, double y, @Nullable LocalDate day) {
        var raster = whole;
        int cell = raster.cell(x, y);
        while (cell < NOTHING && !isList(cell)) {
            raster = raster.finer[(-3 - cell) >> 1];
            // A point on the edge of a cell may lie just beyond it by the last digit.
            cell = raster.cells[raster.row(y) * raster.columns + raster.column(x)];
        }
        return cell >= NOTHING
                ? cell
                : raster.search(offset(cell), raster.column(x), raster.row(y), areas, x, y, day);
    }

    private int search(
            int list,
            int column,
            int row,
            GridIndex areas,
            double x,
            double y,
            @Nullable LocalDate day) {
        var lists = this.lists[row >> BAND];
        for (int entry = list; ; entry = CellList.next(lists, entry)) {
            int slot = CellList.slot(lists, entry);
            if ((CellList.sometimes(lists, entry) == 0 || areas.isThere(slot, day))
                    && contains(lists, entry, centreX(column), centreY(row), areas, x, y)) {
                return slot;
            }
            if (CellList.isLast(lists, entry)) {
                return NOTHING;
            }
        }
    }

    /** Whether the area of this entry covers the point; the entry's cell has this centre. */
    static boolean contains(
            int[] lists, int entry, double cx, double cy, GridIndex areas, double x, double y) {
        int runs = CellList.runs(lists, entry);
        boolean inside = CellList.isInside(lists, entry);
        var corners = areas.corners();
        for (int run = 0; run < runs; run++) {
            int edge = CellList.firstEdge(lists, entry, run);
            int end = edge + CellList.length(lists, entry, run);
            double bx = corners.x(edge);
            double by = corners.y(edge);
            int b = Corners.side(x, y, cx, cy, bx, by);
            for (; edge < end; edge++) {
                double ax = bx;
                double ay = by;
                int a = b;
                bx = corners.x(edge + 1);
                by = corners.y(edge + 1);
                b = Corners.side(x, y, cx, cy, bx, by);
                if (a * b > 0) {
                    continue; // Both ends on one side of the way.
                }
                int here = Corners.side(ax, ay, bx, by, x, y);
                int there = Corners.side(ax, ay, bx, by, cx, cy);
                if (here * there > 0) {
                    continue;
                }
                if (a * b * here * there == 0) {
                    // On the edge or through a corner: the whole outline says it exactly.
                    return areas.locate(CellList.slot(lists, entry), x, y) != Location.EXTERIOR;
                }
                inside = !inside;
            }
        }
        return inside;
    }
}
