package dev.wangge.grids.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a caller says about a grid. */
record GridBody(
        @Nullable String code,
        @Nullable String divisionCode,
        @Nullable String name,
        @Nullable String kind,
        @Nullable JsonNode geometry,
        @Nullable List<@Nullable String> groups,
        @Nullable SeasonBody season,
        @Nullable String validFrom,
        @Nullable Boolean illustrative) {

    /** Two days of the year as {@code 06-01}. */
    record SeasonBody(@Nullable String from, @Nullable String to) {}
}
