package dev.wangge.platform.openapi;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What an annotation says of a value beyond its type. */
record Bounds(Schema said) {
    static Bounds of(Schema said) {
        return new Bounds(said);
    }

    void onto(io.swagger.v3.oas.models.media.Schema<?> schema) {
        if (schema.get$ref() != null) {
            return;
        }
        if (!said.description().isEmpty()) {
            schema.setDescription(said.description());
        }
        if (schema.getAnyOf() != null) {
            return;
        }
        // Of a list, what its items are.
        var value = schema.getItems() == null ? schema : schema.getItems();
        text(value);
        if (!said.minimum().isEmpty()) {
            value.setMinimum(new BigDecimal(said.minimum()));
        }
        if (!said.maximum().isEmpty()) {
            value.setMaximum(new BigDecimal(said.maximum()));
        }
        if (said.allowableValues().length > 0) {
            setEnum(value, new ArrayList<>(List.of(said.allowableValues())));
        }
        if (!said.example().isEmpty()) {
            var example = example(value);
            schema.setExamples(
                    cast(List.of(schema.getItems() == null ? example : List.of(example))));
        }
    }

    private void text(io.swagger.v3.oas.models.media.Schema<?> value) {
        if (!said.format().isEmpty()) {
            value.setFormat(said.format());
        }
        if (!said.pattern().isEmpty()) {
            value.setPattern(said.pattern());
        }
        if (said.minLength() > 0) {
            value.setMinLength(said.minLength());
        }
        if (said.maxLength() != Integer.MAX_VALUE) {
            value.setMaxLength(said.maxLength());
        }
    }

    private Object example(io.swagger.v3.oas.models.media.Schema<?> value) {
        var types = value.getTypes();
        if (types != null && types.contains("integer")) {
            return Long.valueOf(said.example());
        }
        if (types != null && types.contains("number")) {
            return new BigDecimal(said.example());
        }
        return types != null && types.contains("boolean")
                ? Boolean.valueOf(said.example())
                : said.example();
    }

    static void setEnum(io.swagger.v3.oas.models.media.Schema<?> schema, List<Object> values) {
        if (schema instanceof JsonSchema json) {
            json.setEnum(values);
        } else {
            schema.setEnum(cast(values));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(Object value) {
        return (T) value;
    }
}
