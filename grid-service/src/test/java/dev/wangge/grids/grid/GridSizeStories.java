package dev.wangge.grids.grid;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Lists, last days and days on which much happens, over HTTP; the same on both engines. */
// Its villages are others' as well.
@TestPropertySource(properties = "stories.of-their-own=many-grids")
abstract class GridSizeStories extends EmptyTownship {

    @Test
    void gridsAreFoundAsDivisionsAre() throws Exception {
        var village = TOWNSHIP + "201";
        var summer = made(body("201", "拉乌夏季牧场", "")).path("code").asString();
        var temple = made(body("201", "盐井寺", "\"kind\":\"DEDICATED\"")).path("code").asString();
        made(body("202", "拉乌小学", ""));
        for (var q : List.of("拉乌", "夏季", "牧场", "lawu", "LWXJ", "lawuxiaji", "拉 乌")) {
            assertThat(found(village, q)).as(q).containsExactly(summer);
        }
        assertThat(found(village, "yanjing")).containsExactly(temple);
        assertThat(found(village, "盐井寺&kind=BASIC")).isEmpty();
        assertThat(found(village, "540328101201")).containsExactly(summer, temple);
        assertThat(found(village, summer)).containsExactly(summer);
        assertThat(found(village, "[拉")).containsExactly(summer);
        assertThat(found(village, "[")).isEmpty();
        assertThat(found("540328", "拉乌")).hasSize(2);

        clock.forward(Duration.ofDays(1));
        assertThat(put(summer, "{\"name\":\"冬季牧场\"}").statusCode()).isEqualTo(200);
        assertThat(found(village, "夏季")).isEmpty();
        assertThat(found(village, "dongji")).containsExactly(summer);
        var yesterday = today().minusDays(1);
        assertThat(found(village, "夏季&asOf=" + yesterday)).containsExactly(summer);
        assertThat(found(village, "lwxj&asOf=" + yesterday)).containsExactly(summer);
        assertThat(found(village, "盐井&asOf=" + yesterday)).containsExactly(temple);
        assertThat(found(village, "冬季&asOf=" + yesterday)).isEmpty();
    }

    private List<String> found(String within, String q) throws Exception {
        return texts(
                get("/api/v1/grids?within=%s&q=%s"
                                .formatted(within, q.replace(" ", "%20").replace("[", "%5B")))
                        .path("items"),
                "code");
    }

    @Test
    void aLastDayThatLiesAheadNamesWhomItLeavesWithoutAGrid() throws Exception {
        var code = made(body("203", "将撤", "\"validFrom\":\"2025-01-01\"")).path("code").asString();
        members(member("M-203", code));
        var ahead = today().plusDays(30);

        var planned = retire(code, ahead.toString());
        assertThat(planned.path("validTo").asString()).isEqualTo(ahead.toString());
        var warning = planned.path("warnings").get(0);
        assertThat(warning.path("code").asString()).isEqualTo("still-assigned");
        assertThat(texts(warning.path("members"))).containsExactly("M-203");
        // It lasts until then, and so does who serves there.
        assertThat(texts(get("/api/v1/grids?within=" + TOWNSHIP + "203").path("items"), "code"))
                .containsExactly(code);
        assertThat(texts(grid(code).path("members"), "code")).containsExactly("M-203");
        assertThat(retire(code, ahead.toString()).path("warnings")).hasSize(1);

        var found = get("/api/v1/grids:check?within=" + TOWNSHIP + "203");
        assertThat(texts(found.path("stillAssigned"), "validTo")).containsExactly(ahead.toString());
        assertThat(texts(found.at("/stillAssigned/0/members"))).containsExactly("M-203");
        assertThat(found.at("/counts/stillAssigned").asInt()).isEqualTo(1);

        for (var now : List.of(today(), today().minusDays(3))) {
            var refused =
                    post(
                            admin,
                            "/api/v1/grids/" + code + "/actions/retire",
                            "{\"on\":\"%s\"}".formatted(now));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(texts(json.readTree(refused.body()).path("members")))
                    .containsExactly("M-203");
        }
        assertThat(status(admin, "DELETE", "/api/v1/grids/" + code)).isEqualTo(409);

        var other = made(body("203", "接收", "")).path("code").asString();
        members(member("M-203", other));
        assertThat(retire(code, today().plusDays(20).toString()).has("warnings")).isFalse();
        assertThat(get("/api/v1/grids:check?within=" + TOWNSHIP + "203").path("stillAssigned"))
                .isEmpty();
    }

    private JsonNode retire(String code, String on) throws Exception {
        var answer =
                post(
                        admin,
                        "/api/v1/grids/" + code + "/actions/retire",
                        "{\"on\":\"%s\"}".formatted(on));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    /** Split twice on one day: yesterday is the old grid's, today the last one's. */
    @Test
    void whatWasMadeAndReplacedOnOneDayWasNeverThere() throws Exception {
        imported("302,邦达村,village,540328101000,,");
        var old =
                made(body(
                                "302",
                                "老网格",
                                "\"validFrom\":\"2025-01-01\",\"geometry\":"
                                        + box(98.2, 29.2, 98.24, 29.22)))
                        .path("code")
                        .asString();
        clock.forward(Duration.ofDays(1));
        var west = box(98.2, 29.2, 98.22, 29.22);
        var east = box(98.22, 29.2, 98.24, 29.22);
        var parts = split(old, west, east);
        var twice =
                split(
                        parts.getFirst(),
                        box(98.2, 29.2, 98.21, 29.22),
                        box(98.21, 29.2, 98.22, 29.22));

        var within = "/api/v1/grids?within=%s302&asOf=".formatted(TOWNSHIP);
        var yesterday = today().minusDays(1);
        assertThat(texts(get(within + yesterday).path("items"), "code")).containsExactly(old);
        assertThat(texts(get(within + today()).path("items"), "code"))
                .containsExactly(parts.get(1), twice.get(0), twice.get(1));
        var gone = grid(parts.getFirst());
        assertThat(texts(gone.path("succeededBy"))).isEqualTo(twice);
        assertThat(gone.path("geometry").path("type").asString()).isEqualTo("Polygon");
        assertThat(
                        status(
                                desk,
                                "GET",
                                "/api/v1/grids/%s?asOf=%s".formatted(parts.getFirst(), yesterday)))
                .isEqualTo(404);
        for (int back = 0; back < 5; back++) {
            var day = today().minusDays(back);
            var expected = back == 0 ? twice.getFirst() : old;
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(located(98.205, 29.21, day.toString())).isEqualTo(expected));
        }
        // Named in a text alone, a village with one grid leaves no doubt: yesterday it had one.
        var named = "/api/v1/grids:locate?at=%sT04:00:00Z&text=%s".formatted(yesterday, "邦达村的水管坏了");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(get(named).at("/grid/code").asString()).isEqualTo(old));
        var begun =
                put(
                        twice.getFirst(),
                        "{\"name\":\"西\",\"validFrom\":\"2025-06-01\",\"geometry\":%s}"
                                .formatted(box(98.2, 29.2, 98.21, 29.22)));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(400);
        assertThat(begun.body()).contains("#/validFrom");
    }

    private String located(double lng, double lat, String day) throws Exception {
        return get("/api/v1/grids:locate?lng=%s&lat=%s&at=%sT04:00:00Z".formatted(lng, lat, day))
                .path("grid")
                .path("code")
                .asString();
    }

    private List<String> split(String code, String west, String east) throws Exception {
        var answer =
                post(
                        admin,
                        "/api/v1/grids/" + code + "/actions/split",
                        "{\"into\":[{\"name\":\"西\",\"geometry\":%s},{\"name\":\"东\",\"geometry\":%s}]}"
                                .formatted(west, east));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return texts(json.readTree(answer.body()).path("grids"), "code");
    }

    @Test
    void aKeyPeriodPointsAtADivisionThatIsNoMore() throws Exception {
        imported("301,并入村,village,540328101000,2026-01-31,%s205".formatted(TOWNSHIP));
        var refused =
                post(
                        admin,
                        "/api/v1/key-periods",
                        "{\"name\":\"节\",\"from\":\"%s\",\"to\":\"%s\",\"dueBy\":\"17:00\",\"divisions\":[\"%s205\",\"%s301\"]}"
                                .formatted(
                                        today().plusDays(1),
                                        today().plusDays(2),
                                        TOWNSHIP,
                                        TOWNSHIP));
        assertThat(refused.statusCode()).isEqualTo(400);
        var problem = json.readTree(refused.body());
        assertThat(problem.path("type").asString()).endsWith("/problems/division-retired");
        assertThat(problem.path("detail").asString()).contains(TOWNSHIP + "205");
        assertThat(problem.path("supersededBy").asString()).isEqualTo(TOWNSHIP + "205");
        assertThat(texts(problem.path("errors"), "pointer")).containsExactly("#/divisions/1");
    }

    /** One more village of the township. */
    private void imported(String row) throws Exception {
        var rows = "code,name,level,parent_code,valid_to,superseded_by\n" + TOWNSHIP + row + "\n";
        read(service.csv(admin, "/api/v1/divisions:import", rows), 200);
    }
}
