package dev.wangge.grids.people;

import dev.wangge.grids.place.Validity;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.Times;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is wrong with a body, told at once. */
public final class Faults {
    private static final Instant EARLIEST = Instant.parse("1949-10-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private final List<Pointed> found = new ArrayList<>();

    public void at(String pointer, String code, String message) {
        found.add(Pointed.at(pointer, code, message));
    }

    /** A text that must be one of these; the first of them when something is wrong. */
    public String oneOf(String pointer, @Nullable String text, Collection<String> values) {
        if (text == null || !values.contains(text)) {
            at(pointer, text == null ? "required" : "wrong-value", "One of " + values);
            return values.iterator().next();
        }
        return text;
    }

    /** A text that must be there. */
    public String text(String pointer, @Nullable String text, int longest) {
        var stripped = text == null ? "" : text.strip();
        if (FreeText.isBlank(stripped) || !FreeText.isLine(stripped, longest)) {
            at(
                    pointer,
                    FreeText.isBlank(stripped) ? "required" : "wrong-value",
                    "1 to %d characters".formatted(longest));
        }
        return stripped;
    }

    /** The code by which something is named. */
    public String code(String pointer, @Nullable String code) {
        if (code == null || !code.matches("[A-Za-z0-9._-]{1,64}")) {
            at(
                    pointer,
                    code == null ? "required" : "wrong-value",
                    "A code is 1 to 64 letters, digits, dots and dashes");
            return "";
        }
        return code;
    }

    /** A time with an offset, as it is stored; null when there is none or it is wrong. */
    public @Nullable String time(String pointer, @Nullable String time, boolean required) {
        if (time == null) {
            if (required) {
                at(pointer, "required", "RFC 3339 time with an offset");
            }
            return null;
        }
        try {
            var instant = OffsetDateTime.parse(time).toInstant();
            if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
                return Times.utc(instant);
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        at(pointer, "wrong-time", "RFC 3339 time with an offset");
        return null;
    }

    /** Notes when an end is not after its beginning. */
    public void order(String pointer, @Nullable String from, @Nullable String until) {
        if (from != null && until != null && until.compareTo(from) <= 0) {
            at(pointer, "wrong-time", "It must end after it begins");
        }
    }

    /** Two days, both among them. */
    public Validity days(
            String pointer, String first, @Nullable String from, String last, @Nullable String to) {
        try {
            return Validity.parse(from, to);
        } catch (IllegalArgumentException e) {
            var beginning = isDay(from);
            at(pointer + (beginning ? last : first), "wrong-day", String.valueOf(e.getMessage()));
            return Validity.ALWAYS;
        }
    }

    private static boolean isDay(@Nullable String from) {
        try {
            Validity.parse(from, null);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Refuses a body with any.
     *
     * @throws Problem invalid-request
     */
    public void refuse() {
        if (!found.isEmpty()) {
            throw Problem.invalid(found.toArray(Pointed[]::new));
        }
    }
}
