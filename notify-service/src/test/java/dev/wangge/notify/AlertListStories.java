package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.testing.HouseRules;
import dev.wangge.testing.TestIssuer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which alerts are seen by whom, and how they are counted. */
abstract class AlertListStories extends RunningNotifyService {
    @Test
    void alertsAreSeenWithinTheCallersDivisionsOnly() {
        var id = newCase();
        happens(id, 5, dispatchedTo(member("zh"), "WG2026-0000021"), "system");
        var alert = alert(id, "DISPATCHED", "SENT");
        var path = "/api/v1/alerts/" + alert.path("id").asString();

        assertThat(get(desk, path).statusCode()).isEqualTo(200);
        assertThat(get(neighbour, path).statusCode()).isEqualTo(404);
        assertThat(post(neighbour, path + "/actions/acknowledge", "").statusCode()).isEqualTo(404);
        assertThat(get(neighbour, "/api/v1/alerts?case=" + id).body()).contains("\"items\":[]");
        assertThat(get("", path).statusCode()).isEqualTo(401);

        var acknowledged = post(desk, path + "/actions/acknowledge", "");
        assertThat(json.readTree(acknowledged.body()).path("status").asString())
                .isEqualTo("ACKNOWLEDGED");
        assertThat(post(desk, path + "/actions/acknowledge", "").statusCode()).isEqualTo(200);
    }

    /** As the case itself: whoever else works there does not learn that there is one. */
    @Test
    void alertsAboutAConfidentialCaseAreForDispatchers() {
        var id = newCase();
        var handler = TestIssuer.token("county-handler", "handler", "540328");
        happens(id, 4, dispatchedTo(member("zh"), "WG2026-0000023"), "system");
        var before = alert(id, "DISPATCHED", "SENT").path("id").asString();
        assertThat(get(handler, "/api/v1/alerts/" + before).statusCode()).isEqualTo(200);

        happens(id, 5, new CaseConfided(true, false), "county-demo");
        await().until(() -> get(handler, "/api/v1/alerts/" + before).statusCode() == 404);
        happens(id, 6, dispatchedTo(member("bo"), "WG2026-0000023"), "county-demo");
        await().until(() -> alerts("case=" + id).size() == 2);
        assertThat(get(handler, "/api/v1/alerts?case=" + id).body()).contains("\"items\":[]");
        assertThat(
                        post(handler, "/api/v1/alerts/" + before + "/actions/acknowledge", "")
                                .statusCode())
                .isEqualTo(404);
        assertThat(get(desk, "/api/v1/alerts/" + before).statusCode()).isEqualTo(200);
        assertThat(get(neighbour, "/api/v1/alerts/" + before).statusCode()).isEqualTo(404);

        happens(id, 7, new CaseConfided(false, false), "county-demo");
        await().until(() -> get(handler, "/api/v1/alerts/" + before).statusCode() == 200);
    }

    /** What was answered first is answered again, though a receipt came and the client has gone. */
    @Test
    void aKeyedAcknowledgementGetsItsFirstAnswerWhateverHasChangedSince() {
        var id = newCase();
        var reporter = reporter("zh");
        happens(
                id,
                9,
                new CaseClosed(
                        "WG2026-0000022", "REQUEST", reporter.code(), null, "540328", null, null),
                "county-demo");
        var alert = alert(id, "CLOSED", "SENT");
        var path = "/api/v1/alerts/%s/actions/acknowledge".formatted(alert.path("id").asString());
        var key = UUID.randomUUID().toString();

        var first = service.post(desk, path, "{}", "Idempotency-Key", key);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        receipt(alert.at("/attempts/0/outId").asString(), true);
        await().until(() -> state(alerts("case=" + id).path(0), 0).equals("DELIVERED"));

        var moved = TestIssuer.token("county-demo", "handler", "540302");
        for (var token : List.of(desk, moved)) {
            var again = service.post(token, path, "{}", "Idempotency-Key", key);
            assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
        }
        var other = service.post(desk, path, "{\"a\":1}", "Idempotency-Key", key);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(service.post(moved, path, "{}", "Idempotency-Key", "x").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theListPagesWithoutRepeats() {
        for (int i = 0; i < 3; i++) {
            var id = newCase();
            happens(id, 5, dispatchedTo(member("zh"), "WG2026-000003" + i), "system");
            alert(id, "DISPATCHED", "SENT");
        }
        var first = get(desk, "/api/v1/alerts?limit=2");
        var page = json.readTree(first.body());
        var second =
                json.readTree(
                        get(desk, "/api/v1/alerts?limit=2&cursor=" + page.path("next").asString())
                                .body());

        assertThat(first.headers().firstValue("Link").orElse("")).contains("rel=\"next\"");
        assertThat(page.path("items").findValuesAsString("id"))
                .doesNotContainAnyElementsOf(second.path("items").findValuesAsString("id"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/alerts?limit=0, 400, limit",
        "/api/v1/alerts?status=ASLEEP, 400, status",
        "/api/v1/alerts?colour=red, 400, unknown-parameter",
        "/api/v1/alerts?cursor=x, 400, cursor",
        "/api/v1/alerts/none, 404, no-such-alert"
    })
    void oddQuestionsGetNamedAnswers(String path, int status, String holds) {
        var answer = get(desk, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(holds);
    }

    @Test
    void whatWasDoneIsCounted() {
        var id = newCase();
        happens(id, 5, dispatchedTo(member("zh"), "WG2026-0000040"), "system");
        alert(id, "DISPATCHED", "SENT");

        // An alert is counted after it is stored, and so after it shows as SENT.
        await().untilAsserted(() ->
                assertThat(get("", "/actuator/prometheus").body())
                        .contains(
                                "wangge_alerts_total{",
                                "result=\"SENT\"",
                                "wangge_alerts_latency_seconds_bucket{",
                                "wangge_relay_backlog{"));
        HouseRules.describesItsMetrics(get("", "/actuator/prometheus").body());
    }
}
