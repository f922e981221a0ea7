package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.e2e.PhoneWall.Message;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever reported something finds it again, and what was closed too early finds its way back. */
@InCounty
class ComesBackTest {
    private static final Map<String, ?> DONE =
            Map.of("what", "把路上的石头清了", "evidence", List.of("收据 9"));

    /** A herder at the roadside gives no name and no phone, and is given a code to take home. */
    @Test
    void aReportWithoutANameIsFollowedByItsCode(County county) {
        Client desk = county.dispatcher();
        JsonNode reported =
                desk.dispatched(Report.hazard("垭口落石").saying("牛过不去").at(county.places().get(5)));
        String id = reported.path("id").asString();
        String code = reported.path("code").asString();
        String number = reported.path("number").asString();
        String member = reported.at("/assignee/code").asString();

        // Nobody can be called back, or asked.
        assertThat(desk.post("/api/v1/cases/" + id + "/contact", "{\"purpose\":\"回电\"}").problem())
                .isEqualTo("no-such-contact");
        assertThat(reported.path("actions").findValuesAsString("name"))
                .contains("reply")
                .doesNotContain("ask");
        Answer qr = open(county, "/c/" + code + "/qr.svg");
        assertThat(qr.status()).isEqualTo(200);
        assertThat(qr.header("Content-Type")).startsWith("image/svg+xml");

        reads(county, code, "待处置", "ཐག་གཅོད་སྒུག", "Dispatched");
        did(county.client("county-handler"), id, "start", Map.of());
        reads(county, code, "处置中", "ཐག་གཅོད་བཞིན་པ", "In progress");
        did(county.client("county-handler"), id, "handle", DONE);
        did(desk, id, "reply", Map.of("text", "路已经通了"));
        did(county.client("county-verifier"), id, "verify", Map.of("passed", true));
        did(desk, id, "close", Map.of("outcome", "通了"));
        reads(county, code, "已结案", "མཇུག་བསྡུས་ཟིན་པ", "Closed");

        for (String language : List.of("zh", "bo", "en")) {
            Answer page = open(county, "/c/" + code + "?lang=" + language);
            assertThat(page.text())
                    .contains(number, "路已经通了")
                    .doesNotContain(member, "垭口落石", "牛过不去", "清了", id);
        }
        // It is closed to whoever guesses.
        assertThat(
                        open(
                                        county,
                                        "/c/"
                                                + code.replaceFirst(
                                                        "^.", code.startsWith("A") ? "B" : "A"))
                                .status())
                .isEqualTo(404);
        assertThat(Json.list(desk.alerts("case=" + id)))
                .extracting(alert -> alert.path("rule").asString())
                .doesNotContain("CLOSED", "REPLIED");

        // Who comes by again and says that it is no better is heard as anybody is.
        JsonNode rated =
                did(desk, id, "rate", Map.of("score", 1, "comment", "石头又下来了", "solved", false));
        assertThat(rated.at("/check/reason").asString()).isEqualTo("NOT_SOLVED");
        assertThat(open(county, "/c/" + code + "?lang=zh").text())
                .contains(number)
                .doesNotContain("石头又下来了");
        told(desk, id, "FOLLOW_UP");
    }

    /** 重新立案: back to the dispatcher, and by a new link to whoever is in charge then. */
    @Test
    void aReopenedCaseReachesWhoeverIsInCharge(County county) {
        Client desk = county.dispatcher();
        JsonNode reported =
                desk.dispatched(
                        Report.hazard("水渠又漏")
                                .at(county.places().get(6))
                                .by("白玛", "13908950061", "bo"));
        String id = reported.path("id").asString();
        String number = reported.path("number").asString();
        String member = reported.at("/assignee/code").asString();
        Message first = county.phones().awaitFirst("WECOM", number);
        did(county.client("county-handler"), id, "handle", DONE);
        did(county.client("county-verifier"), id, "verify", Map.of("passed", true));
        JsonNode closed = did(desk, id, "close", Map.of("outcome", "修好了"));
        did(desk, id, "rate", Map.of("score", 4));
        JsonNode before = timeline(desk, id);

        JsonNode reopened = did(desk, id, "reopen", Map.of("reason", "夜里又漏了"));
        assertThat(reopened.path("status").asString()).isEqualTo("FILED");
        assertThat(reopened.path("assignee").isNull()).isTrue();
        told(desk, id, "REOPENED");
        // By the link of the first round nothing can be done any more.
        assertThat(tap(county, first, "action=handle&what=ok&evidence=x").status())
                .isNotEqualTo(200);
        assertThat(desk.theCase(id).path("status").asString()).isEqualTo("FILED");

        JsonNode again = did(desk, id, "dispatch", Map.of("member", member, "reason", "还是他近"));
        assertThat(Json.list(timeline(desk, id)).getLast().at("/data/suggestion/assignee/code"))
                .hasToString("\"" + member + "\"");
        Message second =
                await("another link, to the same phone")
                        .atMost(County.SOON)
                        .until(
                                () ->
                                        county.phones().about(number).stream()
                                                .filter(it -> it.to().equals(first.to()))
                                                .filter(it -> !it.link().equals(first.link()))
                                                .filter(it -> it.text().contains("待处置"))
                                                .findFirst(),
                                Optional::isPresent)
                        .orElseThrow();
        assertThat(tap(county, second, "action=start").status()).isLessThan(400);
        assertThat(desk.theCase(id).path("status").asString()).isEqualTo("IN_PROGRESS");

        // The round before is whole: its end, its rating and each of its facts.
        assertThat(again.path("round").asInt()).isEqualTo(2);
        assertThat(again.at("/earlierRounds/0/closedAt").asString())
                .isEqualTo(closed.path("closedAt").asString());
        assertThat(again.at("/earlierRounds/0/rating/score").asInt()).isEqualTo(4);
        assertThat(Json.list(timeline(desk, id)))
                .startsWith(Json.list(before).toArray(JsonNode[]::new));
        assertThat(again.at("/deadlines/handleBy").asString())
                .isGreaterThan(reported.at("/deadlines/handleBy").asString());
    }

    private static JsonNode did(Client who, String id, String action, Map<String, ?> order) {
        Answer answer = who.act(id, action, order);
        assertThat(answer.status()).as(action + ": " + answer).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode timeline(Client who, String id) {
        return who.get("/api/v1/cases/" + id + "/timeline?limit=200").json().path("items");
    }

    private static void told(Client desk, String id, String rule) {
        await("told of " + rule)
                .atMost(County.SOON)
                .untilAsserted(() ->
                        assertThat(Json.list(desk.alerts("case=" + id)))
                                .extracting(alert -> alert.path("rule").asString())
                                .contains(rule));
    }

    private static void reads(County county, String code, String zh, String bo, String en) {
        Map.of("zh", zh, "bo", bo, "en", en)
                .forEach((language, state) ->
                        assertThat(open(county, "/c/" + code + "?lang=" + language).text())
                                .contains(state));
    }

    /** As anybody does who has no account. */
    private static Answer open(County county, String path) {
        return Client.send(
                county.http(), HttpRequest.newBuilder(URI.create(county.url("gateway") + path)));
    }

    private static Answer tap(County county, Message message, String form) {
        URI link = URI.create(message.link());
        Answer shortened = Client.send(county.http(), HttpRequest.newBuilder(link));
        URI page =
                shortened.header("Location").isEmpty()
                        ? link
                        : link.resolve(shortened.header("Location"));
        return Client.send(
                county.http(),
                HttpRequest.newBuilder(page)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }
}
