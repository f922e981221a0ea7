package dev.wangge.platform.web;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Times as our API spells them: RFC 3339, in UTC with milliseconds on the way out. */
public final class Times {
    private static final int MILLISECONDS = 3;

    private static final DateTimeFormatter UTC =
            new DateTimeFormatterBuilder().appendInstant(MILLISECONDS).toFormatter(Locale.ROOT);

    /** What a caller may ask about: what can be stored, and reckoned with. */
    public static final Bounds SANE =
            new Bounds(
                    Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"));

    /** Both ends among them. */
    public record Bounds(Instant from, Instant to) {}

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
     * @throws Problem invalid-request when it is no time with an offset, or beyond {@link #SANE}
     */
    public static Instant parameter(String name, String value) {
        return read(value, SANE, (code, message) -> Pointed.parameter(name, code, message));
    }

    /**
     * Reads a time in a body.
     *
     * @throws Problem invalid-request when it is no time with an offset, or outside the bounds
     */
    public static Instant at(String pointer, String value, Bounds bounds) {
        return read(value, bounds, (code, message) -> Pointed.at(pointer, code, message));
    }

    private static Instant read(
            String value, Bounds bounds, BiFunction<String, String, Pointed> pointing) {
        Instant read;
        try {
            read = OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw Problem.invalid(pointing.apply("wrong-time", "RFC 3339 time with an offset"));
        }
        if (read.isBefore(bounds.from()) || read.isAfter(bounds.to())) {
            throw Problem.invalid(
                    pointing.apply(
                            "out-of-range",
                            "A time from %s to %s"
                                    .formatted(utc(bounds.from()), utc(bounds.to()))));
        }
        return read;
    }

    /**
     * Reads a day, as a query parameter.
     *
     * @throws Problem invalid-request when it is no day of the years 1900 to 9999
     */
    public static LocalDate day(String parameter, String value) {
        return day(value)
                .orElseThrow(() ->
                        Problem.invalid(
                                Pointed.parameter(
                                        parameter, "wrong-value", "A day as 2026-06-01")));
    }

    /**
     * Reads a day in a body.
     *
     * @throws Problem invalid-request when it is no day of the years 1900 to 9999
     */
    public static LocalDate dayAt(String pointer, String value) {
        return day(value)
                .orElseThrow(() ->
                        Problem.invalid(Pointed.at(pointer, "wrong-value", "A day as 2026-06-01")));
    }

    /**
     * Reads a day of the years 1900 to 9999, which as text sort as they follow each other; empty
     * for anything else.
     */
    public static Optional<LocalDate> day(String value) {
        try {
            return Optional.of(LocalDate.parse(value))
                    .filter(day -> day.getYear() >= 1900 && day.getYear() <= 9999);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
