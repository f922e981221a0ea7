package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of cases that do not go straight from report to rating. */
@InCounty
class LifeOfACaseTest {
    private static final Map<String, ?> DONE = Map.of("what", "换了水管", "evidence", List.of("收据 12"));

    /** 饮水改造: 130 万元 are waited for, the work fails its check once, and the water is off again. */
    @Test
    void waterWaitsForItsMoneyAndComesBackUntilItRuns(County county) {
        Client desk = county.dispatcher();
        JsonNode reported =
                desk.dispatched(
                        Report.hazard("饮水管道冻裂")
                                .at(county.places().getFirst())
                                .by("卓玛", "13908950021", "bo"));
        String id = reported.path("id").asString();
        String due = reported.at("/deadlines/handleBy").asString();

        did(desk, id, "triage", Map.of("tier", "SUPERIOR", "reason", "需要130万元"));
        did(desk, id, "suspend", Map.of("reason", "差130万元", "resumeWhen", "资金到位"));
        Answer early = county.client("county-handler").act(id, "handle", DONE);
        assertThat(early.status()).as(early.toString()).isEqualTo(409);
        assertThat(early.json().path("actions").toString()).contains("resume");
        assertThat(page(county, reported).text()).contains("已挂起").doesNotContain("卓玛", "冻裂");
        did(desk, id, "resume", Map.of("reason", "资金到位", "amount", 1_300_000, "source", "县财政"));
        JsonNode clock = desk.get("/api/v1/cases/" + id + "/clock").json();
        assertThat(clock.at("/steps/0/dueAt").asString()).isGreaterThan(due);
        assertThat(clock.at("/steps/0/pauses")).hasSize(1);

        did(county.client("county-handler"), id, "handle", DONE);
        did(
                county.client("county-verifier"),
                id,
                "verify",
                Map.of("passed", false, "reason", "还没有水"));
        did(county.client("county-handler"), id, "handle", DONE);
        did(county.client("county-verifier"), id, "verify", Map.of("passed", true));
        did(desk, id, "close", Map.of("outcome", "通水"));
        JsonNode reopened = did(desk, id, "reopen", Map.of("reason", "又停水了"));

        assertThat(reopened.path("status").asString()).isEqualTo("FILED");
        assertThat(reopened.path("round").asInt()).isEqualTo(2);
        assertThat(reopened.at("/earlierRounds/0/closedAt").asString()).isNotEmpty();
        assertThat(page(county, reported).text()).contains("待派遣", "已结案");
        told(
                county,
                id,
                "DISPATCHED",
                "SUSPENDED",
                "RESUMED",
                "REWORK",
                "CLOSED",
                "REOPENED",
                "REOPENED_REPORTER");
    }

    /** Nobody drops out of sight: who gives it back, who has it taken away, who waits at home. */
    @Test
    void whoMustKnowIsTold(County county) {
        Client desk = county.dispatcher();
        JsonNode reported =
                desk.dispatched(
                        Report.hazard("围栏倒了")
                                .at(county.places().getFirst())
                                .by("次仁", "13908950022", "bo"));
        String id = reported.path("id").asString();
        String member = reported.at("/assignee/code").asString();

        did(county.client("county-handler"), id, "return", Map.of("reason", "不归我管"));
        told(county, id, "RETURNED");
        did(desk, id, "dispatch", Map.of("member", member));
        did(desk, id, "reply", Map.of("text", "明天有人来"));
        did(desk, id, "recall", Map.of("reason", "派错了"));
        told(county, id, "DISPATCHED", "REPLIED", "RECALLED");
    }

    private static JsonNode did(Client who, String id, String action, Map<String, ?> order) {
        Answer answer = who.act(id, action, order);
        assertThat(answer.status()).as(action + ": " + answer).isEqualTo(200);
        return answer.json();
    }

    private static Answer page(County county, JsonNode reported) {
        return county.dispatcher().get("/c/" + reported.path("code").asString() + "?lang=zh");
    }

    private static void told(County county, String id, String... rules) {
        await("told of " + List.of(rules))
                .atMost(County.SOON)
                .untilAsserted(() ->
                        assertThat(
                                        StreamSupport.stream(
                                                        county.dispatcher()
                                                                .alerts("case=" + id)
                                                                .spliterator(),
                                                        false)
                                                .map(alert -> alert.path("rule").asString()))
                                .contains(rules));
    }
}
