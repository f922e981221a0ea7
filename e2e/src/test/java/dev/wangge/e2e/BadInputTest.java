package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whatever comes in is either understood or refused with a name: never a 500. */
@InCounty
class BadInputTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"kind\":\"HAZARD\",`                                          | 400 | malformed-json  | ",
                "`nothing like JSON`                                              | 400 | malformed-json  | ",
                "`[]`                                                             | 400 | invalid-request | #",
                "`{\"kind\":\"HAZARD\"}`                                          | 400 | invalid-request | #/title",
                "`{\"title\":\"x\"}`                                              | 400 | invalid-request | #/kind",
                "`{\"kind\":\"HAZARD\",\"title\":\"\"}`                           | 400 | invalid-request | #/title",
                "`{\"kind\":\"FLOOD\",\"title\":\"x\"}`                           | 400 | invalid-request | #/kind",
                "`{\"kind\":\"HAZARD\",\"title\":7}`                              | 400 | invalid-request | #/title",
                "`{\"kind\":\"HAZARD\",\"title\":\"x\",\"colour\":1}`             | 400 | invalid-request | #/colour",
                "`{\"kind\":\"HAZARD\",\"title\":\"x\",\"location\":{\"lng\":198.6,\"lat\":29.7}}` | 400 | invalid-request | #/location/lng",
                "`{\"kind\":\"HAZARD\",\"title\":\"x\",\"location\":{\"lng\":98.6,\"lat\":-97}}`   | 400 | invalid-request | #/location/lat",
                "`{\"kind\":\"HAZARD\",\"title\":\"x\",\"location\":{\"lng\":98.6,\"lat\":29.7,\"crs\":\"BD09\"}}` | 400 | invalid-request | #/location/crs",
                "`{\"kind\":\"HAZARD\",\"title\":\"x\",\"location\":{\"gridCode\":\"12\"}}`        | 400 | invalid-request | #/location/gridCode",
                "`{\"kind\":\"HAZARD\",\"title\":\"x\",\"occurredAt\":\"1900-01-01T00:00:00Z\"}`   | 400 | invalid-request | #/occurredAt",
                "`{\"kind\":\"HAZARD\",\"title\":\"x\",\"location\":{\"gridCode\":\"540302100200001\"}}` | 403 | outside-scope | ",
            })
    void isRefusedWithItsName(
            String body, int status, String problem, String pointer, County county) {
        Answer answer = county.dispatcher().post("/api/v1/cases", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.json().path("traceId").asString("")).isNotEmpty();
        if (pointer != null) {
            assertThat(answer.json().at("/errors/0/pointer").asString("")).isEqualTo(pointer);
        }
        assertThat(county.part("gateway").get("/problems/" + problem).status()).isEqualTo(200);
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsTooLarge(County county) {
        String text = "路".repeat(400_000);
        Answer answer = county.dispatcher().report(Report.hazard("x").saying(text));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("body-too-large");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/cases?colour=red, 400",
        "/api/v1/cases?limit=201, 400",
        "/api/v1/cases?within=540328x, 400",
        "/api/v1/cases?within=540328%E6%9D%91, 400",
        "/api/v1/cases?status=SOMEHOW, 400",
        "/api/v1/cases?cursor=%00, 400",
        "/api/v1/cases?cursor=x, 400",
        "/api/v1/cases?status=CLOSED&status=REPORTED, 400",
        "/api/v1/cases?reportedFrom=%2B300000000-01-01T00:00:00Z, 400",
        "/api/v1/cases?reportedTo=-999999999-01-01T00:00:00Z, 400",
        "/api/v1/cases?assignee=%FF, 400",
        "/api/v1/cases?assignee=%C0%AD%CE%DA, 400",
        "/api/v1/cases?assignee=a%07, 400",
        "/api/v1/cases?=x, 400",
        "/api/v1/cases?%00=x, 400",
        "/api/v1/alerts?recipient=%00, 400",
        "/api/v1/alerts?status=SENT&status=PENDING, 400",
        "/api/v1/divisions?asOf=%2B300000000-01-01, 400",
        "/api/v1/evaluations?%FF, 400",
        "/openapi.json?q=%FF, 400",
        "/nowhere?q=%00, 400",
        "/api/v1/cases?within=540302, 403",
        "/api/v1/cases/1, 404",
        "/api/v1/grids:locate?lng=east&lat=29.7, 400",
        "/api/v1/nowhere, 404",
    })
    void aQuestionThatCannotBeAnsweredIsToldWhy(String path, int status, County county) {
        Answer answer = county.dispatcher().get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.problem()).isNotEmpty().doesNotContain("no problem");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    `{"kind":"HAZARD","title":"x","title":"y"}`              | malformed-json  |
                    `{"kind":"HAZARD","title":"x"}{}`                        | invalid-request | #
                    `{"kind":"HAZARD","title":"\\u200b\\u200d"}`             | invalid-request | #/title
                    `{"kind":"HAZARD","title":"\\u3164"}`                    | invalid-request | #/title
                    `{"kind":"HAZARD","title":"a\\u0000"}`                   | invalid-request | #/title
                    `{"kind":"HAZARD","title":"a\\ud800"}`                   | invalid-request | #/title
                    `{"kind":"HAZARD","title":"x","location":{"lng":"98.6","lat":29.7}}` | invalid-request | #/location/lng
                    `{"kind":"HAZARD","title":"x","location":{"lng":1e400,"lat":29.7}}`  | invalid-request | #/location/lng
                    `{"kind":"HAZARD","title":"x","location":{"lng":"NaN","lat":29.7}}`  | invalid-request | #/location/lng
                    `{"kind":"HAZARD","title":"x","occurredAt":"+300000000-01-01T00:00:00Z"}` | invalid-request | #/occurredAt
                    `{"kind":"HAZARD","title":"x","reporter":"x"}`           | invalid-request | #/reporter
                    `null`                                                   | invalid-request | #
                    `7`                                                      | invalid-request | #
                    """)
    void whatJsonCanBeIsNotYetAReport(
            String body, String problem, @Nullable String pointer, County county) {
        Answer answer = county.dispatcher().post("/api/v1/cases", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo(problem);
        if (pointer != null) {
            assertThat(answer.json().at("/errors/0/pointer").asString("")).isEqualTo(pointer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json;charset=GBK"
    })
    void aReportIsJson(String type, County county) {
        Answer answer =
                county.dispatcher()
                        .post(
                                "/api/v1/cases",
                                "{\"kind\":\"HAZARD\",\"title\":\"x\"}",
                                "Content-Type",
                                type);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUERY    | /api/v1/cases          | GET,HEAD,OPTIONS,POST",
                "PROPFIND | /api/v1/grids/540328   | DELETE,GET,HEAD,OPTIONS,PUT",
                "DELETE   | /l/unknown             | GET,HEAD,OPTIONS,POST",
                "FOO      | /l/unknown/photos/none | GET,HEAD,OPTIONS",
                "PUT      | /openapi.json          | GET,HEAD,OPTIONS",
                "POST     | /a/000000000000        | GET,HEAD,OPTIONS",
            })
    void aMethodThatIsNotServedNamesThoseThatAre(
            String method, String path, String served, County county) {
        Answer answer = county.dispatcher().ask(method, path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(405);
        assertThat(answer.problem()).isEqualTo("method-not-allowed");
        assertThat(answer.header("Allow").split(", ?"))
                .containsExactlyInAnyOrder(served.split(","));

        Answer options = county.dispatcher().ask("OPTIONS", path);
        assertThat(options.status()).as(options.toString()).isEqualTo(200);
        assertThat(options.header("Allow").split(", ?"))
                .containsExactlyInAnyOrder(served.split(","));
    }

    @Test
    void theWordsAreThoseOfTheCaller(County county) {
        for (var said :
                Map.of(
                                "zh", "lng和lat要一起填",
                                "bo", "lngདང་latམཉམ་དུ་འབྲི་དགོས།",
                                "en", "lng and lat come together")
                        .entrySet()) {
            Answer answer =
                    county.dispatcher()
                            .post(
                                    "/api/v1/cases",
                                    "{\"kind\":\"HAZARD\",\"title\":\"x\",\"location\":{\"lng\":98.6}}",
                                    "Accept-Language",
                                    said.getKey());
            assertThat(answer.json().path("detail").asString()).isEqualTo(said.getValue());
            assertThat(answer.json().at("/errors/0/message").asString()).isEqualTo(said.getValue());
        }
    }

    @Test
    void theNeighboursCasesAreNotOurs(County county) {
        JsonNode ours = county.dispatcher().report(Report.hazard("我县的事")).json();
        String id = ours.path("id").asString();
        Client neighbour = county.client("neighbour-demo");
        assertThat(neighbour.get("/api/v1/cases/" + id).problem()).isEqualTo("no-such-case");
        assertThat(neighbour.get("/api/v1/cases/" + id + "/timeline").status()).isEqualTo(404);
        assertThat(neighbour.act(id, "accept", Map.of()).status()).isEqualTo(404);
        String unknown = UUID.randomUUID().toString();
        assertThat(neighbour.get("/api/v1/cases/" + unknown).problem()).isEqualTo("no-such-case");
    }

    @Test
    void whatIsNotPermittedAndWhatIsNotPossibleAreToldApart(County county) {
        String id =
                county.dispatcher()
                        .dispatched(Report.hazard("落石").at(county.places().getFirst()))
                        .path("id")
                        .asString();
        Answer notPermitted =
                county.client("county-handler").act(id, "verify", Map.of("passed", true));
        assertThat(notPermitted.status()).isEqualTo(403);
        assertThat(notPermitted.problem()).isEqualTo("not-permitted");

        Answer notPossible =
                county.client("county-verifier").act(id, "verify", Map.of("passed", true));
        assertThat(notPossible.status()).isEqualTo(409);
        assertThat(notPossible.problem()).isEqualTo("action-not-allowed");

        Answer stale =
                county.dispatcher()
                        .post(
                                "/api/v1/cases/" + id + "/actions/recall",
                                "{\"reason\":\"x\"}",
                                "If-Match",
                                "\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.header("ETag")).matches("\"\\d+\"");
        assertThat(county.dispatcher().act(id, "levitate", Map.of()).problem())
                .isEqualTo("no-such-action");
    }

    @Test
    void emojiAndTibetanComeBackAsTheyWere(County county) {
        String title = "ཆུ་ཁོག་ཉམས་སོང་། 🚰水管坏了";
        String text = "第一行\n\t第二行 \"引号\" \\ 𠮷 👨‍👩‍👧 བཀྲ་ཤིས་བདེ་ལེགས།";
        Answer created = county.dispatcher().report(Report.hazard(title).saying(text));
        assertThat(created.status()).isEqualTo(201);
        JsonNode read = county.dispatcher().theCase(created.json().path("id").asString());
        assertThat(read.path("title").asString()).isEqualTo(title);
        assertThat(read.path("description").asString()).isEqualTo(text);
    }
}
