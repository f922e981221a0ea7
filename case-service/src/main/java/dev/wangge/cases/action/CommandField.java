package dev.wangge.cases.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of an action.
 *
 * @param type as JSON Schema names it: string, integer, number, boolean, array (of strings, or of
 *     objects) or object
 * @param max of a number; else how many code points a text may have, or items a list
 * @param values all that it can be
 * @param oneOf exactly one of these is given
 * @param fields of an object, or of each in an array of them
 * @param requiredWhen it is required while that field has that value
 */
public record CommandField(
        String name,
        String type,
        boolean required,
        @Nullable Long max,
        @JsonInclude(Include.NON_NULL) @Nullable Integer min,
        @JsonInclude(Include.NON_NULL) @Nullable List<String> values,
        @JsonInclude(Include.NON_NULL) @Nullable List<String> oneOf,
        @JsonInclude(Include.NON_NULL) @Nullable Condition requiredWhen,
        @JsonInclude(Include.NON_NULL) @Nullable List<CommandField> fields) {
    CommandField(
            String name,
            String type,
            boolean required,
            @Nullable Integer max,
            @Nullable Integer min,
            @Nullable List<String> values,
            @Nullable List<String> oneOf,
            @Nullable Condition requiredWhen) {
        this(
                name,
                type,
                required,
                max == null ? null : max.longValue(),
                min,
                values,
                oneOf,
                requiredWhen,
                null);
    }

    /** Another field's value. */
    public record Condition(String field, String is) {}

    CommandField demanded() {
        return new CommandField(name, type, true, max, min, values, oneOf, requiredWhen, fields);
    }
}
