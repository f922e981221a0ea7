package dev.wangge.cases.ruleset;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What people read where a code stands; Chinese where another is not given. */
public record Names(
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 60, example = "饮水") String zh,
        @Schema(minLength = 1, maxLength = 120) @Nullable String bo,
        @Schema(minLength = 1, maxLength = 120) @Nullable String en) {}
