package dev.wangge.grids.gazetteer;

import java.util.Arrays;

/**
 * Numbers for distinct names, in a few flat arrays: an open-addressed table over one long string. A
 * million names take some 20 bytes each, where a map of strings takes ten times that.
 *
 * <p>Which lengths there are is known by the first two characters, in one byte: almost every place
 * of a text is done with after looking there.
 */
final class NameTable {
    static final int SHORTEST = 2;

    /** Lengths from here on share a bit. */
    private static final int LONG = 9;

    private final char[] letters;
    private final int[] starts;
    private final int[] slots;
    private final byte[] lengths;
    private final int count;
    private final int longest;

    private NameTable(Builder built) {
        this.letters = Arrays.copyOf(built.letters, built.starts[built.count]);
        this.starts = Arrays.copyOf(built.starts, built.count + 1);
        this.slots = built.slots;
        this.count = built.count;
        this.longest = built.longest;
        this.lengths = new byte[built.slots.length];
        for (int name = 0; name < count; name++) {
            int from = starts[name];
            lengths[pair(letters[from], letters[from + 1])] |= (byte) bit(starts[name + 1] - from);
        }
    }

    int count() {
        return count;
    }

    int longest() {
        return longest;
    }

    String name(int number) {
        return new String(letters, starts[number], starts[number + 1] - starts[number]);
    }

    /** A bit for each length of the names that may begin so; 0 when none does. */
    int lengths(char first, char second) {
        return lengths[pair(first, second)];
    }

    /** Whether {@link #lengths} leaves room for a name of this length. */
    static boolean has(int lengths, int length) {
        return (lengths & bit(length)) != 0;
    }

    /** The number of the name; -1 when there is none. */
    int find(char[] text, int from, int length) {
        int slot = hash(text, from, length) & (slots.length - 1);
        while (slots[slot] != 0) {
            int name = slots[slot] - 1;
            if (Arrays.equals(letters, starts[name], starts[name + 1], text, from, from + length)) {
                return name;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    long bytes() {
        return 2L * letters.length + 4L * starts.length + 4L * slots.length + lengths.length;
    }

    private int pair(char first, char second) {
        return mixed(first * 65_599 + second) & (lengths.length - 1);
    }

    private static int bit(int length) {
        return 1 << (Math.min(length, LONG) - SHORTEST);
    }

    private static int hash(char[] text, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + text[i];
        }
        return mixed(hash);
    }

    private static int mixed(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }

    static final class Builder {
        private char[] letters = new char[1 << 10];
        private int[] starts = new int[1 << 8];
        private int[] slots = new int[1 << 9];
        private int count;
        private int longest;

        /** The number of the name, a new one when it was not there. */
        int put(String name) {
            if (name.length() < SHORTEST) {
                throw new IllegalArgumentException("Too short: " + name);
            }
            int from = starts[count];
            int end = from + name.length();
            if (end > letters.length) {
                letters = Arrays.copyOf(letters, Math.max(end, letters.length * 3 / 2));
            }
            name.getChars(0, name.length(), letters, from);
            int slot = hash(letters, from, name.length()) & (slots.length - 1);
            while (slots[slot] != 0) {
                int known = slots[slot] - 1;
                if (Arrays.equals(letters, starts[known], starts[known + 1], letters, from, end)) {
                    return known;
                }
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = ++count;
            if (count + 1 > starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 3 / 2);
            }
            starts[count] = end;
            longest = Math.max(longest, name.length());
            if (2 * count > slots.length) {
                grow();
            }
            return count - 1;
        }

        private void grow() {
            slots = new int[2 * slots.length];
            for (int name = 0; name < count; name++) {
                int from = starts[name];
                int slot = hash(letters, from, starts[name + 1] - from) & (slots.length - 1);
                while (slots[slot] != 0) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = name + 1;
            }
        }

        NameTable build() {
            return new NameTable(this);
        }
    }
}
