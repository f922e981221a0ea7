package dev.wangge.grids.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.testing.AtOnce;
import dev.wangge.testing.AuditTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Members and whom they can be reached by: who sees it, and who changes it. */
abstract class MemberStories extends RunningRosters {
    @Test
    void aContactIsShownWholeForAPurposeThatIsWrittenDownFirst() {
        var audit = new AuditTopic(consumers);
        servedGrid("G", "540328101201");
        var address = "/api/v1/members/G-1/contact";
        assertThat(post(handler, address, "{\"purpose\":\"x\"}").statusCode()).isEqualTo(403);
        assertThat(post(desk, address, "{}").body()).contains("#/purpose");
        assertThat(post(neighbourAdmin, address, "{\"purpose\":\"x\"}").statusCode())
                .isEqualTo(404);
        var shown = post(desk, address, "{\"purpose\":\"塌方需当面联系\"}");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("多吉扎西", "13712342222", "duoji");

        assertThat(status(desk, "GET", "/api/v1/unmaskings")).isEqualTo(403);
        var unmaskings = seen(countyAdmin, "/api/v1/unmaskings?within=540328").path("items");
        assertThat(unmaskings.toString())
                .contains("\"by\":\"county-demo\"", "\"code\":\"G-1\"", "塌方需当面联系")
                .doesNotContain("13712342222", "多吉");
        assertThat(unmaskings.valueStream().filter(it -> it.path("code").asString().equals("G-1")))
                .hasSize(1);
        assertThat(seen(neighbourAdmin, "/api/v1/unmaskings").path("items").toString())
                .doesNotContain("G-1");
        var route = ": POST /api/v1/members/{code}/contact, ";
        await().untilAsserted(() ->
                assertThat(audit.about("G-1"))
                        .containsOnlyOnce(
                                "contact-shown by county-demo" + route + "塌方需当面联系",
                                "call-refused by county-handler" + route + "not-permitted"));
    }

    /** A unit's phone, a team member's and that of who is on a shift are no less theirs. */
    @Test
    void whosePhoneItIsMakesNoDifference() {
        made("/api/v1/units", unit("L-police", "540328101205", "POLICE_STATION"));
        var team =
                made(
                        "/api/v1/teams",
                        """
                        {"code":"L-team","name":"工作队","divisionCode":"540328101205","terms":[
                         {"from":"2021-01-01","lead":{"name":"扎西次仁","phone":"13800000002"}}]}\
                        """);
        var shift =
                made(
                        "/api/v1/shifts",
                        """
                        {"divisionCode":"540328101205","person":{"name":"陈镇长","phone":"13800000009"},
                         "role":"LEADER","from":"%s","until":"%s"}\
                        """
                                .formatted(in(Duration.ofHours(1)), in(Duration.ofHours(2))));
        var person = team.at("/terms/0/lead/code").asString();

        notedFirst("/api/v1/units/L-police", "", "19900010001");
        notedFirst("/api/v1/teams/L-team", ",\"person\":\"" + person + "\"", "13800000002");
        notedFirst("/api/v1/shifts/" + shift.path("code").asString(), "", "13800000009");
    }

    private void notedFirst(String of, String more, String phone) {
        var purpose = "{\"purpose\":\"核实 " + of + "\"" + more + "}";
        var without = "{\"purpose\":\" \"" + more + "}";
        assertThat(service.get(desk, of).body()).doesNotContain(phone);
        assertThat(post(desk, of + "/contact", without).body()).contains("#/purpose");
        assertThat(post(handler, of + "/contact", purpose).statusCode()).isEqualTo(403);
        assertThat(post(neighbourAdmin, of + "/contact", purpose).statusCode()).isEqualTo(404);
        assertThat(noted(of)).isEmpty();

        assertThat(post(desk, of + "/contact", purpose).body()).contains(phone);
        assertThat(noted(of))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.path("by").asString()).isEqualTo("county-demo");
                    assertThat(it.toString()).doesNotContain(phone);
                });
    }

    private List<JsonNode> noted(String of) {
        return seen(countyAdmin, "/api/v1/unmaskings?limit=200&within=540328")
                .path("items")
                .valueStream()
                .filter(it -> it.path("purpose").asString().equals("核实 " + of))
                .toList();
    }

    @Test
    void aMemberIsChangedByWhoKnowsItsVersionAndKeepsWhatIsLeftOut() throws Exception {
        var grid = servedGrid("H", "540328101201");
        var first = service.send(countyAdmin, "GET", "/api/v1/members/H-1", "");
        var tag = first.headers().firstValue("ETag").orElseThrow();
        var body = "{\"role\":\"%s\",\"gridCode\":\"" + grid + "\",\"wechatId\":\"dj\"}";
        var changed =
                service.send(
                        countyAdmin,
                        "PUT",
                        "/api/v1/members/H-1",
                        body.formatted("MICRO"),
                        "If-Match",
                        tag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.body()).contains("137****2222", "WECHAT");
        awaitMembers(grid, "H-2", "H-1");
        var stale =
                service.send(
                        countyAdmin,
                        "PUT",
                        "/api/v1/members/H-1",
                        body.formatted("LEAD"),
                        "If-Match",
                        tag);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.body()).contains("stale-version");

        // At once: one is first, the others are told that it is another by now.
        var present =
                service.send(countyAdmin, "GET", "/api/v1/members/H-1", "")
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow();
        var edits = new ArrayList<Callable<Integer>>();
        for (var role : List.of("LEAD", "PART_TIME", "FULL_TIME")) {
            edits.add(() ->
                    service.send(
                                    countyAdmin,
                                    "PUT",
                                    "/api/v1/members/H-1",
                                    body.formatted(role),
                                    "If-Match",
                                    present)
                            .statusCode());
        }
        assertThat(AtOnce.all(edits)).containsExactlyInAnyOrder(200, 412, 412);
    }

    @Test
    void whatIsWrongOrForeignIsRefusedByName() {
        var grid = servedGrid("I", "540328101201");
        var member =
                "{\"code\":\"I-9\",\"name\":\"央宗\",\"role\":\"LEAD\",\"gridCode\":\"%s\",\"phone\":\"13700000000\"}";
        assertThat(post(desk, "/api/v1/members", member.formatted(grid)).statusCode())
                .isEqualTo(403);
        assertThat(post(neighbourAdmin, "/api/v1/members", member.formatted(grid)).body())
                .contains("outside-scope");
        assertThat(post(countyAdmin, "/api/v1/members", member.formatted(grid)).statusCode())
                .isEqualTo(201);
        assertThat(post(countyAdmin, "/api/v1/members", member.formatted(grid)).statusCode())
                .isEqualTo(201);
        var other = member.formatted(grid).replace("央宗", "卓玛");
        assertThat(post(countyAdmin, "/api/v1/members", other).body()).contains("entry-exists");
        var wrong =
                "{\"code\":\"I 9\",\"name\":\"\",\"role\":\"KING\",\"gridCode\":\"540328101201999\",\"phone\":\"1\",\"language\":\"fr\",\"validFrom\":\"2026-02-30\"}";
        assertThat(post(countyAdmin, "/api/v1/members", wrong).body())
                .contains("#/code", "#/name", "#/role", "#/gridCode", "#/phone", "#/language")
                .contains("#/validFrom");
        assertThat(post(countyAdmin, "/api/v1/members", "{\"salary\":1}").body())
                .contains("unknown-field");
        for (var list : List.of("members", "units", "teams", "shifts", "assignments", "leaves")) {
            assertThat(status(desk, "GET", "/api/v1/" + list + "/none")).as(list).isEqualTo(404);
            assertThat(status(desk, "GET", "/api/v1/" + list + "?within=540302"))
                    .as(list)
                    .isEqualTo(403);
            assertThat(post(countyAdmin, "/api/v1/" + list, "{}").statusCode())
                    .as(list)
                    .isEqualTo(400);
        }
        var leave =
                "{\"member\":\"I-1\",\"deputy\":\"I-1\",\"from\":\"2030-01-02T00:00:00Z\",\"until\":\"2030-01-01T00:00:00Z\"}";
        assertThat(post(countyAdmin, "/api/v1/leaves", leave).body())
                .contains("#/deputy", "#/until");
        var team =
                """
                {"code":"I-team","name":"队","divisionCode":"540328101201","terms":[
                 {"from":"2026-01-01","lead":{"name":"甲","phone":"13800000001"}},
                 {"from":"2026-06-01","lead":{"name":"乙","phone":"13800000002"}}]}\
                """;
        assertThat(post(countyAdmin, "/api/v1/teams", team).body()).contains("overlap");
    }
}
