package dev.wangge.grids.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.testing.HouseRules;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Key periods, who is chased for what, and how it is filed; the same on both engines. */
abstract class KeyPeriodStories extends SmallCounty {
    @Autowired Directory directory;

    private String path(JsonNode period) {
        return "/api/v1/key-periods/" + id(period);
    }

    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private JsonNode today(JsonNode period) throws Exception {
        return read(get(desk, path(period))).path("today");
    }

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
        var leave =
                read(
                        send(
                                countyAdmin,
                                "POST",
                                "/api/v1/leaves",
                                "{\"member\":\"M-1\",\"from\":\"%s\",\"until\":\"%s\"}"
                                        .formatted(
                                                clock.instant(),
                                                clock.instant().plusSeconds(36_000))));
        onDuty("M-2");

        hourIs(15, 1);
        assertThat(report(period, LAWU, "CHASED").path("recipient").asString()).isEqualTo("M-2");

        var back = "/api/v1/leaves/" + leave.path("code").asString();
        assertThat(send(countyAdmin, "DELETE", back, "").statusCode()).isEqualTo(204);
        onDuty("M-1", "M-2");
    }

    private void onDuty(String... members) {
        await().atMost(Duration.ofSeconds(20))
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

    @Test
    void everyDayAsksAnewAndADayWhoseSweepDiedIsBegunAgain() throws Exception {
        var period = created(body(today(), today().plusDays(1), LAWU, ZHUKA));
        var first = report(period, LAWU, "DUE");
        report(period, ZHUKA, "DUE");
        // As if the instance had died after the first village of the day.
        await().until(() -> nextDay(period).equals(today().plusDays(1).toString()));
        mongo.getCollection("zeroReports")
                .deleteOne(Filters.eq("_id", id(report(period, ZHUKA, "DUE"))));
        mongo.getCollection("keyPeriods")
                .updateOne(
                        Filters.eq("_id", id(period)),
                        Updates.combine(
                                Updates.set("nextDay", today().toString()),
                                Updates.set("wakeAt", Date.from(clock.instant()))));

        report(period, ZHUKA, "DUE");
        assertThat(reports(period, "")).hasSize(2);
        assertThat(id(report(period, LAWU, "DUE"))).isEqualTo(id(first));

        nextMorning();
        assertThat(id(report(period, LAWU, "DUE"))).isNotEqualTo(id(first));
        report(period, ZHUKA, "DUE");
        assertThat(reports(period, "")).hasSize(4);
    }

    private String nextDay(JsonNode period) {
        var stored = mongo.getCollection("keyPeriods").find(Filters.eq("_id", id(period))).first();
        return stored == null ? "" : String.valueOf(stored.getString("nextDay"));
    }

    @Test
    void apiTapAndReplyAtOnceAreOneFiling() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        var answers = new ArrayList<Future<HttpResponse<String>>>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var token = i % 2 == 0 ? desk : handler;
                answers.add(pool.submit(() -> file(token, report, "{}")));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        assertThat(report(period, LAWU, "FILED").path("filed").path("via").asString())
                .isEqualTo("API");
        // Something that comes last of all shows that nothing else came.
        assertThat(file(desk, report, "{\"finding\":{\"title\":\"落石\"}}").statusCode())
                .isEqualTo(200);
        assertThat(types(published(report, 3))).endsWith("wangge.zero-report.finding.v1");
        assertThat(published(report, 3)).hasSize(3);
    }

    @Test
    void aFindingNamesTheCaseItBecomesAndKeepsItsWords() throws Exception {
        var report = report(period(LAWU), LAWU, "DUE");
        var body =
                """
                {"finding":{"kind":"HAZARD","title":"危岩","description":"张三家后山",
                 "location":{"lng":98.6,"lat":29.7}}}
                """;
        var filed = read(file(desk, report, body));
        var again = read(file(desk, report, body));

        assertThat(filed.path("findings")).hasSize(1);
        assertThat(again.path("findings")).isEqualTo(filed.path("findings"));
        var caseId = filed.at("/findings/0/caseId").asString();
        assertThat(UUID.fromString(caseId).version()).isEqualTo(5);
        var facts = published(report, 3);
        assertThat(facts).hasSize(3);
        assertThat(facts.toString()).contains(caseId).doesNotContain("张三", "危岩");
        assertThat(
                        String.valueOf(
                                mongo.getCollection("zeroReports").find().into(new ArrayList<>())))
                .doesNotContain("张三");
    }

    @Test
    void whatComesAfterTheHourIsLate() throws Exception {
        var period = period(LAWU);
        hourIs(17, 1);
        var report = report(period, LAWU, "MISSED");

        assertThat(read(file(desk, report, "{}")).path("status").asString())
                .isEqualTo("FILED_LATE");
        assertThat(today(period).path("filedLate").asInt()).isEqualTo(1);
    }

    @Test
    void aCancelledPeriodWaitsForNothing() throws Exception {
        var period = period(LAWU, ZHUKA);
        var filed = report(period, LAWU, "DUE");
        assertThat(file(desk, filed, "{}").statusCode()).isEqualTo(200);
        var open = report(period, ZHUKA, "DUE");

        var cancelled = send(desk, "POST", path(period) + "/actions/cancel", "");
        assertThat(read(cancelled).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(send(desk, "POST", path(period) + "/actions/cancel", "").statusCode())
                .isEqualTo(200);

        var refused = file(desk, open, "{}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(read(refused).path("type").asString()).endsWith("/action-not-allowed");
        assertThat(read(refused).path("state").asString()).isEqualTo("CANCELLED");
        report(period, ZHUKA, "WITHDRAWN");
        report(period, LAWU, "FILED");
        assertThat(types(published(open, 2))).endsWith("wangge.zero-report.withdrawn.v1");
    }

    @Test
    void aPeriodIsChangedUntilItBegins() throws Exception {
        var planned = created(body(today().plusDays(1), today().plusDays(2), LAWU));
        assertThat(planned.path("status").asString()).isEqualTo("PLANNED");
        var changed = body(today().plusDays(1), today().plusDays(2), ZHUKA);

        var done = send(desk, "PUT", path(planned), changed, "If-Match", "\"1\"");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(done.headers().firstValue("ETag")).hasValue("\"2\"");
        var stale = send(desk, "PUT", path(planned), changed, "If-Match", "\"1\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.headers().firstValue("ETag")).hasValue("\"2\"");

        nextMorning();
        report(planned, ZHUKA, "DUE");
        assertThat(reports(planned, "")).hasSize(1);
        var begun = send(desk, "PUT", path(planned), changed, "If-Match", "\"2\"");
        assertThat(begun.statusCode()).isEqualTo(409);
        assertThat(read(begun).path("state").asString()).isEqualTo("RUNNING");
        assertThat(read(begun).path("actions").toString()).contains("cancel");
    }

    @Test
    void oneKeyIsOnePeriod() throws Exception {
        var key = UUID.randomUUID().toString();
        var body = body(today(), today(), LAWU);
        var first = send(desk, "POST", "/api/v1/key-periods", body, "Idempotency-Key", key);
        var again = send(desk, "POST", "/api/v1/key-periods", body, "Idempotency-Key", key);
        var other =
                send(
                        desk,
                        "POST",
                        "/api/v1/key-periods",
                        body(today(), today(), ZHUKA),
                        "Idempotency-Key",
                        key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(id(read(again))).isEqualTo(id(read(first)));
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void theNextCountySeesAndTouchesNothing() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");

        assertThat(get(neighbour, path(period)).statusCode()).isEqualTo(404);
        assertThat(get(neighbour, path(period) + "/zero-reports").statusCode()).isEqualTo(404);
        assertThat(send(neighbour, "POST", path(period) + "/actions/cancel", "").statusCode())
                .isEqualTo(404);
        assertThat(get(neighbour, "/api/v1/zero-reports/" + id(report)).statusCode())
                .isEqualTo(404);
        assertThat(file(neighbour, report, "{}").statusCode()).isEqualTo(404);
        assertThat(get(neighbour, "/api/v1/key-periods").body()).doesNotContain(id(period));
        var foreign =
                send(desk, "POST", "/api/v1/key-periods", body(today(), today(), NEXT_COUNTY));
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(
                        send(handler, "POST", "/api/v1/key-periods", body(today(), today(), LAWU))
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aPeriodOfTwoCountiesShowsEachItsOwn() throws Exception {
        var both =
                read(
                        send(
                                admin,
                                "POST",
                                "/api/v1/key-periods",
                                body(today(), today(), LAWU, NEXT_COUNTY)));
        report(both, LAWU, "DUE");

        await().untilAsserted(() ->
                assertThat(read(get(admin, path(both))).at("/today/due").asInt()).isEqualTo(2));
        assertThat(reports(both, "")).hasSize(1);
        assertThat(read(get(desk, path(both))).at("/today/due").asInt()).isEqualTo(1);
        assertThat(send(desk, "POST", path(both) + "/actions/cancel", "").statusCode())
                .isEqualTo(403);
        assertThat(get(desk, "/api/v1/key-periods").body()).contains(id(both));
    }

    @Test
    void listsPage() throws Exception {
        var period = period(LAWU, ZHUKA, KUZI);
        report(period, KUZI, "DUE");
        var first = read(get(desk, path(period) + "/zero-reports?limit=2"));
        assertThat(first.path("items")).hasSize(2);
        var next = first.path("next").asString();
        var rest = read(get(desk, path(period) + "/zero-reports?limit=2&cursor=" + next));
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(read(get(desk, "/api/v1/key-periods?limit=1")).path("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "name":"国庆节"      | "name":" "                     | #/name
                    "dueBy":"17:00"     | "dueBy":"25:00"               | #/dueBy
                    "dueBy":"17:00"     | "dueBy":"07:00"               | #/dueBy
                    "dueBy":"17:00"     | "dueBy":"17:00","remindBefore":"P2D" | #/remindBefore
                    "dueBy":"17:00"     | "dueBy":"17:00","remindBefore":"soon" | #/remindBefore
                    ["540328101201"]    | []                            | #/divisions
                    ["540328101201"]    | ["540328101299"]              | #/divisions/0
                    ["540328101201"]    | ["5403"]                      | #/divisions/0
                    "dueBy":"17:00"     | "dueBy":"17:00","dutyRoster":[{"division":"540328101201"}] | #/dutyRoster/0
                    "dueBy":"17:00"     | "dueBy":"17:00","dutyRoster":[{"division":"540328101205","member":"M-1"}] | #/dutyRoster/0/division
                    "dueBy":"17:00"     | "dueBy":"17:00","dutyRoster":[{"division":"540328101201","member":"M-9"}] | #/dutyRoster/0/member
                    "dueBy":"17:00"     | "dueBy":"17:00","x":1         | #/x
                    """,
            quoteCharacter = '`')
    void whatCannotBeIsPointedAt(String from, String to, String pointer) throws Exception {
        var wrong = body(today(), today(), LAWU).replace(from, to);

        var answer = send(desk, "POST", "/api/v1/key-periods", wrong);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(read(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void oddFindingsAndQuestionsAreRefused() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        for (var wrong :
                new String[] {
                    "{\"finding\":{}}",
                    "{\"finding\":{\"title\":\"a\\u0000b\"}}",
                    "{\"finding\":{\"title\":\"x\",\"location\":{\"lng\":1}}}",
                    "{\"finding\":{\"title\":\"x\",\"location\":{\"lng\":181,\"lat\":1}}}",
                    "{\"finding\":{\"title\":\"x\",\"location\":{\"gridCode\":\"540328101201009\"}}}",
                    "{\"finding\":{\"title\":\"x\",\"kind\":\"NONSENSE\"}}",
                    "{\"y\":1}",
                    "[",
                }) {
            assertThat(file(desk, report, wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        var foreign =
                "{\"finding\":{\"title\":\"x\",\"location\":{\"gridCode\":\"540302100001001\"}}}";
        assertThat(file(desk, report, foreign).statusCode()).isEqualTo(403);
        for (var wrong :
                new String[] {"?day=x", "?status=NONE", "?limit=0", "?y=1", "?cursor=%C3%A9"}) {
            assertThat(get(desk, path(period) + "/zero-reports" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(get(desk, path(period) + "/zero-reports?within=540302").statusCode())
                .isEqualTo(403);
        assertThat(get(desk, "/api/v1/key-periods/nonsense").statusCode()).isEqualTo(404);
        report(period, LAWU, "DUE");
    }

    @Test
    void whatIsCountedIsDescribed() throws Exception {
        report(period(LAWU), LAWU, "DUE");

        var scrape = get("", "/actuator/prometheus").body();
        assertThat(scrape).contains("wangge_zero_reports_total{", "status=\"DUE\"");
        HouseRules.describesItsMetrics(scrape);
    }
}
