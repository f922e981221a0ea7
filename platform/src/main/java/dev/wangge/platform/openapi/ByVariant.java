package dev.wangge.platform.openapi;

import dev.wangge.platform.openapi.PathVariants.Variant;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a path for each of {@link PathVariants} beside the one that is mapped, which takes any of
 * their bodies, and answers any of their answers.
 */
record ByVariant(PathVariants said) {
    void spread(OpenAPI description) {
        var components = description.getComponents();
        var method = HttpMethod.valueOf(said.method().name());
        var mapped =
                Objects.requireNonNull(
                        Objects.requireNonNull(description.getPaths().get(said.path()), said.path())
                                .readOperationsMap()
                                .get(method),
                        said.path());
        var anyBody = new JsonSchema();
        var anyAnswer = new JsonSchema();
        for (var variant : said.variants()) {
            var path = said.path().replace("{" + said.variable() + "}", variant.value());
            var item = description.getPaths().computeIfAbsent(path, any -> new PathItem());
            item.operation(method, operation(mapped, variant, components));
            if (variant.body() != null) {
                anyBody.addAnyOfItem(HandlerDescription.schema(variant.body(), components));
            }
            if (variant.answer() != null) {
                anyAnswer.addAnyOfItem(HandlerDescription.schema(variant.answer(), components));
            }
        }
        if (anyBody.getAnyOf() != null) {
            mapped.setRequestBody(HandlerDescription.body(anyBody, false));
        }
        if (anyAnswer.getAnyOf() != null) {
            mapped.setResponses(responses(mapped.getResponses(), anyAnswer));
        }
        mapped.getParameters().stream()
                .filter(it -> it.getName().equals(said.variable()))
                .forEach(it ->
                        Bounds.setEnum(
                                it.getSchema(),
                                said.variants().stream()
                                        .map(variant -> (Object) variant.value())
                                        .toList()));
    }

    private Operation operation(Operation mapped, Variant variant, Components components) {
        var parameters =
                mapped.getParameters().stream()
                        .filter(it -> !it.getName().equals(said.variable()))
                        .toList();
        var answer = variant.answer();
        var operation = new Operation();
        operation
                .tags(mapped.getTags())
                .operationId(said.idOf(variant))
                .summary(variant.summary())
                .description(mapped.getDescription())
                .parameters(parameters)
                .requestBody(body(variant.body(), components))
                .responses(
                        responses(
                                mapped.getResponses(),
                                answer == null
                                        ? null
                                        : HandlerDescription.schema(answer, components)));
        if (variant.roles().isEmpty()) {
            operation.extensions(mapped.getExtensions()).security(mapped.getSecurity());
        } else {
            AllowedRoles.tell(operation, variant.roles());
        }
        return operation;
    }

    private static @Nullable RequestBody body(@Nullable Class<?> body, Components components) {
        return body == null
                ? null
                : HandlerDescription.body(
                        HandlerDescription.schema(body, components), isDemanding(body));
    }

    /**
     * Each is completed for itself.
     *
     * @param answer of the one that succeeds; null where it stays
     */
    private static ApiResponses responses(ApiResponses mapped, @Nullable Schema<?> answer) {
        var responses = new ApiResponses();
        mapped.forEach((status, it) ->
                responses.addApiResponse(
                        status,
                        new ApiResponse()
                                .$ref(it.get$ref())
                                .description(it.getDescription())
                                .headers(
                                        it.getHeaders() == null
                                                ? null
                                                : new LinkedHashMap<>(it.getHeaders()))
                                .content(
                                        answer == null || !status.startsWith("2")
                                                ? it.getContent()
                                                : HandlerDescription.json(answer))));
        return responses;
    }

    private static boolean isDemanding(Class<?> body) {
        return Arrays.stream(body.getRecordComponents()).anyMatch(RecordSchemas::isDemanded);
    }
}
