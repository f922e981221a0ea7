package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Cases that belong together, and counties that work on one. */
@InCounty
class JoinedCasesTest {
    private static final Map<String, ?> DONE = Map.of("what", "处理好了", "evidence", List.of("收据 3"));

    /** Two people report one leak; whoever came second hears of the first one's end. */
    @Test
    void whoeverReportedADuplicateIsToldHowTheOldestEnded(County county) {
        Client desk = county.dispatcher();
        JsonNode oldest = desk.dispatched(Report.hazard("水渠决口").at(county.places().get(1)));
        String into = oldest.path("id").asString();
        Answer second = desk.report(Report.hazard("渠里的水流到路上").by("央金", "13908950041", "bo"));
        String id = second.json().path("id").asString();

        JsonNode merged = did(desk, id, "merge", Map.of("into", into));
        assertThat(merged.path("status").asString()).isEqualTo("MERGED");
        assertThat(merged.at("/mergedInto/id").asString()).isEqualTo(into);
        await("the oldest knows its duplicate")
                .atMost(County.SOON)
                .untilAsserted(() ->
                        assertThat(desk.theCase(into).at("/merged/0/id").asString()).isEqualTo(id));
        assertThat(desk.act(into, "merge", Map.of("into", id)).status()).isEqualTo(409);

        did(county.client("county-handler"), into, "handle", DONE);
        did(county.client("county-verifier"), into, "verify", Map.of("passed", true));
        did(desk, into, "close", Map.of("outcome", "堵好了"));

        told(desk, id, "MERGED", "CLOSED_WITH_OTHER");
        assertThat(desk.theCase(id).path("status").asString()).isEqualTo("MERGED");
    }

    /** 虫草边界: 芒康 is in charge, 卡若 takes part, and nobody is done before both are. */
    @Test
    void twoCountiesWorkOnOneCase(County county) {
        Client desk = county.dispatcher();
        Client neighbour = county.client("neighbour-demo");
        JsonNode reported =
                desk.dispatched(Report.hazard("虫草边界打架，有人流血").at(county.places().get(2)));
        String id = reported.path("id").asString();
        assertThat(neighbour.get("/api/v1/cases/" + id).status()).isEqualTo(404);

        did(desk, id, "join", Map.of("county", "540302"));

        told(desk, id, "JOINED", "JOINED_IN_CHARGE");
        assertThat(neighbour.theCase(id).at("/parts/0/code").asString()).isEqualTo("540302");
        assertThat(
                        Json.list(neighbour.get("/api/v1/cases?limit=200").json().path("items"))
                                .stream()
                                .map(it -> it.path("id").asString()))
                .contains(id);
        assertThat(neighbour.act(id, "recall", Map.of("reason", "我们来")).status()).isEqualTo(403);
        Answer early = county.client("county-handler").act(id, "handle", DONE);
        assertThat(early.problem()).as(early.toString()).isEqualTo("parts-open");

        did(
                neighbour,
                id,
                "finish",
                Map.of("county", "540302", "what", "对方已劝回", "evidence", List.of("笔录 1")));
        JsonNode handled = did(county.client("county-handler"), id, "handle", DONE);
        assertThat(handled.path("status").asString()).isEqualTo("HANDLED");
    }

    /** Road and water pipe went together: two handlers, and one end that the reporter hears of. */
    @Test
    void aCaseThatWasSplitEndsWhenAllItsPartsHave(County county) {
        Client desk = county.dispatcher();
        Client handler = county.client("county-handler");
        JsonNode whole =
                desk.dispatched(
                        Report.hazard("塌方压断了路和水管")
                                .at(county.places().get(3))
                                .by("扎西", "13908950043", "zh"));
        String id = whole.path("id").asString();

        JsonNode split =
                did(
                        desk,
                        id,
                        "split",
                        Map.of(
                                "children",
                                List.of(
                                        Map.of("kind", "HAZARD", "title", "修路"),
                                        Map.of("kind", "HAZARD", "title", "换水管"))));
        String road = split.at("/children/0/id").asString();
        String pipe = split.at("/children/1/id").asString();
        for (String child : List.of(road, pipe)) {
            await("it is a case, and with somebody")
                    .atMost(County.SOON)
                    .untilAsserted(() ->
                            assertThat(desk.theCase(child).path("status").asString())
                                    .isEqualTo("DISPATCHED"));
            assertThat(desk.theCase(child).at("/parent/id").asString()).isEqualTo(id);
            told(desk, child, "DISPATCHED");
        }

        did(handler, id, "handle", DONE);
        did(county.client("county-verifier"), id, "verify", Map.of("passed", true));
        Answer early = desk.act(id, "close", Map.of("outcome", "通了"));
        assertThat(early.problem()).as(early.toString()).isEqualTo("children-open");
        for (String child : List.of(road, pipe)) {
            did(handler, child, "settle", DONE);
        }

        told(desk, id, "CHILDREN_ENDED");
        did(desk, id, "close", Map.of("outcome", "路通了，水来了"));
        told(desk, id, "CLOSED");
        assertThat(
                        StreamSupport.stream(desk.alerts("case=" + road).spliterator(), false)
                                .map(alert -> alert.path("rule").asString()))
                .doesNotContain("CLOSED");
    }

    private static JsonNode did(Client who, String id, String action, Map<String, ?> order) {
        Answer answer = who.act(id, action, order);
        assertThat(answer.status()).as(action + ": " + answer).isEqualTo(200);
        return answer.json();
    }

    private static void told(Client desk, String id, String... rules) {
        await("told of " + List.of(rules))
                .atMost(County.SOON)
                .untilAsserted(() ->
                        assertThat(
                                        StreamSupport.stream(
                                                        desk.alerts("case=" + id).spliterator(),
                                                        false)
                                                .map(alert -> alert.path("rule").asString()))
                                .contains(rules));
    }
}
