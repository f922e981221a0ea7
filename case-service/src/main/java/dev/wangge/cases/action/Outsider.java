package dev.wangge.cases.action;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.platform.phone.PhoneNumber;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody without account, as a client names them; in no fact. */
public record Outsider(
        @Schema(maxLength = 100, example = "供水公司") @Nullable String name,
        @Schema(
                        requiredMode = REQUIRED,
                        maxLength = PhoneNumber.LONGEST_FIELD,
                        example = "19900001234")
                String phone,
        @Schema @Nullable Language language) {
    /** In which they are spoken to. */
    public enum Language {
        zh,
        bo,
        en
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Outsider";
    }
}
