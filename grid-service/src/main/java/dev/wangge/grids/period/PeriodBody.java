package dev.wangge.grids.period;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key period as it comes in. */
record PeriodBody(
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 50, example = "国庆")
                @Nullable String name,
        @Schema(requiredMode = REQUIRED, format = "date", example = "2026-12-25")
                @Nullable String from,
        @Schema(requiredMode = REQUIRED, format = "date", example = "2027-01-02")
                @Nullable String to,
        @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{12}$", example = "540328101201")
                @Nullable List<@Nullable String> divisions,
        @Schema(
                        requiredMode = REQUIRED,
                        pattern = "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
                        example = "17:00")
                @Nullable String dueBy,
        @Schema(format = "duration", example = "PT2H") @Nullable String remindBefore,
        @Nullable List<@Nullable DutyBody> dutyRoster) {

    /** Who reports for a division: a member or a unit. */
    record DutyBody(
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{12}$") @Nullable String division,
            @Nullable String member,
            @Nullable String unit) {}
}
