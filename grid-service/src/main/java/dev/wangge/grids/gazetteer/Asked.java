package dev.wangge.grids.gazetteer;

import java.time.LocalDate;
import java.util.List;

/** Which places count: those of some divisions, on a day. */
final class Asked {
    private final long[] from;
    private final long[] end;
    private final int day;

    Asked(List<String> scope, LocalDate day) {
        var prefixes = scope.stream().filter(prefix -> prefix.length() <= 12).toList();
        from = new long[prefixes.size()];
        end = new long[prefixes.size()];
        for (int i = 0; i < from.length; i++) {
            long unit = Codes12.power(12 - prefixes.get(i).length());
            from[i] = prefixes.get(i).isEmpty() ? 0 : Long.parseLong(prefixes.get(i)) * unit;
            end[i] = from[i] + unit;
        }
        this.day = Math.toIntExact(day.toEpochDay());
    }

    boolean covers(long code) {
        for (int i = 0; i < from.length; i++) {
            if (code >= from[i] && code < end[i]) {
                return true;
            }
        }
        return false;
    }

    /** Days since 1970. */
    int day() {
        return day;
    }
}
