package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.grid.Succession.Successor;
import dev.wangge.testing.AtOnce;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Grids that are split and merged, and what dies half-way. */
abstract class SuccessionStories extends EmptyTownship {
    @Autowired private Directory directory;
    @Autowired private Successions successions;
    @Autowired private NewCodes codes;

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
                AtOnce.all(
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
}
