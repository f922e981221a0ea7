package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where something is that nobody has a position of: as people say it. */
@InCounty
class PlaceNamesTest {

    @Test
    void aReportFromEachVillageIsLocatedByItsNameInTheText(County county) {
        List<JsonNode> villages = villages(county);
        assertThat(villages).hasSize(68);
        Map<String, List<String>> grids = gridsOfVillages(county);
        Map<String, JsonNode> reported = new LinkedHashMap<>();
        for (JsonNode village : villages) {
            String said = village.path("name").asString().replaceFirst("村(村民委员会|村委会)$", "村");
            Answer answer = county.dispatcher().report(Report.hazard("%s的水管坏了".formatted(said)));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            reported.put(answer.json().path("id").asString(), village);
        }
        reported.forEach((id, village) ->
                // On a busy machine it may be located a moment later.
                await(village.path("name").asString())
                        .atMost(County.SOON)
                        .untilAsserted(() -> {
                            JsonNode place = county.dispatcher().theCase(id).path("location");
                            String code = village.path("code").asString();
                            assertThat(place.path("rule").asString())
                                    .as(place.toString())
                                    .isEqualTo("PLACE_NAME");
                            assertThat(place.path("divisionCode").asString()).isEqualTo(code);
                            List<String> own = grids.getOrDefault(code, List.of());
                            if (own.size() == 1) {
                                assertThat(place.path("gridCode").asString())
                                        .isEqualTo(own.getFirst());
                            }
                        }));
    }

    @Test
    void whatMayBeSeveralPlacesIsShownToTheDispatcher(County county) {
        JsonNode located = locate(county, "从拉乌村到昂多乡的路塌了");
        assertThat(located.path("rule").asString()).isEqualTo("UNLOCATED");
        assertThat(located.path("grid").isNull()).isTrue();
        assertThat(Json.list(located.path("candidates")))
                .extracting(one -> one.path("code").asString())
                .containsExactlyInAnyOrder("540328101201", "540328203000");

        assertThat(locate(county, "拉乌村的路塌了").path("candidates")).isEmpty();
        assertThat(
                        Json.list(
                                locate(county.client("neighbour-demo"), "从拉乌村到昂多乡的路塌了")
                                        .path("candidates")))
                .isEmpty();
    }

    private static JsonNode locate(County county, String text) {
        return locate(county.dispatcher(), text);
    }

    private static JsonNode locate(Client client, String text) {
        return client.get("/api/v1/grids:locate?text=" + URLEncoder.encode(text, UTF_8)).json();
    }

    private static List<JsonNode> villages(County county) {
        List<JsonNode> villages = new ArrayList<>();
        for (JsonNode township : below(county, "540328")) {
            villages.addAll(below(county, township.path("code").asString()));
        }
        return villages;
    }

    private static List<JsonNode> below(County county, String code) {
        return Json.list(
                county.dispatcher()
                        .get("/api/v1/divisions?limit=200&parent=" + code)
                        .json()
                        .path("items"));
    }

    private static Map<String, List<String>> gridsOfVillages(County county) {
        Map<String, List<String>> grids = new LinkedHashMap<>();
        county.dispatcher()
                .get("/api/v1/grids?limit=200&within=540328")
                .json()
                .path("items")
                .forEach(grid ->
                        grids.computeIfAbsent(
                                        grid.path("divisionCode").asString(),
                                        any -> new ArrayList<>())
                                .add(grid.path("code").asString()));
        return grids;
    }
}
