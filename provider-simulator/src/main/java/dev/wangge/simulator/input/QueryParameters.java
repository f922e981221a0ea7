package dev.wangge.simulator.input;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/** The query of a request to one of the simulator's own endpoints. */
public final class QueryParameters {

    private final HttpServletRequest request;

    private QueryParameters(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * Reads a query.
     *
     * @param names all that may be asked
     * @throws InvalidInput for any other
     */
    public static QueryParameters of(HttpServletRequest request, Set<String> names) {
        for (String name : request.getParameterMap().keySet()) {
            if (!names.contains(name)) {
                throw InvalidInput.parameter(name, "unknown", "There is no parameter " + name);
            }
        }
        return new QueryParameters(request);
    }

    /** The parameter as it was sent; empty when absent or blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isBlank());
    }

    /** A whole number from 1 to {@code most}. */
    public int count(String name, int otherwise, int most) {
        return text(name)
                .map(value -> {
                    if (!value.matches("\\d{1,9}")
                            || Integer.parseInt(value) < 1
                            || Integer.parseInt(value) > most) {
                        throw InvalidInput.parameter(
                                name, "range", name + " must be from 1 to " + most);
                    }
                    return Integer.parseInt(value);
                })
                .orElse(otherwise);
    }

    /** A time, RFC 3339 or milliseconds since 1970. */
    public Optional<Instant> time(String name) {
        return text(name)
                .map(value -> {
                    if (value.matches("\\d{1,15}")) {
                        return Instant.ofEpochMilli(Long.parseLong(value));
                    }
                    try {
                        return OffsetDateTime.parse(value).toInstant();
                    } catch (DateTimeException e) {
                        throw InvalidInput.parameter(
                                name, "format", name + " must be like 2026-11-24T08:00:00Z");
                    }
                });
    }
}
