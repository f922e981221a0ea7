package dev.wangge.grids.move;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One field of a body, where it is, and what may stand in it.
 *
 * @param pointer as {@code #/people}
 */
record Field(String pointer) {
    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration BACK = Duration.ofDays(366);

    static Field at(String path) {
        return new Field("#/" + path);
    }

    Problem wrong(String code, String message) {
        return Problem.invalid(Pointed.at(pointer, code, message));
    }

    <T> T required(@Nullable T value) {
        if (value == null) {
            throw wrong("required", name() + " is required");
        }
        return value;
    }

    int within(@Nullable Integer value, int least, int most) {
        int given = required(value);
        if (given < least || given > most) {
            throw wrong("out-of-range", "%s is %d to %d".formatted(name(), least, most));
        }
        return given;
    }

    /** A text that is there, stripped. */
    String text(@Nullable String value, int most) {
        return FreeText.required(value == null ? null : value.strip(), pointer, most);
    }

    @Nullable String textIfGiven(@Nullable String value, int most) {
        return value == null || FreeText.isBlank(value) ? null : text(value, most);
    }

    /** When something happened on the road: not in the future, and within a year; else now. */
    Instant happened(@Nullable String value, Instant now) {
        if (value == null) {
            return now;
        }
        try {
            var at = OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (at.isAfter(now.plus(AHEAD)) || at.isBefore(now.minus(BACK))) {
                throw wrong("out-of-range", name() + " is within the last year");
            }
            return at;
        } catch (DateTimeParseException e) {
            throw wrong("wrong-time", "RFC 3339 time with an offset");
        }
    }

    /** A day of the county, a year back to two years ahead. */
    LocalDate day(@Nullable String value, Instant now) {
        var today = LocalDate.ofInstant(now, COUNTY);
        try {
            var day = LocalDate.parse(required(value));
            if (day.isBefore(today.minusYears(1)) || day.isAfter(today.plusYears(2))) {
                throw wrong("out-of-range", "From a year ago to two years ahead");
            }
            return day;
        } catch (DateTimeParseException e) {
            throw wrong("wrong-value", "A day as 2026-06-01");
        }
    }

    /** A number, {@code {count, atLeast}}, or a text as {@code 1400余}. */
    Headcount headcount(@Nullable JsonNode value) {
        var node = required(value == null || value.isNull() ? null : value);
        try {
            if (node.isString()) {
                return HeadcountText.parse(text(node.asString(), 50));
            }
            if (node.isInt()) {
                return new Headcount.Exactly(node.intValue());
            }
            if (node.isObject()
                    && node.path("count").isInt()
                    && (!node.has("atLeast") || node.path("atLeast").isBoolean())
                    && node.size() == (node.has("atLeast") ? 2 : 1)) {
                int count = node.path("count").intValue();
                return node.path("atLeast").asBoolean(false)
                        ? new Headcount.AtLeast(count)
                        : new Headcount.Exactly(count);
            }
        } catch (IllegalArgumentException e) {
            throw wrong("wrong-value", String.valueOf(e.getMessage()));
        }
        throw wrong("wrong-value", "A count, {count, atLeast}, or a text as 1400余");
    }

    @Nullable Headcount headcountIfGiven(@Nullable JsonNode value) {
        return value == null || value.isNull() ? null : headcount(value);
    }

    private String name() {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
