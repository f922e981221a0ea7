package dev.wangge.platform.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationComponentsCustomizer;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/** What a handler method says of itself: what it takes, and how it answers when all is well. */
final class HandlerDescription implements GlobalOperationComponentsCustomizer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        return operation;
    }

    @Override
    public Operation customize(Operation operation, Components components, HandlerMethod handler) {
        operation.setOperationId(id(handler));
        AllowedRoles.tell(operation, handler);
        var takes = handler.getMethodAnnotation(Takes.class);
        if (takes != null) {
            operation.setRequestBody(body(takes, components));
            leaveToForm(operation, takes.value());
        } else if (isRaw(handler)) {
            // Only what a repeat is known by: nothing is read in it.
            operation.setRequestBody(null);
        }
        parameters(operation, handler);
        answers(operation, components, handler);
        return operation;
    }

    /** The same whatever else is described: {@code gridList} of GridController. */
    private static String id(HandlerMethod handler) {
        var stem = handler.getBeanType().getSimpleName().replaceFirst("Controller$", "");
        var method = handler.getMethod().getName();
        return Character.toLowerCase(stem.charAt(0))
                + stem.substring(1)
                + Character.toUpperCase(method.charAt(0))
                + method.substring(1);
    }

    private static void parameters(Operation operation, HandlerMethod handler) {
        if (operation.getParameters() == null) {
            return;
        }
        // Whoever calls is told by the security scheme.
        operation.getParameters().removeIf(it -> "Authorization".equals(it.getName()));
        spelled(operation, handler);
        var examples = new HashMap<String, String>();
        examples(handler.getBeanType().getAnnotation(Examples.class), examples);
        examples(handler.getMethodAnnotation(Examples.class), examples);
        for (var parameter : operation.getParameters()) {
            SharedParameters.describe(parameter);
            if (examples.containsKey(parameter.getName())) {
                parameter.setExample(examples.get(parameter.getName()));
            }
        }
    }

    private static boolean isRaw(HandlerMethod handler) {
        return Arrays.stream(handler.getMethod().getParameterTypes())
                .anyMatch(byte[].class::equals);
    }

    /** Spring reads a form's fields and the query by the same annotation. */
    private static void leaveToForm(Operation operation, Class<?> form) {
        if (operation.getParameters() != null && form.isRecord()) {
            var fields =
                    Arrays.stream(form.getRecordComponents())
                            .map(RecordComponent::getName)
                            .toList();
            operation
                    .getParameters()
                    .removeIf(it -> it.getIn().equals("query") && fields.contains(it.getName()));
        }
    }

    private static void spelled(Operation operation, HandlerMethod handler) {
        for (var parameter : handler.getMethod().getParameters()) {
            var said = parameter.getAnnotation(Spelled.class);
            if (said != null) {
                var values =
                        Arrays.stream(said.value().getEnumConstants())
                                .map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .toList();
                operation.getParameters().stream()
                        .filter(it -> it.getName().equals(parameter.getName()))
                        .forEach(it -> Bounds.setEnum(it.getSchema(), List.<Object>copyOf(values)));
            }
        }
    }

    private static void examples(@Nullable Examples said, Map<String, String> into) {
        for (var example : said == null ? new String[0] : said.value()) {
            int equals = example.indexOf('=');
            into.put(example.substring(0, equals), example.substring(equals + 1));
        }
    }

    private static RequestBody body(Takes takes, Components components) {
        var content = new Content();
        for (var type : takes.as()) {
            var media = new MediaType();
            media.setSchema(takes.value() == Void.class ? file() : demanded(takes, components));
            if (!takes.example().isEmpty()) {
                media.setExample(
                        type.endsWith("json")
                                ? JSON.readValue(takes.example(), Object.class)
                                : takes.example());
            }
            content.addMediaType(type, media);
        }
        return new RequestBody().required(!takes.optional()).content(content);
    }

    /** One of JSON. */
    static RequestBody body(Schema<?> schema, boolean required) {
        return new RequestBody().required(required).content(json(schema));
    }

    static Content json(Schema<?> schema) {
        return new Content().addMediaType("application/json", new MediaType().schema(schema));
    }

    private static Schema<?> demanded(Takes takes, Components components) {
        var schema = schema(takes.value(), components);
        if (takes.demands().length == 0) {
            return schema;
        }
        var more = new JsonSchema();
        more.setRequired(List.of(takes.demands()));
        var both = new JsonSchema();
        both.setAllOf(List.of(schema, more));
        return both;
    }

    private static void answers(Operation operation, Components components, HandlerMethod handler) {
        var said = handler.getMethodAnnotation(Answers.class);
        var type = said == null || said.body() == Void.class ? returned(handler) : said.body();
        // What writes a file itself returns nothing either.
        var isNothing =
                (type == Void.class || type == void.class)
                        && (said == null || said.as()[0].equals("application/json"));
        var responses = new ApiResponses();
        for (var status : said != null ? said.value() : new int[] {isNothing ? 204 : 200}) {
            var response =
                    new ApiResponse().description(HttpStatus.valueOf(status).getReasonPhrase());
            if (status != 204 && status != 304 && !isNothing) {
                response.setContent(content(said, type, components));
            }
            if (status == 201 || status == 303) {
                response.addHeaderObject(
                        "Location",
                        new Header()
                                .required(true)
                                .description("Where it is")
                                .schema(text().format("uri-reference")));
            }
            if (said != null && said.mayLackETag()) {
                response.addHeaderObject(
                        "ETag", new Header().description("Of its own version").schema(text()));
            }
            responses.addApiResponse(Integer.toString(status), response);
        }
        for (var status : said == null ? new int[0] : said.problems()) {
            responses.addApiResponse(Integer.toString(status), PossibleProblems.reference(status));
        }
        operation.setResponses(responses);
    }

    private static Content content(@Nullable Answers said, Type type, Components components) {
        var content = new Content();
        for (var media : said == null ? new String[] {"application/json"} : said.as()) {
            Schema<?> schema =
                    switch (media) {
                        case "application/json" -> schema(type, components);
                        case "application/geo+json" -> new JsonSchema();
                        case "text/html" -> text();
                        default -> file();
                    };
            if (media.equals("application/geo+json")) {
                schema.addType("object");
            }
            content.addMediaType(media, new MediaType().schema(schema));
        }
        return content;
    }

    /** Without the entity around it. */
    private static Type returned(HandlerMethod handler) {
        var type = ResolvableType.forMethodReturnType(handler.getMethod());
        var body = ResponseEntity.class.isAssignableFrom(type.toClass()) ? type.getGeneric() : type;
        return body.getType();
    }

    static Schema<?> schema(Type type, Components components) {
        var resolved =
                ModelConverters.getInstance(true)
                        .resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
        resolved.referencedSchemas.forEach(components::addSchemas);
        return resolved.schema == null ? new JsonSchema() : resolved.schema;
    }

    private static Schema<?> file() {
        return text().format("binary");
    }

    private static Schema<?> text() {
        var text = new JsonSchema();
        text.addType("string");
        return text;
    }
}
