package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the service promises over HTTP and Kafka; the same on both database engines. */
abstract class CaseStories extends RunningCaseService {
    @Test
    void theKeyOfAMonthsSpotChecksIsToldWhenItIsOver() {
        assertThat(get(desk, "/api/v1/spot-checks/2026-01").body())
                .matches("\\{\"month\":\"2026-01\",\"key\":\"[0-9a-f]{32}\"}");
        assertThat(get(desk, "/api/v1/spot-checks/9999-01").statusCode()).isEqualTo(404);
        assertThat(get(desk, "/api/v1/spot-checks/soon").statusCode()).isEqualTo(400);
    }

    @Test
    void aReportInAStaffedGridIsDispatchedInTheAnswer() throws Exception {
        var created = post(desk, "/api/v1/cases", IN_LAWU);

        assertThat(created.statusCode()).isEqualTo(201);
        var it = json.readTree(created.body());
        assertThat(created.headers().firstValue("Location"))
                .hasValue("/api/v1/cases/" + it.get("id").asString());
        assertThat(created.headers().firstValue("ETag"))
                .hasValue("\"" + it.get("version").asInt() + "\"");
        assertThat(it.get("status").asString()).isEqualTo("DISPATCHED");
        assertThat(it.at("/location/gridCode").asString()).isEqualTo(FakeGridService.GRID);
        assertThat(it.at("/location/rule").asString()).isEqualTo("POLYGON");
        assertThat(it.at("/assignee/code").asString()).isEqualTo(MEMBER);
        assertThat(it.at("/deadlines/handleBy").asString()).endsWith("Z");
    }

    @Test
    void aCaseLivesFromReportToRating() throws Exception {
        var id = created(desk, IN_LAWU);

        assertThat(act(handler, id, "handle", "{\"what\":\"换了水管\"}").statusCode()).isEqualTo(200);
        assertThat(act(verifier, id, "verify", "{\"passed\":true}").statusCode()).isEqualTo(200);
        assertThat(act(desk, id, "close", "{\"outcome\":\"通水\"}").statusCode()).isEqualTo(200);
        var rated = act(desk, id, "rate", "{\"score\":5}");

        assertThat(json.readTree(rated.body()).at("/rating/score").asInt()).isEqualTo(5);
        var timeline = json.readTree(get(desk, "/api/v1/cases/" + id + "/timeline").body());
        assertThat(timeline.get("items").findValuesAsString("type"))
                .startsWith("wangge.case.reported.v1", "wangge.case.located.v1")
                .endsWith("wangge.case.closed.v1", "wangge.case.rated.v1");
        var previous = "";
        for (var fact : timeline.get("items")) {
            assertThat(fact.get("previousHash").asString()).isEqualTo(previous);
            assertThat(fact.get("hash").asString()).isEqualTo(reckoned(id, fact, previous));
            previous = fact.get("hash").asString();
        }
    }

    /** As whoever doubts the county would reckon it, with nothing but the answer and ADR 1. */
    private static String reckoned(String id, JsonNode fact, String previous) throws Exception {
        var said =
                List.of(
                        previous,
                        id,
                        fact.get("seq").asString(),
                        fact.get("type").asString(),
                        fact.get("at").asString().replace(".000Z", "Z"),
                        fact.get("by").asString(),
                        fact.get("data").toString());
        var digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(String.join("\n", said).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void aCaseWaitsForItsMoneyAndItsClockSaysHowItIsDue() throws Exception {
        var id = created(desk, IN_LAWU.replace("REQUEST", "HAZARD"));
        var due = deadline(id, "handleBy");
        var past = act(desk, id, "suspend", "{\"reason\":\"r\",\"resumeWhen\":\"2026-01-01\"}");
        assertThat(past.statusCode()).isEqualTo(400);
        assertThat(past.body()).contains("#/resumeWhen");
        var waits = act(desk, id, "suspend", "{\"reason\":\"差钱\",\"resumeWhen\":\"资金到位\"}");
        assertThat(waits.statusCode()).as(waits.body()).isEqualTo(200);
        var suspended = json.readTree(waits.body());
        assertThat(suspended.at("/suspended/resumeWhen").asString()).isEqualTo("资金到位");
        assertThat(suspended.at("/deadlines").propertyNames()).containsExactly("dueAt");
        assertThat(suspended.get("actions").valueStream().map(it -> it.get("name").asString()))
                .containsExactlyInAnyOrder(
                        "resume", "reply", "note", "triage", "categorize", "assess", "forward");
        var early = act(handler, id, "handle", "{\"what\":\"w\",\"evidence\":[\"x\"]}");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(clock(id).at("/steps/0/dueAt").isNull()).isTrue();

        var resumed =
                act(
                        desk,
                        id,
                        "resume",
                        "{\"reason\":\"到账\",\"amount\":1300000,\"source\":\"县财政\"}");
        assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(200);

        var clock = clock(id);
        var pause = clock.at("/steps/0/pauses/0");
        var stood =
                Duration.between(
                        Instant.parse(pause.get("from").asString()),
                        Instant.parse(pause.get("to").asString()));
        assertThat(clock.at("/steps/0/limit/amount").asString()).isEqualTo("PT24H");
        assertThat(Instant.parse(clock.at("/steps/0/dueAt").asString()))
                .isEqualTo(Instant.parse(due).plus(stood));
        assertThat(deadline(id, "handleBy")).isEqualTo(clock.at("/steps/0/dueAt").asString());
        assertThat(get(neighbour, "/api/v1/cases/" + id + "/clock").statusCode()).isEqualTo(404);
    }

    private JsonNode clock(String id) {
        return json.readTree(get(verifier, "/api/v1/cases/" + id + "/clock").body());
    }

    private String deadline(String id, String which) {
        return json.readTree(get(verifier, "/api/v1/cases/" + id).body())
                .at("/deadlines/" + which)
                .asString();
    }

    @Test
    void inTheNameOfAnotherCountysMemberNobodyActs() throws Exception {
        var id = created(desk, IN_LAWU);
        var order = "{\"by\":\"%s\"}";

        var refused = act(handler, id, "start", order.formatted("M-540302100001001-1"));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(refused.body()).contains("/problems/outside-scope");
        assertThat(status(id)).isEqualTo("DISPATCHED");

        assertThat(act(handler, id, "start", order.formatted(MEMBER)).statusCode()).isEqualTo(200);
        assertThat(get(desk, "/api/v1/cases/" + id + "/timeline").body())
                .contains("\"by\":\"%s via county-handler\"".formatted(MEMBER));
    }

    @Test
    void anIllegalActionNamesTheStateAndTheLegalOnes() throws Exception {
        var id = created(desk, IN_LAWU);

        var refused = act(desk, id, "close", "{}");

        assertThat(refused.statusCode()).isEqualTo(409);
        var problem = json.readTree(refused.body());
        assertThat(problem.get("type").asString()).isEqualTo("/problems/action-not-allowed");
        assertThat(problem.get("state").asString()).isEqualTo("DISPATCHED");
        assertThat(problem.get("actions").toString()).contains("handle");
    }

    @Test
    void aStaleVersionIs412BeforeItIs409() throws Exception {
        var id = created(desk, IN_LAWU);

        var stale =
                send(
                        desk,
                        "POST",
                        "/api/v1/cases/" + id + "/actions/close",
                        "{}",
                        "If-Match",
                        "\"1\"");

        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.headers().firstValue("ETag")).isPresent();
    }

    @Test
    void oneKeyIsOneCaseHoweverManyComeAtOnce() throws Exception {
        var key = UUID.randomUUID().toString();
        Callable<HttpResponse<String>> send =
                () -> send(desk, "POST", "/api/v1/cases", IN_LAWU, "Idempotency-Key", key);
        var bodies = new HashSet<String>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(IntStream.range(0, 16).mapToObj(i -> send).toList())) {
                assertThat(answer.get().statusCode()).isEqualTo(201);
                bodies.add(answer.get().body());
            }
        }
        assertThat(bodies).hasSize(1);

        // Later changes do not change what the first request was answered.
        var id = json.readTree(bodies.iterator().next()).get("id").asString();
        act(handler, id, "start", "{}");
        assertThat(send.call().body()).isEqualTo(bodies.iterator().next());
        assertThat(
                        send(desk, "POST", "/api/v1/cases", IN_LAWU + " ", "Idempotency-Key", key)
                                .statusCode())
                .isEqualTo(422);
        // Also where the other body would be refused for itself.
        assertThat(send(desk, "POST", "/api/v1/cases", "{}", "Idempotency-Key", key).statusCode())
                .isEqualTo(422);
        assertThat(
                        send(desk, "POST", "/api/v1/cases", "{}", "Idempotency-Key", key + "-new")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aKeyUsedForAnotherReportLeavesNobodysContact() throws Exception {
        var key = UUID.randomUUID().toString();
        var id = json.readTree(sent(key, IN_LAWU).body()).get("id").asString();
        var contacts = contacts();

        var refused = sent(key, reportedBy("13911111111"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(contacts()).isEqualTo(contacts);
        var again = sent(key, IN_LAWU);
        assertThat(json.readTree(again.body()).get("id").asString()).isEqualTo(id);
    }

    @Test
    void aRepeatedReportKeepsItsContactOnce() throws Exception {
        var key = UUID.randomUUID().toString();
        var id = json.readTree(sent(key, reportedBy("13911111112")).body()).get("id").asString();
        var contacts = contacts();

        var again = sent(key, reportedBy("13911111112"));

        assertThat(json.readTree(again.body()).get("id").asString()).isEqualTo(id);
        assertThat(contacts()).isEqualTo(contacts);
    }

    private long contacts() {
        return mongo.getCollection("cases").countDocuments(Filters.exists("contact"));
    }

    private HttpResponse<String> sent(String key, String report) throws Exception {
        return send(desk, "POST", "/api/v1/cases", report, "Idempotency-Key", key);
    }

    @Test
    void aCommandWithAKeyIsDoneOnce() throws Exception {
        var id = created(desk, IN_LAWU);
        var path = "/api/v1/cases/" + id + "/actions/start";

        var first = send(handler, "POST", path, "{}", "Idempotency-Key", "start-1");
        var again = send(handler, "POST", path, "{}", "Idempotency-Key", "start-1");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void aRepeatGetsItsFirstAnswerWhateverHasChangedSince() throws Exception {
        var id = created(desk, IN_LAWU);
        var path = "/api/v1/cases/" + id + "/actions/start";
        var leaver = "M-" + UUID.randomUUID();
        publish(
                "member:" + leaver,
                new MemberState(leaver, "LEAD", FakeGridService.GRID, "bo", "s", null, null));
        await().atMost(Duration.ofSeconds(20)).until(() -> directory.gridOf(leaver).isPresent());
        var order = "{\"by\":\"%s\"}".formatted(leaver);
        var first = send(handler, "POST", path, order, "Idempotency-Key", "k");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);

        // The member leaves, the case moves on, the client may do something else elsewhere.
        kafka.send(Topics.GRIDS, "member:" + leaver, null).join();
        await().atMost(Duration.ofSeconds(20)).until(() -> directory.gridOf(leaver).isEmpty());
        act(handler, id, "handle", "{\"what\":\"done\"}");
        var moved = TestIssuer.token("county-handler", "verifier", "540302");

        for (var token : List.of(handler, moved)) {
            var again = send(token, "POST", path, order, "Idempotency-Key", "k");
            assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
            assertThat(json.readTree(again.body()).get("status").asString())
                    .isEqualTo("IN_PROGRESS");
        }
        var stale = service.post(handler, path, order, "Idempotency-Key", "k", "If-Match", "\"1\"");
        assertThat(stale.body()).isEqualTo(first.body());
        assertThat(send(handler, "POST", path, "{", "Idempotency-Key", "k").statusCode())
                .isEqualTo(422);
        assertThat(send(neighbour, "POST", path, order, "Idempotency-Key", "k").statusCode())
                .isEqualTo(404);
        assertThat(send(handler, "POST", path, order, "Idempotency-Key", "l").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRepeatedReportGetsItsFirstAnswerAsLongAsItsClientMayReport() throws Exception {
        var key = UUID.randomUUID().toString();
        var first = sent(key, IN_LAWU);
        var stripped = TestIssuer.token("county-demo", "auditor", "540328");

        var refused = send(stripped, "POST", "/api/v1/cases", IN_LAWU, "Idempotency-Key", key);
        var again = send(desk, "POST", "/api/v1/cases", IN_LAWU, "Idempotency-Key", key);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(json.readTree(again.body()).get("id"))
                .isEqualTo(json.readTree(first.body()).get("id"));
        assertThat(post(stripped, "/api/v1/cases", IN_LAWU).statusCode()).isEqualTo(403);
    }

    @Test
    void theNextCountySeesNothing() throws Exception {
        var id = created(desk, IN_LAWU);

        assertThat(get(neighbour, "/api/v1/cases/" + id).statusCode()).isEqualTo(404);
        assertThat(act(neighbour, id, "close", "{}").statusCode()).isEqualTo(404);
        assertThat(get(neighbour, "/api/v1/cases?within=540328").statusCode()).isEqualTo(403);
        assertThat(get(neighbour, "/api/v1/cases").body()).doesNotContain(id);
        assertThat(
                        post(
                                        neighbour,
                                        "/api/v1/cases",
                                        "{\"kind\":\"ADVICE\",\"title\":\"x\",\"location\":{\"gridCode\":\"540328101201001\"}}")
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void factsArePublishedInOrderWithoutGaps() throws Exception {
        try (var consumer = consumers.createConsumer("test-" + UUID.randomUUID(), "")) {
            consumer.subscribe(List.of(Topics.CASES));
            var id = created(desk, IN_LAWU);
            act(handler, id, "start", "{}");

            var seqs = new ArrayList<Long>();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        seqs.addAll(seqsOf(id, consumer));
                        assertThat(new ArrayList<>(new java.util.LinkedHashSet<>(seqs)))
                                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
                    });
        }
    }

    private static List<Long> seqsOf(String id, Consumer<String, byte[]> consumer) {
        var codec = new EventCodec(CaseEvent.class);
        var seqs = new ArrayList<Long>();
        consumer.poll(Duration.ofMillis(500))
                .forEach(received -> {
                    if (received.key().equals(id)) {
                        seqs.add(codec.read(received.value()).seq());
                    }
                });
        return seqs;
    }

    @Test
    void theListPagesNewestFirstWithoutRepeats() throws Exception {
        for (int i = 0; i < 5; i++) {
            created(desk, IN_LAWU);
        }
        var ids = new ArrayList<String>();
        @Nullable String next = null;
        do {
            var page =
                    json.readTree(
                            get(
                                            desk,
                                            "/api/v1/cases?limit=2"
                                                    + (next == null ? "" : "&cursor=" + next))
                                    .body());
            ids.addAll(page.get("items").findValuesAsString("id"));
            next = page.get("next").isNull() ? null : page.get("next").asString();
        } while (next != null);
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {                                                      | 400 | malformed-json
                    []                                                     | 400 | invalid-request
                    {"kind":"REQUEST"}                                     | 400 | #/title
                    {"kind":"FIRE","title":"x"}                            | 400 | #/kind
                    {"kind":"REQUEST","title":7}                           | 400 | #/title
                    {"kind":"REQUEST","title":"x","colour":"red"}          | 400 | #/colour
                    {"kind":"REQUEST","title":"x","location":{"lng":181,"lat":1}} | 400 | #/location/lng
                    {"kind":"REQUEST","title":"x","location":{"lng":98}}   | 400 | #/location/lat
                    {"kind":"REQUEST","title":"x","occurredAt":"1890-01-01T00:00:00Z"} | 400 | #/occurredAt
                    {"kind":"REQUEST","title":"x\\u0000y"}                 | 400 | #/title
                    {"kind":"REQUEST","title":"ཆུ་མདའ་ཆག་སོང་། 🚰"}           | 201 | ཆུ་མདའ་ཆག་སོང་།
                    """)
    void badInputIsNamedAndAnyScriptIsWelcome(String body, int status, String holds)
            throws Exception {
        var answer = post(desk, "/api/v1/cases", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/cases?limit=0, 400, limit",
        "/api/v1/cases?colour=red, 400, unknown-parameter",
        "/api/v1/cases?status=ASLEEP, 400, status",
        "/api/v1/cases/not-an-id, 404, no-such-case",
        "/api/v1/nothing, 404, not-found"
    })
    void oddQuestionsGetNamedAnswers(String path, int status, String holds) throws Exception {
        var answer = get(desk, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(holds);
    }

    @Test
    void withoutATokenNothingIsSaid() throws Exception {
        var answer = get("nonsense", "/api/v1/cases");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("/problems/unauthenticated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"unit":"540302-water","reason":"x"}          | 403 | outside-scope
                    {"member":"M-540302100001001-1","reason":"x"} | 403 | outside-scope
                    {"unit":"540328-nobody","reason":"x"}         | 400 | #/unit
                    {"reason":"x"}                                | 400 | #/unit
                    {"unit":"540328-water","reason":"x"}          | 200 | 540328-water
                    """)
    void workIsGivenWithinTheCallersDivisionsOnly(String order, int status, String holds)
            throws Exception {
        var id = created(desk, IN_LAWU);

        var answer = act(desk, id, "redispatch", order);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(holds);
    }

    @Test
    void problemsAreToldInChineseUnlessAskedOtherwise() throws Exception {
        // This one sends no Accept-Language; act and post ask for English.
        assertThat(get(desk, "/api/v1/cases/none").body()).contains("没有这个事件");
        assertThat(act(desk, "none", "close", "{}").body()).contains("No such case");
    }

    @Test
    void healthSaysHowTheRelayIs() throws Exception {
        assertThat(get("", "/actuator/health").body()).contains("publishing", "\"backlog\"");
    }
}
