package dev.wangge.cases.intake;

import dev.wangge.cases.life.Kind;
import org.jspecify.annotations.Nullable;

/** A report as it comes in; only kind and title are required. */
record NewCase(
        @Nullable Kind kind,
        @Nullable String title,
        @Nullable String description,
        @Nullable Place location,
        @Nullable Reporter reporter,
        @Nullable String channel,
        @Nullable String occurredAt) {

    /** Degrees; crs is WGS84 (default), GCJ02 or CGCS2000. */
    record Place(
            @Nullable Double lng,
            @Nullable Double lat,
            @Nullable Crs crs,
            @Nullable String address,
            @Nullable String gridCode) {}

    enum Crs {
        WGS84,
        GCJ02,
        CGCS2000
    }

    enum Language {
        zh,
        bo,
        en
    }

    record Reporter(@Nullable String name, @Nullable String phone, @Nullable Language language) {}
}
