package dev.wangge.bench.floor;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The same body that case-service takes. */
record FloorReport(
        @NotBlank String kind,
        @NotBlank @Size(max = 200) String title,
        @Size(max = 20_000) @Nullable String description,
        @Valid @Nullable Place location,
        @Valid @Nullable Reporter reporter) {

    record Place(
            @DecimalMin("-180") @DecimalMax("180") double lng,
            @DecimalMin("-90") @DecimalMax("90") double lat) {}

    record Reporter(
            @Size(max = 100) @Nullable String name,
            @Size(max = 50) @Nullable String phone,
            @Nullable String language) {}
}
