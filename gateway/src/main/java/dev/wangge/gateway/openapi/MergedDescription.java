package dev.wangge.gateway.openapi;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI of all services. Components and operations carry their service's name in front
 * ({@code case.Page}), so that two services may call different things the same and no name changes
 * when a third one comes. Only what the gateway lets through is described.
 */
final class MergedDescription {
    private static final Pattern ROUTED = Pattern.compile("/(api/v1|[alz])/.*");
    private static final Pattern COMPONENT = Pattern.compile("(#/components/[^/]+/)(.+)");
    private static final Pattern OWN_ANSWER = Pattern.compile("Problem([0-9]{3})");
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final ObjectNode info = document.put("openapi", "3.1.0").putObject("info");
    private final ArrayNode servers = document.putArray("servers");
    private final ArrayNode tags = document.putArray("tags");
    private final Set<String> tagged = new HashSet<>();
    private final ObjectNode paths = document.putObject("paths");
    private final ObjectNode components = document.putObject("components");

    MergedDescription() {
        info.put("title", "Wangge 网格")
                .put("version", "v1")
                .put(
                        "description",
                        "网格化治理：报告、派遣、处置、核查、结案。Errors are RFC 9457; every"
                                + " `type` is a page under `/problems`.");
        servers.addObject().put("url", "/");
        var security = document.putArray("security");
        security.addObject().putArray("bearer");
        security.addObject().putArray("oauth2");
    }

    ObjectNode document() {
        return document;
    }

    /** The gateway's own part: named as it is, with what all share. */
    void gateway(ObjectNode own) {
        paths.setAll(own.path("paths").deepCopy().asObject());
        components.setAll(own.path("components").deepCopy().asObject());
        tags(own);
    }

    void add(String service, ObjectNode described) {
        var prefix = service.replaceFirst("-service$", "") + ".";
        var copy = described.deepCopy();
        namedApart(copy, prefix);
        for (var section : copy.path("components").properties()) {
            // How a caller proves who it is, is the gateway's to say.
            if (section.getKey().equals("securitySchemes")) {
                continue;
            }
            var all = section(section.getKey());
            for (var component : section.getValue().properties()) {
                all.set(prefix + component.getKey(), component.getValue());
            }
        }
        for (var path : copy.path("paths").properties()) {
            if (ROUTED.matcher(path.getKey()).matches()
                    && path.getValue() instanceof ObjectNode item) {
                operations(item, prefix, !path.getKey().startsWith("/api/"));
                if (paths.get(path.getKey()) instanceof ObjectNode there) {
                    there.setAll(item);
                } else {
                    paths.set(path.getKey(), item);
                }
            }
        }
        tags(copy);
    }

    /** Names a service that could not be asked, for programs and for readers. */
    void away(String service) {
        info.put(
                "description",
                info.path("description").asString()
                        + "\n\n**%s** 暂不可用，下文不含其接口 · is away and not described here."
                                .formatted(service));
        document.withArray("x-unavailable").add(service);
    }

    private ObjectNode section(String name) {
        return components.get(name) instanceof ObjectNode there
                ? there
                : components.putObject(name);
    }

    private void operations(ObjectNode item, String prefix, boolean open) {
        for (var entry : item.properties()) {
            if (METHODS.contains(entry.getKey())
                    && entry.getValue() instanceof ObjectNode operation) {
                if (operation.has("operationId")) {
                    operation.put("operationId", prefix + operation.get("operationId").asString());
                }
                operation.remove("servers");
                if (!operation.has("x-roles")) {
                    operation.remove("security");
                }
                if (open) {
                    // The link is the key.
                    operation.putArray("security");
                }
                if (operation.get("responses") instanceof ObjectNode responses) {
                    ownAnswers(responses);
                }
            }
        }
    }

    /** What the gateway may answer itself before a request reaches its service. */
    private void ownAnswers(ObjectNode responses) {
        for (var name : components.path("responses").propertyNames()) {
            var own = OWN_ANSWER.matcher(name);
            if (own.matches() && !responses.has(own.group(1))) {
                responses.putObject(own.group(1)).put("$ref", "#/components/responses/" + name);
            }
        }
    }

    private void tags(ObjectNode described) {
        for (var tag : described.path("tags")) {
            if (tagged.add(tag.path("name").asString())) {
                tags.add(tag);
            }
        }
    }

    /** References, and the mapping of a discriminator, follow their components. */
    private static void namedApart(JsonNode node, String prefix) {
        if (node instanceof ObjectNode object) {
            for (var field : object.properties()) {
                if (field.getValue().isString()) {
                    var component = COMPONENT.matcher(field.getValue().asString());
                    if (component.matches()) {
                        field.setValue(
                                JsonNodeFactory.instance.stringNode(
                                        component.group(1) + prefix + component.group(2)));
                    }
                }
            }
        }
        for (var child : node) {
            namedApart(child, prefix);
        }
    }
}
