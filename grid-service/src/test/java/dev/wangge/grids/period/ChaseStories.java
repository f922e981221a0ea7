package dev.wangge.grids.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who is to report, who is chased for it, and who is told when it stays out. */
abstract class ChaseStories extends SmallCounty {
    @Autowired Directory directory;

    @Test
    void aCountysVillagesEachReportAndTheMissingOnesAreChasedAndEscalated() throws Exception {
        var period = period("540328000000");
        assertThat(period.path("status").asString()).isEqualTo("RUNNING");

        var lawu = report(period, LAWU, "DUE");
        assertThat(lawu.path("recipient").asString()).isEqualTo("M-1");
        assertThat(report(period, ZHUKA, "DUE").path("recipient").asString()).isEqualTo("M-3");
        var kuzi = report(period, KUZI, "DUE");
        assertThat(kuzi.path("recipient").isNull()).isTrue(); // Neither members nor a unit.
        assertThat(reports(period, "")).hasSize(3);

        hourIs(15, 1);
        report(period, LAWU, "CHASED");
        report(period, ZHUKA, "CHASED");
        assertThat(file(desk, lawu, "{}").statusCode()).isEqualTo(200);

        hourIs(17, 1);
        var missed = report(period, ZHUKA, "MISSED");
        assertThat(missed.path("escalatedTo").asString()).isEqualTo("unit:540328101-gov");
        assertThat(report(period, KUZI, "MISSED").path("escalatedTo").asString())
                .isEqualTo("unit:540328-dispatch");
        assertThat(reports(period, "status=DUE,CHASED,MISSED")).hasSize(2);
        assertThat(reports(period, "status=MISSED&within=540328101")).hasSize(1);
        var counts = today(period);
        assertThat(counts.path("due").asInt()).isEqualTo(3);
        assertThat(counts.path("filed").asInt()).isEqualTo(1);
        assertThat(counts.path("missing").asInt()).isEqualTo(2);

        assertThat(types(published(lawu, 3)))
                .containsExactly(
                        "wangge.zero-report.due.v1",
                        "wangge.zero-report.chased.v1",
                        "wangge.zero-report.filed.v1");
        var ofZhuka = published(missed, 3);
        assertThat(ofZhuka.get(1).event().orElseThrow())
                .isInstanceOfSatisfying(
                        ZeroReportChased.class,
                        it -> {
                            assertThat(it.recipient()).isEqualTo("M-3");
                            assertThat(it.periodName()).isEqualTo("国庆节");
                        });
        assertThat(ofZhuka.get(2).event().orElseThrow()).isInstanceOf(ZeroReportMissed.class);
    }

    @Test
    void aTownshipReportsForItselfAndTheRosterSaysWhoDoes() throws Exception {
        var body =
                body(today(), today(), RUMEI, LAWU)
                        .replace(
                                "\"dueBy\"",
                                "\"dutyRoster\":[{\"division\":\"%s\",\"member\":\"M-3\"}],\"dueBy\""
                                        .formatted(LAWU));
        var period = created(body);

        assertThat(report(period, LAWU, "DUE").path("recipient").asString()).isEqualTo("M-3");
        assertThat(report(period, RUMEI, "DUE").path("recipient").asString())
                .isEqualTo("unit:540328101-gov");
        hourIs(17, 1);
        assertThat(report(period, RUMEI, "MISSED").path("escalatedTo").asString())
                .isEqualTo("unit:540328-dispatch");
    }

    @Test
    void theLeaderOnTheTownshipsRosterIsToldBeforeItsUnit() throws Exception {
        var now = clock.instant();
        shift("S-1", "M-2", now.minusSeconds(86_400), now.minusSeconds(3_600)); // Went home.
        shift("S-2", "M-3", now, now.plusSeconds(43_200));
        var period = period(LAWU);
        report(period, LAWU, "DUE");

        hourIs(17, 1);
        assertThat(report(period, LAWU, "MISSED").path("escalatedTo").asString()).isEqualTo("M-3");
    }

    /** A leader may be nobody's member, and is told as long as the shift holds. */
    @Test
    void aLeaderWhoIsNoMemberIsToldAsWell() throws Exception {
        var now = clock.instant();
        shift(
                "S-3",
                "person",
                new Document("code", "person:S-3")
                        .append("language", "bo")
                        .append("sealedContact", "sealed"),
                now,
                now.plusSeconds(43_200));
        var period = period(LAWU);
        report(period, LAWU, "DUE");

        hourIs(17, 1);
        assertThat(report(period, LAWU, "MISSED").path("escalatedTo").asString())
                .isEqualTo("person:S-3");
    }

    /** Who should have reported is not told that he did not. */
    @Test
    void aLeaderWhoShouldHaveReportedIsPassedOver() throws Exception {
        var now = clock.instant();
        shift("S-4", "M-3", now, now.plusSeconds(43_200));
        var roster = "\"dutyRoster\":[{\"division\":\"%s\",\"member\":\"M-3\"}],".formatted(LAWU);
        var period =
                created(body(today(), today(), LAWU).replace("\"dueBy\"", roster + "\"dueBy\""));
        assertThat(report(period, LAWU, "DUE").path("recipient").asString()).isEqualTo("M-3");

        hourIs(17, 1);
        assertThat(report(period, LAWU, "MISSED").path("escalatedTo").asString())
                .isEqualTo("unit:540328101-gov");
    }

    /** Who was on duty in the morning may have gone on leave by the hour. */
    @Test
    void whoIsChasedIsWhoIsOnDutyByThen() throws Exception {
        var period = period(LAWU);
        assertThat(report(period, LAWU, "DUE").path("recipient").asString()).isEqualTo("M-1");
        var today =
                "{\"member\":\"M-1\",\"from\":\"%s\",\"until\":\"%s\"}"
                        .formatted(clock.instant(), clock.instant().plusSeconds(36_000));
        var leave = json.readTree(send(countyAdmin, "POST", "/api/v1/leaves", today).body());
        onDuty("M-2");

        hourIs(15, 1);
        assertThat(report(period, LAWU, "CHASED").path("recipient").asString()).isEqualTo("M-2");

        var back = "/api/v1/leaves/" + leave.path("code").asString();
        assertThat(send(countyAdmin, "DELETE", back, "").statusCode()).isEqualTo(204);
        onDuty("M-1", "M-2");
    }

    private void onDuty(String... members) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(directory.find(Kind.GRID, LAWU + "001").map(Entry::duty))
                                .hasValue(List.of(members)));
    }

    private void shift(String code, String member, Instant from, Instant until) {
        shift(code, "member", member, from, until);
    }

    private void shift(String code, String who, Object leader, Instant from, Instant until) {
        directory.save(
                List.of(
                        Entry.of(
                                Kind.SHIFT,
                                code,
                                RUMEI,
                                new Document("role", "LEADER")
                                        .append(who, leader)
                                        .append("from", from.toString())
                                        .append("until", until.toString()),
                                null)),
                Map.of(),
                "test");
    }
}
