package dev.wangge.grids.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.testing.AtOnce;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Codes are given once, however often and however many ask at once. */
abstract class GridCodeStories extends EmptyTownship {
    @Autowired private NewCodes codes;
    @Autowired private GivenCodes keys;

    @Test
    void codesAreAllottedAndNeverTwice() throws Exception {
        var village = TOWNSHIP + "201";
        var first = made(body("201", "一号网格", "")).path("code").asString();
        assertThat(first).isEqualTo(village + "001");
        assertThat(status(admin, "DELETE", "/api/v1/grids/" + first)).isEqualTo(204);
        assertThat(status(desk, "GET", "/api/v1/grids/" + first)).isEqualTo(404);

        var atOnce = AtOnce.times(6, () -> post(admin, "/api/v1/grids", body("201", "同时", "")));

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
                AtOnce.times(
                        4, () -> post(admin, "/api/v1/grids", body, "Idempotency-Key", "k-202"));
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
        assertThat(status(desk, "GET", "/api/v1/grids/" + code)).isEqualTo(404);

        assertThat(made(body, "Idempotency-Key", "k-219").path("code").asString()).isEqualTo(code);
    }
}
