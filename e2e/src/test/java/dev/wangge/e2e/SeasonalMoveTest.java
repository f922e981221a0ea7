package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** 转场: 13 households, 95 people and 1400余 head leave 吉措 for 曲登; alerts follow them. */
@InCounty
class SeasonalMoveTest {

    private static final String MOVES = "/api/v1/seasonal-moves";
    private static final String FROM = "540328203201001";
    private static final String TO = "540328209202001";
    private static final String ESCORT = "M-" + FROM + "-2";
    private static final String LEAD_THERE = "M-" + TO + "-1";

    @Test
    void anAlertFollowsTheHerdersToTheSummerPasture(County county) {
        Client desk = county.dispatcher();
        JsonNode move = planned(county, "155");
        String id = move.path("id").asString();
        assertThat(move.path("people").asInt()).isEqualTo(95);
        assertThat(move.at("/livestock/atLeast").asBoolean()).isTrue();
        assertThat(move.at("/households/12/phone").asString()).isEqualTo("155****0012");

        act(county.client("county-handler"), id, "depart", Map.of());
        assertThat(toldAboutAReportBy(county, "15500000007", "牦牛滑下山坡", ESCORT).to())
                .startsWith("renqing");
        checksInLate(county, id);

        JsonNode there =
                act(desk, id, "arrive", Map.of("people", 95, "livestock", 1412, "households", 13));
        assertThat(there.path("status").asString()).isEqualTo("RECONCILED");
        assertThat(there.path("differences")).isEmpty();
        assertThat(toldAboutAReportBy(county, "15500000011", "帐篷被风刮倒", LEAD_THERE).to())
                .startsWith("chenxuelian");
        assertThat(county.client("neighbour-demo").get(MOVES + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void whoeverIsMissingIsAskedFor(County county) {
        Client desk = county.dispatcher();
        String id = planned(county, "156").path("id").asString();
        act(desk, id, "depart", Map.of());

        JsonNode there = act(desk, id, "arrive", Map.of("people", 94, "livestock", "1400余"));
        assertThat(there.path("status").asString()).isEqualTo("ARRIVED");
        assertThat(there.at("/differences/0/what").asString()).isEqualTo("people");
        Answer unexplained = desk.post(MOVES + "/" + id + "/actions/reconcile", "{}");
        assertThat(unexplained.problem()).isEqualTo("invalid-request");
        assertThat(unexplained.json().at("/errors/0/pointer").asString()).isEqualTo("#/reason");

        JsonNode done = act(desk, id, "reconcile", Map.of("reason", "一人在县医院生产"));
        assertThat(done.path("status").asString()).isEqualTo("RECONCILED");
    }

    private static JsonNode planned(County county, String phones) {
        List<Map<String, Object>> households = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            households.add(
                    Map.of(
                            "name",
                            "多吉次仁" + i,
                            "phone",
                            "%s000000%02d".formatted(phones, i),
                            "people",
                            i < 4 ? 8 : 7));
        }
        Answer answer =
                county.dispatcher()
                        .post(
                                MOVES,
                                Json.write(
                                        Map.of(
                                                "fromGrid",
                                                FROM,
                                                "toGrid",
                                                TO,
                                                "plannedFor",
                                                today().toString(),
                                                "households",
                                                households,
                                                "livestock",
                                                "1400余头",
                                                "escort",
                                                List.of(ESCORT))));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private static JsonNode act(Client client, String id, String action, Map<String, ?> order) {
        Answer answer =
                client.post("%s/%s/actions/%s".formatted(MOVES, id, action), Json.write(order));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    /**
     * Nobody says where: the phone does. The first report after a decision may still precede it.
     */
    private static PhoneWall.Message toldAboutAReportBy(
            County county, String phone, String title, String member) {
        JsonNode dispatched =
                await("%s is told".formatted(member))
                        .atMost(County.SOON)
                        .pollInterval(Duration.ofMillis(500))
                        .until(
                                () ->
                                        county.dispatcher()
                                                .report(Report.hazard(title).by("多吉", phone, "zh"))
                                                .json(),
                                it -> it.at("/assignee/code").asString("").equals(member));
        assertThat(dispatched.path("status").asString()).isEqualTo("DISPATCHED");
        assertThat(dispatched.at("/location/rule").asString()).isEqualTo("REPORTER_GRID");
        return county.phones().awaitFirst("WECOM", dispatched.path("number").asString());
    }

    /** Two check-ins that waited in a phone, the later one first, and once more. */
    private static void checksInLate(County county, String id) {
        Client escort = county.client("county-handler");
        String batch =
                """
                [{"id": "pass", "lng": 98.63, "lat": 29.79, "crs": "GCJ02", "people": 95},
                 {"id": "bridge", "at": "%s", "lng": 98.60, "lat": 29.70}]\
                """
                        .formatted(OffsetDateTime.now(ZoneOffset.UTC).minusHours(1));
        for (int status : List.of(201, 200)) {
            Answer answer = escort.post(MOVES + "/" + id + "/check-ins:batch", batch);
            assertThat(Json.list(answer.json().path("items")))
                    .as(answer.toString())
                    .extracting(item -> item.path("status").asInt())
                    .containsExactly(status, status);
        }
        assertThat(Json.list(escort.get(MOVES + "/" + id + "/check-ins").json().path("items")))
                .extracting(item -> item.path("id").asString())
                .containsExactly("bridge", "pass");
    }
}
