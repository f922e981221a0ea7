package dev.wangge.platform.openapi;

import dev.wangge.platform.openapi.PathVariants.Variant;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Objects;

/** Puts a path for each of {@link PathVariants} in place of the one that is mapped. */
record ByVariant(PathVariants said) {
    void spread(OpenAPI description) {
        var mapped =
                Objects.requireNonNull(description.getPaths().remove(said.path()), said.path());
        for (var variant : said.variants()) {
            description
                    .getPaths()
                    .addPathItem(
                            said.path().replace("{" + said.variable() + "}", variant.value()),
                            new PathItem()
                                    .post(
                                            operation(
                                                    mapped.getPost(),
                                                    variant,
                                                    description.getComponents())));
        }
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
                        HandlerDescription.body(variant.body(), isDemanding(variant), components))
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
