package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.platform.security.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiTest extends RunningGateway {
    @BeforeAll
    static void servicesDescribeThemselves() {
        var json = Map.of("Content-Type", "application/json");
        CASES.answers("/v3/api-docs", 200, description(CASES, "/api/v1/cases", "string"), json);
        GRIDS.answers("/v3/api-docs", 200, description(GRIDS, "/api/v1/grids", "integer"), json);
    }

    /** On a busy machine one of them may be taken for away, which is kept for a few seconds. */
    @BeforeEach
    void servicesAreAsked() {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> json(open("/openapi.json")).get("paths").propertyNames(),
                        paths -> paths.containsAll(List.of("/api/v1/cases", "/api/v1/grids")));
    }

    private static String description(Service service, String path, String code) {
        return """
        {"openapi":"3.1.0","servers":[{"url":"%s"}],
         "paths":{"%s":{"get":{"operationId":"list","responses":{"200":{"description":"ok","content":
           {"application/json":{"schema":{"$ref":"#/components/schemas/Page"}}}}}}}},
         "components":{"schemas":{"Page":{"type":"object","properties":{"code":{"type":"%s"}}}}}}
        """
                .formatted(service.url(), path, code);
    }

    @Test
    void allServicesAreOneDescriptionAndTheMissingOneIsNamed() {
        var answer = open("/openapi.json");
        var all = json(answer);

        assertThat(all.get("openapi").asString()).startsWith("3.1");
        assertThat(all.get("paths").propertyNames())
                .contains("/oauth2/token", "/api/v1/cases", "/api/v1/grids");
        assertThat(all.at("/components/schemas/case.Page/properties/code/type").asString())
                .isEqualTo("string");
        assertThat(all.at("/components/schemas/grid.Page/properties/code/type").asString())
                .isEqualTo("integer");
        assertThat(
                        all.at(
                                        "/components/securitySchemes/oauth2/flows/clientCredentials/tokenUrl")
                                .asString())
                .isEqualTo("/oauth2/token");
        assertThat(all.get("x-unavailable").toString()).isEqualTo("[\"notify-service\"]");
        assertThat(all.at("/info/description").asString()).contains("notify-service");
        assertThat(answer.body()).doesNotContain(CASES.url(), GRIDS.url());
    }

    /**
     * What the endpoint says is what the description says; the token's own scopes are all there.
     */
    @Test
    void whoMayCallWhatIsSaid() {
        var all = json(open("/openapi.json"));
        var opening = all.at("/paths/~1api~1v1~1clients/post");

        assertThat(opening.get("x-roles").toString()).isEqualTo("[\"system-admin\"]");
        assertThat(opening.get("security").toString())
                .isEqualTo("[{\"bearer\":[]},{\"oauth2\":[\"system-admin\"]}]");
        assertThat(opening.get("description").asString()).endsWith("Roles: `system-admin`");
        assertThat(opening.get("responses").has("403")).isTrue();
        assertThat(all.at("/paths/~1api~1v1~1me/get/x-roles")).hasSize(Role.values().length);
        assertThat(
                        all.at("/components/securitySchemes/oauth2/flows/clientCredentials/scopes")
                                .propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Role.values()).map(Role::spelled).toList());
    }

    @Test
    void eachServiceAloneIsDescribedToo() {
        var grids = open("/openapi/grid-service.json");

        assertThat(json(grids).at("/components/schemas/Page/properties/code/type").asString())
                .isEqualTo("integer");
        assertThat(grids.body()).doesNotContain(GRIDS.url());
        assertThat(json(open("/openapi/gateway.json")).get("paths").propertyNames())
                .contains("/oauth2/token", "/api/v1/me", "/api/v1/accounts/{id}/actions/{action}")
                .allMatch(path -> path.startsWith("/oauth2/") || path.startsWith("/api/v1/"));
        assertThat(open("/openapi/notify-service.json").statusCode()).isEqualTo(503);
        assertThat(open("/openapi/unheard-of.json").statusCode()).isEqualTo(404);
    }

    @Test
    void thePageShowsThemWithoutTheInternet() {
        var page = open("/docs");

        assertThat(page.statusCode()).isBetween(300, 399);
        var location = page.headers().firstValue("Location").orElseThrow();
        assertThat(location).endsWith("/swagger-ui/index.html");
        var ui = open("/swagger-ui/index.html");
        assertThat(ui.statusCode()).isEqualTo(200);
        assertThat(ui.body()).doesNotContain("https://");
        assertThat(open("/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
        assertThat(
                        open("/swagger-ui/swagger-initializer.js").body()
                                + open("/v3/api-docs/swagger-config").body())
                .contains("/openapi.json");
    }
}
