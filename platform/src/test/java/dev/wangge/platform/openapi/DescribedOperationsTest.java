package dev.wangge.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.TokenSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from an operation's parameters and answers, whoever adds it. */
class DescribedOperationsTest {
    private static final Set<String> ALWAYS = Set.of("400", "406", "429", "500", "503");

    private static Operation answering(@Nullable String media) {
        var ok = new ApiResponse();
        if (media != null) {
            ok.content(new Content().addMediaType(media, new MediaType()));
        }
        return new Operation().responses(new ApiResponses().addApiResponse("200", ok));
    }

    private static ApiResponse answer(Operation of, String status) {
        return Objects.requireNonNull(of.getResponses().get(status), status);
    }

    private static ApiResponse defined(Components components, String status) {
        return Objects.requireNonNull(components.getResponses().get("Problem" + status), status);
    }

    private static Set<String> problems(Operation of, HttpMethod method, boolean needsToken) {
        PossibleProblems.describe(of, method, needsToken);
        var codes = new TreeSet<>(of.getResponses().keySet());
        codes.remove("200");
        return codes;
    }

    private static Set<String> and(String more) {
        var all = new TreeSet<>(ALWAYS);
        if (!more.isEmpty()) {
            all.addAll(Arrays.asList(more.split(" ", -1)));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, false, '', ''",
        "GET, true, '', 401 403",
        "GET, true, path:id, 401 403 404",
        "GET, true, query:limit, 401 403",
        "DELETE, true, path:id, 401 403 404 409",
        "POST, true, '', 401 403 408 409 413 415",
        "PUT, true, header:If-Match, 401 403 408 409 412 413 415",
        "POST, true, header:Idempotency-Key, 401 403 408 409 413 415 422",
        "POST, false, path:token, 404 408 409 413 415"
    })
    void whichProblemsCanComeFollowsFromWhatItTakes(
            HttpMethod method, boolean needsToken, String parameter, String more) {
        var operation = answering("application/json");
        if (!parameter.isEmpty()) {
            var parts = parameter.split(":", -1);
            operation.addParametersItem(new Parameter().in(parts[0]).name(parts[1]));
        }
        assertThat(problems(operation, method, needsToken)).isEqualTo(and(more));
    }

    @Test
    void whatItSaysItselfStays() {
        var operation = answering("application/json");
        var own = new ApiResponse().description("in its own words");
        operation.getResponses().addApiResponse("429", own);
        var _ = problems(operation, HttpMethod.GET, true);
        assertThat(operation.getResponses().get("429")).isSameAs(own);
        assertThat(answer(operation, "400").get$ref()).endsWith("/Problem400");
    }

    /** A page tells what is wrong as a page. */
    @Test
    void onAPageAProblemIsAPageToo() {
        var operation = answering("text/html");
        var _ = problems(operation, HttpMethod.GET, false);
        assertThat(answer(operation, "400").get$ref()).endsWith("/Problem400OnPage");
    }

    /** Each status that some problem has is told of, in a sentence. */
    @Test
    void everyProblemsStatusIsDefined() {
        var components = new Components();
        PossibleProblems.define(components);

        var statuses =
                Arrays.stream(ProblemType.values())
                        .map(type -> type.status().value())
                        // Where there is an operation, there is its method.
                        .filter(status -> status != 405)
                        .collect(Collectors.toSet());
        for (var status : statuses) {
            var response = defined(components, status.toString());
            assertThat(response.getDescription()).isNotBlank();
            assertThat(response.getContent()).containsOnlyKeys("application/problem+json");
            assertThat(defined(components, status + "OnPage").getContent())
                    .containsOnlyKeys("application/problem+json", "text/html");
        }
        assertThat(header(components, 429)).containsExactly("Retry-After");
        assertThat(header(components, 503)).containsExactly("Retry-After");
        assertThat(header(components, 412)).containsExactly("ETag");
        assertThat(header(components, 401)).containsExactly("WWW-Authenticate");
        assertThat(defined(components, "404").getHeaders()).isNull();
        Schema<?> problem = Objects.requireNonNull(components.getSchemas().get("Problem"));
        assertThat(problem.getRequired())
                .containsExactlyInAnyOrder(
                        "type", "title", "status", "detail", "instance", "traceId");
    }

    private static Set<String> header(Components components, int status) {
        return defined(components, Integer.toString(status)).getHeaders().keySet();
    }

    private static Parameter described(String name, @Nullable Object by) {
        var schema = new JsonSchema();
        schema.addType("string");
        schema.setDefault(by);
        var parameter = new Parameter().name(name).schema(schema);
        SharedParameters.describe(parameter);
        return parameter;
    }

    private static List<String> values(Parameter of) {
        return Stream.of(of.getSchema().getEnum().toArray()).map(String::valueOf).toList();
    }

    @Test
    void aParameterMeansTheSameWhereverItStands() {
        var limit = described("limit", null).getSchema();
        assertThat(limit.getMinimum()).isEqualTo(BigDecimal.ONE);
        assertThat(limit.getMaximum()).isEqualTo(BigDecimal.valueOf(200));
        assertThat(described("lng", null).getSchema().getMaximum())
                .isEqualTo(BigDecimal.valueOf(180));
        assertThat(described("lat", null).getSchema().getMinimum())
                .isEqualTo(BigDecimal.valueOf(-90));
        assertThat(described("asOf", null).getSchema().getFormat()).isEqualTo("date");
        assertThat(described("updatedSince", null).getSchema().getFormat()).isEqualTo("date-time");
        assertThat(values(described("lang", null))).containsExactly("zh", "bo", "en");
        assertThat(described("of-its-own", null).getSchema().getFormat()).isNull();
        SharedParameters.describe(new Parameter().name("limit")); // Without a schema.
    }

    @ParameterizedTest
    @ValueSource(strings = {"-reportedAt", "reportedAt"})
    void aListIsSortedByOneFieldEitherWay(String byDefault) {
        assertThat(values(described("sort", byDefault)))
                .containsExactly("-reportedAt", "reportedAt");
    }

    private static OpenAPI api(String path, PathItem item) {
        var view = new JsonSchema();
        view.addType("object");
        view.addProperty("version", new JsonSchema());
        var page = new JsonSchema();
        page.addProperty("items", new JsonSchema());
        page.addProperty("next", new JsonSchema());
        return new OpenAPI()
                .components(new Components().addSchemas("View", view).addSchemas("Page", page))
                .paths(new Paths().addPathItem(path, item));
    }

    private static Operation showing(String name) {
        var schema = new JsonSchema();
        schema.set$ref("#/components/schemas/" + name);
        var operation = answering(null);
        answer(operation, "200")
                .content(
                        new Content()
                                .addMediaType("application/json", new MediaType().schema(schema)));
        return operation;
    }

    private static void complete(OpenAPI api, String... open) {
        new ServiceDescription(
                        new TokenSettings(
                                "http://x", "http://x/jwks", "http://x/endings", List.of(open)),
                        new RecordSchemas(new SchemaNames()),
                        List.of())
                .customise(api);
    }

    @Test
    void whatHasAVersionCarriesItsETagAndMayBeAsItWas() {
        var get = showing("View");
        var put = showing("View");
        complete(api("/cases/{id}", new PathItem().get(get).put(put)));

        assertThat(answer(get, "200").getHeaders()).containsOnlyKeys("ETag");
        assertThat(answer(put, "200").getHeaders()).containsOnlyKeys("ETag");
        assertThat(get.getResponses()).containsKey("304");
        assertThat(put.getResponses()).doesNotContainKey("304");
    }

    @Test
    void aListSaysWhereItGoesOn() {
        var get = showing("Page");
        complete(api("/cases", new PathItem().get(get)));
        assertThat(answer(get, "200").getHeaders()).containsOnlyKeys("Link");
        assertThat(get.getResponses()).doesNotContainKey("304");
    }

    @Test
    void allNeedATokenButWhatIsOpen() {
        var open = showing("View");
        var closed = showing("View");
        var api = api("/l/{token}", new PathItem().get(open));
        api.path("/cases", new PathItem().get(closed));

        complete(api, "/l/**");

        assertThat(open.getSecurity()).isEmpty();
        assertThat(open.getResponses()).doesNotContainKey("401");
        assertThat(closed.getSecurity()).isNull();
        assertThat(closed.getResponses()).containsKey("401");
        assertThat(api.getSecurity()).hasSize(2);
        assertThat(api.getComponents().getSecuritySchemes()).containsOnlyKeys("bearer", "oauth2");
    }

    @Test
    void aServiceThatServesNothingIsDescribedAllTheSame() {
        var nothing = new OpenAPI();
        complete(nothing);
        assertThat(nothing.getPaths()).isNull();
    }

    /** Either alone opens nothing: a path that is open by mistake asks for a token all the same. */
    @Test
    void whatSaysItsRolesNeedsATokenAndTellsPeople() {
        var operation = answering("application/json").description("Looks.");
        AllowedRoles.tell(operation, List.of("handler", "verifier"));
        var api =
                new OpenAPI()
                        .paths(new Paths().addPathItem("/open/x", new PathItem().get(operation)));
        complete(api);

        assertThat(operation.getSecurity()).hasSize(3);
        assertThat(operation.getResponses()).containsKeys("401", "403");
        assertThat(operation.getDescription()).isEqualTo("Looks.\n\nRoles: `handler`, `verifier`");
    }
}
