package dev.wangge.cases.intake;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.dictionaries.Assessment;
import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.cases.life.ExternalRef;
import dev.wangge.contracts.cases.v1.CaseKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A report as it comes in; only kind and title are required. */
record NewCase(
        @Schema(requiredMode = REQUIRED) @Nullable CaseKind kind,
        @Schema(
                        minLength = 1,
                        maxLength = KindRules.LONGEST_CODE,
                        description = "A category of this kind, as GET /api/v1/rules/kinds has it")
                @Nullable String category,
        @Schema(
                        minLength = 1,
                        maxLength = DictionaryRules.LONGEST_CODE,
                        description = "规模: a code of GET /api/v1/rules/dictionaries",
                        example = "02")
                @Nullable String scale,
        @Schema(
                        minLength = 1,
                        maxLength = DictionaryRules.LONGEST_CODE,
                        description = "级别: a code, as scale",
                        example = "04")
                @Nullable String grade,
        @Schema(
                        minLength = 1,
                        maxLength = DictionaryRules.LONGEST_CODE,
                        description = "性质: a code, as scale",
                        example = "03")
                @Nullable String nature,
        @Schema(minimum = "0", maximum = "1000000", description = "How many people it concerns")
                @Nullable Integer people,
        @Schema(
                        minimum = "0",
                        maximum = "1000000000000",
                        multipleOf = 0.01,
                        description = "Yuan that it is about",
                        example = "1300000")
                @Nullable BigDecimal amount,
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 200, example = "路边落石")
                @Nullable String title,
        @Schema(maxLength = 20_000) @Nullable String description,
        @Nullable Place location,
        @Nullable Reporter reporter,
        @Schema(maxLength = 50) @Nullable String channel,
        @Schema(format = "date-time", example = "2026-11-20T08:30:00+08:00")
                @Nullable String occurredAt,
        @Schema(minLength = 1, maxLength = ExternalRef.LONGEST, example = "12345-2026-0042")
                @Nullable String externalRef,
        @Schema(description = "At most 20 names or https addresses, each on one line")
                List<String> attachments,
        @Schema(
                        description =
                                "Only its reporter, dispatchers of its division and whoever it is"
                                        + " given to see it")
                @Nullable Boolean confidential) {
    NewCase {
        attachments = Objects.requireNonNullElse(attachments, List.of());
    }

    /** How great whoever reports it says it is. */
    Assessment assessment() {
        return new Assessment(scale, grade, nature, people, amount);
    }

    /** Degrees; crs is WGS84 (default), GCJ02 or CGCS2000. */
    record Place(
            @Schema(minimum = "-180", maximum = "180", example = "98.6") @Nullable Double lng,
            @Schema(minimum = "-90", maximum = "90", example = "29.7") @Nullable Double lat,
            @Nullable Crs crs,
            @Schema(maxLength = 500) @Nullable String address,
            @Schema(pattern = "^[0-9]{15}$") @Nullable String gridCode) {}

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

    record Reporter(
            @Schema(maxLength = 100, example = "多吉") @Nullable String name,
            @Schema(example = "19900001234") @Nullable String phone,
            @Nullable Language language,
            @Schema(description = "Whoever handles it does not get to know who reported it")
                    @Nullable Boolean hidden) {}
}
