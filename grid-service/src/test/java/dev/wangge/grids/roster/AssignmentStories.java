package dev.wangge.grids.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is assigned where, twice or by a move. */
abstract class AssignmentStories extends RunningRosters {
    @Test
    void twoOverlappingAssignmentsAreAcceptedAndWarnedOf() {
        servedGrid("J", "540328101201");
        var grid = grid("540328101205");
        var body = "{\"member\":\"J-1\",\"gridCode\":\"%s\",\"from\":\"%s\",\"until\":\"%s\"}";
        var first = body.formatted(grid, in(Duration.ofDays(1)), in(Duration.ofDays(9)));
        made("/api/v1/assignments", first);
        made(
                "/api/v1/assignments",
                body.formatted(
                        grid("540328101205"), in(Duration.ofDays(5)), in(Duration.ofDays(12))));
        var warnings =
                seen(desk, "/api/v1/duty-warnings?limit=200").path("items").valueStream().toList();
        assertThat(warnings)
                .filteredOn(it -> it.path("member").asString().equals("J-1"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.path("kind").asString()).isEqualTo("OVERLAPPING_ASSIGNMENTS");
                    assertThat(it.path("entries").size()).isEqualTo(2);
                });
        assertThat(seen(neighbourAdmin, "/api/v1/duty-warnings").path("items").toString())
                .doesNotContain("J-1");
        // The same again is the same: nothing was made twice.
        var again = made("/api/v1/assignments", first);
        assertThat(seen(desk, "/api/v1/assignments?member=J-1").path("items").size()).isEqualTo(2);
        assertThat(again.path("version").asInt()).isEqualTo(1);
    }

    /** An escort's duty is the move's, in both grids at once: nothing odd, and nobody else's. */
    @Test
    void theAssignmentsOfAMoveAreTheMoves() {
        var from = servedGrid("N", "540328101201");
        var to = grid("540328101205");
        var planned =
                post(
                        desk,
                        "/api/v1/seasonal-moves",
                        """
                        {"fromGrid":"%s","toGrid":"%s","plannedFor":"%s","households":1,"people":4,
                         "livestock":"40","escort":["N-2"]}\
                        """
                                .formatted(from, to, in(Duration.ofDays(1)).substring(0, 10)));
        assertThat(planned.statusCode()).as(planned.body()).isEqualTo(201);
        var move = json.readTree(planned.body()).path("id").asString();
        var departed = post(desk, "/api/v1/seasonal-moves/" + move + "/actions/depart", "{}");
        assertThat(departed.statusCode()).as(departed.body()).isEqualTo(200);
        awaitMembers(to, "N-2");

        var made = seen(admin, "/api/v1/assignments?member=N-2").path("items");
        assertThat(strings(made, "source")).containsExactly("move:" + move, "move:" + move);
        assertThat(warnedOf("N-2")).isEmpty();
        for (var one : made) {
            var path = "/api/v1/assignments/" + one.path("code").asString();
            var deleted = service.send(admin, "DELETE", path, "");
            assertThat(deleted.statusCode()).isEqualTo(409);
            assertThat(deleted.body())
                    .contains("/problems/owned-by-move", "/api/v1/seasonal-moves/" + move);
            assertThat(service.send(admin, "DELETE", path, "", "If-Match", "\"99\"").statusCode())
                    .isEqualTo(412);
            var body = "{\"gridCode\":\"%s\",\"from\":\"%s\"}".formatted(from, in(Duration.ZERO));
            assertThat(service.send(admin, "PUT", path, body).body())
                    .contains("/problems/owned-by-move");
            assertThat(status(neighbourAdmin, "DELETE", path)).isEqualTo(404);
        }
        awaitMembers(to, "N-2");

        // Another assignment beside them is odd as ever.
        made(
                "/api/v1/assignments",
                "{\"member\":\"N-2\",\"gridCode\":\"%s\",\"from\":\"%s\"}"
                        .formatted(grid("540328101205"), in(Duration.ofDays(-1))));
        assertThat(warnedOf("N-2")).isNotEmpty();
        // With the move their duty ends, and stays written down.
        var cancelled =
                post(
                        desk,
                        "/api/v1/seasonal-moves/" + move + "/actions/cancel",
                        "{\"reason\":\"大雪封山\"}");
        assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
        awaitMembers(to);
        assertThat(seen(admin, "/api/v1/assignments?member=N-2").path("items").size()).isEqualTo(3);
    }

    private List<JsonNode> warnedOf(String member) {
        return seen(desk, "/api/v1/duty-warnings?limit=200")
                .path("items")
                .valueStream()
                .filter(it -> it.path("member").asString().equals(member))
                .toList();
    }
}
