package dev.wangge.grids.gazetteer;

/** The twelve digits of a division as a number. */
final class Codes12 {
    static final int DIGITS = 12;

    /** How many digits lie below a province, prefecture, county, township and village. */
    private static final long[] BELOW = {
        10_000_000_000L, 100_000_000L, 1_000_000L, 1_000L, 1L,
    };

    private Codes12() {}

    /** 0 province to 4 village. */
    static int level(long code) {
        for (int level = 0; level < BELOW.length; level++) {
            if (code % BELOW[level] == 0) {
                return level;
            }
        }
        throw new IllegalArgumentException("No code: " + code);
    }

    /** From a division's code on, as many codes are its own or lie below it. */
    static long span(long code) {
        return BELOW[level(code)];
    }

    /** How many codes a division of this level has, its own among them. */
    static long below(int level) {
        return BELOW[level];
    }

    static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }
}
