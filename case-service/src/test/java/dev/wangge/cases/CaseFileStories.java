package dev.wangge.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.evidence.Sweeps;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.list.Worklists;
import dev.wangge.cases.list.Worklists.Late;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.testing.HouseRules;
import dev.wangge.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of a case, and what adds up from it; the same on both database engines. */
// A property that nobody reads makes it a service of its own: it counts all cases there are.
@TestPropertySource(properties = "stories.of-their-own=case-files")
abstract class CaseFileStories extends RunningCaseService {
    @Autowired ApplicationContext application;
    private static final String HAZARD = IN_LAWU.replace("REQUEST", "HAZARD");
    @Autowired Worklists worklists;
    private static final byte[] PNG = TestPhoto.of(0x336699, "png");

    @Test
    void casesAndStepsAreCountedByKindTierAndState() throws Exception {
        // No other story reports an emergency.
        var emergency = IN_LAWU.replace("REQUEST", "EMERGENCY");
        var id = created(desk, emergency);
        created(desk, emergency);
        act(handler, id, "handle", "{\"what\":\"救出来了\"}");
        act(verifier, id, "verify", "{\"passed\":true}");
        act(desk, id, "close", "{}");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(get("", "/actuator/prometheus").body().lines())
                                .contains(
                                        series("wangge_cases", "tier=\"SUPERIOR\"", "CLOSED", 1),
                                        series(
                                                "wangge_cases",
                                                "tier=\"SUPERIOR\"",
                                                "DISPATCHED",
                                                1),
                                        step("accept", "in_time", 2),
                                        step("handle", "in_time", 1),
                                        step("verify", "in_time", 1),
                                        step("handle", "late", 0)));
        HouseRules.describesItsMetrics(get("", "/actuator/prometheus").body());
    }

    @Test
    void aPhotoIsAddedNamedAndSeenByWhoVerifies() throws Exception {
        var id = created(desk, HAZARD);
        var added = photo(handler, id, PNG, "X-Test", "1");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        var photo = json.readTree(added.body());
        assertThat(added.headers().firstValue("Location")).hasValue(photo.get("href").asString());

        var order =
                "{\"what\":\"清了\",\"evidence\":[\"%s\",\"收据 12\"]}"
                        .formatted(photo.get("id").asString());
        assertThat(act(handler, id, "handle", order).statusCode()).isEqualTo(200);

        var evidence = json.readTree(get(verifier, "/api/v1/cases/" + id).body()).get("evidence");
        assertThat(evidence.get(0)).isEqualTo(photo);
        assertThat(evidence.get(0).get("type").asString()).isEqualTo("image/jpeg");
        assertThat(evidence.get(1).toString())
                .isEqualTo("{\"id\":\"收据 12\",\"href\":null,\"type\":null}");
        var seen = bytes(verifier, photo.get("href").asString());
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(TestPhoto.read(seen.body()).getWidth()).isEqualTo(16);
        assertThat(seen.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(seen.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(seen.headers().firstValue("Cache-Control").orElse("")).contains("private");
        assertThat(seen.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("inline; filename=")
                .contains(".jpg");
    }

    @Test
    void aPhotoBelongsToItsCaseAndItsDivisions() throws Exception {
        var id = created(desk, HAZARD);
        var other = created(desk, HAZARD);
        var photo = json.readTree(photo(handler, id, PNG, "X-Test", "1").body());
        var href = photo.get("href").asString();

        assertThat(get(neighbour, href).statusCode()).isEqualTo(404);
        assertThat(get(verifier, href.replace(id, other)).statusCode()).isEqualTo(404);
        assertThat(get(verifier, href.replace(".jpg", ".png")).statusCode()).isEqualTo(404);
        assertThat(get("", href).statusCode()).isEqualTo(401);
        assertThat(photo(neighbour, id, PNG, "X-Test", "1").statusCode()).isEqualTo(404);
        assertThat(photo(verifier, id, PNG, "X-Test", "1").statusCode()).isEqualTo(403);

        var foreign =
                "{\"what\":\"清了\",\"evidence\":[\"x\",%s]}".formatted(photo.get("id").toString());
        var refused = act(handler, other, "handle", foreign);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("#/evidence/1", "unknown-photo");
        assertThat(act(handler, id, "handle", foreign).statusCode()).isEqualTo(200);
        assertThat(photo(handler, id, PNG, "X-Test", "1").statusCode()).isEqualTo(409);
    }

    @Test
    void onePhotoIsKeptHoweverOftenItsKeyComes() throws Exception {
        var id = created(desk, HAZARD);
        Callable<HttpResponse<String>> send = () -> photo(handler, id, PNG, "Idempotency-Key", "p");
        var bodies = new HashSet<String>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(Collections.nCopies(8, send))) {
                assertThat(answer.get().statusCode()).isEqualTo(201);
                bodies.add(answer.get().body());
            }
        }
        assertThat(bodies).hasSize(1);
        act(handler, id, "handle", "{\"what\":\"清了\",\"evidence\":[\"x\"]}");

        assertThat(bodies).containsExactly(send.call().body());
        var another = TestPhoto.of(0xffffff, "jpg");
        assertThat(photo(handler, id, another, "Idempotency-Key", "p").statusCode()).isEqualTo(422);
    }

    /** Who sent it may have gone elsewhere by the time it hears what became of it. */
    @Test
    void aKeyedPhotoGetsItsFirstAnswerWhateverHasChangedSince() throws Exception {
        var id = created(desk, HAZARD);
        var key = UUID.randomUUID().toString();
        var first = photo(handler, id, PNG, "Idempotency-Key", key);
        act(handler, id, "handle", "{\"what\":\"清了\",\"evidence\":[\"x\"]}");

        for (var moved :
                List.of(
                        TestIssuer.token("county-handler", "handler", "540302"),
                        TestIssuer.token("county-handler", "reporter", "540328"))) {
            var again = photo(moved, id, PNG, "Idempotency-Key", key);
            assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
            assertThat(again.body()).isEqualTo(first.body());
        }
        var stripped = TestIssuer.token("county-handler", "auditor", "540328");
        assertThat(photo(stripped, id, PNG, "Idempotency-Key", key).statusCode()).isEqualTo(403);
        assertThat(photo(neighbour, id, PNG, "Idempotency-Key", key).statusCode()).isEqualTo(404);
        assertThat(photo(neighbour, id, PNG, "X-Test", "1").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoPhotoIsNotKept() throws Exception {
        var id = created(desk, HAZARD);

        var large = Arrays.copyOf(PNG, (1 << 20) + 1);
        assertThat(photo(handler, id, large, "X-Test", "1").statusCode()).isEqualTo(413);
        assertThat(photo(handler, id, new byte[0], "X-Test", "1").statusCode()).isEqualTo(415);
        assertThat(photo(handler, id, "<svg/>".getBytes(UTF_8), "X-Test", "1").statusCode())
                .isEqualTo(415);
        assertThat(post(handler, "/api/v1/cases/" + id + "/evidence", "{}").statusCode())
                .isEqualTo(415);
    }

    @Test
    void whatOnlyLooksLikeAPhotoIsNotKept() throws Exception {
        var id = created(desk, HAZARD);
        byte[] three = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

        var refused = photo(handler, id, three, "X-Test", "1");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("/problems/invalid-photo", "\"code\":\"truncated\"");
        assertThat(photosOf(id)).isZero();
    }

    @Test
    void theSamePhotoIsOneOfItsCase() throws Exception {
        var id = created(desk, HAZARD);
        Callable<HttpResponse<String>> send = () -> photo(handler, id, PNG, "X-Test", "1");
        var bodies = new HashSet<String>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(Collections.nCopies(6, send))) {
                assertThat(answer.get().statusCode()).isEqualTo(201);
                bodies.add(answer.get().body());
            }
        }

        assertThat(bodies).hasSize(1);
        assertThat(photosOf(id)).isEqualTo(1);
        var other = created(desk, HAZARD);
        assertThat(bodies).doesNotContain(photo(handler, other, PNG, "X-Test", "1").body());
    }

    @Test
    void aCaseSaysWhenItHasNoRoomForPhotos() throws Exception {
        var id = created(desk, HAZARD);
        var first = photo(handler, id, PNG, "X-Test", "1");
        for (int i = 1; i < 58; i++) {
            photosInStore().insertOne(new Document("_id", id + "-" + i).append("caseId", id));
        }
        var answers = new ArrayList<Integer>();
        var colours = new ArrayList<Callable<HttpResponse<String>>>();
        for (int i = 0; i < 6; i++) {
            var one = TestPhoto.of(i * 40, "png");
            colours.add(() -> photo(handler, id, one, "X-Test", "1"));
        }
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(colours)) {
                answers.add(answer.get().statusCode());
            }
        }
        assertThat(answers).containsExactlyInAnyOrder(201, 201, 409, 409, 409, 409);
        assertThat(photosOf(id)).isEqualTo(60);

        var full = photo(handler, id, TestPhoto.of(0xabcdef, "png"), "X-Test", "1");

        assertThat(full.statusCode()).isEqualTo(409);
        assertThat(full.body()).contains("/problems/case-full", "\"of\":\"photos\"");
        assertThat(photo(handler, id, PNG, "X-Test", "1").body())
                .as("one that is there already takes no room")
                .isEqualTo(first.body());
    }

    @Test
    void aPhotoThatNoActionNamesIsRemovedAndOneThatIsNamedStays() throws Exception {
        var id = created(desk, HAZARD);
        var named = idOf(photo(handler, id, PNG, "X-Test", "1"));
        var unused = photo(handler, id, TestPhoto.of(1 << 20, "png"), "Idempotency-Key", "u");
        var late = idOf(photo(handler, id, TestPhoto.of(2 << 20, "png"), "X-Test", "1"));
        var href = json.readTree(unused.body()).get("href").asString();
        Sweeps.photos(application);
        assertThat(photosOf(id)).as("a day has not gone by").isEqualTo(3);

        agePhotosOf(id);
        var order = "{\"what\":\"清了\",\"evidence\":[\"%s\"]}";
        assertThat(act(handler, id, "handle", order.formatted(named)).statusCode()).isEqualTo(200);
        // The action named it before the sweep came: it is not known to be used yet.
        Sweeps.photos(application);

        assertThat(photosOf(id)).isEqualTo(1);
        assertThat(get(handler, href).statusCode()).isEqualTo(404);
        assertThat(
                        act(verifier, id, "verify", "{\"passed\":false,\"reason\":\"看不清\"}")
                                .statusCode())
                .isEqualTo(200);
        var gone = act(handler, id, "handle", order.formatted(late));
        assertThat(gone.statusCode()).isEqualTo(400);
        assertThat(gone.body()).contains("unknown-photo");

        var again = photo(handler, id, TestPhoto.of(1 << 20, "png"), "Idempotency-Key", "u");
        assertThat(again.body()).isEqualTo(unused.body());
        assertThat(get(handler, href).statusCode()).isEqualTo(200);
        assertThat(act(handler, id, "handle", order.formatted("x")).statusCode()).isEqualTo(200);
        agePhotosOf(id);
        Sweeps.photos(application);
        agePhotosOf(id);
        Sweeps.photos(application);
        assertThat(photosOf(id)).as("the one of the first handling stays for good").isEqualTo(1);
        assertThat(photosInStore().find(Filters.eq("caseId", id)).cursor().next())
                .doesNotContainKey("unusedSince");
    }

    private static String idOf(HttpResponse<String> added) {
        return JsonMapper.shared().readTree(added.body()).get("id").asString();
    }

    private long photosOf(String id) {
        return photosInStore().countDocuments(Filters.eq("caseId", id));
    }

    private MongoCollection<Document> photosInStore() {
        return mongo.getCollection("photos");
    }

    /** As if they had been sent two days ago. */
    private void agePhotosOf(String id) {
        photosInStore()
                .updateMany(
                        Filters.and(Filters.eq("caseId", id), Filters.exists("unusedSince")),
                        Updates.set(
                                "unusedSince", Date.from(Instant.now().minus(Duration.ofDays(2)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    []                  | 400 | evidence-required
                    ["photo:1"]         | 400 | #/evidence/0
                    ["a",null]          | 400 | #/evidence/1
                    ["a"," "]           | 400 | #/evidence/1
                    ["a\\nb"]           | 400 | #/evidence/0
                    ["LONG"]            | 400 | #/evidence/0
                    [1]                 | 400 | #/evidence/0
                    [MANY]              | 400 | #/evidence
                    ["收据 ཨང་ 12 🧾"]   | 200 | 🧾
                    """)
    void evidenceIsNamedOnOneShortLine(String given, int status, String holds) throws Exception {
        var id = created(desk, HAZARD);
        var evidence =
                given.replace("LONG", "长".repeat(201))
                        .replace("MANY", String.join(",", Collections.nCopies(21, "\"a\"")));

        var answer =
                act(handler, id, "handle", "{\"what\":\"清了\",\"evidence\":%s}".formatted(evidence));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(holds);
    }

    @Test
    void aLongStoryLiesInBucketsAndIsReadAsOne() throws Exception {
        var id = created(desk, IN_LAWU);
        var notes = "/api/v1/cases/" + id + "/actions/note";
        var first = note(notes, 1);
        for (int i = 2; i <= 300; i++) {
            assertThat(note(notes, i).statusCode()).isEqualTo(200);
            if (i == 250) {
                awaitPublished(id);
            }
        }
        // The relay may still be at the last ones; every 32 facts those move that it has published.
        var stored = stored(id);
        assertThat(stored.getList("facts", Document.class)).hasSizeBetween(64, 160);
        assertThat(stored.getList("texts", Document.class)).hasSizeLessThan(160);
        assertThat(stored.getList("keys", Document.class)).hasSizeLessThan(160);

        var previous = "";
        long seq = 0;
        @Nullable String link = "/api/v1/cases/" + id + "/timeline?limit=70";
        while (link != null) {
            var page = get(desk, link);
            for (var fact : json.readTree(page.body()).get("items")) {
                assertThat(fact.get("seq").asLong()).isEqualTo(++seq);
                assertThat(fact.get("previousHash").asString()).isEqualTo(previous);
                previous = fact.get("hash").asString();
                if (seq > 5) {
                    assertThat(fact.at("/texts/text").asString()).isEqualTo("note " + (seq - 5));
                }
            }
            link = next(page);
        }
        assertThat(seq).isEqualTo(305);

        assertThat(note(notes, 1).body()).isEqualTo(first.body());
        assertThat(note(notes, 300).statusCode()).isEqualTo(200);
        assertThat(act(handler, id, "handle", "{\"what\":\"done\"}").statusCode()).isEqualTo(200);
        assertThat(get(desk, "/api/v1/cases?kind=REQUEST&limit=200").body())
                .contains(id, "\"title\":\"水管坏了\"");
    }

    /** No other story reports a dispute. */
    @Test
    void whatIsOverdueIsTheSameInEveryListAndSum() throws Exception {
        var dispute = IN_LAWU.replace("REQUEST", "DISPUTE");
        var late = created(desk, dispute);
        var settled = created(desk, dispute);
        var inTime = created(desk, dispute);
        timePasses(late);
        timePasses(settled);

        assertThat(listed("overdue=true&kind=DISPUTE")).containsExactlyInAnyOrder(late, settled);
        assertThat(listed("overdue=false&kind=DISPUTE")).containsExactly(inTime);
        assertThat(listed("overdue=true&status=DISPATCHED&kind=DISPUTE&assignee=" + MEMBER))
                .hasSize(2);
        assertThat(worklists.late()).contains(new Late(Status.DISPATCHED, CaseKind.DISPUTE, 2));

        act(handler, settled, "handle", "{\"what\":\"调解好了\"}");
        assertThat(listed("overdue=true&kind=DISPUTE")).containsExactly(late);
        assertThat(worklists.late()).contains(new Late(Status.DISPATCHED, CaseKind.DISPUTE, 1));
        var due = json.readTree(get(desk, "/api/v1/cases/" + settled).body()).get("deadlines");
        assertThat(due.get("dueAt")).isNotNull().isEqualTo(due.get("verifyBy"));
    }

    @Test
    void aCaseOfBeforeGetsItsDueTime() throws Exception {
        var id = created(desk, IN_LAWU);
        assertThat(act(desk, id, "recall", "{\"reason\":\"x\"}").statusCode()).isEqualTo(200);
        mongo.getCollection("cases")
                .updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(Updates.unset("dueAt"), Updates.unset("deadline")));

        worklists.giveDueTimes();

        var filed =
                Instant.parse(
                        json.readTree(get(desk, "/api/v1/cases/" + id).body())
                                .at("/deadlines/dispatchBy")
                                .asString());
        assertThat(stored(id).getDate("dueAt")).isEqualTo(Date.from(filed));
        assertThat(stored(id).getDate("deadline")).isEqualTo(Date.from(filed));
    }

    @Test
    void severalDivisionsAreListedAsOne() throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            ids.add(
                    i % 2 == 0
                            ? created(desk, IN_LAWU.replace("REQUEST", "PATROL_FINDING"))
                            : created(neighbour, "{\"kind\":\"PATROL_FINDING\",\"title\":\"x\"}"));
        }
        var both = TestIssuer.token("both", "dispatcher", "540302", "540328", "5403");
        for (var sort : List.of("reportedAt", "-reportedAt")) {
            var listed = new ArrayList<String>();
            @Nullable String link = "/api/v1/cases?kind=PATROL_FINDING&limit=4&sort=" + sort;
            while (link != null) {
                var page = get(both, link);
                listed.addAll(json.readTree(page.body()).get("items").findValuesAsString("id"));
                link = next(page);
            }
            assertThat(listed).isEqualTo(sort.equals("reportedAt") ? ids : ids.reversed());
        }
    }

    private List<String> listed(String query) {
        var page = get(desk, "/api/v1/cases?" + query);
        return json.readTree(page.body()).get("items").findValuesAsString("id");
    }

    private void timePasses(String id) {
        mongo.getCollection("cases")
                .updateOne(Filters.eq("_id", id), Updates.set("dueAt", Date.from(Instant.EPOCH)));
    }

    @Test
    void longTextsLieBesideTheCaseAndAreReadWhereTheyAreAskedFor() throws Exception {
        var id = created(desk, IN_LAWU);
        var words = "文".repeat(19_990);
        for (int i = 1; i <= 12; i++) {
            var noted = act(handler, id, "note", "{\"text\":\"%s %d\"}".formatted(words, i));
            assertThat(noted.statusCode()).isEqualTo(200);
        }

        var texts = stored(id).getList("texts", Document.class);
        assertThat(texts.stream().mapToInt(text -> text.getString("text").length()).sum())
                .isLessThan(120_000);
        var notes =
                json.readTree(get(desk, "/api/v1/cases/" + id + "/timeline").body())
                        .get("items")
                        .valueStream()
                        .map(fact -> fact.at("/texts/text").asString(""))
                        .filter(text -> !text.isEmpty())
                        .toList();
        assertThat(notes).hasSize(12);
        assertThat(notes.getFirst()).isEqualTo(words + " 1");
        assertThat(notes.getLast()).isEqualTo(words + " 12");
    }

    @ParameterizedTest
    @CsvSource({
        "note, text",
        "reply, text",
        "decline, reason",
        "void, reason",
        "triage, reason",
        "dispatch, reason",
        "redispatch, reason",
        "recall, reason",
        "return, reason",
        "handle, what",
        "settle, what",
        "verify, reason",
        "close, outcome",
        "rate, comment",
        "accept, by",
        "start, unit"
    })
    void everyTextOfAnActionHasItsLimit(String action, String field) throws Exception {
        var id = created(desk, IN_LAWU);
        for (var text : List.of("长".repeat(20_001), "a\\u0000b", "a\\ud83db")) {
            var refused = act(desk, id, action, "{\"%s\":\"%s\"}".formatted(field, text));

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("#/" + field);
        }
    }

    private void awaitPublished(String id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !stored(id).get("relay", Document.class).containsKey("pending"));
    }

    private Document stored(String id) {
        return mongo.getCollection("cases").find(Filters.eq("_id", id)).cursor().next();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reportedAt", "-reportedAt"})
    void aListIsReadInEitherOrderByItsLinks(String sort) throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(created(desk, IN_LAWU.replace("REQUEST", "ADVICE")));
        }

        var listed = new ArrayList<String>();
        @Nullable String link = "/api/v1/cases?kind=ADVICE&limit=2&sort=" + sort;
        while (link != null) {
            var page = get(desk, link);
            listed.addAll(json.readTree(page.body()).get("items").findValuesAsString("id"));
            link = next(page);
        }

        assertThat(listed).doesNotHaveDuplicates().containsAll(ids);
        listed.retainAll(ids);
        assertThat(listed).isEqualTo(sort.equals("reportedAt") ? ids : ids.reversed());
        assertThat(get(desk, "/api/v1/cases?sort=title").statusCode()).isEqualTo(400);
    }

    private static @Nullable String next(HttpResponse<?> page) {
        return page.headers()
                .firstValue("Link")
                .map(link -> link.replaceFirst("<(.*)>; rel=\"next\"", "$1"))
                .orElse(null);
    }

    private HttpResponse<String> note(String path, int number) throws Exception {
        return send(
                handler,
                "POST",
                path,
                "{\"text\":\"note %d\"}".formatted(number),
                "Idempotency-Key",
                "note-" + number);
    }

    private HttpResponse<String> photo(
            String token, String id, byte[] photo, String header, String value) throws Exception {
        return service.upload(
                token,
                "/api/v1/cases/" + id + "/evidence",
                photo,
                "Content-Type",
                "image/png",
                header,
                value);
    }

    private HttpResponse<byte[]> bytes(String token, String path) {
        return service.download(token, path);
    }

    private static String series(String name, String tier, String status, int value) {
        return "%s{kind=\"EMERGENCY\",service=\"case-service\",status=\"%s\",%s} %d.0"
                .formatted(name, status, tier, value);
    }

    private static String step(String step, String result, int value) {
        return ("wangge_cases_sla_total{kind=\"EMERGENCY\",result=\"%s\",service=\"case-service\","
                        + "step=\"%s\"} %d.0")
                .formatted(result, step, value);
    }
}
