package dev.wangge.grids.move;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an action is told; each reads its own fields (see docs/api/seasonal-moves.md). */
record MoveOrder(
        @Nullable String id,
        @Nullable String at,
        @Nullable Double lng,
        @Nullable Double lat,
        @Nullable String crs,
        @Nullable String note,
        @Nullable Integer households,
        @Nullable Integer people,
        @Nullable JsonNode livestock,
        @Nullable String reason) {
    CheckInBody checkIn() {
        return new CheckInBody(id, at, lng, lat, crs, note, people, livestock);
    }
}
