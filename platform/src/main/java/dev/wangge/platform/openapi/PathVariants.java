package dev.wangge.platform.openapi;

import java.util.List;

/**
 * One handler (POST) whose body depends on a variable of its path: in the description each value is
 * a path of its own, with its own body.
 *
 * @param path as the handler is mapped
 * @param variable the name in braces
 * @param id what the ids of its operations begin with
 */
public record PathVariants(String path, String variable, String id, List<Variant> variants) {
    /**
     * One value.
     *
     * @param body the record it takes; no body will do where none of its fields is required
     */
    public record Variant(String value, String summary, Class<?> body) {}

    String idOf(Variant variant) {
        return id + Character.toUpperCase(variant.value().charAt(0)) + variant.value().substring(1);
    }
}
