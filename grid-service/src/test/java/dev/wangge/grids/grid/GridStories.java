package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.AtOnce;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The life of a grid, over HTTP; the same on both database engines. */
abstract class GridStories extends EmptyTownship {
    @Test
    void aGridIsWhatItWas() throws Exception {
        var made =
                made(
                        body(
                                "203",
                                "夏季牧场",
                                "\"season\":{\"from\":\"06-01\",\"to\":\"09-30\"},"
                                        + "\"groups\":[\"一组\",\"二组\"],\"validFrom\":\"2025-01-01\""));
        var code = made.path("code").asString();
        assertThat(made.path("season").path("to").asString()).isEqualTo("09-30");
        clock.forward(Duration.ofDays(2));
        var changed =
                put(
                        code,
                        "{\"name\":\"夏季大牧场\",\"kind\":\"DEDICATED\",\"geometry\":%s}"
                                .formatted(box(98.1, 29.03, 98.11, 29.04)));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);

        var yesterday = today().minusDays(1);
        assertThat(grid(code).path("name").asString()).isEqualTo("夏季大牧场");
        assertThat(grid(code).path("validFrom").asString()).isEqualTo(today().toString());
        var then = get("/api/v1/grids/%s?asOf=%s".formatted(code, yesterday));
        assertThat(then.path("name").asString()).isEqualTo("夏季牧场");
        assertThat(texts(then.path("groups"))).containsExactly("一组", "二组");
        assertThat(status(desk, "GET", "/api/v1/grids/%s?asOf=2024-12-31".formatted(code)))
                .isEqualTo(404);
        assertThat(texts(get("/api/v1/grids/%s/history".formatted(code)).path("items"), "validTo"))
                .startsWith(yesterday.toString())
                .hasSize(2);
        var within = "/api/v1/grids?within=" + TOWNSHIP + "203&";
        assertThat(texts(get(within + "asOf=" + yesterday + "&kind=BASIC").path("items"), "name"))
                .containsExactly("夏季牧场");
        assertThat(get(within + "asOf=" + yesterday + "&kind=DEDICATED").path("items")).isEmpty();
        assertThat(get(within + "kind=DEDICATED&q=大").path("items")).hasSize(1);
        assertThat(get(within + "asOf=2024-12-31").path("items")).isEmpty();
    }

    @Test
    void aGridWithAPastIsRetiredAndStaysReadable() throws Exception {
        var code = made(body("204", "老网格", "\"validFrom\":\"2020-01-01\"")).path("code").asString();
        clock.forward(Duration.ofDays(1));
        members(member("M-204", code));
        assertThat(status(admin, "DELETE", "/api/v1/grids/" + code)).isEqualTo(409);
        var other = made(body("204", "新网格", "")).path("code").asString();
        members(member("M-204", other));
        assertThat(status(admin, "DELETE", "/api/v1/grids/" + code + "?on=2019-12-31"))
                .isEqualTo(400);

        // Who is on duty is looked at after the import answered.
        var retired = post(admin, "/api/v1/grids/" + code + "/actions/retire", "{}");

        assertThat(retired.statusCode()).as(retired.body()).isEqualTo(200);
        assertThat(grid(code).path("validTo").asString()).isEqualTo(today().toString());
        assertThat(status(admin, "DELETE", "/api/v1/grids/" + code)).isEqualTo(200);
        var within = "/api/v1/grids?within=" + TOWNSHIP + "204";
        assertThat(texts(get(within).path("items"), "code")).containsExactly(other);
        assertThat(texts(get(within + "&retired=true").path("items"), "code"))
                .containsExactly(code, other);
        assertThat(texts(get(within + "&asOf=2021-01-01").path("items"), "code"))
                .containsExactly(code);
        assertThat(put(code, "{\"name\":\"又变\"}").statusCode()).isEqualTo(409);
        assertThat(made(body("204", "第三", "")).path("code").asString()).endsWith("204003");
    }

    @Test
    void ofManyEditsAtOnceOneWins() throws Exception {
        var code = made(body("205", "原名", "")).path("code").asString();
        var etag = "\"" + grid(code).path("version").asLong() + "\"";
        var answers =
                AtOnce.all(
                        IntStream.range(0, 6)
                                .<Callable<HttpResponse<String>>>mapToObj(i ->
                                        () ->
                                                put(
                                                        code,
                                                        "{\"name\":\"改名%d\"}".formatted(i),
                                                        "If-Match",
                                                        etag))
                                .toList());
        assertThat(answers.stream().map(HttpResponse::statusCode).sorted())
                .containsExactly(200, 412, 412, 412, 412, 412);
        assertThat(put(code, "{\"name\":\"晚了\"}", "If-Match", etag).headers().firstValue("ETag"))
                .hasValue("\"" + grid(code).path("version").asLong() + "\"");
    }

    @Test
    void badBodiesArePointedAt() throws Exception {
        for (var wrong :
                List.of(
                        "{\"name\":\"x\"}|#/code",
                        "{\"code\":\"12\",\"name\":\"x\"}|#/code",
                        "{\"divisionCode\":\"540328101000\",\"name\":\"x\"}|#/divisionCode",
                        "{\"divisionCode\":\"540328101299\",\"name\":\"x\"}|#/divisionCode",
                        body("206", " ", "") + "|#/name",
                        body("206", "x", "\"kind\":\"BIG\"") + "|#/kind",
                        body("206", "x", "\"season\":{\"from\":\"13-01\"}") + "|#/season",
                        body("206", "x", "\"validFrom\":\"gestern\"") + "|#/validFrom",
                        body("206", "x", "\"groups\":[\"一组\",\"一组\"]") + "|#/groups",
                        body("206", "x", "\"colour\":1") + "|#/colour",
                        body("206", "x", "\"geometry\":{\"type\":\"Point\"}") + "|#/geometry",
                        body("206", "x", "\"geometry\":" + box(98.9, 29.9, 99.2, 29.95))
                                + "|outside-county",
                        body(
                                        "206",
                                        "x",
                                        "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                                                + "[[[29,98],[29.1,98],[29.1,98.1],[29,98]]]}")
                                + "|swapped")) {
            int bar = wrong.lastIndexOf('|');
            var answer = post(admin, "/api/v1/grids", wrong.substring(0, bar));
            assertThat(answer.statusCode()).as(wrong + answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains(wrong.substring(bar + 1));
        }
        assertThat(get("/api/v1/grids?within=" + TOWNSHIP + "206").path("items")).isEmpty();
        assertThat(post(neighbourAdmin, "/api/v1/grids", body("206", "x", "")).statusCode())
                .isEqualTo(403);
        assertThat(post(desk, "/api/v1/grids", body("206", "x", "")).statusCode()).isEqualTo(403);
        var foreign = made(body("206", "x", "")).path("code").asString();
        assertThat(status(neighbourAdmin, "GET", "/api/v1/grids/" + foreign + "/history"))
                .isEqualTo(404);
        assertThat(
                        post(neighbourAdmin, "/api/v1/grids/" + foreign + "/actions/split", "{}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(
                        post(
                                        neighbourAdmin,
                                        "/api/v1/grids:merge",
                                        "{\"grids\":[\"%s\",\"540328101206002\"],\"name\":\"x\"}"
                                                .formatted(foreign))
                                .statusCode())
                .isEqualTo(403);
        assertThat(status(neighbourAdmin, "GET", "/api/v1/grids:check?within=540328"))
                .isEqualTo(403);
        assertThat(status(neighbourAdmin, "GET", "/api/v1/grids:export?within=540328"))
                .isEqualTo(403);
    }

    @Test
    void whatIsMendedAndWhatOverlapsIsSaid() throws Exception {
        made(body("207", "甲", "\"geometry\":" + box(98.1, 29.07, 98.12, 29.08)));
        var second =
                made(
                        body(
                                "207",
                                "乙",
                                "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[98.11,29.07],"
                                        + "[98.13,29.07],[98.13,29.08],[98.11,29.08]]]}"));
        assertThat(texts(second.path("warnings"), "code"))
                .containsExactly("ring-closed", "overlap");
        assertThat(second.path("warnings").get(1).path("grid").asString()).endsWith("207001");
        var micro =
                made(
                        body(
                                "207",
                                "微",
                                "\"kind\":\"MICRO\",\"geometry\":"
                                        + box(98.1, 29.07, 98.12, 29.08)));
        assertThat(micro.has("warnings")).isFalse();

        var found = get("/api/v1/grids:check?within=" + TOWNSHIP + "207");
        assertThat(found.path("counts").path("overlaps").asInt()).isEqualTo(1);
        assertThat(found.path("overlaps").get(0).path("share").asDouble()).isEqualTo(0.5);
        assertThat(found.path("gaps")).isEmpty();
        var whole = get("/api/v1/grids:check?within=540328");
        assertThat(whole.path("gaps").get(0).path("divisionCode").asString())
                .isEqualTo("540328000000");
    }
}
