package dev.wangge.grids.index;

/**
 * What a raster says of a cell that outlines cross: the areas that may be there, in order of
 * preference, each with whether the cell's centre lies in it and the edges that touch the cell, in
 * runs of edges that follow each other. Numbers in an array among those of other cells, as few as
 * may be: a million outlines cross thirty million cells.
 *
 * <p>An entry is the area's slot, how it covers the cell, and its runs. Most have one run, which is
 * its first edge, its length being told with how; of several, each is its first edge and its
 * length.
 */
final class CellList {
    /** It is there on some days only. */
    static final int SOMETIMES = 1;

    /** The cell's centre lies in it. */
    static final int INSIDE = 2;

    private static final int LAST = 4;
    private static final int ONE_RUN = 8;

    /** Above these: the length of the one run, or the number of runs. */
    private static final int FLAGS = 4;

    private CellList() {}

    /** How many numbers an entry takes whose runs are so many numbers, two for each. */
    static int size(int runNumbers) {
        return runNumbers == 2 ? 3 : 2 + runNumbers;
    }

    /**
     * Writes an entry.
     *
     * @param runs first edge and length of each run
     * @return where the next one comes
     */
    static int write(int[] lists, int at, int slot, int how, int[] runs, int runNumbers) {
        lists[at] = slot;
        if (runNumbers == 2) {
            lists[at + 1] = how | ONE_RUN | (runs[1] << FLAGS);
            lists[at + 2] = runs[0];
        } else {
            lists[at + 1] = how | ((runNumbers / 2) << FLAGS);
            System.arraycopy(runs, 0, lists, at + 2, runNumbers);
        }
        return at + size(runNumbers);
    }

    /** Says of the last entry before the end that it is. */
    static void close(int[] lists, int first, int end) {
        int entry = first;
        while (next(lists, entry) < end) {
            entry = next(lists, entry);
        }
        lists[entry + 1] |= LAST;
    }

    static boolean isLast(int[] lists, int entry) {
        return (lists[entry + 1] & LAST) != 0;
    }

    static int next(int[] lists, int entry) {
        return entry + size(2 * runs(lists, entry));
    }

    static int slot(int[] lists, int entry) {
        return lists[entry];
    }

    static boolean isInside(int[] lists, int entry) {
        return (lists[entry + 1] & INSIDE) != 0;
    }

    /** {@link #SOMETIMES} or 0. */
    static int sometimes(int[] lists, int entry) {
        return lists[entry + 1] & SOMETIMES;
    }

    static int runs(int[] lists, int entry) {
        int how = lists[entry + 1];
        return (how & ONE_RUN) != 0 ? 1 : how >> FLAGS;
    }

    static int firstEdge(int[] lists, int entry, int run) {
        return lists[entry + 2 + 2 * run];
    }

    static int length(int[] lists, int entry, int run) {
        int how = lists[entry + 1];
        return (how & ONE_RUN) != 0 ? how >> FLAGS : lists[entry + 3 + 2 * run];
    }
}
