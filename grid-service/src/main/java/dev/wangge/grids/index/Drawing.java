package dev.wangge.grids.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/** Fills the cells of a raster: counted first, so that nothing is written that has to grow. */
final class Drawing {
    private final Raster raster;
    private final int[] words;
    private final BitSet full;

    /** What is drawn, an area in one cell at a time, in order of preference. */
    interface Pen {
        /**
         * An area in a cell.
         *
         * @param runs first edge and length of each run of edges that touch the cell
         * @param count how many numbers these are
         */
        void draw(int cell, int slot, int how, int[] runs, int count);
    }

    private Drawing(Raster raster) {
        this.raster = raster;
        this.words = new int[raster.cells.length];
        this.full = new BitSet(words.length);
    }

    /** Draws twice: to count, and to write. */
    static void on(Raster raster, Consumer<Pen> areas) {
        var drawing = new Drawing(raster);
        areas.accept(drawing::count);
        drawing.reserve();
        areas.accept(drawing::write);
        drawing.close();
    }

    private void count(int cell, int slot, int how, int[] runs, int count) {
        if (full.get(cell)) {
            return;
        }
        if (covers(how, count)) {
            full.set(cell);
            if (words[cell] == 0) {
                raster.cells[cell] = slot;
                return;
            }
        }
        words[cell] += CellList.size(count);
    }

    private void reserve() {
        long offset = 0;
        int band = 0;
        for (int cell = 0; cell < words.length; cell++) {
            if (words[cell] > 0) {
                if (raster.band(cell) != band) {
                    raster.reserve(band, (int) offset);
                    offset = 0;
                    band = raster.band(cell);
                }
                raster.cells[cell] = Raster.list((int) offset);
                offset += words[cell];
                if (offset >= 1 << 29) {
                    throw new IllegalStateException("More outlines than one map can hold");
                }
                words[cell] = (int) offset - words[cell];
            }
        }
        raster.reserve(band, (int) offset);
        full.clear();
    }

    private void write(int cell, int slot, int how, int[] runs, int count) {
        if (full.get(cell) || raster.cells[cell] >= 0) {
            return;
        }
        if (covers(how, count)) {
            full.set(cell);
        }
        words[cell] = CellList.write(raster.lists(cell), words[cell], slot, how, runs, count);
    }

    private void close() {
        for (int cell = 0; cell < words.length; cell++) {
            if (Raster.isList(raster.cells[cell])) {
                CellList.close(raster.lists(cell), Raster.offset(raster.cells[cell]), words[cell]);
            }
        }
    }

    /** Whatever comes after it is hidden in this cell, on every day. */
    private static boolean covers(int how, int count) {
        return how == CellList.INSIDE && count == 0;
    }

    /** Cells and edges that touch each other, in pairs; a number for each, by cell and edge. */
    static final class Touches {
        private static final double MARGIN = 1e-9;
        private final Raster raster;
        long[] pairs = new long[256];
        int size;
        int[] runs = new int[64];
        int runsSize;

        Touches(Raster raster) {
            this.raster = raster;
        }

        /** Every cell that the edge touches, rather one too many than one too few. */
        void add(int edge, double ax, double ay, double bx, double by) {
            double low = Math.min(ay, by) - MARGIN;
            double high = Math.max(ay, by) + MARGIN;
            boolean flat = high - low < 6 * MARGIN;
            int last = raster.row(high);
            for (int row = raster.row(low); row <= last; row++) {
                double bottom = Math.max(low, raster.minY + row * raster.height - MARGIN);
                double top = Math.min(high, raster.minY + (row + 1) * raster.height + MARGIN);
                double x1 = flat ? ax : at(ax, ay, bx, by, bottom);
                double x2 = flat ? bx : at(ax, ay, bx, by, top);
                int to = raster.column(Math.max(x1, x2) + MARGIN);
                for (int column = raster.column(Math.min(x1, x2) - MARGIN);
                        column <= to;
                        column++) {
                    if (size == pairs.length) {
                        pairs = Arrays.copyOf(pairs, 2 * size);
                    }
                    pairs[size++] = (long) (row * raster.columns + column) << 32 | edge;
                }
            }
        }

        static double at(double ax, double ay, double bx, double by, double y) {
            double along = ay == by ? 0 : Math.clamp((y - ay) / (by - ay), 0.0, 1.0);
            return ax + along * (bx - ax);
        }

        void sort() {
            Arrays.sort(pairs, 0, size);
        }

        /** Collects the runs of the cell that the pairs name from here on. */
        int runs(int from, int cell) {
            runsSize = 0;
            int i = from;
            for (; i < size && (int) (pairs[i] >> 32) == cell; i++) {
                int edge = (int) pairs[i];
                if (runsSize > 0 && runs[runsSize - 2] + runs[runsSize - 1] == edge) {
                    runs[runsSize - 1]++;
                    continue;
                }
                if (runsSize == runs.length) {
                    runs = Arrays.copyOf(runs, 2 * runsSize);
                }
                runs[runsSize++] = edge;
                runs[runsSize++] = 1;
            }
            return i;
        }

        void clear() {
            size = 0;
        }
    }
}
