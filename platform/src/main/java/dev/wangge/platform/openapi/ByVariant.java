package dev.wangge.platform.openapi;

import dev.wangge.platform.openapi.PathVariants.Variant;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;

/**
 * Puts a path for each of {@link PathVariants} beside the one that is mapped, which takes any of
 * their bodies.
 */
record ByVariant(PathVariants said) {
    void spread(OpenAPI description) {
        var components = description.getComponents();
        var mapped =
                Objects.requireNonNull(description.getPaths().get(said.path()), said.path())
                        .getPost();
        var any = new JsonSchema();
        for (var variant : said.variants()) {
            description
                    .getPaths()
                    .addPathItem(
                            said.path().replace("{" + said.variable() + "}", variant.value()),
                            new PathItem().post(operation(mapped, variant, components)));
            any.addAnyOfItem(HandlerDescription.schema(variant.body(), components));
        }
        mapped.setRequestBody(HandlerDescription.body(any, false));
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
        return new Operation()
                .tags(mapped.getTags())
                .operationId(said.idOf(variant))
                .summary(variant.summary())
                .description(mapped.getDescription())
                .parameters(parameters)
                .requestBody(
                        HandlerDescription.body(
                                HandlerDescription.schema(variant.body(), components),
                                isDemanding(variant)))
                .responses(responses(mapped.getResponses()));
    }

    /** Each is completed for itself. */
    private static ApiResponses responses(ApiResponses mapped) {
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
                                .content(it.getContent())));
        return responses;
    }

    private static boolean isDemanding(Variant variant) {
        return Arrays.stream(variant.body().getRecordComponents())
                .anyMatch(RecordSchemas::isDemanded);
    }
}
