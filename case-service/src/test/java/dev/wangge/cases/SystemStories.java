package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.list.Follow;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.platform.web.Times;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What the systems beside us can rely on; the same on both database engines. */
abstract class SystemStories extends RunningCaseService {
    @Autowired CaseStore store;
    private final String hotline = TestIssuer.token("hotline", "reporter", "540328");

    private static String called(String ref) {
        return with("\"externalRef\":\"" + ref + "\"");
    }

    /** {@link #IN_LAWU} and something more. */
    private static String with(String more) {
        return IN_LAWU.replaceFirst("\\{", "{" + more.replace("\\", "\\\\") + ",");
    }

    private HttpResponse<String> report(String token, String body) {
        return post(token, "/api/v1/cases", body);
    }

    private JsonNode items(String token, String query) {
        return ServiceClient.read(get(token, "/api/v1/cases?" + query), 200).path("items");
    }

    private List<String> ids(String token, String query) {
        return items(token, query).findValuesAsString("id");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void whatIsDueFirstComesFirst() throws Exception {
        var since = "&reportedFrom=" + Times.utc(Instant.now());
        var months = created(desk, IN_LAWU.replace("REQUEST", "DISPUTE"));
        var days = created(desk, IN_LAWU);
        var hours = created(desk, IN_LAWU.replace("REQUEST", "EMERGENCY"));

        assertThat(ids(desk, "sort=dueAt" + since)).containsExactly(hours, days, months);
        assertThat(ids(desk, "sort=-dueAt" + since)).containsExactly(months, days, hours);
        assertThat(ids(desk, "sort=dueAt&status=DISPATCHED&assignee=" + MEMBER + since))
                .containsExactly(hours, days, months);
        assertThat(ids(desk, "sort=dueAt&kind=REQUEST&overdue=false" + since))
                .containsExactly(days);
        assertThat(ids(desk, "sort=dueAt&overdue=true" + since)).isEmpty();
        assertThat(ids(desk, "sort=dueAt&status=CLOSED" + since)).isEmpty();

        for (var whose : List.of("", "&assignee=" + MEMBER)) {
            var listed = new ArrayList<String>();
            var cursor = "";
            do {
                var query = "limit=1&sort=dueAt" + whose + since + cursor;
                var page = ServiceClient.read(get(desk, "/api/v1/cases?" + query), 200);
                listed.add(page.at("/items/0/id").asString());
                cursor = page.at("/next").asString("");
                cursor = cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor);
            } while (!cursor.isEmpty());
            assertThat(listed).containsExactly(hours, days, months);
        }

        var settled = "{\"what\":\"好了\",\"evidence\":[\"12345-1\"]}";
        assertThat(act(handler, days, "settle", settled).statusCode()).isEqualTo(200);
        assertThat(ids(desk, "sort=dueAt" + since)).containsExactly(hours, months);
        assertThat(get(desk, "/api/v1/cases?sort=due").body()).contains("unknown-sort", "dueAt");
    }

    @Test
    void aCaseIsFoundByTheNumberThatItsSystemGaveIt() {
        var ref = "12345-〔2026〕" + UUID.randomUUID();
        var created = ServiceClient.read(report(hotline, called(ref)), 201);

        assertThat(created.path("externalRef").asString()).isEqualTo(ref);
        var found = items(hotline, "externalRef=" + encoded(ref));
        assertThat(found.findValuesAsString("id")).containsExactly(created.path("id").asString());
        assertThat(found.path(0).path("externalRef").asString()).isEqualTo(ref);
        // Another system's number is another number.
        assertThat(items(desk, "externalRef=" + encoded(ref))).isEmpty();
        assertThat(items(hotline, "externalRef=" + encoded(ref) + "&status=CLOSED")).isEmpty();
    }

    @Test
    void aCaseIsFoundByItsNumberWhereItsCallerAnswersForIt() {
        var created = ServiceClient.read(report(hotline, IN_LAWU), 201);
        var number = created.path("number").asString();

        assertThat(items(desk, "number=" + number).findValuesAsString("id"))
                .containsExactly(created.path("id").asString());
        assertThat(items(neighbour, "number=" + number)).isEmpty();
        assertThat(items(desk, "number=WG1999-0000001")).isEmpty();
        assertThat(items(desk, "number=" + number + "&externalRef=x")).isEmpty();
        assertThat(items(desk, "number=" + number + "&kind=EMERGENCY")).isEmpty();
        assertThat(items(desk, "number=" + number + "&overdue=true")).isEmpty();
    }

    @Test
    void aSystemCallsTwoCasesTheSameOnlyByMistakeAndIsToldWhich() {
        var ref = UUID.randomUUID().toString();
        var first = ServiceClient.read(report(hotline, called(ref)), 201).path("id").asString();

        var refused = report(hotline, called(ref));

        assertThat(refused.statusCode()).isEqualTo(409);
        var problem = json.readTree(refused.body());
        assertThat(problem.path("type").asString()).isEqualTo("/problems/external-ref-taken");
        assertThat(problem.path("id").asString()).isEqualTo(first);
        assertThat(problem.path("href").asString()).isEqualTo("/api/v1/cases/" + first);
        // Another system may have the same number.
        assertThat(report(desk, called(ref)).statusCode()).isEqualTo(201);
        assertThat(items(hotline, "externalRef=" + ref).findValuesAsString("id"))
                .containsExactly(first);
    }

    @Test
    void whoRepeatsAReportWithItsKeyGetsItAgainAndNotAConflict() {
        var report = called(UUID.randomUUID().toString());
        var key = UUID.randomUUID().toString();
        var first = send(hotline, "POST", "/api/v1/cases", report, "Idempotency-Key", key);

        var again = send(hotline, "POST", "/api/v1/cases", report, "Idempotency-Key", key);
        var other = send(hotline, "POST", "/api/v1/cases", report, "Idempotency-Key", key + "x");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
    }

    @Test
    void ofManyThatComeAtOnceUnderOneNumberOneIsTaken() throws Exception {
        var report = called(UUID.randomUUID().toString());
        Callable<Integer> send = () -> report(hotline, report).statusCode();
        Map<Integer, Integer> answers = new HashMap<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : pool.invokeAll(IntStream.range(0, 8).mapToObj(i -> send).toList())) {
                answers.merge(answer.get(), 1, Integer::sum);
            }
        }
        assertThat(answers).isEqualTo(Map.of(201, 1, 409, 7));
    }

    @ParameterizedTest
    @CsvSource({"'',required", "' ',required", "'a\\nb',control-character"})
    void aNumberIsSomethingThatCanBeSeenOnOneLine(String ref, String code) {
        var refused = report(hotline, called(ref));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("#/externalRef", code);
    }

    @Test
    void aNumberHasAtMostAHundredCharacters() {
        var longest = UUID.randomUUID().toString() + "号".repeat(64);

        assertThat(report(hotline, called(longest)).statusCode()).isEqualTo(201);
        assertThat(report(hotline, called(longest + "1")).body()).contains("too-long");
    }

    private JsonNode shown(String token, String id) {
        return ServiceClient.read(get(token, "/api/v1/cases/" + id), 200);
    }

    @Test
    void whatCameWithTheReportIsShownApartFromWhatShowsThatItIsDone() throws Exception {
        var id =
                created(
                        hotline,
                        with("\"attachments\":[\"https://12345.example/p/1.jpg?s=a&b\",\"工单 7\"]"));

        act(handler, id, "handle", "{\"what\":\"换了\",\"evidence\":[\"收据 1\"]}");

        var it = shown(desk, id);
        assertThat(it.path("attachments").findValuesAsString("id"))
                .containsExactly("https://12345.example/p/1.jpg?s=a&b", "工单 7");
        assertThat(it.path("attachments").findValuesAsString("href"))
                .first()
                .isEqualTo("https://12345.example/p/1.jpg?s=a&b");
        assertThat(it.path("attachments").path(1).path("href").isNull()).isTrue();
        assertThat(it.path("evidence").findValuesAsString("id")).containsExactly("收据 1");
    }

    @ParameterizedTest
    @CsvSource({
        "photo:1, unknown-photo",
        "https://, wrong-address",
        "https://user:secret@h/x, wrong-address",
        "https://h/a b, wrong-address",
        "' ', required",
        "'a\\nb', control-character"
    })
    void anAttachmentIsANameOrAnAddress(String attachment, String code) {
        var refused = report(hotline, with("\"attachments\":[\"x\",\"" + attachment + "\"]"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("#/attachments/1", code);
    }

    @Test
    void thereAreAtMostTwentyOfThemAndNoneIsNothing() {
        var refused = report(hotline, with("\"attachments\":[" + "\"x\",".repeat(20) + "\"x\"]"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("#/attachments\"", "too-many");
        assertThat(report(hotline, with("\"attachments\":[null]")).statusCode()).isEqualTo(400);
        assertThat(report(hotline, with("\"attachments\":null")).statusCode()).isEqualTo(201);
    }

    @Test
    void whatIsAddedToAReportIsShownBesideItAndMovesTheVersion() throws Exception {
        var id = created(hotline, IN_LAWU);
        var version = shown(hotline, id).path("version").asInt();
        var photo =
                json.readTree(
                                service.upload(
                                                hotline,
                                                "/api/v1/cases/" + id + "/evidence",
                                                TestPhoto.of(0x336699, "png"),
                                                "Content-Type",
                                                "image/png")
                                        .body())
                        .path("id")
                        .asString();

        var amended =
                act(
                        hotline,
                        id,
                        "amend",
                        "{\"description\":\"水更大了\",\"address\":\"村口桥边\",\"attachments\":[\"%s\"]}"
                                .formatted(photo));

        assertThat(amended.statusCode()).as(amended.body()).isEqualTo(200);
        var it = shown(desk, id);
        assertThat(it.path("title").asString()).isEqualTo("水管坏了");
        assertThat(it.path("description").isNull()).isTrue();
        assertThat(it.path("version").asInt()).isEqualTo(version + 1);
        var one = it.path("amendments").path(0);
        assertThat(one.path("description").asString()).isEqualTo("水更大了");
        assertThat(one.path("address").asString()).isEqualTo("村口桥边");
        assertThat(one.path("attachments").path(0).path("href").asString()).endsWith(".jpg");
        assertThat(one.path("at").asString()).endsWith("Z");
        assertThat(get(desk, "/api/v1/cases/" + id + "/timeline").body())
                .contains("wangge.case.amended.v1", "水更大了");
    }

    @Test
    void aReportIsAddedToTwentyTimesAndWhileItIsOpen() throws Exception {
        var id = created(hotline, IN_LAWU);
        assertThat(act(hotline, id, "amend", "{}").body()).contains("#/description", "required");
        assertThat(act(hotline, id, "amend", "{\"address\":\" \"}").body()).contains("#/address");
        assertThat(act(hotline, id, "amend", "{\"attachments\":[\"photo:1\"]}").body())
                .contains("#/attachments/0", "unknown-photo");
        assertThat(act(verifier, id, "amend", "{\"address\":\"x\"}").statusCode()).isEqualTo(403);
        for (int i = 0; i < 20; i++) {
            assertThat(act(hotline, id, "amend", "{\"description\":\"又\"}").statusCode())
                    .isEqualTo(200);
        }
        assertThat(act(hotline, id, "amend", "{\"description\":\"又\"}").statusCode())
                .isEqualTo(409);
        assertThat(shown(hotline, id).path("amendments").size()).isEqualTo(20);

        var struck = created(hotline, "{\"kind\":\"ADVICE\",\"title\":\"路灯\"}");
        act(desk, struck, "decline", "{\"reason\":\"不归我们\"}");
        assertThat(act(hotline, struck, "amend", "{\"description\":\"又\"}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void aCaseSaysWhatCameOfIt() throws Exception {
        var id = created(hotline, IN_LAWU);
        assertThat(shown(hotline, id).path("result").isNull()).isTrue();

        act(desk, id, "reply", "{\"text\":\"已派人\"}");
        var told = shown(hotline, id).path("result");
        assertThat(told.path("what").isNull()).isTrue();
        assertThat(told.path("replied").path("text").asString()).isEqualTo("已派人");

        act(handler, id, "handle", "{\"what\":\"换了水管\"}");
        act(desk, id, "reply", "{\"text\":\"已修好\"}");
        var result = shown(hotline, id).path("result");
        assertThat(result.path("what").asString()).isEqualTo("换了水管");
        assertThat(result.path("at").asString()).endsWith("Z");
        assertThat(result.path("by").toString())
                .isEqualTo("{\"type\":\"GRID\",\"code\":\"" + FakeGridService.GRID + "\"}");
        assertThat(result.path("replied").path("text").asString()).isEqualTo("已修好");
    }

    /** Somebody who signed in is who they are; a dispatcher acts for a member who calls in. */
    @Test
    void whoSignedInActsInTheirOwnName() throws Exception {
        var id = created(hotline, IN_LAWU);
        var pema = TestIssuer.personsToken(MEMBER, "handler", "540328");
        var tashi = TestIssuer.personsToken("tashi", "dispatcher", "540328");
        var forAnother = "{\"by\":\"M-pema\"}";

        var refused = act(pema, id, "start", forAnother);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json.readTree(refused.body()).path("requires").toString())
                .isEqualTo("[\"dispatcher\"]");
        act(tashi, id, "note", "{\"text\":\"来电\",\"by\":\"%s\"}".formatted(MEMBER));
        assertThat(lastBy(id)).isEqualTo(MEMBER + " via tashi via console");
        act(pema, id, "start", "{\"by\":\"%s\"}".formatted(MEMBER));
        assertThat(lastBy(id)).isEqualTo(MEMBER + " via console");
    }

    /** Assignee, deputy on leave, same unit: nobody else who handles cases here. */
    @Test
    void whoHandlesActsOnWhatIsTheirs() throws Exception {
        var mine = created(hotline, IN_LAWU);
        var ofWater = created(hotline, IN_LAWU);
        act(desk, ofWater, "redispatch", "{\"unit\":\"540328-water\",\"reason\":\"归水利局\"}");
        var member = TestIssuer.personsToken(MEMBER, "handler", "540328");
        var deputy =
                TestIssuer.personsToken("M-2", List.of(), List.of(MEMBER), "handler", "540328");
        var water =
                TestIssuer.personsToken(
                        "li", List.of("540328-water"), List.of(), "handler", "540328");

        for (var stranger : List.of(water, TestIssuer.personsToken("M-9", "handler", "540328"))) {
            var refused = act(stranger, mine, "start", "{}");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(json.readTree(refused.body()).path("handlers").toString())
                    .isEqualTo("[\"%s\"]".formatted(MEMBER));
            assertThat(offered(stranger, mine)).isEmpty();
            assertThat(post(stranger, "/api/v1/cases/" + mine + "/contact", "{}").statusCode())
                    .isEqualTo(403);
        }
        assertThat(act(member, ofWater, "start", "{}").statusCode()).isEqualTo(403);
        assertThat(offered(deputy, mine)).isEqualTo(offered(member, mine)).contains("start");

        assertThat(act(deputy, mine, "start", "{}").statusCode()).isEqualTo(200);
        assertThat(lastBy(mine)).as("in their own name").isEqualTo("M-2 via console");
        assertThat(act(member, mine, "note", "{\"text\":\"回来了\"}").statusCode()).isEqualTo(200);
        assertThat(act(water, ofWater, "start", "{}").statusCode()).isEqualTo(200);
    }

    private List<String> offered(String token, String id) {
        return json
                .readTree(get(token, "/api/v1/cases/" + id).body())
                .path("actions")
                .values()
                .stream()
                .map(action -> action.path("name").asString())
                .toList();
    }

    /** Named in by is whom the client acts for; one for nobody acts as itself. */
    @Test
    void aSystemActsForWhomItMay() throws Exception {
        var id = created(hotline, IN_LAWU);
        var forMember = "{\"by\":\"%s\"}".formatted(MEMBER);
        var nobody = TestIssuer.actingFor(List.of(), "water-bureau", "handler", "540328");
        var elsewhere =
                TestIssuer.actingFor(List.of("540328102"), "water-bureau", "handler", "540328");
        var there = TestIssuer.actingFor(List.of("540328101"), "water-bureau", "handler", "540328");

        for (var client : List.of(nobody, elsewhere)) {
            var refused = act(client, id, "start", forMember);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(json.readTree(refused.body()).path("type").asString())
                    .isEqualTo("/problems/not-acting-for");
        }
        // Whether there is such a member is not told to who acts for nobody.
        assertThat(
                        json.readTree(act(nobody, id, "start", "{\"by\":\"M-none\"}").body())
                                .path("type")
                                .asString())
                .isEqualTo("/problems/not-acting-for");
        assertThat(act(there, id, "start", forMember).statusCode()).isEqualTo(200);
        assertThat(lastBy(id)).isEqualTo(MEMBER + " via water-bureau");
        assertThat(act(nobody, id, "handle", "{\"what\":\"换了水管\"}").statusCode()).isEqualTo(200);
        assertThat(lastBy(id)).isEqualTo("water-bureau");
    }

    /**
     * Who handled it themselves is not shown that somebody else, whom they cannot name, could
     * verify it.
     */
    @Test
    void aSystemThatActsForNobodyIsOfferedWhatItMayItself() throws Exception {
        var id = created(hotline, IN_LAWU);
        var _ =
                act(
                        handler("water-bureau", List.of("540328")),
                        id,
                        "handle",
                        "{\"what\":\"换了水管\",\"by\":\"%s\"}".formatted(MEMBER));

        assertThat(offered(verifier("water-bureau", List.of()), id)).doesNotContain("verify");
        assertThat(offered(verifier("water-bureau", List.of("540328")), id)).contains("verify");
        assertThat(offered(verifier("another", List.of()), id)).contains("verify");
    }

    private static String handler(String client, List<String> whose) {
        return TestIssuer.actingFor(whose, client, "handler", "540328");
    }

    private static String verifier(String client, List<String> whose) {
        return TestIssuer.actingFor(whose, client, "verifier", "540328");
    }

    private String lastBy(String id) {
        var facts =
                json.readTree(get(desk, "/api/v1/cases/" + id + "/timeline?limit=200").body())
                        .path("items");
        return facts.get(facts.size() - 1).path("by").asString();
    }

    @Test
    void aUnitsWorkIsTheUnits() throws Exception {
        var id = created(hotline, IN_LAWU);
        act(desk, id, "redispatch", "{\"unit\":\"540328-water\",\"reason\":\"归水利局\"}");
        act(handler, id, "handle", "{\"what\":\"换了水管\"}");

        assertThat(shown(hotline, id).path("result").path("by").toString())
                .isEqualTo("{\"type\":\"UNIT\",\"code\":\"540328-water\"}");
    }

    @Test
    void whoHasACaseAsItIsIsToldSoInAWord() throws Exception {
        var id = created(hotline, IN_LAWU);
        var tag = get(hotline, "/api/v1/cases/" + id).headers().firstValue("ETag").orElseThrow();

        var same = unless(tag, id);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("ETag")).hasValue(tag);
        assertThat(unless("W/" + tag, id).statusCode()).isEqualTo(304);
        assertThat(unless("\"0\", " + tag, id).statusCode()).isEqualTo(304);
        // What is noted of it is not in what is shown.
        act(desk, id, "note", "{\"text\":\"电话问过\"}");
        assertThat(unless(tag, id).statusCode()).isEqualTo(304);

        act(handler, id, "start", "{}");
        assertThat(unless(tag, id).statusCode()).isEqualTo(200);
        assertThat(
                        send(neighbour, "GET", "/api/v1/cases/" + id, "", "If-None-Match", tag)
                                .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> unless(String tag, String id) {
        return send(hotline, "GET", "/api/v1/cases/" + id, "", "If-None-Match", tag);
    }

    @Test
    void whoHasACaseCallsItsReporterBackAndIsWrittenDown() throws Exception {
        var reporter =
                "\"reporter\":{\"name\":\"多吉\",\"phone\":\"13900000077\",\"language\":\"bo\"}";
        var id = created(hotline, with(reporter));
        var version = shown(desk, id).path("version");
        var path = "/api/v1/cases/" + id + "/contact";

        var contact = ServiceClient.read(post(handler, path, "{\"purpose\":\"问地点\"}"), 200);

        assertThat(contact.path("name").asString()).isEqualTo("多吉");
        assertThat(contact.path("phone").asString()).isEqualTo("13900000077");
        assertThat(contact.path("language").asString()).isEqualTo("bo");
        var timeline = ServiceClient.read(get(desk, "/api/v1/cases/" + id + "/timeline"), 200);
        var last = timeline.path("items").get(timeline.path("items").size() - 1);
        assertThat(last.path("type").asString()).isEqualTo("wangge.case.contact-read.v1");
        assertThat(last.path("by").asString()).isEqualTo("county-handler");
        assertThat(last.path("texts").path("purpose").asString()).isEqualTo("问地点");
        assertThat(timeline.toString()).doesNotContain("13900000077", "多吉");
        assertThat(shown(desk, id).path("version")).isEqualTo(version);
    }

    @Test
    void nobodyElseIsShownTheContactAndNoReadingIsWithoutPurpose() throws Exception {
        var id = created(hotline, with("\"reporter\":{\"phone\":\"13900000078\"}"));
        var path = "/api/v1/cases/" + id + "/contact";
        var asked = "{\"purpose\":\"问地点\"}";

        assertThat(post(neighbour, path, asked).statusCode()).isEqualTo(404);
        assertThat(post(hotline, path, asked).statusCode()).isEqualTo(403);
        for (var purpose : new String[] {"{}", "{\"purpose\":\" \"}"}) {
            var refused = post(desk, path, purpose);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("#/purpose", "required");
        }
        assertThat(post(desk, path, "").statusCode()).isEqualTo(400);
        assertThat(get(desk, "/api/v1/cases/" + id + "/timeline").body())
                .doesNotContain("contact-read");

        var anonymous = created(hotline, IN_LAWU);
        var none = post(desk, "/api/v1/cases/" + anonymous + "/contact", asked);
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("/problems/no-such-contact");
    }

    private JsonNode changes(String since) {
        return ServiceClient.read(
                get(desk, "/api/v1/cases?limit=2&updatedSince=" + encoded(since)), 200);
    }

    /** As a system follows the county: all pages, then on from what the last one says. */
    private String follow(String since, List<String> seen) {
        var page = changes(since);
        while (true) {
            page.path("items")
                    .forEach(it ->
                            seen.add(it.path("id").asString() + "@" + it.path("version").asInt()));
            var next = page.path("next");
            if (next.isNull()) {
                return page.path("asOf").asString();
            }
            page =
                    ServiceClient.read(
                            get(
                                    desk,
                                    "/api/v1/cases?limit=2&updatedSince="
                                            + encoded(since)
                                            + "&cursor="
                                            + next.asString()),
                            200);
        }
    }

    @Test
    void whoFollowsTheCasesSeesEachChangeOnceAndNotesNever() throws Exception {
        var seen = new ArrayList<String>();
        var from = new String[] {Instant.now().minusSeconds(1).toString()};
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(created(hotline, IN_LAWU));
        }
        var first = ids.getFirst();
        var fresh = shown(desk, first).path("version").asInt();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    from[0] = follow(from[0], seen);
                    assertThat(seen).containsAll(ids.stream().map(it -> it + "@" + fresh).toList());
                });

        act(desk, first, "note", "{\"text\":\"电话问过\"}");
        act(handler, ids.getLast(), "start", "{}");
        act(handler, first, "start", "{}");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    from[0] = follow(from[0], seen);
                    assertThat(seen).contains(first + "@" + (fresh + 1));
                });

        var ours = seen.stream().filter(it -> ids.contains(it.split("@", -1)[0])).toList();
        assertThat(ours).doesNotHaveDuplicates().hasSize(7);
        assertThat(ours).endsWith(ids.getLast() + "@" + (fresh + 1), first + "@" + (fresh + 1));
        assertThat(ours.subList(0, 5)).isEqualTo(ids.stream().map(it -> it + "@" + fresh).toList());
    }

    @Test
    void whatWasStoredBeforeAnybodyFollowedIsFollowedToo() throws Exception {
        var id = created(hotline, IN_LAWU);
        mongo.getCollection("cases").updateOne(Filters.eq("_id", id), Updates.unset("updatedAt"));
        var since = Instant.now().toString();

        Follow.begin(mongo, store);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    var seen = new ArrayList<String>();
                    follow(since, seen);
                    assertThat(seen).anyMatch(it -> it.startsWith(id));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=CLOSED", "number=1", "sort=reportedAt", "overdue=true"})
    void whoFollowsCasesFollowsThemAll(String filter) {
        var refused = get(desk, "/api/v1/cases?updatedSince=2026-01-01T00:00:00Z&" + filter);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("not-together", filter.replaceFirst("=.*", ""));
    }

    /** As docs/api/cases.md says how, with nothing of ours. */
    @Test
    void whoeverReadsATimelineProvesItThemselves() throws Exception {
        var id = created(desk, IN_LAWU);
        act(handler, id, "handle", "{\"what\":\"换了\\n水管\"}");
        act(desk, id, "reply", "{\"text\":\"修好了\"}");
        var facts =
                ServiceClient.read(get(desk, "/api/v1/cases/" + id + "/timeline?limit=200"), 200)
                        .path("items");
        assertThat(facts.size()).isGreaterThan(6);

        var proved = new ArrayList<String>();
        var previous = "";
        for (var fact : facts) {
            var lines =
                    String.join(
                            "\n",
                            previous,
                            id,
                            fact.path("seq").asString(),
                            fact.path("type").asString(),
                            fact.path("at").asString().replace(".000Z", "Z"),
                            fact.path("by").asString(),
                            new JsonCanonicalizer(fact.path("data").toString()).getEncodedString());
            assertThat(fact.path("previousHash").asString()).isEqualTo(previous);
            previous = sha256(lines);
            assertThat(fact.path("hash").asString()).isEqualTo(previous);
            for (var text : fact.path("texts").properties()) {
                var salt = fact.path("salts").path(text.getKey()).asString();
                assertThat(fact.path("data").path(text.getKey()).asString())
                        .isEqualTo("sha256:" + sha256(salt + text.getValue().asString()));
                proved.add(text.getKey());
            }
        }
        assertThat(proved).contains("title", "what", "text");
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        var digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void aTimeIsATimeAndAForeignCountyIsNotFollowed() {
        assertThat(get(desk, "/api/v1/cases?updatedSince=gestern").statusCode()).isEqualTo(400);
        assertThat(
                        get(desk, "/api/v1/cases?updatedSince=2026-01-01T00:00:00Z&within=540302")
                                .statusCode())
                .isEqualTo(403);
    }
}
