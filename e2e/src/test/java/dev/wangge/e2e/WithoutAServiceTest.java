package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A part is away for a while: what is said meanwhile, and what happens when it is back. */
@InCounty
class WithoutAServiceTest {

    @Test
    void aReportThatCannotBeLocatedIsAcceptedAndLocatedByItselfLater(County county) {
        Place place = county.places().getLast();
        Answer accepted;
        try (var _ = county.without("grid-service")) {
            accepted = county.dispatcher().report(Report.hazard("桥面裂缝").at(place));
            assertThat(accepted.status()).isEqualTo(201);
            assertThat(accepted.json().path("status").asString()).isEqualTo("REPORTED");
            assertThat(accepted.json().at("/location/rule").asString("UNLOCATED"))
                    .isEqualTo("UNLOCATED");
            Answer map = county.dispatcher().get("/api/v1/grids?within=540328");
            assertThat(map.status()).isEqualTo(503);
            assertThat(map.header("Retry-After")).isNotEmpty();
        }
        JsonNode later =
                await("located and dispatched")
                        .atMost(County.IN_THE_END)
                        .until(
                                () ->
                                        county.dispatcher()
                                                .theCase(accepted.json().path("id").asString()),
                                now -> now.path("status").asString().equals("DISPATCHED"));
        assertThat(later.at("/location/rule").asString()).isEqualTo("POLYGON");
        assertThat(later.at("/location/gridCode").asString()).isEqualTo(place.gridCode());
        assertThat(later.at("/assignee/code").asString()).contains(place.gridCode());
    }

    @Test
    void withoutItsDatabaseTheCountyAsksToComeAgainAndKeepsItsWord(County county) {
        county.needsRealDatabase();
        refusesUntilItIsBack(county, () -> county.without("database"));
    }

    @Test
    void aDatabaseThatHangsIsLikeOneThatIsAway(County county) {
        refusesUntilItIsBack(county, county.part("database")::pause);
    }

    private static void refusesUntilItIsBack(County county, Supplier<County.Outage> outage) {
        String key = "later-" + UUID.randomUUID();
        String body = Report.hazard("停电时的报告").at(county.places().getFirst()).body();
        try (var _ = outage.get()) {
            Answer refused =
                    county.dispatcher().post("/api/v1/cases", body, "Idempotency-Key", key);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.problem()).isIn("database-unavailable", "service-unavailable");
        }
        Answer accepted =
                await("accepted again")
                        .atMost(County.IN_THE_END)
                        .until(
                                () ->
                                        county.dispatcher()
                                                .post(
                                                        "/api/v1/cases",
                                                        body,
                                                        "Idempotency-Key",
                                                        key),
                                answer -> answer.status() != 503);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(201);
        // At once, or when grid-service too has its database back.
        String id = accepted.json().path("id").asString();
        await("dispatched")
                .atMost(County.IN_THE_END)
                .until(
                        () -> county.dispatcher().theCase(id),
                        now -> now.path("status").asString("").equals("DISPATCHED"));
    }
}
