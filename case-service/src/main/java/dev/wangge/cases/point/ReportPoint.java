package dev.wangge.cases.point;

import dev.wangge.platform.place.Codes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place with a QR code where anybody may report: what is reported there lies in its grid.
 *
 * @param name as it stands on its door, one line
 * @param retiredAt since when its code opens nothing; null while it does
 * @param changedBy who changed it last, as facts write it
 */
record ReportPoint(
        UUID id,
        long version,
        String name,
        String gridCode,
        @Nullable Instant retiredAt,
        Instant changedAt,
        String changedBy) {

    /** Codes of the divisions it lies in and of its grid, widest first. */
    List<String> path() {
        return Codes.path(gridCode);
    }

    boolean isOpen() {
        return retiredAt == null;
    }
}
