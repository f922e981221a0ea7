package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.grid.Succession.Successor;
import dev.wangge.platform.web.IdempotencyKey;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What happens to grids, over HTTP; the same on both database engines. */
abstract class GridStories extends RunningGridService {
    @Autowired Directory directory;
    @Autowired Successions successions;
    @Autowired NewCodes codes;
    @Autowired GivenCodes keys;

    @Test
    void codesAreAllottedAndNeverTwice() throws Exception {
        var village = TOWNSHIP + "201";
        var first = made(body("201", "一号网格", "")).path("code").asString();
        assertThat(first).isEqualTo(village + "001");
        assertThat(status(admin, "DELETE", "/api/v1/grids/" + first)).isEqualTo(204);
        assertThat(status(county, "GET", "/api/v1/grids/" + first)).isEqualTo(404);

        var atOnce =
                atOnce(
                        Collections.<Callable<HttpResponse<String>>>nCopies(
                                6, () -> post(admin, "/api/v1/grids", body("201", "同时", ""))));

        var codes = new ArrayList<String>();
        for (var answer : atOnce) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            codes.add(json.readTree(answer.body()).path("code").asString());
        }
        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(2, 7).mapToObj(i -> village + "00" + i).toList());
        var left = texts(get("/api/v1/grids?limit=200&within=" + village).path("items"), "code");
        assertThat(left).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void aRepeatWithItsKeyIsTheSameGrid() throws Exception {
        var body = body("202", "带键网格", "");
        var answers =
                atOnce(
                        Collections.<Callable<HttpResponse<String>>>nCopies(
                                4,
                                () ->
                                        post(
                                                admin,
                                                "/api/v1/grids",
                                                body,
                                                "Idempotency-Key",
                                                "k-202")));
        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        var other = post(admin, "/api/v1/grids", body("202", "别的", ""), "Idempotency-Key", "k-202");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("idempotency-key-reused");
        assertThat(get("/api/v1/grids?within=" + TOWNSHIP + "202").path("items")).hasSize(1);
        assertThat(post(admin, "/api/v1/grids", body, "Idempotency-Key", "ein Wort").statusCode())
                .isEqualTo(400);
    }

    /** Killed between the key and the grid: the repeat makes the grid that the key was given. */
    @Test
    void aKeyThatWasGivenACodeMakesThatGrid() throws Exception {
        var body = body("219", "断了", "");
        var code = codes.next(TOWNSHIP + "219", "test");
        var key =
                IdempotencyKey.of(
                        "k-219",
                        "province-admin",
                        "/api/v1/grids",
                        body.getBytes(StandardCharsets.UTF_8));
        assertThat(keys.give(Objects.requireNonNull(key), code)).isEqualTo(code);
        made(body("219", "别的", ""));
        assertThat(status(county, "GET", "/api/v1/grids/" + code)).isEqualTo(404);

        assertThat(made(body, "Idempotency-Key", "k-219").path("code").asString()).isEqualTo(code);
    }

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
        assertThat(status(county, "GET", "/api/v1/grids/%s?asOf=2024-12-31".formatted(code)))
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
                atOnce(
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
        assertThat(post(neighbour, "/api/v1/grids", body("206", "x", "")).statusCode())
                .isEqualTo(403);
        assertThat(post(county, "/api/v1/grids", body("206", "x", "")).statusCode()).isEqualTo(403);
        var foreign = made(body("206", "x", "")).path("code").asString();
        assertThat(status(neighbour, "GET", "/api/v1/grids/" + foreign + "/history"))
                .isEqualTo(404);
        assertThat(
                        post(neighbour, "/api/v1/grids/" + foreign + "/actions/split", "{}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(
                        post(
                                        neighbour,
                                        "/api/v1/grids:merge",
                                        "{\"grids\":[\"%s\",\"540328101206002\"],\"name\":\"x\"}"
                                                .formatted(foreign))
                                .statusCode())
                .isEqualTo(403);
        assertThat(status(neighbour, "GET", "/api/v1/grids:check?within=540328")).isEqualTo(403);
        assertThat(status(neighbour, "GET", "/api/v1/grids:export?within=540328")).isEqualTo(403);
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

    @Test
    void partsTakeThePlaceOfAGrid() throws Exception {
        var old =
                made(body(
                                "208",
                                "大网格",
                                "\"validFrom\":\"2025-01-01\",\"geometry\":"
                                        + box(98.1, 29.08, 98.12, 29.09)))
                        .path("code")
                        .asString();
        members(member("M-208-1", old), member("M-208-2", old));
        clock.forward(Duration.ofDays(1));
        var split =
                "{\"into\":[{\"name\":\"西\",\"geometry\":%s},{\"name\":\"东\",\"geometry\":%s,\"members\":[\"M-208-2\"]}]}"
                        .formatted(
                                box(98.1, 29.08, 98.11, 29.09), box(98.11, 29.08, 98.119, 29.09));
        var answer =
                post(
                        admin,
                        "/api/v1/grids/" + old + "/actions/split",
                        split,
                        "Idempotency-Key",
                        "s-208");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var done = json.readTree(answer.body());
        assertThat(texts(done.path("unassigned"))).containsExactly("M-208-1");
        assertThat(texts(done.path("warnings"), "code")).containsExactly("part-gap");
        var parts = texts(done.path("grids"), "code");
        assertThat(parts)
                .containsExactly(old.substring(0, 12) + "002", old.substring(0, 12) + "003");
        assertThat(texts(grid(parts.get(0)).path("members"), "code")).containsExactly("M-208-1");
        assertThat(texts(grid(parts.get(1)).path("members"), "code")).containsExactly("M-208-2");
        assertThat(texts(grid(old).path("succeededBy"))).isEqualTo(parts);
        assertThat(texts(grid(parts.get(0)).path("splitFrom"))).containsExactly(old);
        assertThat(grid(old).path("validTo").asString()).isEqualTo(today().minusDays(1).toString());
        var again =
                post(
                        admin,
                        "/api/v1/grids/" + old + "/actions/split",
                        split,
                        "Idempotency-Key",
                        "s-208");
        assertThat(texts(json.readTree(again.body()).path("grids"), "code")).isEqualTo(parts);
        assertThat(post(admin, "/api/v1/grids/" + old + "/actions/split", split).statusCode())
                .isEqualTo(409);

        var merge =
                post(
                        admin,
                        "/api/v1/grids:merge",
                        "{\"grids\":[\"%s\",\"%s\"],\"name\":\"又合一\"}"
                                .formatted(parts.get(0), parts.get(1)));
        assertThat(merge.statusCode()).as(merge.body()).isEqualTo(200);
        var merged = json.readTree(merge.body()).path("grids").get(0);
        assertThat(merged.path("code").asString()).endsWith("208004");
        assertThat(texts(merged.path("members"), "code")).containsExactly("M-208-1", "M-208-2");
        assertThat(texts(merged.path("mergedFrom"))).isEqualTo(parts);
        assertThat(merged.path("geometry").path("type").asString()).isEqualTo("Polygon");
        var yesterday =
                get("/api/v1/grids?within=%s208&asOf=%s".formatted(TOWNSHIP, today().minusDays(1)));
        assertThat(texts(yesterday.path("items"), "code")).contains(old);
        assertThat(
                        texts(
                                get("/api/v1/grids?within=%s208&asOf=%s"
                                                .formatted(TOWNSHIP, today()))
                                        .path("items"),
                                "name"))
                .containsExactly("又合一");
    }

    /** However far it came before it was killed, the sweep brings it to the same end. */
    @Test
    void whatWasDecidedIsFinishedWhereverItWasCut() throws Exception {
        for (int steps = 0; steps <= 5; steps++) {
            var village = TOWNSHIP + (210 + steps);
            var old =
                    made(body("" + (210 + steps), "旧", "\"validFrom\":\"2025-01-01\""))
                            .path("code")
                            .asString();
            members(member("M-" + old, old), member("N-" + old, old));
            var first = codes.next(village, "test");
            var second = codes.next(village, "test");
            var succession =
                    new Succession(
                            Succession.id(village, 1),
                            "split",
                            today(),
                            List.of(old),
                            List.of(successor(first, old), successor(second, old)),
                            Map.of("N-" + old, second),
                            List.of("M-" + old),
                            List.of(),
                            "request-" + steps,
                            "test");

            assertThat(successions.decide(succession)).isTrue();
            assertThat(successions.decide(succession)).isFalse();
            for (int step = 0; step < steps; step++) {
                step(succession, step);
            }
            successions.sweep();
            successions.sweep();

            assertThat(texts(get("/api/v1/grids?within=" + village).path("items"), "code"))
                    .as("cut after %d steps", steps)
                    .containsExactly(first, second);
            assertThat(directory.find(Kind.GRID, first).map(Entry::duty))
                    .hasValue(List.of("M-" + old));
            assertThat(directory.find(Kind.GRID, second).map(Entry::duty))
                    .hasValue(List.of("N-" + old));
            assertThat(texts(grid(old).path("succeededBy"))).containsExactly(first, second);
            assertThat(directory.find(Kind.GRID, first).map(Entry::version).orElse(0L))
                    .isLessThanOrEqualTo(2);
        }
    }

    private void step(Succession succession, int step) {
        switch (step) {
            case 0, 1 -> successions.make(succession, succession.successors().get(step));
            case 2 -> successions.move(succession);
            case 3 -> successions.end(succession, succession.replaced().getFirst());
            default -> successions.close(succession);
        }
    }

    private Successor successor(String code, String from) {
        var state =
                new Document("name", code)
                        .append("kind", "BASIC")
                        .append("illustrative", false)
                        .append("validFrom", today().toString())
                        .append("splitFrom", List.of(from));
        return new Successor(code, state, null);
    }

    /** Of two that want the same grid one is decided, and the other changes nothing. */
    @Test
    void aGridHasOneSuccession() throws Exception {
        var a = made(body("216", "甲", "\"validFrom\":\"2025-01-01\"")).path("code").asString();
        var b = made(body("216", "乙", "\"validFrom\":\"2025-01-01\"")).path("code").asString();
        var merge = "{\"grids\":[\"%s\",\"%s\"],\"name\":\"合\"}".formatted(a, b);
        var split = "{\"into\":[{\"name\":\"一\"},{\"name\":\"二\"}]}";
        var answers =
                atOnce(
                        List.<Callable<HttpResponse<String>>>of(
                                () -> post(admin, "/api/v1/grids:merge", merge),
                                () -> post(admin, "/api/v1/grids:merge", merge),
                                () -> post(admin, "/api/v1/grids/" + a + "/actions/split", split),
                                () -> post(admin, "/api/v1/grids/" + b + "/actions/split", split)));
        assertThat(answers).allMatch(it -> it.statusCode() == 200 || it.statusCode() == 409);
        var replaced = new ArrayList<String>();
        var lasting = new ArrayList<String>();
        for (var answer : answers) {
            if (answer.statusCode() == 200) {
                replaced.addAll(texts(json.readTree(answer.body()).path("retired"), "code"));
                lasting.addAll(texts(json.readTree(answer.body()).path("grids"), "code"));
            }
        }
        assertThat(replaced).doesNotHaveDuplicates().containsExactlyInAnyOrder(a, b);
        assertThat(texts(get("/api/v1/grids?within=" + TOWNSHIP + "216").path("items"), "code"))
                .containsExactlyInAnyOrderElementsOf(lasting);
    }

    @Test
    void anExportIsTheSameAgainWhenItComesBack() throws Exception {
        var village = TOWNSHIP + "217";
        var answer =
                post(
                        admin,
                        "/api/v1/grids:import",
                        collection(
                                feature(
                                        "\"code\":\"%s001\",\"name\":\"甲\"".formatted(village),
                                        box(98.1, 29.17, 98.12, 29.18)),
                                feature(
                                        ("\"divisionCode\":\"%s\",\"name\":\"无界\",\"groups\":\"一组;二组\","
                                                        + "\"season\":\"11-01/03-31\",\"kind\":\"MICRO\","
                                                        + "\"validFrom\":\"2024-02-29\"")
                                                .formatted(village),
                                        "null")));
        assertThat(answer.body()).contains("\"created\":2");
        var path = "/api/v1/grids:export?within=" + village;
        var export = send(county, "GET", path, "", "text/plain");
        assertThat(export.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/geo+json");
        var qgis =
                export.body()
                        .replaceFirst(
                                "\"features\"",
                                "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                                        + "\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"features\"");
        for (var file : List.of(export.body(), qgis)) {
            assertThat(post(admin, "/api/v1/grids:import", file).body())
                    .contains("\"read\":2", "\"unchanged\":2", "\"changed\":0", "\"errors\":[]");
        }
        assertThat(send(county, "GET", path, "", "text/plain").body()).isEqualTo(export.body());
        var shifted =
                post(admin, "/api/v1/grids:import", qgis.replace("OGC:1.3:CRS84", "EPSG::3857"));
        assertThat(shifted.statusCode()).isEqualTo(400);
        assertThat(shifted.body()).contains("unknown-crs", "EPSG:4326");
    }

    @Test
    void anImportSaysWhatItWouldDoAndLineByLineKeepsTheGoodOnes() throws Exception {
        var village = TOWNSHIP + "218";
        var file =
                collection(
                        feature(
                                "\"divisionCode\":\"%s\",\"name\":\"甲\"".formatted(village),
                                box(98.1, 29.18, 98.12, 29.19)),
                        feature(
                                "\"divisionCode\":\"%s\",\"name\":\"乙\"".formatted(village),
                                box(98.11, 29.18, 98.12, 29.19)),
                        feature(
                                "\"divisionCode\":\"%s\",\"name\":\"坏\"".formatted(village),
                                "{\"type\":\"Polygon\",\"coordinates\":[[[98,29],[98.1,29.1],"
                                        + "[98.1,29],[98,29.1],[98,29]]]}"),
                        feature("\"divisionCode\":\"540302100001\",\"name\":\"外\"", "null"));
        var whole = post(admin, "/api/v1/grids:import", file);
        assertThat(whole.statusCode()).isEqualTo(400);
        assertThat(whole.body()).contains("self-intersection", "\"feature\":2", "no-such-division");
        var dry = post(admin, "/api/v1/grids:import?dryRun=true&mode=line-by-line", file);
        assertThat(dry.body())
                .contains("\"created\":2", "\"refused\":2", "\"dryRun\":true", "overlap");
        assertThat(get("/api/v1/grids?within=" + village).path("items")).isEmpty();

        var kept = post(admin, "/api/v1/grids:import?mode=line-by-line", file);

        assertThat(kept.body())
                .contains("\"created\":2", "\"refused\":2", "\"point\":[98.05,29.05]");
        assertThat(texts(get("/api/v1/grids?within=" + village).path("items"), "name"))
                .containsExactly("甲", "乙");
        assertThat(post(admin, "/api/v1/grids:import?mode=line-by-line", file).body())
                .contains("\"created\":0", "\"unchanged\":2", "\"refused\":2");
        assertThat(
                        post(
                                        admin,
                                        "/api/v1/grids:import",
                                        collection(
                                                feature(
                                                        "\"divisionCode\":\"%s\",\"name\":\"甲\""
                                                                .formatted(village),
                                                        "null")))
                                .body())
                .contains("same-name", village + "001");
        assertThat(post(admin, "/api/v1/grids:import?mode=half", file).statusCode()).isEqualTo(400);
    }

    private static String feature(String properties, String geometry) {
        return "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":%s}"
                .formatted(properties, geometry);
    }
}
