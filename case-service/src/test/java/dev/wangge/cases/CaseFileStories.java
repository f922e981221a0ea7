package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is kept of a case, and what adds up from it; the same on both database engines. */
abstract class CaseFileStories extends RunningCaseService {
    @Test
    void casesAndStepsAreCountedByKindTierAndState() throws Exception {
        // No other story reports an emergency.
        var emergency = IN_LAWU.replace("REQUEST", "EMERGENCY");
        var id = created(desk, emergency);
        created(desk, emergency);
        act(handler, id, "handle", "{\"what\":\"救出来了\"}");
        act(verifier, id, "verify", "{\"passed\":true}");
        act(desk, id, "close", "{}");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(get("", "/actuator/prometheus").body().lines())
                                .contains(
                                        series("wangge_cases", "tier=\"SUPERIOR\"", "CLOSED", 1),
                                        series(
                                                "wangge_cases",
                                                "tier=\"SUPERIOR\"",
                                                "DISPATCHED",
                                                1),
                                        step("accept", "in_time", 2),
                                        step("handle", "in_time", 1),
                                        step("verify", "in_time", 1),
                                        step("handle", "late", 0)));
    }

    private static String series(String name, String tier, String status, int value) {
        return "%s{kind=\"EMERGENCY\",service=\"case-service\",status=\"%s\",%s} %d.0"
                .formatted(name, status, tier, value);
    }

    private static String step(String step, String result, int value) {
        return ("wangge_cases_sla_total{kind=\"EMERGENCY\",result=\"%s\",service=\"case-service\","
                        + "step=\"%s\"} %d.0")
                .formatted(result, step, value);
    }
}
