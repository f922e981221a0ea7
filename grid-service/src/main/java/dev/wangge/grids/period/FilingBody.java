package dev.wangge.grids.period;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.contracts.cases.v1.CaseKind;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody files: without a finding there is nothing to report. */
record FilingBody(@Nullable FindingBody finding) {

    record FindingBody(
            @Nullable CaseKind kind,
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 200, example = "路边落石")
                    @Nullable String title,
            @Schema(maxLength = 20_000) @Nullable String description,
            @Nullable Place location) {}

    /** Degrees; crs is WGS84 (default), GCJ02 or CGCS2000; or a grid. */
    record Place(
            @Schema(minimum = "-180", maximum = "180") @Nullable Double lng,
            @Schema(minimum = "-90", maximum = "90") @Nullable Double lat,
            @Nullable Crs crs,
            @Schema(pattern = "^[0-9]{15}$") @Nullable String gridCode) {}

    enum Crs {
        WGS84,
        GCJ02,
        CGCS2000
    }
}
