package dev.wangge.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Role;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;

/** What a handler says of itself in its annotations is what the description says of it. */
class HandlerDescriptionTest {
    enum Kind {
        CHECK_IN,
        HAZARD
    }

    record Order(
            @io.swagger.v3.oas.annotations.media.Schema(
                            requiredMode =
                                    io.swagger.v3.oas.annotations.media.Schema.RequiredMode
                                            .REQUIRED)
                    @Nullable String what) {}

    record Form(String text, String photo) {}

    record View(String id) {}

    @Examples("within=540328")
    static final class CaseController {
        ResponseEntity<View> get() {
            return ResponseEntity.ok(new View("1"));
        }

        @AllowedTo({Role.VERIFIER, Role.ADMIN})
        void strike() {}

        @Takes(value = Order.class, demands = "reason", example = "{\"what\":\"x\"}")
        @Answers(
                value = {201, 409},
                problems = 410)
        View create() {
            return new View("1");
        }

        @Takes(as = "text/csv", optional = true)
        void importAll() {}

        @Takes(value = Form.class, as = "multipart/form-data")
        @Answers(as = "text/html")
        String act() {
            return "";
        }

        @Answers(value = 200, as = "application/geo+json")
        void boundaries() {}

        View raw(byte[] body) {
            return new View("1");
        }

        @Examples("within=5403")
        View list(@Spelled(Kind.class) String kind, String within) {
            return new View("1");
        }
    }

    private static JsonNode described(String method, Operation operation) {
        for (var candidate : CaseController.class.getDeclaredMethods()) {
            if (candidate.getName().equals(method)) {
                var handler = new HandlerMethod(new CaseController(), candidate);
                var told = new HandlerDescription().customize(operation, new Components(), handler);
                return Json31.mapper().valueToTree(told);
            }
        }
        throw new IllegalArgumentException(method);
    }

    private static JsonNode described(String method) {
        return described(method, new Operation());
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Parameter parameter(String in, String name) {
        var schema = new JsonSchema();
        schema.addType("string");
        return new Parameter().in(in).name(name).schema(schema);
    }

    @Test
    void anOperationIsNamedByItsHandler() {
        assertThat(described("get").path("operationId").asText()).isEqualTo("caseGet");
    }

    @Test
    void itAnswersWithWhatItReturnsOrWithNothing() {
        assertThat(names(described("get").path("responses"))).containsExactly("200");
        assertThat(names(described("get").at("/responses/200/content")))
                .containsExactly("application/json");
        assertThat(names(described("strike").path("responses"))).containsExactly("204");
        assertThat(described("strike").at("/responses/204/content").isMissingNode()).isTrue();
    }

    @Test
    void whoMayCallItIsTold() {
        assertThat(described("strike").path("x-roles").toString())
                .isEqualTo("[\"admin\",\"verifier\"]");
        assertThat(described("get").has("x-roles")).as("it says nothing").isFalse();
        assertThat(described("get").has("security")).isFalse();
    }

    @Test
    void whatItSaysOfItsAnswersIsTold() {
        var create = described("create");

        assertThat(names(create.path("responses"))).containsExactlyInAnyOrder("201", "409", "410");
        assertThat(create.at("/responses/201/headers/Location/required").asBoolean()).isTrue();
        assertThat(create.at("/responses/410/$ref").asText()).endsWith("/Problem410");
        assertThat(described("act").at("/responses/200/content/text~1html/schema/type").asText())
                .isEqualTo("string");
        assertThat(
                        described("boundaries")
                                .at("/responses/200/content/application~1geo+json/schema/type")
                                .asText())
                .isEqualTo("object");
    }

    @Test
    void whatItTakesIsTold() {
        var body = described("create").path("requestBody");
        var json = body.at("/content/application~1json");

        assertThat(body.path("required").asBoolean()).isTrue();
        assertThat(json.at("/schema/allOf/1/required/0").asText()).isEqualTo("reason");
        assertThat(json.at("/example/what").asText()).isEqualTo("x");

        var csv = described("importAll").path("requestBody");
        assertThat(csv.path("required").asBoolean()).isFalse();
        assertThat(csv.at("/content/text~1csv/schema/format").asText()).isEqualTo("binary");
    }

    /** Nothing is read in it: only what a repeat is known by. */
    @Test
    void aBodyOfMereBytesIsNotDescribed() {
        var operation = new Operation().requestBody(new RequestBody());
        assertThat(described("raw", operation).has("requestBody")).isFalse();
    }

    @Test
    void fieldsOfAFormAreNoParametersOfItsQuery() {
        var operation =
                new Operation()
                        .parameters(
                                new ArrayList<>(
                                        List.of(
                                                parameter("query", "text"),
                                                parameter("query", "lang"),
                                                parameter("path", "photo"))));
        assertThat(described("act", operation).path("parameters"))
                .extracting(it -> it.path("name").asText())
                .containsExactly("lang", "photo");
    }

    @Test
    void parametersAreSpelledWithExamplesAndWithoutTheToken() {
        var operation =
                new Operation()
                        .parameters(
                                new ArrayList<>(
                                        List.of(
                                                parameter("header", "Authorization"),
                                                parameter("query", "kind"),
                                                parameter("query", "within"))));
        var parameters = described("list", operation).path("parameters");

        assertThat(parameters).hasSize(2);
        assertThat(parameters.at("/0/schema/enum").toString())
                .isEqualTo("[\"check-in\",\"hazard\"]");
        assertThat(parameters.at("/1/example").asText()).isEqualTo("5403");
        assertThat(parameters.at("/1/schema/pattern").asText()).isEqualTo("^[0-9]{2,15}$");
    }

    /** Each action is a path of its own, with its own body. */
    @Test
    void aHandlerOfManyActionsIsSpreadIntoThem() {
        var post =
                new Operation()
                        .parameters(List.of(parameter("path", "id"), parameter("path", "action")))
                        .responses(new io.swagger.v3.oas.models.responses.ApiResponses());
        var api =
                new OpenAPI()
                        .components(new Components())
                        .paths(
                                new Paths()
                                        .addPathItem(
                                                "/cases/{id}/actions/{action}",
                                                new PathItem().post(post)));
        var variants =
                new PathVariants(
                        "/cases/{id}/actions/{action}",
                        "action",
                        "case",
                        List.of(
                                new PathVariants.Variant(
                                        "handle",
                                        "Report it done",
                                        Order.class,
                                        List.of("handler")),
                                new PathVariants.Variant("start", "Begin", View.class, List.of())));
        AllowedRoles.tell(post, List.of("handler", "verifier"));

        new ByVariant(variants).spread(api);
        JsonNode paths = Json31.mapper().<JsonNode>valueToTree(api).path("paths");

        assertThat(names(paths))
                .containsExactly(
                        "/cases/{id}/actions/{action}",
                        "/cases/{id}/actions/handle",
                        "/cases/{id}/actions/start");
        var handle = paths.path("/cases/{id}/actions/handle").path("post");
        assertThat(handle.path("operationId").asText()).isEqualTo("caseHandle");
        assertThat(handle.path("summary").asText()).isEqualTo("Report it done");
        assertThat(handle.path("parameters"))
                .extracting(it -> it.path("name").asText())
                .containsExactly("id");
        assertThat(handle.at("/requestBody/required").asBoolean()).isTrue();
        assertThat(handle.path("x-roles").toString()).isEqualTo("[\"handler\"]");
        assertThat(handle.path("security").toString())
                .isEqualTo("[{\"bearer\":[]},{\"oauth2\":[\"handler\"]}]");
        var start = paths.path("/cases/{id}/actions/start").path("post");
        assertThat(start.path("x-roles").toString()).isEqualTo("[\"handler\",\"verifier\"]");
        assertThat(start.path("security")).hasSize(3);
        assertThat(start.at("/requestBody/required").asBoolean()).isFalse();
        var mapped = paths.path("/cases/{id}/actions/{action}").path("post");
        assertThat(mapped.at("/parameters/1/schema/enum").toString())
                .isEqualTo("[\"handle\",\"start\"]");
        assertThat(mapped.at("/requestBody/content/application~1json/schema/anyOf")).hasSize(2);
    }

    /** Of what is read at an address, each variant has an answer of its own. */
    @Test
    void anAnswerThatDependsOnThePathIsSpreadToo() {
        var ok =
                new io.swagger.v3.oas.models.responses.ApiResponses()
                        .addApiResponse("200", new io.swagger.v3.oas.models.responses.ApiResponse())
                        .addApiResponse(
                                "404", new io.swagger.v3.oas.models.responses.ApiResponse());
        var path = "/rules/{set}";
        var api =
                new OpenAPI()
                        .components(new Components())
                        .paths(
                                new Paths()
                                        .addPathItem(
                                                path,
                                                new PathItem()
                                                        .get(
                                                                new Operation()
                                                                        .parameters(
                                                                                List.of(
                                                                                        parameter(
                                                                                                "path",
                                                                                                "set")))
                                                                        .responses(ok))
                                                        .put(
                                                                new Operation()
                                                                        .parameters(List.of())
                                                                        .responses(ok))));
        var variant = new PathVariants.Variant("limits", "Limits", null, View.class);
        for (var method : List.of(HttpMethod.GET, HttpMethod.PUT)) {
            new ByVariant(new PathVariants(method, path, "set", "rules" + method, List.of(variant)))
                    .spread(api);
        }
        JsonNode paths = Json31.mapper().<JsonNode>valueToTree(api).path("paths");

        assertThat(names(paths)).containsExactly(path, "/rules/limits");
        assertThat(names(paths.path("/rules/limits"))).containsExactlyInAnyOrder("get", "put");
        var get = paths.path("/rules/limits").path("get");
        assertThat(get.has("requestBody")).isFalse();
        var schema = "/responses/200/content/application~1json/schema";
        assertThat(get.at(schema + "/$ref").asText()).endsWith("View");
        assertThat(get.at("/responses/404").has("content")).isFalse();
        assertThat(paths.path(path).path("get").at(schema + "/anyOf")).hasSize(1);
        assertThat(paths.path(path).path("get").has("requestBody")).isFalse();
    }
}
