package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rules that a county sets for itself; 卡若's, where no other story lives. */
@InCounty
class RulesTest {
    private static final String COUNTY = "?division=540302";
    private static final String REPORT = "{\"kind\":\"REQUEST\",\"title\":\"路灯不亮\"}";
    private static final String SETTLED = "{\"what\":\"换了灯\",\"evidence\":[\"收据 5\"]}";

    /** Old cases keep their limits, new ones follow, and what is wrong is pointed at. */
    @Test
    void aCountyChangesItsLimitsAndEachCaseKeepsThoseItBeganWith(County county) {
        Client admin = county.client("province-admin");
        Client desk = county.client("neighbour-demo");
        JsonNode before = desk.post("/api/v1/cases", REPORT).json();
        ObjectNode body =
                (ObjectNode) admin.get("/api/v1/rules/limits/versions/0").json().path("body");
        ((ObjectNode) body.path("accept")).put("amount", 40);

        Answer set = admin.put("/api/v1/rules/limits" + COUNTY, change(body));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        JsonNode after = desk.post("/api/v1/cases", REPORT).json();

        assertThat(toAccept(desk.theCase(before.path("id").asString()))).hasMinutes(15);
        assertThat(toAccept(after)).hasMinutes(40);
        JsonNode here = county.dispatcher().post("/api/v1/cases", REPORT).json();
        assertThat(toAccept(here)).hasMinutes(15);
        String bad =
                "{\"why\":\"x\",\"body\":{\"hitPolicy\":\"FIRST\",\"rows\":[{\"when\":\"kind = 'x'\","
                        + "\"tier\":\"SUPERIOR\",\"name\":\"a\"},{\"tier\":\"NEIGHBOUR\",\"name\":\"b\"}]}}";
        Answer refused = admin.put("/api/v1/rules/triage" + COUNTY, bad);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("#/body/rows/0/when", "wrong-condition");
    }

    /** The notice of the holidays comes when cases are open that it touches. */
    @Test
    void aCalendarThatComesLateMovesWhatIsOpen(County county) {
        Client admin = county.client("province-admin");
        Client desk = county.client("neighbour-demo");
        String id = desk.post("/api/v1/cases", REPORT).json().path("id").asString();
        assertThat(desk.post("/api/v1/cases/" + id + "/actions/settle", SETTLED).status())
                .isEqualTo(200);
        assertThat(desk.post("/api/v1/cases/" + id + "/actions/rate", "{\"score\":1}").status())
                .isEqualTo(200);
        String due = dueAt(desk, id);
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String notice =
                today.datesUntil(today.plusDays(8))
                        .map(day -> day + ",休")
                        .collect(Collectors.joining("\n", "date,type\n", "\n"));
        String path = "/api/v1/rules/calendars:import" + COUNTY + "&why=notice";

        Answer shown = admin.csv(path + "&dryRun=true", notice);
        assertThat(shown.status()).as(shown.toString()).isEqualTo(200);
        JsonNode move =
                Json.list(shown.json().path("cases")).stream()
                        .filter(it -> it.path("id").asString().equals(id))
                        .findFirst()
                        .orElseThrow();
        assertThat(move.path("before").asString()).isEqualTo(due);
        assertThat(dueAt(desk, id)).isEqualTo(due);

        assertThat(admin.csv(path, notice).status()).isEqualTo(200);
        await("what is open is counted anew")
                .atMost(County.SOON)
                .untilAsserted(
                        () -> assertThat(dueAt(desk, id)).isEqualTo(move.path("dueAt").asString()));
        assertThat(Instant.parse(dueAt(desk, id)))
                .isAfter(Instant.parse(due).plus(Duration.ofDays(4)));
        assertThat(desk.get("/api/v1/cases/" + id + "/timeline?limit=200").text())
                .contains("wangge.case.due-moved.v1");
    }

    private static String change(JsonNode body) {
        return "{\"why\":\"牧区路远\",\"body\":%s}".formatted(body);
    }

    private static Duration toAccept(JsonNode it) {
        return Duration.between(
                Instant.parse(it.path("reportedAt").asString()),
                Instant.parse(it.at("/deadlines/acceptBy").asString()));
    }

    private static String dueAt(Client desk, String id) {
        return desk.theCase(id).at("/deadlines/dueAt").asString();
    }
}
