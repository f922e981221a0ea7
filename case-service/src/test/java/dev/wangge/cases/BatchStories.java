package dev.wangge.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.testing.AtOnce;
import dev.wangge.testing.AuditTopic;
import dev.wangge.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What members bring from out of coverage; the same on both database engines. */
abstract class BatchStories extends RunningCaseService {
    private static final String BATCH = "/api/v1/cases:batch";
    private static final String EARLIER = "2026-11-20T08:30:00.000Z";

    /** As a device makes it. */
    private static String id() {
        long time = System.currentTimeMillis();
        var dice = ThreadLocalRandom.current();
        return new UUID(
                        time << 16 | 0x7000 | dice.nextInt(0x1000),
                        1L << 63 | dice.nextLong() >>> 2)
                .toString();
    }

    private static String report(String id, String more) {
        return IN_LAWU.replaceFirst("\\{", "{\"id\":\"%s\",%s".formatted(id, more));
    }

    private static String done(String id, String caseId, String action, String more) {
        return "{\"id\":\"%s\",\"case\":\"%s\",\"action\":\"%s\"%s}"
                .formatted(id, caseId, action, more);
    }

    private HttpResponse<String> batch(String token, String... items) {
        return post(token, BATCH, "[" + String.join(",", items) + "]");
    }

    private List<JsonNode> answers(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(
                        json.readTree(answer.body()).required("items").spliterator(), false)
                .toList();
    }

    private List<JsonNode> taken(String token, String... items) {
        return answers(batch(token, items));
    }

    private static List<Integer> statuses(List<JsonNode> answers) {
        return answers.stream().map(it -> it.get("status").asInt()).toList();
    }

    private JsonNode facts(String id) {
        return json.readTree(get(desk, "/api/v1/cases/" + id + "/timeline?limit=200").body())
                .get("items");
    }

    @Test
    void aReportAndItsHandlingComeInAnyOrderAndOnce() throws Exception {
        var id = id();
        var later = ",\"deviceTime\":\"2026-11-20T10:30:00+08:00\"";
        var handled =
                done(
                        id(),
                        id,
                        "handle",
                        later.replace("10:30", "11:30") + ",\"fields\":{\"what\":\"修好了\"}");
        var started = done(id(), id, "start", later);
        var reported = report(id, "\"deviceTime\":\"" + EARLIER + "\",");

        var first = taken(handler, handled, started, reported);

        assertThat(statuses(first)).as(first.toString()).containsExactly(200, 200, 201);
        assertThat(first.get(2).at("/case/id").asString()).isEqualTo(id);
        assertThat(first.get(0).at("/case/status").asString()).isEqualTo("HANDLED");
        assertThat(first.get(1).at("/case/status").asString()).isEqualTo("IN_PROGRESS");
        var facts = facts(id);
        assertThat(facts.findValuesAsString("type"))
                .containsSubsequence(
                        "wangge.case.reported.v1",
                        "wangge.case.recorded-on-device.v1",
                        "wangge.case.started.v1",
                        "wangge.case.recorded-on-device.v1",
                        "wangge.case.handled.v1",
                        "wangge.case.recorded-on-device.v1");
        assertThat(facts.toString())
                .contains("\"at\":\"2026-11-20T03:30:00Z\"", "\"at\":\"2026-11-20T08:30:00Z\"");

        // The answer was lost on the way.
        var again = taken(handler, handled, started, reported);
        assertThat(again).isEqualTo(first);
        assertThat(facts(id)).hasSameSizeAs(facts);
    }

    @Test
    void oneThatIsRefusedIsInNobodysWay() throws Exception {
        var fine = id();
        var answers =
                taken(
                        desk,
                        report(id(), "\"wrong\":1,"),
                        report(fine, ""),
                        "{\"id\":\"%s\",\"kind\":\"REQUEST\"}".formatted(id()),
                        report(id(), "\"deviceTime\":\"yesterday\","),
                        done(id(), fine, "explode", ""),
                        done(
                                id(),
                                UUID.randomUUID().toString(),
                                "note",
                                ",\"fields\":{\"text\":\"x\"}"),
                        done(id(), fine, "note", ",\"fields\":{\"text\":\"看过了\"}"),
                        "{\"id\":\"%s\",\"action\":\"note\"}".formatted(id()));

        assertThat(statuses(answers))
                .as(answers.toString())
                .containsExactly(400, 201, 400, 400, 404, 404, 200, 400);
        assertThat(answers.get(0).at("/problem/errors/0/pointer").asString()).isEqualTo("#/wrong");
        assertThat(answers.get(2).at("/problem/errors/0/pointer").asString()).isEqualTo("#/title");
        assertThat(answers.get(3).at("/problem/errors/0/pointer").asString())
                .isEqualTo("#/deviceTime");
        assertThat(answers.get(7).at("/problem/errors/0/pointer").asString()).isEqualTo("#/case");
        assertThat(answers.get(4).at("/problem/type").asString())
                .isEqualTo("/problems/no-such-action");
        assertThat(facts(fine).findValuesAsString("type")).contains("wangge.case.noted.v1");
    }

    /** The desk was quicker: whoever was out of coverage is shown both sides. */
    @Test
    void whatWasDecidedMeanwhileIsShown() throws Exception {
        var id = created(desk, IN_LAWU);
        var version =
                json.readTree(get(desk, "/api/v1/cases/" + id).body()).get("version").asLong();
        act(desk, id, "recall", "{\"reason\":\"派错了\"}");

        var answers =
                taken(
                        handler,
                        done(id(), id, "start", ",\"version\":" + version),
                        done(id(), id, "start", ""));

        assertThat(statuses(answers)).as(answers.toString()).containsExactly(412, 409);
        for (var answer : answers) {
            assertThat(answer.at("/case/status").asString()).isEqualTo("FILED");
            assertThat(answer.get("version").asLong()).isGreaterThan(version);
            assertThat(answer.get("problem").has("title")).isTrue();
        }
    }

    @Test
    void anIdIsOfOneThingAndOneClient() throws Exception {
        var id = id();
        var other = TestIssuer.token("other-client", "dispatcher", "540328");
        assertThat(statuses(taken(desk, report(id, "")))).containsExactly(201);

        var changed = taken(desk, report(id, "\"description\":\"别的\","));
        assertThat(statuses(changed)).containsExactly(422);
        var foreign = taken(other, report(id, ""));
        assertThat(statuses(foreign)).containsExactly(422);
        assertThat(foreign.toString()).doesNotContain("水管坏了");
        assertThat(
                        statuses(
                                taken(
                                        neighbour,
                                        done(id(), id, "note", ",\"fields\":{\"text\":\"x\"}"))))
                .containsExactly(404);
    }

    /** Also where an id that was used for something else is refused. */
    @Test
    void whoeverIsShownAConfidentialCaseIsInTheAuditTrail() throws Exception {
        var audit = new AuditTopic(consumers);
        var secret = created(desk, IN_LAWU.replaceFirst("\\{", "{\"confidential\":true,"));
        var item = id();
        assertThat(
                        statuses(
                                taken(
                                        desk,
                                        done(
                                                item,
                                                secret,
                                                "note",
                                                ",\"fields\":{\"text\":\"一\"}"))))
                .containsExactly(200);

        var shown = taken(desk, done(item, secret, "note", ",\"fields\":{\"text\":\"二\"}"));
        assertThat(statuses(shown)).containsExactly(422);
        assertThat(shown.getFirst().at("/case/id").asString()).isEqualTo(secret);
        var read = "confidential-case-read by county-demo: POST /api/v1/cases:batch";
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(audit.about(secret)).containsExactly(read, read));
    }

    /** A phone that sends again while the first time is still under way. */
    @Test
    void theSameBatchAtOnceIsDoneOnce() throws Exception {
        var id = id();
        var items =
                new String[] {
                    report(id, ""),
                    done(id(), id, "note", ",\"fields\":{\"text\":\"一\"}"),
                    done(id(), id, "note", ",\"fields\":{\"text\":\"二\"}")
                };
        var answers = AtOnce.times(4, () -> taken(desk, items));
        assertThat(answers)
                .allSatisfy(it -> assertThat(statuses(it)).containsExactly(201, 200, 200));
        assertThat(facts(id).findValuesAsString("type"))
                .filteredOn("wangge.case.noted.v1"::equals)
                .hasSize(2);
    }

    @Test
    void linesDoAsWellAndTooManyAreTooMany() throws Exception {
        var lines =
                service.send(
                        desk,
                        "POST",
                        BATCH,
                        report(id(), "") + "\n\n" + report(id(), "") + "\n",
                        "Content-Type",
                        "application/x-ndjson");
        assertThat(statuses(answers(lines))).containsExactly(201, 201);

        var latin =
                service.upload(
                        desk,
                        BATCH,
                        report(id(), "").replace("水管坏了", "\u00e9").getBytes(ISO_8859_1),
                        "Content-Type",
                        "application/x-ndjson");
        assertThat(latin.statusCode()).as(latin.body()).isEqualTo(400);

        var many = IntStream.range(0, 21).mapToObj(_ -> report(id(), "")).toArray(String[]::new);
        assertThat(batch(desk, many).statusCode()).isEqualTo(413);
        assertThat(
                        batch(
                                        desk,
                                        report(
                                                id(),
                                                "\"description\":\"%s\","
                                                        .formatted("长".repeat(11_000))))
                                .statusCode())
                .isEqualTo(413);
        assertThat(statuses(taken(desk))).isEmpty();

        var twice = report(id(), "");
        for (var broken :
                List.of(
                        "{}",
                        "[1]",
                        "[{}]",
                        "[{\"id\":\"%s\"}]".formatted(UUID.randomUUID()),
                        "[" + twice + "," + twice + "]",
                        "[{\"id\":1}]",
                        "[")) {
            assertThat(post(desk, BATCH, broken).statusCode()).as(broken).isEqualTo(400);
        }
        assertThat(post(desk, BATCH, "[{\"id\":\"x\"}]").body()).contains("\"#/0/id\"");
    }
}
