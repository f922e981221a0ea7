package dev.wangge.grids.gazetteer;

import dev.wangge.grids.place.Validity;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From when to when each place exists; nothing is kept while all of them always do. */
final class Days {
    private final int @Nullable [] from;
    private final int @Nullable [] to;

    /**
     * What ends with a division ends for all below it.
     *
     * @param validity of places as they were added
     * @param ranks of places as they were added, by code
     * @param codes in order
     */
    Days(Map<Integer, Validity> validity, int[] ranks, long[] codes) {
        if (validity.isEmpty()) {
            from = null;
            to = null;
            return;
        }
        var begins = new int[codes.length];
        var ends = new int[codes.length];
        Arrays.fill(begins, Integer.MIN_VALUE);
        Arrays.fill(ends, Integer.MAX_VALUE);
        validity.forEach((added, days) -> {
            int place = ranks[added];
            var first = days.from();
            var last = days.to();
            if (first != null) {
                begins[place] = Math.toIntExact(first.toEpochDay());
            }
            if (last != null) {
                int day = Math.toIntExact(last.toEpochDay());
                long end = codes[place] + Codes12.span(codes[place]);
                for (int i = place; i < codes.length && codes[i] < end; i++) {
                    ends[i] = Math.min(ends[i], day);
                }
            }
        });
        from = begins;
        to = ends;
    }

    boolean has(int place, int day) {
        return from == null || to == null || (from[place] <= day && day <= to[place]);
    }

    long bytes() {
        return from == null ? 0 : 8L * from.length;
    }
}
