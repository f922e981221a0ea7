package dev.wangge.platform.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A failure with a name: rendered once as RFC 9457, with a page under {@code /problems/<slug>}. */
public class Problem extends RuntimeException {
    private final ProblemType type;
    private final HttpStatus status;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Problem(ProblemType type, String detail) {
        this(type, type.status(), detail);
    }

    /** One that keeps the status with which something else refused. */
    public Problem(ProblemType type, HttpStatus status, String detail) {
        super(detail, null, false, false);
        this.type = type;
        this.status = status;
    }

    /** A 400 that points at what is wrong. */
    public static Problem invalid(Pointed... errors) {
        return new Problem(ProblemType.INVALID_REQUEST, errors[0].message())
                .with("errors", List.of(errors));
    }

    /** Adds an extension member. */
    public Problem with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /** Adds a response header. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public HttpStatus status() {
        return status;
    }

    public String slug() {
        return type.slug();
    }

    /** What it points at; nothing when it is not about what was said. */
    public List<Pointed> pointed() {
        return properties.get("errors") instanceof List<?> errors
                ? errors.stream()
                        .filter(Pointed.class::isInstance)
                        .map(Pointed.class::cast)
                        .toList()
                : List.of();
    }

    Map<String, Object> properties() {
        return properties;
    }

    Map<String, String> headers() {
        return headers;
    }

    /**
     * One thing that is wrong: where in the body ({@code pointer}, as {@code #/location/lng}) or in
     * which query parameter.
     */
    public record Pointed(
            @Nullable String pointer, @Nullable String parameter, String code, String message) {
        public static Pointed at(String pointer, String code, String message) {
            return new Pointed(pointer, null, code, message);
        }

        public static Pointed parameter(String parameter, String code, String message) {
            return new Pointed(null, parameter, code, message);
        }
    }
}
