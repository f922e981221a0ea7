package dev.wangge.gateway.attendance;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.gateway.account.Work.HandedOn;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * To whom somebody hands their work.
 *
 * @param to an account
 * @param until RFC 3339 with an offset, at most a year ahead
 */
record HandOnForm(
        @Schema(requiredMode = REQUIRED, example = "tashi") @Nullable String to,
        @Schema(
                        requiredMode = REQUIRED,
                        format = "date-time",
                        example = "2026-12-08T09:00:00+08:00")
                @Nullable String until) {
    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * Reads it.
     *
     * @throws Problem invalid-request with all that is wrong
     */
    HandedOn read(Instant now) {
        var faults = new ArrayList<Pointed>();
        if (to == null || to.isBlank()) {
            faults.add(Pointed.at("#/to", "required", "An account is named"));
        }
        var end = time(until);
        if (end == null) {
            faults.add(
                    Pointed.at(
                            "#/until",
                            until == null ? "required" : "wrong-value",
                            "A time with an offset, such as 2026-12-08T09:00:00+08:00"));
        } else if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            faults.add(Pointed.at("#/until", "wrong-value", "After now, and within a year"));
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults.toArray(Pointed[]::new));
        }
        return new HandedOn(Objects.requireNonNull(to), Objects.requireNonNull(end));
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
