package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is on duty now, while people go on leave and come back. */
@InCounty
class OnDutyTest {

    @Test
    void whoIsOnDutyUpTheChainIsOneQuestion(County county) {
        String grid = county.places().get(59).gridCode();
        JsonNode chain = onDuty(county, grid);
        assertThat(Json.list(chain))
                .extracting(link -> link.path("level").asString())
                .containsExactly("grid", "village", "township", "county");
        assertThat(chain.at("/0/onDuty/0/role").asString()).isEqualTo("LEAD");
        assertThat(chain.at("/0/onDuty/0/phone").asString()).matches("199\\*{4}\\d{4}");
        assertThat(Json.list(chain.at("/3/onDuty")))
                .extracting(unit -> unit.path("code").asString())
                .contains("540328-dispatch", "540328-police");

        Client neighbour = county.client("neighbour-demo");
        assertThat(neighbour.get("/api/v1/grids/%s/on-duty".formatted(grid)).status())
                .isEqualTo(404);
        assertThat(neighbour.get("/api/v1/divisions/540328000000/on-duty").status()).isEqualTo(404);
        Answer foreign = neighbour.get("/api/v1/grids:unattended?within=540328");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.problem()).isEqualTo("outside-scope");
    }

    @Test
    void duringALeaveTheDeputysPhoneRingsAndAfterItTheMembersAgain(County county) {
        String grid = county.places().get(60).gridCode();
        String away = first(county, grid);
        String deputy = first(county, county.places().get(61).gridCode());
        assertThat(reported(county, grid).at("/assignee/code").asString()).isEqualTo(away);

        JsonNode leave =
                made(
                        county,
                        "/api/v1/leaves",
                        Map.of(
                                "member",
                                away,
                                "deputy",
                                deputy,
                                "from",
                                Instant.now().minusSeconds(60).toString(),
                                "until",
                                Instant.now().plus(Duration.ofHours(3)).toString()));
        assertThat(onDuty(county, grid).at("/0/onDuty/0/standingInFor").asString()).isEqualTo(away);
        JsonNode toDeputy = awaitReportTo(county, grid, deputy);
        assertThat(toDeputy.path("status").asString()).isEqualTo("DISPATCHED");

        // Their number is shown whole to who says what for, and that is written down.
        String purpose = "值班核对 " + toDeputy.path("number").asString();
        Answer contact =
                county.dispatcher()
                        .post(
                                "/api/v1/members/%s/contact".formatted(deputy),
                                Json.write(Map.of("purpose", purpose)));
        assertThat(contact.status()).as(contact.toString()).isEqualTo(200);
        assertThat(county.phones().awaitFirst("WECOM", toDeputy.path("number").asString()).to())
                .isEqualTo(contact.json().path("wecomId").asString());
        assertThat(
                        Json.list(
                                county.client("province-admin")
                                        .get("/api/v1/unmaskings?within=540328")
                                        .json()
                                        .path("items")))
                .filteredOn(it -> it.path("purpose").asString().equals(purpose))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.path("by").asString()).isEqualTo("county-demo");
                    assertThat(it.path("code").asString()).isEqualTo(deputy);
                });
        assertThat(
                        county.client("neighbour-demo")
                                .post(
                                        "/api/v1/members/%s/contact".formatted(deputy),
                                        "{\"purpose\":\"x\"}")
                                .status())
                .isEqualTo(404);

        // It ends by the clock, and nobody says so; who edits the grid meanwhile is not in its way.
        Answer read = county.dispatcher().get("/api/v1/grids/" + grid);
        assertThat(read.header("ETag")).isNotEmpty();
        String address = "/api/v1/leaves/" + leave.path("code").asString();
        Answer shorter =
                send(
                        county,
                        "PUT",
                        address,
                        Json.write(
                                Map.of(
                                        "deputy", deputy,
                                        "from", leave.path("from").asString(),
                                        "until", Instant.now().plusSeconds(2).toString())));
        assertThat(shorter.status()).as(shorter.toString()).isEqualTo(200);
        awaitReportTo(county, grid, away);
        Answer now = county.dispatcher().get("/api/v1/grids/" + grid);
        assertThat(now.header("ETag")).isEqualTo(read.header("ETag"));
        assertThat(now.json().path("members")).isNotEqualTo(read.json().path("members"));
        assertThat(send(county, "DELETE", address, "").status()).isEqualTo(204);
    }

    @Test
    void aGridWithNobodyOnDutyIsListedAndCounted(County county) {
        String grid = county.places().get(62).gridCode();
        List<JsonNode> members = Json.list(onDuty(county, grid).at("/0/onDuty"));
        assertThat(members).isNotEmpty();
        List<JsonNode> leaves =
                members.stream()
                        .map(member ->
                                made(
                                        county,
                                        "/api/v1/leaves",
                                        Map.of(
                                                "member", member.path("code").asString(),
                                                "from", Instant.now().minusSeconds(60).toString(),
                                                "until",
                                                        Instant.now()
                                                                .plus(Duration.ofHours(3))
                                                                .toString())))
                        .toList();

        assertThat(unattended(county)).contains(grid);
        await("it is counted")
                .atMost(County.SOON)
                .untilAsserted(() ->
                        assertThat(county.part("grid-service").actuator("/prometheus").text())
                                .containsPattern(
                                        "wangge_grids_unattended\\{[^}]*county=\"540328\""));
        assertThat(county.dispatcher().get("/api/v1/duty-warnings?limit=200&within=" + grid).text())
                .contains("AWAY_WITHOUT_DEPUTY");

        leaves.forEach(leave ->
                assertThat(
                                send(
                                                county,
                                                "DELETE",
                                                "/api/v1/leaves/" + leave.path("code").asString(),
                                                "")
                                        .status())
                        .isEqualTo(204));
        assertThat(unattended(county)).doesNotContain(grid);
        assertThat(onDuty(county, grid).at("/0/onDuty").size()).isEqualTo(members.size());
    }

    private static List<String> unattended(County county) {
        return Json.list(
                        county.dispatcher()
                                .get("/api/v1/grids:unattended?limit=200&within=540328")
                                .json()
                                .path("items"))
                .stream()
                .map(grid -> grid.path("code").asString())
                .toList();
    }

    private static JsonNode onDuty(County county, String grid) {
        Answer answer = county.dispatcher().get("/api/v1/grids/%s/on-duty".formatted(grid));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().path("chain");
    }

    private static String first(County county, String grid) {
        return onDuty(county, grid).at("/0/onDuty/0/code").asString();
    }

    private static JsonNode reported(County county, String grid) {
        Answer answer =
                county.dispatcher()
                        .post(
                                "/api/v1/cases",
                                Json.write(
                                        Map.of(
                                                "kind", "HAZARD",
                                                "title", "值班时的落石",
                                                "location", Map.of("gridCode", grid))));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private static JsonNode awaitReportTo(County county, String grid, String member) {
        return await("a report goes to " + member)
                .pollInterval(Duration.ofMillis(500))
                .atMost(County.SOON)
                .until(
                        () -> reported(county, grid),
                        it -> it.at("/assignee/code").asString("").equals(member));
    }

    private static JsonNode made(County county, String list, Map<String, ?> body) {
        Answer answer = county.client("province-admin").post(list, Json.write(body));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private static Answer send(County county, String method, String path, String body) {
        return Client.send(
                county.http(),
                HttpRequest.newBuilder(URI.create(county.url("gateway") + path))
                        .header(
                                "Authorization",
                                "Bearer " + county.client("province-admin").token())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body, UTF_8)));
    }
}
