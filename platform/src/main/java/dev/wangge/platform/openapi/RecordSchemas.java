package dev.wangge.platform.openapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.AnnotationsUtils;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Our records as schemas. A component that is {@link Nullable} can be null, unless it is said to be
 * required: then it is a request's, whose components are all nullable until they are checked.
 *
 * <p>Which are required is told later, by {@link Requiredness}: it depends on who sends them.
 */
final class RecordSchemas implements ModelConverter {
    static final String REFERENCE = "#/components/schemas/";
    private final SchemaNames names;
    private final Map<String, Components> known = new ConcurrentHashMap<>();

    RecordSchemas(SchemaNames names) {
        this.names = names;
    }

    /**
     * Of one record.
     *
     * @param demanded a request is refused without them
     * @param always an answer has them, if as null
     * @param open unknown fields are no mistake
     */
    record Components(Set<String> demanded, Set<String> always, boolean open) {}

    /** Of a schema by its name; null where it is none of ours. */
    @Nullable Components components(String name) {
        return known.get(name);
    }

    @Override
    public boolean isOpenapi31() {
        return true;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        var java = Json31.mapper().constructType(type.getType());
        if (java != null && JsonNode.class.isAssignableFrom(java.getRawClass())) {
            return new JsonSchema();
        }
        if (java != null && isOurs(java.getRawClass())) {
            if (java.isEnumType()) {
                return enumerated(java, context);
            }
            if (java.getRawClass().isRecord()) {
                return described(java, context);
            }
        }
        return others.hasNext() ? others.next().resolve(type, context, others) : null;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.wangge.");
    }

    /** Whether a request is refused without it. */
    static boolean isDemanded(RecordComponent component) {
        var said = annotation(component, io.swagger.v3.oas.annotations.media.Schema.class);
        return said != null && said.requiredMode() == RequiredMode.REQUIRED;
    }

    private static Schema<?> reference(String name) {
        return new JsonSchema().$ref(REFERENCE + name);
    }

    private Schema<?> enumerated(JavaType type, ModelConverterContext context) {
        var name = names.of(type);
        var schema = new JsonSchema();
        schema.addType("string");
        schema.setName(name);
        var values = new ArrayList<Object>();
        for (var value : type.getRawClass().getEnumConstants()) {
            values.add(((Enum<?>) value).name());
        }
        schema.setEnum(values);
        context.defineModel(name, schema);
        return reference(name);
    }

    private Schema<?> described(JavaType type, ModelConverterContext context) {
        var name = names.of(type);
        if (context.getDefinedModels().containsKey(name)) {
            return reference(name);
        }
        var schema = new JsonSchema();
        schema.addType("object");
        schema.setName(name);
        context.defineModel(name, schema);
        var demanded = new LinkedHashSet<String>();
        var always = new LinkedHashSet<String>();
        for (var component : type.getRawClass().getRecordComponents()) {
            var said = annotation(component, io.swagger.v3.oas.annotations.media.Schema.class);
            if (said != null && said.hidden()) {
                continue;
            }
            var isDemanded = isDemanded(component);
            var property = property(type, component, said, context);
            var spelled = spelled(component);
            if (isDemanded) {
                demanded.add(spelled);
            } else if (isNullable(component) && !isLeftOut(component)) {
                property = orNull(property);
            }
            if (!isNullable(component) || !isLeftOut(component)) {
                always.add(spelled);
            }
            schema.addProperty(spelled, property);
        }
        var ignores = type.getRawClass().getAnnotation(JsonIgnoreProperties.class);
        var open = ignores != null && ignores.ignoreUnknown();
        known.put(name, new Components(demanded, always, open));
        return reference(name);
    }

    private static Schema<?> property(
            JavaType owner,
            RecordComponent component,
            io.swagger.v3.oas.annotations.media.@Nullable Schema said,
            ModelConverterContext context) {
        var type =
                said != null && said.implementation() != Void.class
                        ? said.implementation()
                        : Json31.mapper()
                                .getTypeFactory()
                                .resolveMemberType(component.getGenericType(), owner.getBindings());
        Schema<?> property = ownCopy(context.resolve(new AnnotatedType(type).resolveAsRef(true)));
        if (said == null) {
            if (component.getName().endsWith("At") && component.getType() == String.class) {
                property.setFormat("date-time");
            }
            return property;
        }
        if (said.oneOf().length > 0) {
            var either = new JsonSchema();
            for (var one : said.oneOf()) {
                either.addAnyOfItem(context.resolve(new AnnotatedType(one).resolveAsRef(true)));
            }
            if (property.getItems() == null) {
                property = either;
            } else {
                property.setItems(either);
            }
        }
        Bounds.of(said).onto(property);
        return property;
    }

    /** Swagger gives all texts of a record the same schema: what is said of one would be of all. */
    private static Schema<?> ownCopy(@Nullable Schema<?> resolved) {
        return resolved == null ? new JsonSchema() : AnnotationsUtils.clone(resolved, true);
    }

    /** It can be null, whatever else it is. */
    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            var nothing = new JsonSchema();
            nothing.addType("null");
            var either = new JsonSchema();
            either.setAnyOf(List.of(schema, nothing));
            return either;
        }
        if (schema.getAnyOf() != null) {
            var nothing = new JsonSchema();
            nothing.addType("null");
            schema.addAnyOfItem(nothing);
        } else if (schema.getTypes() != null) {
            schema.addType("null");
            if (schema.getEnum() != null) {
                @SuppressWarnings("unchecked")
                var values = (List<Object>) schema.getEnum();
                values.add(null);
            }
        }
        return schema;
    }

    private static String spelled(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Where it is null it is not there. */
    private static boolean isLeftOut(RecordComponent component) {
        var own = component.getAccessor().getAnnotation(JsonInclude.class);
        var inclusion =
                own == null ? component.getDeclaringRecord().getAnnotation(JsonInclude.class) : own;
        return inclusion != null && inclusion.value() == JsonInclude.Include.NON_NULL;
    }

    /** Not all annotations of swagger may stand on a component, but on its field and accessor. */
    private static <A extends java.lang.annotation.Annotation> @Nullable A annotation(
            RecordComponent component, Class<A> type) {
        var own = component.getAnnotation(type);
        return own == null ? component.getAccessor().getAnnotation(type) : own;
    }
}
