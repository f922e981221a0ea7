package dev.wangge.grids.move;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.testing.HouseRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which moves are seen by whom, and which are overdue. */
abstract class MoveListStories extends RunningMoves {
    @Test
    void whoIsNotHeardOfIsOverdue() {
        var id = planned(plan(WINTER, SUMMER, "13,\"people\":95")).path("id").asString();
        act(id, "depart", "{\"at\":\"%s\"}".formatted(ago(Duration.ofHours(13))));

        assertThat(overdue("true")).contains(id);
        assertThat(overdue("false")).doesNotContain(id);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(service.metrics())
                                .containsPattern("wangge_moves_overdue\\{[^}]*} [1-9]")
                                .containsPattern(
                                        "wangge_moves\\{[^}]*status=\"UNDER_WAY\"} [1-9]"));
        HouseRules.describesItsMetrics(service.metrics());

        var checkIn =
                "{\"at\":\"%s\",\"lng\":98.6,\"lat\":29.7}".formatted(ago(Duration.ofHours(11)));
        assertThat(act(id, "check-in", checkIn).path("overdue").asBoolean()).isFalse();
        assertThat(overdue("true")).doesNotContain(id);
        // Older news than there is: silent since the newest, not since the last that came in.
        act(
                id,
                "check-in",
                checkIn.replaceFirst(
                        "\"at\":\"[^\"]*\"", "\"at\":\"" + ago(Duration.ofHours(12)) + "\""));
        assertThat(overdue("true")).doesNotContain(id);
    }

    private List<String> overdue(String value) {
        var page = read(send(desk, "GET", "?limit=200&overdue=" + value, ""), 200);
        var ids = new ArrayList<String>();
        page.path("items").forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    @Test
    void aListGoesOnWhereItStopped() {
        for (int i = 0; i < 3; i++) {
            planned(plan(WINTER, SUMMER, "13,\"people\":95"));
        }
        var seen = new ArrayList<String>();
        var path = "?limit=2&status=PLANNED&within=540328205";
        while (!path.isEmpty()) {
            var answer = send(summerTownship, "GET", path, "");
            read(answer, 200)
                    .path("items")
                    .forEach(item -> {
                        assertThat(item.path("status").asString()).isEqualTo("PLANNED");
                        assertThat(item.path("warnings").isNull()).isTrue();
                        seen.add(item.path("id").asString());
                    });
            path =
                    answer.headers()
                            .firstValue("Link")
                            .map(link -> link.replaceFirst("<[^?]*(.*)>; rel=\"next\"", "$1"))
                            .orElse("");
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(read(send(neighbour, "GET", "", ""), 200).path("items").size()).isZero();
        assertThat(send(neighbour, "GET", "?within=540328", "").statusCode()).isEqualTo(403);
        assertThat(send(desk, "GET", "?status=LOST", "").statusCode()).isEqualTo(400);
        assertThat(send(desk, "GET", "?colour=1", "").body()).contains("unknown-parameter");
        assertThat(send(desk, "GET", "?cursor=nonsense", "").body()).contains("wrong-cursor");
    }

    @Test
    void aForeignMoveIsNotThere() {
        var body = plan(WINTER, SUMMER, "13,\"people\":95");
        var id = planned(body).path("id").asString();
        for (var path : List.of("", "/check-ins")) {
            assertThat(send(neighbour, "GET", "/" + id + path, "").statusCode()).isEqualTo(404);
        }
        assertThat(send(neighbour, "PUT", "/" + id, body).body()).contains("no-such-move");
        for (var action : List.of("depart", "nonsense")) {
            assertThat(send(neighbour, "POST", "/" + id + "/actions/" + action, "{").statusCode())
                    .isEqualTo(404);
        }
        assertThat(send(neighbour, "POST", "/" + id + "/check-ins:batch", "[]").statusCode())
                .isEqualTo(404);
        assertThat(send(desk, "GET", "/nonsense", "").statusCode()).isEqualTo(404);

        // Where they go sees them come, and takes them in; whether they leave is not for it to say.
        var seen = read(send(summerTownship, "GET", "/" + id, ""), 200);
        assertThat(seen.path("actions"))
                .extracting(action -> action.path("name").asString())
                .containsExactly("check-in");
        assertThat(send(summerTownship, "POST", "/" + id + "/actions/depart", "{}").statusCode())
                .isEqualTo(403);
        assertThat(send(handler, "POST", "", body).body()).contains("not-permitted");
        assertThat(send(handler, "POST", "/" + id + "/actions/cancel", "{}").statusCode())
                .isEqualTo(403);
    }
}
