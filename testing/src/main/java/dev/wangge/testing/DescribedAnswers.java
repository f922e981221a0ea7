package dev.wangge.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds each answer that a service gives in a test against what its OpenAPI says: the status, the
 * media type, the schema. So every story is a test of the description too.
 */
final class DescribedAnswers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final Map<Integer, DescribedAnswers> KNOWN = new ConcurrentHashMap<>();

    private final JsonNode description;
    private final List<Path> paths;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private record Path(String template, Pattern matching) {
        static Path of(String template) {
            var parts = VARIABLE.splitAsStream(template + " ").map(Pattern::quote).toList();
            var joined = String.join("[^/]+", parts);
            return new Path(template, Pattern.compile(joined.replace(" \\E", "\\E")));
        }

        /** What has more of its own letters is meant. */
        int letters() {
            return VARIABLE.matcher(template).replaceAll("").length();
        }
    }

    private DescribedAnswers(JsonNode description) {
        this.description = description;
        this.paths =
                description.path("paths").propertyNames().stream()
                        .map(Path::of)
                        .sorted(Comparator.comparingInt(Path::letters).reversed())
                        .toList();
    }

    /** Those of the service on this port. */
    static DescribedAnswers of(HttpClient http, int port) {
        return KNOWN.computeIfAbsent(port, any -> new DescribedAnswers(ask(http, port)));
    }

    private static JsonNode ask(HttpClient http, int port) {
        var address = URI.create("http://127.0.0.1:" + port + "/v3/api-docs");
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("No description: " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Nobody waits for the description any more", e);
        }
    }

    /** Fails when the answer is not as it is described. */
    void check(HttpResponse<?> answer) {
        var method = answer.request().method().toLowerCase(Locale.ROOT);
        var found = operation(answer.uri().getRawPath(), method);
        if (found.isEmpty()) {
            return; // Nothing is served there: no description says how.
        }
        var asked = answer.request().method() + " " + answer.uri().getRawPath();
        var response = resolved(found.get().path("responses").path("" + answer.statusCode()));
        if (response.isMissingNode()) {
            throw new AssertionError(
                    "%s answers %d, which its OpenAPI does not say (see @Answers): %s"
                            .formatted(asked, answer.statusCode(), text(answer)));
        }
        var type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (type.isEmpty()) {
            return; // Of an answer without a body.
        }
        var content = response.path("content").path(type);
        if (content.isMissingNode()) {
            throw new AssertionError(
                    "%s answers %d as %s, its OpenAPI says %s (see @Answers)"
                            .formatted(
                                    asked,
                                    answer.statusCode(),
                                    type,
                                    response.path("content").propertyNames()));
        }
        if (type.endsWith("json")) {
            var wrong = schema(content.path("schema")).validate(text(answer), InputFormat.JSON);
            if (!wrong.isEmpty()) {
                throw new AssertionError(
                        "%s answers %d, which its OpenAPI describes otherwise: %s in %s"
                                .formatted(asked, answer.statusCode(), wrong, text(answer)));
            }
        }
    }

    private Optional<JsonNode> operation(String path, String method) {
        return paths.stream()
                .filter(it -> it.matching().matcher(path).matches())
                .findFirst()
                .map(it -> description.path("paths").path(it.template()).path(method))
                .filter(it -> !it.isMissingNode());
    }

    private JsonNode resolved(JsonNode response) {
        var reference = response.path("$ref").asString("");
        return reference.isEmpty() ? response : description.at(reference.substring(1));
    }

    private Schema schema(JsonNode schema) {
        return schemas.computeIfAbsent(
                schema,
                any -> {
                    var whole = (ObjectNode) schema.deepCopy();
                    whole.set("components", description.path("components"));
                    return SCHEMAS.getSchema(whole);
                });
    }

    private static String text(HttpResponse<?> answer) {
        @Nullable Object body = answer.body();
        return switch (body) {
            case null -> "";
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            default -> body.toString();
        };
    }
}
