package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.FindingReported;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.Spot;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A finding in a zero-report becomes a case; the same on both database engines. */
abstract class FindingStories extends RunningCaseService {
    private static final EventCodec FIELDWORK = new EventCodec(ZeroReportEvent.class);
    private static final String LAWU = "540328101201";
    private static final Instant AT = Instant.parse("2026-10-01T08:00:00Z");

    private FindingReported finding(String division, @Nullable Spot spot) {
        var caseId = UUID.randomUUID().toString();
        return new FindingReported(
                "p-1",
                division,
                "2026-10-01",
                caseId,
                "HAZARD",
                vault.seal("{\"title\":\"路边落石\",\"description\":\"赵六家后山\"}", caseId),
                spot);
    }

    private void happens(ZeroReportEvent event, long seq) {
        kafka.send(
                        Topics.FIELDWORK,
                        "z-1",
                        FIELDWORK.cloudEvent("/grid-service", "z-1", seq, event, MEMBER, AT))
                .join();
    }

    private JsonNode opened(FindingReported finding) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            var answer = get(desk, "/api/v1/cases/" + finding.caseId());
                            return json.readTree(answer.body());
                        },
                        it -> it.has("number"));
    }

    @Test
    void whatNobodyAskedForIsLeftToTheDispatcherOnce() {
        var alert = UUID.randomUUID().toString();
        var reply =
                new UnaskedReply(
                        FakeGridService.GRID,
                        MEMBER,
                        UUID.randomUUID().toString(),
                        vault.seal("修好没几天又漏了\n在老地方", alert),
                        null);
        for (int seq = 7; seq < 9; seq++) {
            kafka.send(
                            Topics.ALERTS,
                            alert,
                            new EventCodec(AlertEvent.class)
                                    .cloudEvent("/notify-service", alert, seq, reply, MEMBER, AT))
                    .join();
        }

        var id = Ids.of("unasked-reply", reply.reply()).toString();
        var it =
                await().atMost(Duration.ofSeconds(20))
                        .until(
                                () -> json.readTree(get(desk, "/api/v1/cases/" + id).body()),
                                found -> found.has("number"));
        assertThat(it.path("title").asString()).isEqualTo("修好没几天又漏了");
        assertThat(it.path("description").asString()).contains("在老地方");
        assertThat(it.path("channel").asString()).isEqualTo("SMS");
        assertThat(it.path("status").asString()).isEqualTo("REPORTED");
        assertThat(get(neighbour, "/api/v1/cases/" + id).statusCode()).isEqualTo(404);
        var timeline = get(desk, "/api/v1/cases/" + id + "/timeline").body();
        assertThat(timeline)
                .containsOnlyOnce("wangge.case.reported.v1")
                .contains("wangge.case.left-for-dispatcher.v1");
    }

    @Test
    void isDispatchedToTheVillagesOwnAtOnce() {
        var finding = finding(LAWU, null);

        happens(finding, 3);

        var it = opened(finding);
        assertThat(it.path("kind").asString()).isEqualTo("HAZARD");
        assertThat(it.path("title").asString()).isEqualTo("路边落石");
        assertThat(it.path("description").asString()).isEqualTo("赵六家后山");
        assertThat(it.path("channel").asString()).isEqualTo("ZERO_REPORT");
        assertThat(it.path("status").asString()).isEqualTo("DISPATCHED");
        assertThat(it.at("/assignee/code").asString()).isEqualTo(MEMBER);
        assertThat(it.at("/location/gridCode").asString()).isEqualTo(FakeGridService.GRID);
    }

    @Test
    void isOneCaseHoweverOftenItComes() throws Exception {
        var finding = finding(LAWU, null);
        happens(finding, 3);
        var before = opened(finding);
        var last = finding(LAWU, null);
        happens(finding, 3);
        happens(finding, 4); // Told anew, in another fact.
        happens(new ZeroReportWithdrawn("p-1", LAWU, "2026-10-01"), 5);
        happens(last, 6);

        opened(last);
        assertThat(opened(finding)).isEqualTo(before);
        var timeline = get(desk, "/api/v1/cases/" + finding.caseId() + "/timeline").body();
        assertThat(timeline.split("wangge.case.reported.v1", -1)).hasSize(2);
    }

    @Test
    void liesWhereItsPointDoes() {
        var finding = finding(LAWU, new Spot(98.6, 29.7, "WGS84", null));
        happens(finding, 3);

        assertThat(opened(finding).at("/location/rule").asString()).isEqualTo("POLYGON");
    }

    @Test
    void aPointWaitsForGridServiceInsteadOfLyingInTheVillagesFirstGrid() throws Exception {
        GRIDS.goesAway();
        var finding = finding(LAWU, new Spot(98.6, 29.7, "WGS84", null));
        happens(finding, 3);

        assertThat(opened(finding).path("status").asString()).isEqualTo("REPORTED");
        assertThat(timeline(finding)).contains("locating-postponed").doesNotContain("left-for");
        GRIDS.comesBack();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(opened(finding).path("status").asString())
                                .isEqualTo("DISPATCHED"));
        assertThat(opened(finding).at("/location/rule").asString()).isEqualTo("POLYGON");
        assertThat(opened(finding).at("/assignee/code").asString()).isEqualTo(MEMBER);
    }

    @Test
    void aPointInNoGridLiesInItsVillageAtOnceOrLater() throws Exception {
        var atOnce = finding(LAWU, new Spot(90.1, 29.7, "WGS84", null));
        happens(atOnce, 3);
        var located = opened(atOnce).path("location");
        assertThat(located.path("gridCode").asString()).isEqualTo(FakeGridService.GRID);

        GRIDS.goesAway();
        var later = finding(LAWU, new Spot(90.1, 29.7, "WGS84", null));
        happens(later, 3);
        assertThat(opened(later).path("status").asString()).isEqualTo("REPORTED");
        GRIDS.comesBack();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(opened(later).path("status").asString())
                                .isEqualTo("DISPATCHED"));
        assertThat(opened(later).at("/location/gridCode")).isEqualTo(located.path("gridCode"));
        assertThat(opened(later).at("/location/rule")).isEqualTo(located.path("rule"));
    }

    private String timeline(FindingReported finding) {
        return get(desk, "/api/v1/cases/" + finding.caseId() + "/timeline").body();
    }

    @Test
    void whereThereIsNoGridItIsTheDispatchers() {
        var finding = finding("540328101000", null);
        happens(finding, 3);

        var it = opened(finding);
        assertThat(it.path("status").asString()).isEqualTo("REPORTED");
        assertThat(it.at("/location/divisionCode").asString()).isEqualTo("540328101000");
    }

    @Test
    void theNextCountyDoesNotSeeIt() throws Exception {
        var finding = finding(LAWU, null);
        happens(finding, 3);
        opened(finding);

        assertThat(get(neighbour, "/api/v1/cases/" + finding.caseId()).statusCode()).isEqualTo(404);
    }

    @Test
    void itsWordsRideInNoFact() {
        var finding = finding(LAWU, null);
        happens(finding, 3);
        opened(finding);

        var stored =
                Objects.requireNonNull(
                        mongo.getCollection("cases")
                                .find(new Document("_id", finding.caseId()))
                                .first());
        assertThat(stored.getList("facts", Document.class))
                .isNotEmpty()
                .noneMatch(fact -> fact.getString("data").matches(".*(赵六|落石).*"));
    }
}
