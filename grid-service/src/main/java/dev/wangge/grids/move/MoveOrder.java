package dev.wangge.grids.move;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an action is told; each reads its own fields (see docs/api/seasonal-moves.md). */
record MoveOrder(
        @Schema(pattern = "^[A-Za-z0-9._:-]{1,64}$") @Nullable String id,
        @Schema(format = "date-time", example = "2026-11-20T08:30:00+08:00") @Nullable String at,
        @Schema(minimum = "-180", maximum = "180") @Nullable Double lng,
        @Schema(minimum = "-90", maximum = "90") @Nullable Double lat,
        @Schema(allowableValues = {"WGS84", "GCJ02", "CGCS2000"}) @Nullable String crs,
        @Schema(maxLength = 2_000) @Nullable String note,
        @Nullable Integer households,
        @Schema(minimum = "0", maximum = "20000") @Nullable Integer people,
        @Schema(oneOf = {Integer.class, PlanBody.HeadBody.class, String.class})
                @Nullable JsonNode livestock,
        @Nullable String reason) {
    CheckInBody checkIn() {
        return new CheckInBody(id, at, lng, lat, crs, note, people, livestock);
    }
}
