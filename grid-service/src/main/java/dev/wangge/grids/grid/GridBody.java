package dev.wangge.grids.grid;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a caller says about a grid. */
record GridBody(
        @Nullable String code,
        @Nullable String name,
        @Nullable String kind,
        @Nullable JsonNode geometry,
        @Nullable Boolean illustrative) {}
