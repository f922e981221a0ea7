package dev.wangge.grids.gazetteer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which places count: those of some divisions, on a day. Places are ranks by code, so that those of
 * a division are a range.
 */
final class Asked {
    private final Range[] ranges;
    private final int day;
    private final boolean everywhere;

    /** Ranks from the first up to the last, which is not in it. */
    record Range(int from, int end) {}

    /**
     * Places that count.
     *
     * @param scope prefixes of divisions
     * @param codes of all places, in order
     */
    Asked(List<String> scope, LocalDate day, long[] codes) {
        // Made anew for every text: no streams.
        var all = new ArrayList<Range>(scope.size());
        boolean every = false;
        for (var prefix : scope) {
            if (prefix.length() <= Codes12.DIGITS) {
                var range = range(prefix, codes);
                all.add(range);
                every |= range.from == 0 && range.end == codes.length;
            }
        }
        ranges = all.toArray(Range[]::new);
        everywhere = every;
        this.day = Math.toIntExact(day.toEpochDay());
    }

    private static Range range(String prefix, long[] codes) {
        if (prefix.isEmpty()) {
            return new Range(0, codes.length);
        }
        long unit = Codes12.power(Codes12.DIGITS - prefix.length());
        long from = Long.parseLong(prefix) * unit;
        return new Range(first(codes, from), first(codes, from + unit));
    }

    /** The first of a code, or of the next one. */
    private static int first(long[] codes, long code) {
        int at = Arrays.binarySearch(codes, code);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && codes[at - 1] == code) {
            at--;
        }
        return at;
    }

    boolean covers(int place) {
        for (var range : ranges) {
            if (place >= range.from && place < range.end) {
                return true;
            }
        }
        return false;
    }

    /** Whether every place counts. */
    boolean everywhere() {
        return everywhere;
    }

    /** Days since 1970. */
    int day() {
        return day;
    }
}
