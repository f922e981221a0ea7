package dev.wangge.grids.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.testing.HouseRules;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Key periods, and what is reported in them; the same on both engines. */
abstract class KeyPeriodStories extends SmallCounty {
    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    @Test
    void everyDayAsksAnewAndADayWhoseSweepDiedIsBegunAgain() throws Exception {
        var period = created(body(today(), today().plusDays(1), LAWU, ZHUKA));
        var first = report(period, LAWU, "DUE");
        report(period, ZHUKA, "DUE");
        // As if the instance had died after the first village of the day.
        await().atMost(SOON).until(() -> nextDay(period).equals(today().plusDays(1).toString()));
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

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(read(get(admin, path(both))).at("/today/due").asInt())
                                .isEqualTo(2));
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

        // It is counted after it is made.
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(service.metrics())
                                .contains("wangge_zero_reports_total{", "status=\"DUE\""));
        HouseRules.describesItsMetrics(service.metrics());
    }
}
