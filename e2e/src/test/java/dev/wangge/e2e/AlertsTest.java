package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.wangge.e2e.PhoneWall.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is told, by which channel, and what happens when a channel refuses. */
@InCounty
class AlertsTest {

    private static final String DISPATCHER = "dispatch.540328";

    @Test
    void aReportFromNowhereGoesToTheDispatcher(County county) {
        JsonNode reported = county.dispatcher().report(Report.hazard("有人受困")).json();
        assertThat(reported.path("status").asString()).isEqualTo("REPORTED");
        String number = reported.path("number").asString();
        assertThat(county.phones().awaitFirst("WECOM", number).to()).isEqualTo(DISPATCHER);
        assertThat(alert(county, reported, "LEFT_FOR_DISPATCHER").path("recipient").asString())
                .isEqualTo("unit:540328-dispatch");
    }

    @Test
    void whomOneChannelDoesNotReachTheNextDoesAndInTheEndTheDispatcherKnows(County county) {
        Place place = county.places().get(5);
        JsonNode first = county.dispatcher().dispatched(Report.hazard("落石一").at(place));
        Message card = county.phones().awaitFirst("WECOM", first.path("number").asString());
        assertThat(card.to()).endsWith(place.divisionCode());

        county.providers().refuse("WECOM", card.to());
        JsonNode second = county.dispatcher().report(Report.hazard("落石二").at(place)).json();
        Message sms = county.phones().awaitFirst("ALIYUN_SMS", second.path("number").asString());
        assertThat(sms.to()).startsWith("199");
        JsonNode reached = alertThatIs(county, second, "DISPATCHED", "DELIVERED");
        assertThat(reached.path("recipient").asString())
                .isEqualTo(first.at("/assignee/code").asString());
        assertThat(Json.list(reached.path("attempts")))
                .extracting(
                        attempt -> attempt.path("channel").asString(),
                        attempt -> attempt.path("state").asString())
                .containsExactly(tuple("WECOM", "REFUSED"), tuple("ALIYUN_SMS", "DELIVERED"));

        county.providers().refuse("ALIYUN_SMS", sms.to());
        JsonNode third = county.dispatcher().report(Report.hazard("落石三").at(place)).json();
        JsonNode lost = alertThatIs(county, third, "DISPATCHED", "UNDELIVERED");
        assertThat(Json.list(county.dispatcher().alerts("status=UNDELIVERED")))
                .extracting(alert -> alert.path("id").asString())
                .contains(lost.path("id").asString());
        String number = third.path("number").asString();
        assertThat(county.phones().awaitFirst("WECOM", number).to()).isEqualTo(DISPATCHER);
        assertThat(alert(county, third, "UNDELIVERED").path("recipient").asString())
                .isEqualTo("unit:540328-dispatch");
    }

    @Test
    void whoTakesTheWorkUpNeedsNoMoreTelling(County county) {
        Place place = county.places().get(7);
        JsonNode reported = county.dispatcher().report(Report.hazard("路面塌陷").at(place)).json();
        county.phones().awaitFirst("WECOM", reported.path("number").asString());
        JsonNode alert = alertThatIs(county, reported, "DISPATCHED", "SENT");
        Answer acknowledged =
                county.dispatcher()
                        .post(
                                "/api/v1/alerts/"
                                        + alert.path("id").asString()
                                        + "/actions/acknowledge",
                                "{}");
        assertThat(acknowledged.status()).as(acknowledged.toString()).isEqualTo(200);
        alertThatIs(county, reported, "DISPATCHED", "ACKNOWLEDGED");
        await("the timeline knows")
                .atMost(County.SOON)
                .until(() ->
                        Json.list(
                                        county.dispatcher()
                                                .get(
                                                        "/api/v1/cases/%s/timeline"
                                                                .formatted(
                                                                        reported.path("id")
                                                                                .asString()))
                                                .json()
                                                .path("items"))
                                .stream()
                                .anyMatch(fact ->
                                        fact.at("/data/status")
                                                .asString("")
                                                .equals("ACKNOWLEDGED")));
        assertThat(
                        county.client("neighbour-demo")
                                .get("/api/v1/alerts/" + alert.path("id").asString())
                                .status())
                .isEqualTo(404);
    }

    private static JsonNode alert(County county, JsonNode theCase, String rule) {
        return await(rule)
                .atMost(County.SOON)
                .until(() -> alerts(county, theCase, rule), alerts -> !alerts.isEmpty())
                .getFirst();
    }

    private static JsonNode alertThatIs(
            County county, JsonNode theCase, String rule, String status) {
        // A receipt that is not taken within five seconds comes again after a minute.
        return await(rule + " is " + status)
                .atMost(County.IN_THE_END)
                .until(
                        () -> alert(county, theCase, rule),
                        alert -> alert.path("status").asString().equals(status));
    }

    private static List<JsonNode> alerts(County county, JsonNode theCase, String rule) {
        return Json.list(county.dispatcher().alerts("case=" + theCase.path("id").asString()))
                .stream()
                .filter(alert -> alert.path("rule").asString().equals(rule))
                .toList();
    }
}
