package dev.wangge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the OpenAPI of each service must say, whoever adds a handler to it. */
public final class OpenApiRules {
    private static final Set<String> WITH_BODY = Set.of("post", "put", "patch");
    private final JsonNode description;
    private final List<String> gaps = new ArrayList<>();

    private OpenApiRules(JsonNode description) {
        this.description = description;
    }

    /** Holds a description against them. */
    public static void hold(JsonNode description) {
        var rules = new OpenApiRules(description);
        rules.operations();
        rules.schemas();
        assertThat(rules.gaps).isEmpty();
    }

    private void operations() {
        assertThat(description.path("openapi").asString()).startsWith("3.1");
        var ids = new HashSet<String>();
        for (var path : description.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var name = operation.getKey() + " " + path.getKey();
                var said = operation.getValue();
                require(ids.add(said.path("operationId").asString()), name, "an id of its own");
                require(said.has("summary"), name, "a summary (@Operation)");
                parameters(name, said);
                if (WITH_BODY.contains(operation.getKey())) {
                    // Some actions need no words.
                    require(
                            said.has("requestBody") || path.getKey().contains("/actions/"),
                            name,
                            "its body (@Takes)");
                    body(name, said.path("requestBody"));
                }
                responses(name, said);
            }
        }
    }

    private void parameters(String name, JsonNode said) {
        for (var parameter : said.path("parameters")) {
            require(
                    !parameter.path("name").asString().equals("Authorization"),
                    name,
                    "the token as security, not as a parameter");
        }
    }

    private void body(String name, JsonNode body) {
        for (var content : body.path("content").properties()) {
            require(!content.getKey().equals("*/*"), name, "the media types it takes");
            var schema = resolved(content.getValue().path("schema"));
            require(!schema.isEmpty(), name, "the schema of its body (@Takes)");
            require(
                    !body.path("required").asBoolean(false)
                            || !schema.has("properties")
                            || !schema.path("required").isEmpty(),
                    name,
                    "the fields that its body must have (requiredMode of @Schema)");
        }
    }

    private void responses(String name, JsonNode said) {
        var responses = said.path("responses");
        require(
                responses.propertyNames().stream().anyMatch(it -> it.matches("[23]..")),
                name,
                "its success (@Answers)");
        require(!responses.has("default"), name, "each status, not just any");
        var isOpen = said.has("security") && said.path("security").isEmpty();
        require(isOpen != said.has("x-roles"), name, "the roles that may call it, or none");
        for (var status : isOpen ? List.of("400", "503") : List.of("400", "401", "403", "503")) {
            require(
                    resolved(responses.path(status))
                            .path("content")
                            .has("application/problem+json"),
                    name,
                    status + " as problem+json");
        }
        for (var response : responses) {
            require(
                    !resolved(response).path("content").has("*/*"),
                    name,
                    "the media types it answers");
        }
    }

    /** An answer's fields are there, if as null. */
    private void schemas() {
        for (var path : description.path("paths")) {
            for (var operation : path) {
                for (var response : operation.path("responses")) {
                    for (var content : resolved(response).path("content")) {
                        answered(content.path("schema"), new HashSet<>());
                    }
                }
            }
        }
    }

    private void answered(JsonNode schema, Set<String> seen) {
        var reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            if (!seen.add(reference)) {
                return;
            }
            var named = resolved(schema);
            require(!named.isMissingNode(), reference, "a component");
            require(
                    !named.has("properties") || !named.path("required").isEmpty(),
                    reference,
                    "which fields are always there");
            answered(named, seen);
            return;
        }
        for (var part : schema) {
            answered(part, seen);
        }
    }

    private JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : description.at(reference.substring(1));
    }

    private void require(boolean met, String where, String what) {
        if (!met) {
            gaps.add(where + " lacks " + what);
        }
    }
}
