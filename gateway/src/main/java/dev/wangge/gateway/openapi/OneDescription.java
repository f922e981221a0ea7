package dev.wangge.gateway.openapi;

import dev.wangge.gateway.GatewaySettings;
import dev.wangge.platform.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI of all services. Schemas carry their service's name in front, so that two services
 * may call different things the same; a service that is away is named in {@code x-unavailable}.
 */
@RestController
class OneDescription {
    private final Map<String, String> services;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final JsonMapper json = JsonMapper.builder().build();

    OneDescription(GatewaySettings settings) {
        this.services = new TreeMap<>(settings.services());
    }

    @GetMapping("/openapi.json")
    ObjectNode all() {
        var all = json.createObjectNode();
        all.put("openapi", "3.1.0");
        var info = all.putObject("info");
        info.put("title", "Wangge 网格").put("version", "v1");
        all.putArray("servers").addObject().put("url", "/");
        var paths = all.putObject("paths");
        var components = all.putObject("components");
        var schemas = components.putObject("schemas");
        components
                .putObject("securitySchemes")
                .putObject("oauth2")
                .put("type", "oauth2")
                .putObject("flows")
                .putObject("clientCredentials")
                .put("tokenUrl", "/oauth2/token")
                .putObject("scopes");
        all.putArray("security").addObject().putArray("oauth2");
        var away = json.createArrayNode();
        for (var service : services.keySet()) {
            describe(service)
                    .ifPresentOrElse(
                            one -> {
                                paths.setAll(one.path("paths").asObject());
                                var own = one.path("components").path("schemas");
                                if (own.isObject()) {
                                    schemas.setAll(own.asObject());
                                }
                            },
                            () -> away.add(service));
        }
        if (!away.isEmpty()) {
            all.set("x-unavailable", away);
        }
        return all;
    }

    @GetMapping("/openapi/{service}.json")
    JsonNode one(@PathVariable String service) {
        if (!services.containsKey(service)) {
            throw new Problem(HttpStatus.NOT_FOUND, "not-found", "No service is called " + service);
        }
        return describe(service)
                .orElseThrow(() ->
                        new Problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "service-unavailable",
                                service + " cannot be reached"));
    }

    private Optional<JsonNode> describe(String service) {
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(services.get(service) + "/v3/api-docs"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(namedApart(service, answer.body()))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private JsonNode namedApart(String service, String description) {
        var prefix = service.replace("-service", "") + ".";
        var tree =
                json.readTree(
                        description.replace(
                                "\"#/components/schemas/", "\"#/components/schemas/" + prefix));
        if (tree.path("components").path("schemas").isObject()) {
            var renamed = json.createObjectNode();
            tree.path("components")
                    .path("schemas")
                    .properties()
                    .forEach(schema -> renamed.set(prefix + schema.getKey(), schema.getValue()));
            tree.path("components").asObject().set("schemas", renamed);
        }
        return tree;
    }
}
