package dev.wangge.grids.period;

import org.jspecify.annotations.Nullable;

/** What somebody files: without a finding there is nothing to report. */
record FilingBody(@Nullable FindingBody finding) {

    record FindingBody(
            Finding.@Nullable Kind kind,
            @Nullable String title,
            @Nullable String description,
            @Nullable Place location) {}

    /** Degrees; crs is WGS84 (default), GCJ02 or CGCS2000; or a grid. */
    record Place(
            @Nullable Double lng,
            @Nullable Double lat,
            @Nullable Crs crs,
            @Nullable String gridCode) {}

    enum Crs {
        WGS84,
        GCJ02,
        CGCS2000
    }
}
