package dev.wangge.platform.web;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times as our API spells them: RFC 3339, in UTC with milliseconds on the way out. */
public final class Times {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    public static String utc(Instant instant) {
        return UTC.format(instant);
    }

    public static @Nullable String utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    /**
     * Reads a query parameter.
     *
     * @throws Problem invalid-request when it is no time with an offset
     */
    public static Instant parameter(String name, String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    Pointed.parameter(name, "wrong-time", "RFC 3339 time with an offset"));
        }
    }
}
