package dev.wangge.grids.grid;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.platform.openapi.GeoJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a caller says about a grid. */
record GridBody(
        @Schema(pattern = "^[0-9]{15}$") @Nullable String code,
        @Schema(pattern = "^[0-9]{12}$", example = "540328101201") @Nullable String divisionCode,
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 200, example = "示例网格")
                @Nullable String name,
        @Schema(allowableValues = {"BASIC", "DEDICATED", "MICRO"}) @Nullable String kind,
        @Schema(implementation = GeoJson.class) @Nullable JsonNode geometry,
        @Nullable List<@Nullable String> groups,
        @Nullable SeasonBody season,
        @Schema(format = "date") @Nullable String validFrom,
        @Nullable Boolean illustrative) {

    /** Two days of the year as {@code 06-01}. */
    record SeasonBody(
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{2}-[0-9]{2}$", example = "06-01")
                    @Nullable String from,
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{2}-[0-9]{2}$", example = "09-30")
                    @Nullable String to) {}
}
