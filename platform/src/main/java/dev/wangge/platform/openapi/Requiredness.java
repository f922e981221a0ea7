package dev.wangge.platform.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says of each schema which fields are there. An answer has all of them, as null where there is
 * nothing; a request needs those that are demanded, and may have no others than there are.
 */
final class Requiredness {
    private final RecordSchemas records;

    Requiredness(RecordSchemas records) {
        this.records = records;
    }

    void tell(OpenAPI description) {
        var components = description.getComponents();
        var asked =
                reachable(
                        operations(description)
                                .map(Operation::getRequestBody)
                                .filter(body -> body != null)
                                .flatMap(body -> schemas(body.getContent())),
                        components);
        var answered =
                reachable(
                        operations(description)
                                .flatMap(it -> it.getResponses().values().stream())
                                .flatMap(it -> schemas(it.getContent())),
                        components);
        components
                .getSchemas()
                .forEach((name, raw) -> {
                    Schema<?> schema = raw;
                    var known = records.components(name);
                    if (known == null || !"object".equals(typeOf(schema))) {
                        return;
                    }
                    var onlyAsked = asked.contains(name) && !answered.contains(name);
                    var required = asked.contains(name) ? known.demanded() : known.always();
                    schema.setRequired(required.isEmpty() ? null : List.copyOf(required));
                    if (onlyAsked && !known.open()) {
                        schema.setAdditionalProperties(false);
                    }
                });
        components.getSchemas().keySet().removeIf(name -> isStray(name, asked, answered));
    }

    private boolean isStray(String name, Set<String> asked, Set<String> answered) {
        return records.components(name) != null
                && !asked.contains(name)
                && !answered.contains(name);
    }

    static Stream<Operation> operations(OpenAPI description) {
        return description.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream());
    }

    private static @Nullable String typeOf(Schema<?> schema) {
        return schema.getTypes() == null
                ? schema.getType()
                : schema.getTypes().stream().findFirst().orElse(null);
    }

    private static Stream<Schema<?>> schemas(@Nullable Content content) {
        return content == null
                ? Stream.empty()
                : content.values().stream()
                        .map(MediaType::getSchema)
                        .filter(schema -> schema != null)
                        .map(schema -> schema);
    }

    private static Set<String> reachable(Stream<Schema<?>> from, Components components) {
        var found = new HashSet<String>();
        from.forEach(schema -> follow(schema, components, found));
        return found;
    }

    private static void follow(
            @Nullable Schema<?> schema, Components components, Set<String> found) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            var name = schema.get$ref().substring(RecordSchemas.REFERENCE.length());
            if (found.add(name)) {
                follow(components.getSchemas().get(name), components, found);
            }
        }
        for (var part : parts(schema)) {
            follow(part, components, found);
        }
    }

    private static List<Schema<?>> parts(Schema<?> schema) {
        var parts = new ArrayList<Schema<?>>();
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(parts::add);
        }
        if (schema.getAnyOf() != null) {
            schema.getAnyOf().forEach(parts::add);
        }
        if (schema.getAllOf() != null) {
            schema.getAllOf().forEach(parts::add);
        }
        if (schema.getItems() != null) {
            parts.add(schema.getItems());
        }
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            parts.add(values);
        }
        return parts;
    }
}
