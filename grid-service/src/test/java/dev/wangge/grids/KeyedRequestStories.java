package dev.wangge.grids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.testing.AtOnce;
import dev.wangge.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A request with its key, however often it comes and whatever happened since; on both engines. */
@TestPropertySource(properties = "stories.of-their-own=keyed-requests")
abstract class KeyedRequestStories extends RunningGridService {
    private static final String VILLAGE = "540328101201";
    private static final String GRID = VILLAGE + "001";
    private static final String PASTURE = "540328101205001";
    private static final String DIVISIONS =
            """
            code,name,level,parent_code
            540000000000,西藏自治区,province,
            540300000000,昌都市,prefecture,540000000000
            540302000000,卡若区,county,540300000000
            540328000000,芒康县,county,540300000000
            540328101000,如美镇,township,540328000000
            540328101201,拉乌村,village,540328101000
            540328101202,达日村,village,540328101000
            540328101205,竹卡村,village,540328101000
            """;

    @Autowired MongoOperations mongo;
    private final String second = TestIssuer.token("county-second", "dispatcher", "540328");

    private final String stripped = TestIssuer.token("province-admin", "auditor", "54");

    private int n = 100;

    @BeforeAll
    void aTownshipAtEightInTheMorning() throws Exception {
        putForwardToMorning();
        assertThat(service.csv(admin, "/api/v1/divisions:import", DIVISIONS))
                .returns(200, HttpResponse::statusCode);
        for (var grid : List.of(GRID, PASTURE)) {
            var body =
                    "{\"code\":\"%s\",\"name\":\"网格\",\"validFrom\":\"2026-01-01\"}"
                            .formatted(grid);
            assertThat(post(admin, "/api/v1/grids", body, "").statusCode()).isEqualTo(201);
        }
        for (var code : List.of("M-1", "M-2")) {
            var body = Made.MEMBER.body.formatted("x").replace("K-x", code);
            assertThat(post(admin, "/api/v1/members", body, "").statusCode()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasMadeIsToldAsItWasMade(Made what) throws Exception {
        var number = String.valueOf(n++);
        var body = what.body.formatted(number);
        var list = "/api/v1/" + what.list;
        var key = key();

        var all = AtOnce.times(4, () -> post(admin, list, body, key));
        var first = all.getFirst();
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(all).allSatisfy(it -> assertSame(it, first));
        assertThat(first.headers().firstValue("ETag")).hasValue("\"1\"");
        var there = first.headers().firstValue("Location").orElseThrow();
        assertThat(there).startsWith(list + "/");
        assertThat(post(admin, list, body + " ", key).statusCode()).isEqualTo(422);

        var changed = service.send(admin, "PUT", there, what.change(number));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"2\"");
        // A role that was taken away is gone for a repeat as well; given back, so is the answer.
        assertThat(post(stripped, list, body, key).statusCode()).isEqualTo(403);
        assertThat(post(stripped, list, body, key()).statusCode()).isEqualTo(403);
        assertSame(post(admin, list, body, key), first);

        var gone = service.send(admin, "DELETE", there, "");
        assertThat(gone.statusCode()).as(gone.body()).isBetween(200, 204);
        assertSame(post(admin, list, body, key), first);
        assertThat(get(admin, there).statusCode()).isEqualTo(gone.statusCode() == 204 ? 404 : 200);
        assertThat(answers().find())
                .allSatisfy(it -> assertThat(it.toJson()).doesNotContain("多", "****"));
    }

    /** Killed between the making and the answer; and somebody changed it before the repeat. */
    @ParameterizedTest
    @EnumSource(names = {"GRID", "NAMED_GRID"})
    void whoWasKilledBeforeTheAnswerFindsWhatItMade(Made what) throws Exception {
        var number = String.valueOf(n++);
        var key = key();
        var list = "/api/v1/" + what.list;
        var before = answered();
        var first = post(admin, list, what.body.formatted(number), key);
        kill(before);
        var there = first.headers().firstValue("Location").orElseThrow();
        service.send(admin, "PUT", there, what.change(number));

        var again = post(admin, list, what.body.formatted(number), key);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        assertThat(again.headers().firstValue("Location")).hasValue(there);
        assertThat(read(again).path("name").asString()).startsWith("改");
        assertSame(post(admin, list, what.body.formatted(number), key), again);
    }

    @Test
    void aPeriodIsToldAsItWasMadeAndAsItWasCancelled() throws Exception {
        var key = key();
        var body = period(1);
        var first = post(desk, "/api/v1/key-periods", body, key);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        var cancel = first.headers().firstValue("Location").orElseThrow() + "/actions/cancel";

        var cancelled =
                AtOnce.times(
                        6, () -> post(desk, cancel, "", key, "If-Match", "\"1\"")); // Same key.
        assertThat(cancelled).allSatisfy(it -> assertSame(it, cancelled.getFirst()));
        assertThat(cancelled.getFirst().statusCode()).isEqualTo(200);
        assertThat(read(cancelled.getFirst()).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(post(desk, cancel, "", key(), "If-Match", "\"1\"").statusCode()).isEqualTo(412);

        assertSame(post(desk, "/api/v1/key-periods", body, key), first);
        assertThat(read(first).path("status").asString()).isEqualTo("PLANNED");
        assertSame(post(desk, cancel, "", key, "If-Match", "\"1\""), cancelled.getFirst());
        // Another client's key is another one, and the next county's sees nothing.
        assertThat(read(post(second, "/api/v1/key-periods", body, key)).path("id"))
                .isNotEqualTo(read(first).path("id"));
        assertThat(post(neighbour, cancel, "", key).statusCode()).isEqualTo(404);
    }

    /** Keys that were used before answers were kept lie with what they made. */
    @Test
    void aKeyFromBeforeAnswersWereKeptIsStillKnown() throws Exception {
        for (var list : List.of("/api/v1/key-periods", "/api/v1/seasonal-moves")) {
            var body = list.endsWith("moves") ? move() : period(2);
            var key = key();
            var first = post(desk, list, body, key);
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            answers().deleteMany(new Document());

            assertSame(post(desk, list, body, key), first);
            answers().deleteMany(new Document());
            assertThat(post(desk, list, body + " ", key).statusCode()).isEqualTo(422);
        }
    }

    @Test
    void aZeroReportIsToldAsItWasFiled() throws Exception {
        var made = post(desk, "/api/v1/key-periods", period(0), "");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var reports = "/api/v1/key-periods/" + read(made).path("id").asString() + "/zero-reports";
        await().atMost(Duration.ofSeconds(60))
                .until(() -> read(get(desk, reports)).path("items").size() == 1);
        var id = read(get(desk, reports)).at("/items/0/id").asString();
        var file = "/api/v1/zero-reports/" + id + "/actions/file";
        var key = key();

        var first = post(desk, file, "{}", key);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        var found = post(desk, file, "{\"finding\":{\"title\":\"桥头落石\"}}", key());
        assertThat(read(found).path("findings")).hasSize(1);

        assertSame(post(desk, file, "{}", key), first);
        assertThat(read(first).path("findings")).isEmpty();
        assertThat(post(desk, file, "{ }", key).statusCode()).isEqualTo(422);
    }

    @Test
    void aMoveIsToldAsEachRequestLeftIt() throws Exception {
        var key = key();
        var body = move();
        var planned = post(desk, "/api/v1/seasonal-moves", body, key);
        assertThat(planned.statusCode()).as(planned.body()).isEqualTo(201);
        assertThat(read(planned).at("/households/0/phone").asString()).isEqualTo("137****2222");
        var there = planned.headers().firstValue("Location").orElseThrow();
        var anew = body.replace("多吉扎西", "次仁").replace("1400", "1500");
        assertThat(service.send(desk, "PUT", there, anew).statusCode()).isEqualTo(200);

        var departed = post(desk, there + "/actions/depart", "{}", key);
        assertThat(departed.statusCode()).as(departed.body()).isEqualTo(200);
        var seen = "{\"id\":\"%s\",\"lng\":98.6,\"lat\":29.7}".formatted(UUID.randomUUID());
        assertThat(post(desk, there + "/actions/check-in", seen, "").statusCode()).isEqualTo(200);
        // Known already, and nothing to write down: its answer stays the answer, too.
        var known = post(desk, there + "/actions/check-in", seen, key);
        assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
        var cancelled = post(desk, there + "/actions/cancel", "{\"reason\":\"大雪\"}", key);
        assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);

        assertSame(post(desk, "/api/v1/seasonal-moves", body, key), planned);
        assertSame(post(desk, there + "/actions/depart", "{}", key), departed);
        assertSame(post(desk, there + "/actions/check-in", seen, key), known);
        assertSame(post(desk, there + "/actions/cancel", "{\"reason\":\"大雪\"}", key), cancelled);
        assertThat(post(desk, there + "/actions/depart", "{}", key()).statusCode()).isEqualTo(409);
    }

    @Test
    void aSplitAMergeAndARetirementAreToldAsTheyWere() throws Exception {
        var made = post(admin, "/api/v1/grids", Made.GRID.body.formatted("分"), "");
        var old = made.headers().firstValue("Location").orElseThrow();
        var parts = "{\"into\":[{\"name\":\"西\"},{\"name\":\"东\"}]}";
        var key = key();
        var split = post(admin, old + "/actions/split", parts, key, "If-Match", "\"1\"");
        assertThat(split.statusCode()).as(split.body()).isEqualTo(200);
        var merge =
                "{\"grids\":[\"%s\",\"%s\"],\"name\":\"合\"}"
                        .formatted(
                                read(split).at("/grids/0/code").asString(),
                                read(split).at("/grids/1/code").asString());
        var merged = post(admin, "/api/v1/grids:merge", merge, key);
        assertThat(merged.statusCode()).as(merged.body()).isEqualTo(200);
        var one = "/api/v1/grids/" + read(merged).at("/grids/0/code").asString();
        var retired = post(admin, one + "/actions/retire", "{}", key, "If-Match", "\"1\"");
        assertThat(retired.statusCode()).as(retired.body()).isEqualTo(200);

        assertSame(post(admin, old + "/actions/split", parts, key, "If-Match", "\"1\""), split);
        assertSame(post(admin, "/api/v1/grids:merge", merge, key), merged);
        assertSame(post(admin, one + "/actions/retire", "{}", key, "If-Match", "\"1\""), retired);
        assertThat(read(retired).path("version").asLong()).isEqualTo(2);
        assertThat(post(admin, "/api/v1/grids:merge", merge, key()).statusCode()).isEqualTo(409);
    }

    @Test
    void whatIsRefusedIsRefusedAgainUntilItIsPutRight() throws Exception {
        var body =
                "{\"member\":\"M-9\",\"from\":\"2031-02-01T00:00:00Z\",\"until\":\"2031-03-01T00:00:00Z\"}";
        var key = key();
        assertThat(post(admin, "/api/v1/leaves", body, key).statusCode()).isEqualTo(400);
        assertThat(post(admin, "/api/v1/leaves", body, key).statusCode()).isEqualTo(400);
        assertThat(post(desk, "/api/v1/leaves", body, key).statusCode()).isEqualTo(403);
        assertThat(post(admin, "/api/v1/leaves", body, "ein Wort").statusCode()).isEqualTo(400);

        var member = Made.MEMBER.body.formatted("x").replace("K-x", "M-9");
        assertThat(post(admin, "/api/v1/members", member, key).statusCode()).isEqualTo(201);
        assertThat(post(admin, "/api/v1/leaves", body, key).statusCode()).isEqualTo(201);
    }

    private static void assertSame(HttpResponse<String> again, HttpResponse<String> first) {
        assertThat(again.statusCode()).as(again.body()).isEqualTo(first.statusCode());
        assertThat(again.body()).isEqualTo(first.body());
        for (var header : List.of("ETag", "Location", "Content-Type")) {
            assertThat(again.headers().firstValue(header))
                    .isEqualTo(first.headers().firstValue(header));
        }
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private String period(int daysAhead) {
        var day = LocalDate.ofInstant(clock.instant(), ZONE).plusDays(daysAhead);
        return "{\"name\":\"国庆节\",\"from\":\"%s\",\"to\":\"%s\",\"divisions\":[\"%s\"],\"dueBy\":\"17:00\"}"
                .formatted(day, day, VILLAGE);
    }

    private String move() {
        return """
        {"fromGrid":"%s","toGrid":"%s","plannedFor":"%s","livestock":"1400余头","escort":["M-2"],
         "households":[{"name":"多吉扎西","phone":"13712342222","people":7}]}\
        """
                .formatted(GRID, PASTURE, LocalDate.ofInstant(clock.instant(), ZONE));
    }

    private MongoCollection<Document> answers() {
        return mongo.getCollection("keyedAnswers");
    }

    private Set<String> answered() {
        return answers().find().map(it -> it.getString("_id")).into(new HashSet<>());
    }

    /** As if whoever answered since had died before. */
    private void kill(Set<String> before) {
        var died =
                answers()
                        .updateOne(
                                Filters.nin("_id", before),
                                Updates.combine(
                                        Updates.unset("answer"),
                                        Updates.set(
                                                "claimedAt",
                                                Date.from(clock.instant().minusSeconds(60)))));
        assertThat(died.getModifiedCount()).isEqualTo(1);
    }

    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private HttpResponse<String> get(String token, String path) {
        return service.get(token, path);
    }

    private HttpResponse<String> post(
            String token, String path, String body, String key, String... more) {
        var headers = new ArrayList<>(List.of(more));
        if (!key.isEmpty()) {
            headers.addAll(List.of("Idempotency-Key", key));
        }
        return service.post(token, path, body, headers.toArray(String[]::new));
    }
}
