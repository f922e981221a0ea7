package dev.wangge.cases.ruleset;

import dev.wangge.platform.web.FreeText;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document lacks of what its records say in {@code @Schema}: fields that are required, texts
 * that are too long or blank, numbers out of their range. So a set's own checks read what is there.
 */
final class Completeness {
    private final List<Finding> findings = new ArrayList<>();

    private Completeness() {}

    static List<Finding> of(Record document, String pointer) {
        var completeness = new Completeness();
        completeness.look(document, pointer);
        return completeness.findings;
    }

    private void look(@Nullable Object value, String pointer) {
        if (value instanceof Record document) {
            for (var component : document.getClass().getRecordComponents()) {
                look(component, valueIn(component, document), pointer + "/" + component.getName());
            }
        }
        if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                look(items.get(i), pointer + "/" + i);
            }
        }
    }

    private void look(RecordComponent component, @Nullable Object value, String pointer) {
        var said = component.getAccessor().getAnnotation(Schema.class);
        if (said != null) {
            look(component.getName(), said, value, pointer);
        }
        look(value, pointer);
    }

    private void look(String name, Schema said, @Nullable Object value, String pointer) {
        if (value == null && said.requiredMode() == RequiredMode.REQUIRED) {
            findings.add(new Finding(pointer, "required", name + " is required"));
        }
        if (value instanceof String text) {
            if (text.codePointCount(0, text.length()) > said.maxLength()) {
                findings.add(
                        new Finding(
                                pointer,
                                "too-long",
                                "At most " + said.maxLength() + " characters"));
            } else if (FreeText.isBlank(text) && said.minLength() > 0) {
                findings.add(new Finding(pointer, "required", name + " is blank"));
            }
        }
        if (value instanceof Integer number && !said.maximum().isEmpty()) {
            int least = Integer.parseInt(said.minimum());
            int most = Integer.parseInt(said.maximum());
            if (number < least || number > most) {
                findings.add(
                        new Finding(
                                pointer,
                                "out-of-range",
                                "%s is %s to %s".formatted(name, least, most)));
            }
        }
    }

    private static @Nullable Object valueIn(RecordComponent component, Record document) {
        try {
            // Documents are their feature's own.
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(document);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record's accessor only reads", e);
        }
    }
}
