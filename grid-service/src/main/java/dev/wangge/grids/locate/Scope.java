package dev.wangge.grids.locate;

import java.util.List;

/** The divisions that a caller answers for; grids are compared by number, no text is looked at. */
final class Scope {
    private static final int GRID_DIGITS = 15;
    private final List<String> prefixes;
    private final long[] first;
    private final long[] width;

    /**
     * Of a caller.
     *
     * @param prefixes codes without padding, digits only; an empty one covers all
     */
    Scope(List<String> prefixes) {
        this.prefixes = prefixes;
        this.first = new long[prefixes.size()];
        this.width = new long[prefixes.size()];
        for (int i = 0; i < first.length; i++) {
            var prefix = prefixes.get(i);
            long code = 0;
            width[i] = 1;
            for (int at = 0; at < GRID_DIGITS; at++) {
                boolean given = at < prefix.length();
                code = 10 * code + (given ? prefix.charAt(at) - '0' : 0);
                width[i] *= given ? 1 : 10;
            }
            first[i] = code;
        }
    }

    List<String> prefixes() {
        return prefixes;
    }

    boolean covers(String code) {
        for (var prefix : prefixes) {
            if (code.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The same for the 15 digits of a grid. */
    boolean covers(long grid) {
        for (int i = 0; i < first.length; i++) {
            // What is below the first is beyond the last, without a sign.
            if (Long.compareUnsigned(grid - first[i], width[i]) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a part of it, or all, lies in the division with this prefix. */
    boolean reachesInto(String division) {
        return prefixes.stream().anyMatch(prefix -> prefix.startsWith(division));
    }
}
