package dev.wangge.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MergedDescriptionTest {
    private final JsonMapper json = JsonMapper.builder().build();
    private final MergedDescription merged = new MergedDescription();

    private ObjectNode read(String text) {
        return json.readTree(text).asObject();
    }

    @Test
    void referencesFollowTheirComponentsWhereverTheyStand() {
        var described =
                read(
                        """
                        {"paths":{"/api/v1/cases":{
                            "parameters":[{"$ref":"#/components/parameters/Limit"}],
                            "post":{"operationId":"create","security":[],"responses":{"200":{"$ref":"#/components/responses/Made"}}}}},
                         "components":{
                            "parameters":{"Limit":{"name":"limit","in":"query"}},
                            "securitySchemes":{"mine":{"type":"http"}},
                            "responses":{"Made":{"description":"made","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Case"}}}}},
                            "schemas":{"Case":{"oneOf":[{"$ref":"#/components/schemas/A"}],
                              "discriminator":{"propertyName":"k","mapping":{"a":"#/components/schemas/A"}}},"A":{"type":"object"}}}}
                        """);
        var before = described.toString();
        merged.add("case-service", described);
        var all = merged.document();

        assertThat(described.toString()).as("the service's own stays as it is").isEqualTo(before);
        assertThat(all.at("/paths/~1api~1v1~1cases/parameters/0/$ref").asString())
                .isEqualTo("#/components/parameters/case.Limit");
        assertThat(all.at("/paths/~1api~1v1~1cases/post/responses/200/$ref").asString())
                .isEqualTo("#/components/responses/case.Made");
        assertThat(all.at("/components/schemas/case.Case/discriminator/mapping/a").asString())
                .isEqualTo("#/components/schemas/case.A");
        assertThat(all.at("/components/schemas/case.Case/oneOf/0/$ref").asString())
                .isEqualTo("#/components/schemas/case.A");
        assertThat(all.at("/components/parameters/case.Limit/name").asString()).isEqualTo("limit");
        assertThat(all.at("/components/securitySchemes/case.mine").isMissingNode()).isTrue();
        assertThat(all.at("/paths/~1api~1v1~1cases/post/operationId").asString())
                .isEqualTo("case.create");
        assertThat(all.at("/paths/~1api~1v1~1cases/post/security").isMissingNode()).isTrue();
    }

    @Test
    void whatTheGatewayAnswersItselfCanComeFromEachOperation() {
        merged.gateway(
                read(
                        """
                        {"paths":{},"components":{"responses":{
                            "Problem429":{"description":"later"},"Problem503":{"description":"away"}}}}
                        """));
        merged.add(
                "case-service",
                read(
                        """
                        {"paths":{"/api/v1/cases":{"get":{"responses":{"200":{"description":"ok"},
                            "503":{"description":"the database is away"}}}}}}
                        """));
        var responses = merged.document().at("/paths/~1api~1v1~1cases/get/responses");

        assertThat(responses.propertyNames()).containsExactlyInAnyOrder("200", "429", "503");
        assertThat(responses.at("/429/$ref").asString())
                .isEqualTo("#/components/responses/Problem429");
        assertThat(responses.at("/503/description").asString()).isEqualTo("the database is away");
    }

    @Test
    void onlyWhatTheGatewayLetsThroughIsDescribed() {
        merged.add(
                "notify-service",
                read(
                        """
                        {"paths":{"/callbacks/aliyun-sms/{token}":{"post":{}},"/api/v1/alerts":{"get":{}},"/l/{token}":{"get":{}},"/a/{code}":{"get":{}}}}
                        """));

        assertThat(merged.document().get("paths").propertyNames())
                .containsExactlyInAnyOrder("/api/v1/alerts", "/l/{token}", "/a/{code}");
        assertThat(merged.document().at("/paths/~1l~1{token}/get/security").toString())
                .as("a link needs no token")
                .isEqualTo("[]");
    }

    @Test
    void whoMayCallItIsSaidAsTheServiceSaysIt() {
        merged.add(
                "case-service",
                read(
                        """
                        {"paths":{"/api/v1/cases":{"get":{"x-roles":["handler"],
                            "security":[{"bearer":[]},{"oauth2":["handler"]}]}}}}
                        """));
        var listed = merged.document().at("/paths/~1api~1v1~1cases/get");

        assertThat(listed.get("x-roles").toString()).isEqualTo("[\"handler\"]");
        assertThat(listed.get("security").toString())
                .isEqualTo("[{\"bearer\":[]},{\"oauth2\":[\"handler\"]}]");
    }
}
