package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** 督办: those above press for a case, and whoever has it says that they know. */
abstract class SupervisionStories extends RunningCaseService {
    private final String supervisor = TestIssuer.token("county-office", "supervisor", "540328");

    private JsonNode shown(String id) {
        return ServiceClient.read(get(desk, "/api/v1/cases/" + id), 200);
    }

    private static String rung(String rung) {
        return "{\"rung\":\"%s\",\"text\":\"请抓紧\"}".formatted(rung);
    }

    @Test
    void theLadderIsClimbedRungByRungAndEachIsAcknowledged() throws Exception {
        var id = created(desk, IN_LAWU);
        var fresh = shown(id);
        assertThat(fresh.path("supervision").isNull()).isTrue();
        assertThat(fresh.path("overdue").asBoolean()).isFalse();
        assertThat(fresh.path("escalatedTo").isNull()).isTrue();
        assertThat(act(handler, id, "acknowledge", "{}").body()).contains("action-not-allowed");

        assertThat(act(supervisor, id, "supervise", rung("NUDGE")).statusCode()).isEqualTo(200);
        assertThat(shown(id).path("supervision").toString())
                .isEqualTo("{\"rung\":\"NUDGE\",\"acknowledgedAt\":null}");
        assertThat(act(handler, id, "acknowledge", "{}").statusCode()).isEqualTo(200);
        assertThat(shown(id).path("supervision").path("acknowledgedAt").isString()).isTrue();
        assertThat(act(handler, id, "acknowledge", "{}").statusCode()).isEqualTo(409);

        assertThat(act(desk, id, "supervise", rung("RED")).statusCode()).isEqualTo(200);
        assertThat(shown(id).path("supervision").path("acknowledgedAt").isNull()).isTrue();
        var down = act(desk, id, "supervise", rung("YELLOW"));
        assertThat(down.statusCode()).isEqualTo(400);
        assertThat(down.body()).contains("#/rung", "The case is at RED: only upwards");
        assertThat(act(desk, id, "supervise", rung("RED")).statusCode()).isEqualTo(400);
        assertThat(act(desk, id, "supervise", rung("CIRCULAR")).statusCode()).isEqualTo(200);
        assertThat(act(desk, id, "supervise", rung("CIRCULAR")).statusCode()).isEqualTo(409);
    }

    @Test
    void whoMaySupervise() throws Exception {
        var id = created(desk, IN_LAWU);

        assertThat(act(handler, id, "supervise", rung("NUDGE")).statusCode()).isEqualTo(403);
        assertThat(act(neighbour, id, "supervise", rung("NUDGE")).statusCode()).isEqualTo(404);
        assertThat(act(supervisor, id, "close", "{}").statusCode()).isEqualTo(403);
        var wrong = act(supervisor, id, "supervise", rung("PURPLE"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("#/rung");
    }
}
