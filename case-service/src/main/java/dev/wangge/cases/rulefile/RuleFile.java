package dev.wangge.cases.rulefile;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * All that a division has set.
 *
 * @param division whose it was when it was taken out
 */
record RuleFile(
        @Schema(requiredMode = REQUIRED, pattern = "^([0-9]{2}){1,3}$", example = "540328")
                String division,
        @Schema(requiredMode = REQUIRED) List<Part> sets) {
    /**
     * One set.
     *
     * @param version the division's own, when it was taken out; 0 where it never had any
     * @param body as PUT takes it
     */
    record Part(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 40, example = "evidence")
                    String set,
            @Schema(requiredMode = REQUIRED, minimum = "0", maximum = "1000000") Integer version,
            @Schema(requiredMode = REQUIRED, example = "{\"handle\": [\"HAZARD\"]}")
                    Map<String, Object> body) {}
}
