package dev.wangge.platform.csv;

import java.util.List;
import java.util.TreeMap;

/** Of what is said about the rows or features of a file, the first hundred by their index. */
public final class Earliest<T> {
    private static final int MOST = 100;
    private final TreeMap<Long, T> kept = new TreeMap<>();
    private int count;

    /** Adds what is said about a feature, after all that was said about it before. */
    public void add(int index, T said) {
        kept.put(((long) index << Integer.SIZE) | count, said);
        count++;
        if (kept.size() > MOST) {
            kept.pollLastEntry();
        }
    }

    /** How many were added. */
    public int count() {
        return count;
    }

    /** The first of them. */
    public List<T> first() {
        return List.copyOf(kept.values());
    }
}
