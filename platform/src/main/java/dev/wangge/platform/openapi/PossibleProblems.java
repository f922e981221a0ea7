package dev.wangge.platform.openapi;

import static dev.wangge.platform.problem.ProblemType.ACTION_NOT_ALLOWED;
import static dev.wangge.platform.problem.ProblemType.BODY_TOO_LARGE;
import static dev.wangge.platform.problem.ProblemType.BODY_TOO_SLOW;
import static dev.wangge.platform.problem.ProblemType.IDEMPOTENCY_KEY_REUSED;
import static dev.wangge.platform.problem.ProblemType.INTERNAL_ERROR;
import static dev.wangge.platform.problem.ProblemType.INVALID_REQUEST;
import static dev.wangge.platform.problem.ProblemType.NOT_ACCEPTABLE;
import static dev.wangge.platform.problem.ProblemType.NOT_FOUND;
import static dev.wangge.platform.problem.ProblemType.NOT_PERMITTED;
import static dev.wangge.platform.problem.ProblemType.RATE_LIMITED;
import static dev.wangge.platform.problem.ProblemType.SERVICE_UNAVAILABLE;
import static dev.wangge.platform.problem.ProblemType.STALE_VERSION;
import static dev.wangge.platform.problem.ProblemType.UNAUTHENTICATED;
import static dev.wangge.platform.problem.ProblemType.UNSUPPORTED_MEDIA_TYPE;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which problems an operation can answer with: it follows from what it takes. Whoever adds one adds
 * nothing here.
 */
final class PossibleProblems {
    private static final String REFERENCE = "#/components/responses/";
    private static final Map<Integer, String> TOLD = new LinkedHashMap<>();

    static {
        TOLD.put(400, "Not what can be meant; `errors` says where");
        TOLD.put(401, "No token that is believed");
        TOLD.put(403, "Not with these roles, or outside the caller's divisions");
        TOLD.put(404, "Nothing there, for this caller");
        TOLD.put(406, "No answer in that format");
        TOLD.put(408, "The body did not arrive in time");
        TOLD.put(409, "Not in the present state");
        TOLD.put(410, "It was there once");
        TOLD.put(412, "Changed since it was seen; `ETag` has the present version");
        TOLD.put(413, "Too large");
        TOLD.put(415, "Not of a media type that is taken");
        TOLD.put(422, "The Idempotency-Key came with another body before");
        TOLD.put(429, "Too much at once");
        TOLD.put(500, "A fault on our side; `traceId` finds it");
        TOLD.put(502, "Somebody we depend on answered nonsense");
        TOLD.put(503, "Something we depend on is away");
    }

    private PossibleProblems() {}

    static ApiResponse reference(int status) {
        return new ApiResponse().$ref(REFERENCE + name(status));
    }

    /** Pages tell what is wrong as pages, where a page was reached at all. */
    private static ApiResponse onPage(int status) {
        return new ApiResponse().$ref(REFERENCE + name(status) + "OnPage");
    }

    private static String name(int status) {
        return "Problem" + status;
    }

    /** Adds those that can come. */
    static void describe(Operation operation, HttpMethod method, boolean needsToken) {
        var responses = operation.getResponses();
        var onPage =
                responses.values().stream()
                        .anyMatch(it ->
                                it.getContent() != null
                                        && it.getContent().containsKey("text/html"));
        for (var status : possible(operation, method, needsToken)) {
            var code = Integer.toString(status);
            if (!responses.containsKey(code)) {
                responses.addApiResponse(code, onPage ? onPage(status) : reference(status));
            } else if (onPage) {
                problem(responses.get(code).getContent());
            }
        }
    }

    private static List<Integer> possible(
            Operation operation, HttpMethod method, boolean needsToken) {
        var possible =
                EnumSet.of(
                        INVALID_REQUEST,
                        NOT_ACCEPTABLE,
                        RATE_LIMITED,
                        INTERNAL_ERROR,
                        SERVICE_UNAVAILABLE);
        if (needsToken) {
            possible.addAll(List.of(UNAUTHENTICATED, NOT_PERMITTED));
        }
        if (has(operation, "path", "")) {
            possible.add(NOT_FOUND);
        }
        if (method != HttpMethod.GET) {
            possible.add(ACTION_NOT_ALLOWED);
        }
        if (has(operation, "header", "If-Match")) {
            possible.add(STALE_VERSION);
        }
        if (method == HttpMethod.POST || method == HttpMethod.PUT) {
            possible.addAll(List.of(BODY_TOO_SLOW, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE));
        }
        if (has(operation, "header", "Idempotency-Key")) {
            possible.add(IDEMPOTENCY_KEY_REUSED);
        }
        return possible.stream().map(type -> type.status().value()).sorted().toList();
    }

    private static boolean has(Operation operation, String in, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(it ->
                                in.equals(it.getIn())
                                        && (name.isEmpty() || name.equals(it.getName())));
    }

    /** What the operations refer to. */
    static void define(Components components) {
        components.addSchemas("Problem", schema());
        TOLD.forEach((status, told) -> {
            components.addResponses(name(status), response(status, told, false));
            components.addResponses(name(status) + "OnPage", response(status, told, true));
        });
    }

    private static ApiResponse response(int status, String told, boolean onPage) {
        var content = new Content();
        problem(content);
        if (onPage) {
            content.addMediaType("text/html", new MediaType().schema(text()));
        }
        var response = new ApiResponse().description(told).content(content);
        switch (status) {
            case 401 -> response.addHeaderObject("WWW-Authenticate", new Header().schema(text()));
            case 412 -> response.addHeaderObject("ETag", new Header().schema(text()));
            case 429, 503 ->
                    response.addHeaderObject(
                            "Retry-After", new Header().description("Seconds").schema(text()));
            default -> {}
        }
        return response;
    }

    private static void problem(Content content) {
        var reference = new JsonSchema();
        reference.set$ref(RecordSchemas.REFERENCE + "Problem");
        content.addMediaType("application/problem+json", new MediaType().schema(reference));
    }

    private static JsonSchema schema() {
        var error = object(List.of("code", "message"));
        error.addProperty("pointer", orNull("As `#/location/lng`"));
        error.addProperty("parameter", orNull("As `limit`"));
        error.addProperty("code", text());
        error.addProperty("message", text());
        var errors = new JsonSchema();
        errors.addType("array");
        errors.setItems(error);
        var status = new JsonSchema();
        status.addType("integer");
        var problem = object(List.of("type", "title", "status", "detail", "instance", "traceId"));
        problem.setDescription(
                "RFC 9457. `type` is the address of a page that says what to do; members of its"
                        + " own are named there.");
        problem.addProperty("type", text().format("uri-reference"));
        problem.addProperty("title", text().description("As Accept-Language asks, else zh-CN"));
        problem.addProperty("status", status);
        problem.addProperty("detail", text());
        problem.addProperty("instance", text().format("uri-reference"));
        problem.addProperty("traceId", text());
        problem.addProperty("errors", errors);
        return problem;
    }

    private static JsonSchema object(List<String> required) {
        var object = new JsonSchema();
        object.addType("object");
        object.setRequired(required);
        return object;
    }

    private static JsonSchema text() {
        var text = new JsonSchema();
        text.addType("string");
        return text;
    }

    private static JsonSchema orNull(String told) {
        var text = text();
        text.addType("null");
        text.setDescription(told);
        return text;
    }
}
