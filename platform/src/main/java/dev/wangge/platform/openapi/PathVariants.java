package dev.wangge.platform.openapi;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * One handler whose body, or answer, depends on a variable of its path: in the description each
 * value is a path of its own, with its own.
 *
 * @param path as the handler is mapped
 * @param variable the name in braces
 * @param id what the ids of its operations begin with
 */
public record PathVariants(
        HttpMethod method, String path, String variable, String id, List<Variant> variants) {
    /** Of a POST. */
    public PathVariants(String path, String variable, String id, List<Variant> variants) {
        this(HttpMethod.POST, path, variable, id, variants);
    }

    /**
     * One value.
     *
     * @param body the record it takes, null where it takes none; no body will do where none of its
     *     fields is required
     * @param answer null where it is that of the handler
     * @param roles that may call it; none where those of the handler may
     */
    public record Variant(
            String value,
            String summary,
            @Nullable Class<?> body,
            @Nullable Type answer,
            List<String> roles) {
        /** Whoever may call the handler may call it. */
        public Variant(
                String value, String summary, @Nullable Class<?> body, @Nullable Type answer) {
            this(value, summary, body, answer, List.of());
        }

        /** Its body is its own, and who may call it. */
        public Variant(String value, String summary, Class<?> body, List<String> roles) {
            this(value, summary, body, null, roles);
        }
    }

    String idOf(Variant variant) {
        return id + Character.toUpperCase(variant.value().charAt(0)) + variant.value().substring(1);
    }
}
