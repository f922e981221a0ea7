package dev.wangge.platform.openapi;

import dev.wangge.platform.security.TokenSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Adds to what the handlers say what follows from it, and what is so everywhere. */
final class ServiceDescription implements GlobalOpenApiCustomizer {
    private final List<PathPattern> open;
    private final Requiredness requiredness;
    private final List<PathVariants> variants;

    ServiceDescription(TokenSettings settings, RecordSchemas records, List<PathVariants> variants) {
        this.variants = variants;
        this.open = settings.open().stream().map(PathPatternParser.defaultInstance::parse).toList();
        this.requiredness = new Requiredness(records);
    }

    @Override
    public void customise(OpenAPI description) {
        if (description.getPaths() == null) {
            return;
        }
        var components =
                Objects.requireNonNullElseGet(description.getComponents(), Components::new);
        description.setComponents(components);
        if (components.getSchemas() == null) {
            components.setSchemas(new java.util.TreeMap<>());
        }
        variants.forEach(it -> new ByVariant(it).spread(description));
        requiredness.tell(description);
        description
                .getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap()
                                .forEach((method, operation) ->
                                        complete(operation, path, method, components)));
        PossibleProblems.define(components);
        secure(description);
    }

    private void complete(
            Operation operation, String path, HttpMethod method, Components components) {
        var isOpen =
                !AllowedRoles.areTold(operation)
                        && open.stream().anyMatch(it -> it.matches(PathContainer.parsePath(path)));
        if (isOpen) {
            operation.setSecurity(List.of());
        }
        operation
                .getResponses()
                .forEach((status, response) -> {
                    if (status.startsWith("2")) {
                        headers(response, components);
                    }
                });
        if (method == HttpMethod.GET && hasETag(operation)) {
            operation
                    .getResponses()
                    .addApiResponse(
                            "304", new ApiResponse().description("As it was: If-None-Match"));
        }
        AllowedRoles.describe(operation);
        PossibleProblems.describe(operation, method, !isOpen);
    }

    private static boolean hasETag(Operation operation) {
        return operation.getResponses().values().stream().anyMatch(it -> hasETag(it));
    }

    private static boolean hasETag(ApiResponse response) {
        return response.getHeaders() != null && response.getHeaders().containsKey("ETag");
    }

    /** What has a version carries it as ETag, and a list says where it goes on. */
    private static void headers(ApiResponse response, Components components) {
        var json =
                response.getContent() == null
                        ? null
                        : response.getContent().get("application/json");
        var shown = json == null ? null : named(json.getSchema(), components);
        if (shown == null || shown.getProperties() == null) {
            return;
        }
        if (shown.getProperties().containsKey("version") && !hasETag(response)) {
            response.addHeaderObject(
                    "ETag", header("`version` in quotes, for If-Match").required(true));
        }
        if (shown.getProperties().keySet().containsAll(List.of("items", "next"))) {
            response.addHeaderObject("Link", header("RFC 8288: where the next page is, if any"));
        }
    }

    private static io.swagger.v3.oas.models.media.@Nullable Schema<?> named(
            io.swagger.v3.oas.models.media.@Nullable Schema<?> schema, Components components) {
        return schema == null || schema.get$ref() == null
                ? schema
                : components
                        .getSchemas()
                        .get(schema.get$ref().substring(RecordSchemas.REFERENCE.length()));
    }

    private static Header header(String told) {
        var text = new JsonSchema();
        text.addType("string");
        return new Header().description(told).schema(text);
    }

    private static void secure(OpenAPI description) {
        description
                .getComponents()
                .addSecuritySchemes(
                        "bearer",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"))
                .addSecuritySchemes(
                        "oauth2",
                        new SecurityScheme()
                                .type(SecurityScheme.Type.OAUTH2)
                                .flows(
                                        new OAuthFlows()
                                                .clientCredentials(
                                                        new OAuthFlow()
                                                                .tokenUrl("/oauth2/token")
                                                                .scopes(new Scopes()))));
        description.setSecurity(
                List.of(
                        new SecurityRequirement().addList("bearer"),
                        new SecurityRequirement().addList("oauth2")));
    }
}
