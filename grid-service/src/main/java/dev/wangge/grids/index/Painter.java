package dev.wangge.grids.index;

import dev.wangge.grids.index.Drawing.Pen;
import dev.wangge.grids.index.Drawing.Touches;
import java.util.ArrayList;
import java.util.Arrays;
import org.locationtech.jts.geom.Location;

/**
 * Draws whole areas on the raster of the whole map, and what a crowded cell holds on a finer one.
 */
final class Painter {
    private static final double NEAR = 1e-9;
    private static final double SMALLEST_CELL = 1e-6;
    private static final int CROWDED = 96;
    private static final int EACH = 12;
    private static final int MOST_SIDE = 64;
    private final GridIndex areas;
    private final Raster raster;
    private final Touches touches;

    /** Where outlines cross the middle of a row, row after row. */
    private int[] rowFrom = new int[64];

    private double[] crossings = new double[64];

    private Painter(GridIndex areas, Raster raster) {
        this.areas = areas;
        this.raster = raster;
        this.touches = new Touches(raster);
    }

    /** Fills the raster of the whole map. */
    static void paint(GridIndex areas, Raster raster, int[] slotsInOrder) {
        var painter = new Painter(areas, raster);
        Drawing.on(
                raster,
                pen -> {
                    for (int slot : slotsInOrder) {
                        painter.area(slot, pen);
                    }
                });
        refine(areas, raster);
    }

    private void area(int slot, Pen pen) {
        var corners = areas.corners();
        int from = areas.first(slot);
        int to = areas.end(slot);
        double minX = Double.MAX_VALUE;
        double maxX = -Double.MAX_VALUE;
        double minY = Double.MAX_VALUE;
        double maxY = -Double.MAX_VALUE;
        touches.clear();
        double bx = corners.x(from);
        double by = corners.y(from);
        for (int edge = from; edge + 1 < to; edge++) {
            double ax = bx;
            double ay = by;
            bx = corners.x(edge + 1);
            by = corners.y(edge + 1);
            if (Corners.isOn(ax) && Corners.isOn(bx)) {
                touches.add(edge, ax, ay, bx, by);
                minX = Math.min(minX, ax);
                maxX = Math.max(maxX, ax);
                minY = Math.min(minY, ay);
                maxY = Math.max(maxY, ay);
            }
        }
        if (touches.size == 0) {
            return;
        }
        touches.sort();
        int bottom = raster.row(minY);
        int top = raster.row(maxY);
        cross(from, to, bottom, top);
        int left = raster.column(minX);
        int right = raster.column(maxX);
        int pair = 0;
        int how = areas.isAlways(slot) ? 0 : CellList.SOMETIMES;
        for (int row = bottom; row <= top; row++) {
            int next = rowFrom[row - bottom];
            int end = rowFrom[row - bottom + 1];
            int before = next;
            // A margin may have put an edge beyond the area's own cells.
            while (pair < touches.size && cellOf(pair) < row * raster.columns + left) {
                pair++;
            }
            for (int column = left; column <= right; column++) {
                int cell = row * raster.columns + column;
                double middle = raster.centreX(column);
                while (next < end && crossings[next] < middle) {
                    next++;
                }
                boolean inside = (next - before) % 2 == 1;
                if (pair < touches.size && cellOf(pair) == cell) {
                    pair = touches.runs(pair, cell);
                    boolean near =
                            (next < end && crossings[next] - middle < NEAR)
                                    || (next > before && middle - crossings[next - 1] < NEAR);
                    boolean centre =
                            near
                                    ? areas.locate(slot, middle, raster.centreY(row))
                                            != Location.EXTERIOR
                                    : inside;
                    pen.draw(
                            cell,
                            slot,
                            centre ? how | CellList.INSIDE : how,
                            touches.runs,
                            touches.runsSize);
                } else if (inside) {
                    pen.draw(cell, slot, how | CellList.INSIDE, touches.runs, 0);
                }
            }
        }
    }

    private int cellOf(int pair) {
        return (int) (touches.pairs[pair] >> 32);
    }

    /** Finds where the outline crosses the middle of each row, from west to east. */
    private void cross(int from, int to, int bottom, int top) {
        int rows = top - bottom + 1;
        if (rowFrom.length < rows + 2) {
            rowFrom = new int[2 * rows];
        }
        Arrays.fill(rowFrom, 0, rows + 2, 0);
        // Counted two places on, so that after filling each row's count has become its start.
        eachCrossing(from, to, bottom, top, (row, x) -> rowFrom[row - bottom + 2]++);
        for (int i = 2; i < rows + 2; i++) {
            rowFrom[i] += rowFrom[i - 1];
        }
        if (crossings.length < rowFrom[rows + 1]) {
            crossings = new double[2 * rowFrom[rows + 1]];
        }
        eachCrossing(from, to, bottom, top, (row, x) -> crossings[rowFrom[row - bottom + 1]++] = x);
        for (int i = 0; i < rows; i++) {
            Arrays.sort(crossings, rowFrom[i], rowFrom[i + 1]);
        }
    }

    private interface Crossing {
        void at(int row, double x);
    }

    private void eachCrossing(int from, int to, int bottom, int top, Crossing crossing) {
        var corners = areas.corners();
        for (int edge = from; edge + 1 < to; edge++) {
            double ax = corners.x(edge);
            double ay = corners.y(edge);
            double bx = corners.x(edge + 1);
            double by = corners.y(edge + 1);
            if (!Corners.isOn(ax) || !Corners.isOn(bx)) {
                continue;
            }
            int first = Math.max(bottom, raster.row(Math.min(ay, by)) - 1);
            int last = Math.min(top, raster.row(Math.max(ay, by)) + 1);
            for (int row = first; row <= last; row++) {
                double y = raster.centreY(row);
                if ((ay > y) != (by > y)) {
                    crossing.at(row, Touches.at(ax, ay, bx, by, y));
                }
            }
        }
    }

    /** Gives each crowded cell a raster of its own. */
    private static void refine(GridIndex areas, Raster raster) {
        if (raster.width < 2 * SMALLEST_CELL || raster.height < 2 * SMALLEST_CELL) {
            return;
        }
        var finer = new ArrayList<Raster>();
        for (int cell = 0; cell < raster.cells.length; cell++) {
            if (Raster.isList(raster.cells[cell])) {
                int weight = weight(raster.lists(cell), Raster.offset(raster.cells[cell]));
                if (weight > CROWDED) {
                    var within = within(areas, raster, cell, weight);
                    refine(areas, within);
                    raster.cells[cell] = Raster.finer(finer.size());
                    finer.add(within);
                }
            }
        }
        raster.finer = finer.toArray(Raster[]::new);
    }

    private static int weight(int[] lists, int list) {
        int weight = 0;
        for (int entry = list; ; entry = CellList.next(lists, entry)) {
            weight += 4;
            for (int run = 0; run < CellList.runs(lists, entry); run++) {
                weight += CellList.length(lists, entry, run);
            }
            if (CellList.isLast(lists, entry)) {
                return weight;
            }
        }
    }

    private static Raster within(GridIndex areas, Raster coarse, int cell, int weight) {
        double west = coarse.minX + cell % coarse.columns * coarse.width;
        int row = cell / coarse.columns;
        double south = coarse.minY + row * coarse.height;
        int side = (int) Math.sqrt((double) weight * weight / EACH / EACH / 4);
        side = Math.clamp(side, 2, MOST_SIDE);
        side =
                Math.max(
                        2,
                        Math.min(
                                side,
                                (int) (Math.min(coarse.width, coarse.height) / SMALLEST_CELL)));
        var raster =
                new Raster(west, south, west + coarse.width, south + coarse.height, side, side);
        var painter = new Painter(areas, raster);
        Drawing.on(raster, pen -> painter.cell(coarse, cell, pen));
        return raster;
    }

    private void cell(Raster coarse, int cell, Pen pen) {
        double cx = coarse.centreX(cell % coarse.columns);
        double cy = coarse.centreY(cell / coarse.columns);
        var lists = coarse.lists(cell);
        int next = Raster.offset(coarse.cells[cell]);
        boolean more = true;
        while (more) {
            int entry = next;
            touch(lists, entry);
            fine(
                    CellList.slot(lists, entry),
                    CellList.sometimes(lists, entry),
                    pen,
                    (x, y) -> Raster.contains(lists, entry, cx, cy, areas, x, y));
            more = !CellList.isLast(lists, entry);
            next = CellList.next(lists, entry);
        }
    }

    private void touch(int[] lists, int entry) {
        var corners = areas.corners();
        touches.clear();
        for (int run = 0; run < CellList.runs(lists, entry); run++) {
            int first = CellList.firstEdge(lists, entry, run);
            int end = first + CellList.length(lists, entry, run);
            for (int edge = first; edge < end; edge++) {
                touches.add(
                        edge,
                        corners.x(edge),
                        corners.y(edge),
                        corners.x(edge + 1),
                        corners.y(edge + 1));
            }
        }
        touches.sort();
    }

    private interface Cover {
        boolean covers(double x, double y);
    }

    /** Two neighbours that no edge touches are both in, or both out. */
    private void fine(int slot, int how, Pen pen, Cover area) {
        int pair = 0;
        boolean knownBelow = false;
        boolean insideBelow = false;
        for (int row = 0; row < raster.rows; row++) {
            boolean known = knownBelow;
            boolean inside = insideBelow;
            for (int column = 0; column < raster.columns; column++) {
                int cell = row * raster.columns + column;
                boolean touched = pair < touches.size && cellOf(pair) == cell;
                if (touched || !known) {
                    inside = area.covers(raster.centreX(column), raster.centreY(row));
                    known = !touched;
                }
                pair = touches.runs(pair, cell);
                if (touched || inside) {
                    pen.draw(
                            cell,
                            slot,
                            inside ? how | CellList.INSIDE : how,
                            touches.runs,
                            touches.runsSize);
                }
                if (column == 0) {
                    knownBelow = known;
                    insideBelow = inside;
                }
            }
        }
    }
}
