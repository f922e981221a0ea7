package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rules as data: a county sets its own, and each case keeps those it began with. */
abstract class RuleStories extends RunningCaseService {
    /** Of no place: it lies in the county of whoever reports it. */
    private static final String NOWHERE = "{\"kind\":\"REQUEST\",\"title\":\"水管坏了\"}";

    private final String province = TestIssuer.token("province-admin", "admin", "54");

    private static String admin(String county) {
        return TestIssuer.token("admin-" + county, "admin", county);
    }

    private static String desk(String county) {
        return TestIssuer.token("desk-" + county, "dispatcher", county);
    }

    private JsonNode rules(String token, String path) {
        return ServiceClient.read(get(token, "/api/v1/rules/" + path), 200);
    }

    private HttpResponse<String> set(String token, String set, String body, String... headers) {
        return service.send(token, "PUT", "/api/v1/rules/" + set, body, headers);
    }

    /** The limits there are, with other minutes to accept. */
    private String acceptWithin(int minutes) {
        var body = (ObjectNode) rules(province, "limits/versions/0").path("body");
        ((ObjectNode) body.path("accept")).put("amount", minutes);
        return "{\"why\":\"试行\",\"body\":%s}".formatted(body);
    }

    private Duration accept(String token, String id) {
        var it = ServiceClient.read(get(token, "/api/v1/cases/" + id), 200);
        return Duration.between(
                Instant.parse(it.path("reportedAt").asString()),
                Instant.parse(it.path("deadlines").path("acceptBy").asString()));
    }

    private Duration dispatch(String token, String id) throws Exception {
        assertThat(act(token, id, "accept", "{}").statusCode()).isEqualTo(200);
        var clock = ServiceClient.read(get(token, "/api/v1/cases/" + id + "/clock"), 200);
        var step = clock.path("steps").get(1);
        assertThat(step.path("step").asString()).isEqualTo("dispatch");
        return Duration.between(
                Instant.parse(step.path("from").asString()),
                Instant.parse(step.path("dueAt").asString()));
    }

    private String rulebook(String token, String id) {
        return ServiceClient.read(get(token, "/api/v1/cases/" + id + "/clock"), 200)
                .path("rulebook")
                .asString();
    }

    @Test
    void aCountySetsItsLimitsAndEachCaseKeepsThoseItBeganWith() throws Exception {
        var before = created(desk("540621"), NOWHERE);
        var body = (ObjectNode) rules(province, "limits/versions/0").path("body");
        ((ObjectNode) body.path("accept")).put("amount", 30);
        ((ObjectNode) body.path("dispatch")).put("amount", 2).put("unit", "HOURS");
        var answer =
                set(
                        admin("540621"),
                        "limits",
                        "{\"why\":\"牧区路远\",\"body\":%s}".formatted(body),
                        "If-Match",
                        "\"0\"");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        var after = created(desk("540621"), NOWHERE);
        var beside = created(desk("540622"), NOWHERE);

        assertThat(accept(desk("540621"), before)).isEqualTo(Duration.ofMinutes(15));
        assertThat(accept(desk("540621"), after)).isEqualTo(Duration.ofMinutes(30));
        assertThat(accept(desk("540622"), beside)).isEqualTo(Duration.ofMinutes(15));
        assertThat(rulebook(desk("540621"), before)).isEqualTo("built-in-1");
        assertThat(rulebook(desk("540621"), after)).isEqualTo("limits:540621@1");
        // What is decided of them later, too.
        assertThat(dispatch(desk("540621"), before)).isEqualTo(Duration.ofMinutes(15));
        assertThat(dispatch(desk("540621"), after)).isEqualTo(Duration.ofHours(2));

        var shown = rules(desk("540621"), "limits");
        assertThat(shown.path("division").asString()).isEqualTo("540621");
        assertThat(shown.path("version").asInt()).isEqualTo(1);
        assertThat(shown.path("by").asString()).isEqualTo("admin-540621");
        assertThat(shown.path("why").asString()).isEqualTo("牧区路远");
        assertThat(rules(desk("540622"), "limits").path("version").asInt()).isZero();
    }

    /** By a county's rule whoever is not content need not be asked first. */
    @Test
    void aCountyReopensWhatItsReportersAreNotContentWith() throws Exception {
        var body = "{\"settled\":10,\"lowRating\":2,\"then\":\"%s\"}";
        var change = "{\"why\":\"试行\",\"body\":%s}";
        var reopening = change.formatted(body.formatted("REOPEN"));
        assertThat(set(admin("540302"), "checks", reopening).statusCode()).isEqualTo(200);
        var id = created(neighbour, NOWHERE);
        var back = change.formatted(body.formatted("FOLLOW_UP"));
        assertThat(set(admin("540302"), "checks", back).statusCode()).isEqualTo(200);
        act(neighbour, id, "accept", "{}");
        act(neighbour, id, "dispatch", "{\"unit\":\"540302-water\"}");
        act(TestIssuer.token("h", "handler", "540302"), id, "handle", "{\"what\":\"好了\"}");
        act(TestIssuer.token("v", "verifier", "540302"), id, "verify", "{\"passed\":true}");
        act(neighbour, id, "close", "{}");

        var rated = act(neighbour, id, "rate", "{\"score\":2}");

        assertThat(rated.statusCode()).as(rated.body()).isEqualTo(200);
        assertThat(rated.body())
                .contains("\"status\":\"FILED\"", "\"round\":2", "\"score\":2", "\"check\":null");
    }

    /** The notice of a year comes when cases are open that it touches. */
    @Test
    void aCalendarThatComesLateMovesWhatIsOpen() throws Exception {
        var id = created(neighbour, NOWHERE);
        act(neighbour, id, "accept", "{}");
        act(neighbour, id, "dispatch", "{\"unit\":\"540302-water\"}");
        var before = handleBy(id);
        var beside = created(desk, IN_LAWU);
        var besideBefore = dueAt(desk, beside);
        var today = LocalDate.now(WorkCalendar.ZONE);
        var notice =
                today.datesUntil(today.plusDays(12))
                        .map(day -> day + ",休")
                        .collect(Collectors.joining("\n", "date,type\n", "\n"));
        var tomorrows = admin("540302");
        var path = "/api/v1/rules/calendars:import?why=notice";
        assertThat(
                        service.send(neighbour, "POST", path, notice, "Content-Type", "text/csv")
                                .statusCode())
                .isEqualTo(403);
        assertThat(
                        service.send(
                                        tomorrows,
                                        "POST",
                                        path,
                                        "date,type\nsoon,休\n",
                                        "Content-Type",
                                        "text/csv")
                                .body())
                .contains("#/line/2");

        var shown =
                ServiceClient.read(
                        service.send(
                                tomorrows,
                                "POST",
                                path + "&dryRun=true",
                                notice,
                                "Content-Type",
                                "text/csv"),
                        200);
        var move =
                shown.path("cases")
                        .valueStream()
                        .filter(it -> it.path("id").asString().equals(id))
                        .findFirst()
                        .orElseThrow();
        assertThat(move.path("before").asString()).isEqualTo(before);
        assertThat(handleBy(id)).isEqualTo(before);
        assertThat(rules(tomorrows, "calendars").path("version").asInt()).isZero();

        try {
            var set = service.send(tomorrows, "POST", path, notice, "Content-Type", "text/csv");
            assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(handleBy(id)).isEqualTo(move.path("dueAt").asString()));
            assertThat(Instant.parse(handleBy(id)))
                    .isAfter(Instant.parse(before).plus(Duration.ofDays(5)));
            assertThat(get(neighbour, "/api/v1/cases/" + id + "/clock").body())
                    .contains(handleBy(id), "calendars:540302@1", "\"unknownYears\":[");
            assertThat(get(neighbour, "/api/v1/cases/" + id + "/timeline").body())
                    .containsOnlyOnce("wangge.case.due-moved.v1");
            assertThat(dueAt(desk, beside)).isEqualTo(besideBefore);
        } finally {
            var builtIn = rules(tomorrows, "calendars/versions/0").path("body");
            var back = "{\"why\":\"back\",\"body\":%s}".formatted(builtIn);
            assertThat(set(tomorrows, "calendars", back).statusCode()).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(handleBy(id)).isEqualTo(before));
    }

    private String handleBy(String id) {
        return dueAt(neighbour, id);
    }

    private String dueAt(String token, String id) {
        return ServiceClient.read(get(token, "/api/v1/cases/" + id), 200)
                .path("deadlines")
                .path("dueAt")
                .asString();
    }

    @Test
    void whatTheProvinceSetsHoldsWhereACountyHasNothingOfItsOwn() {
        var evidence = "{\"why\":\"%s\",\"body\":{\"handle\":[%s]}}";
        var set = evidence.formatted("全省统一", "\"EMERGENCY\"");
        assertThat(set(TestIssuer.token("a", "admin", "51"), "evidence", set).statusCode())
                .isEqualTo(200);
        var county = admin("513221");
        var inherited = get(county, "/api/v1/rules/evidence");
        assertThat(ServiceClient.read(inherited, 200).path("division").asString()).isEqualTo("51");
        // It has nothing of its own that could be changed.
        assertThat(inherited.headers().firstValue("ETag")).isEmpty();

        var own = evidence.formatted("本县", "\"ADVICE\"");
        assertThat(set(county, "evidence", own, "If-Match", "\"1\"").statusCode()).isEqualTo(412);
        assertThat(set(county, "evidence", own, "If-Match", "\"0\"").statusCode()).isEqualTo(200);
        assertThat(rules(county, "evidence").path("body").toString())
                .isEqualTo("{\"handle\":[\"ADVICE\"]}");
        assertThat(rules(admin("513222"), "evidence").path("body").toString())
                .isEqualTo("{\"handle\":[\"EMERGENCY\"]}");
    }

    @Test
    void aCountyGoesBackToWhatIsAboveIt() {
        var county = admin("540633");
        set(county, "limits", acceptWithin(20));
        assertThat(
                        service.send(desk("540633"), "DELETE", "/api/v1/rules/limits?why=x", "")
                                .statusCode())
                .isEqualTo(403);
        assertThat(service.send(county, "DELETE", "/api/v1/rules/limits", "").statusCode())
                .isEqualTo(400);
        assertThat(service.send(county, "DELETE", "/api/v1/rules/limits?why=%20", "").body())
                .contains("\"parameter\":\"why\"");
        var path = "/api/v1/rules/limits?why=back";
        assertThat(service.send(county, "DELETE", path, "", "If-Match", "\"9\"").statusCode())
                .isEqualTo(412);

        var given = service.send(county, "DELETE", path, "", "If-Match", "\"1\"");

        assertThat(ServiceClient.read(given, 200).path("version").asInt()).isZero();
        assertThat(given.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(get(county, "/api/v1/rules/limits").headers().firstValue("ETag"))
                .hasValue("\"2\"");
        assertThat(rules(county, "limits/versions").path("items").toString())
                .contains("\"version\":2", "\"why\":\"back\"", "\"inherits\":true");
        var inheriting = rules(county, "limits/versions/2");
        assertThat(inheriting.path("body").isNull()).isTrue();
        assertThat(rules(county, "limits/versions/1").at("/body/accept/amount").asInt())
                .isEqualTo(20);
        assertThat(set(county, "limits", acceptWithin(20), "If-Match", "\"2\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCountysRulesGoIntoOneFileAndComeBackFromIt() {
        var county = admin("540634");
        var evidence = "{\"why\":\"本县\",\"body\":{\"handle\":[\"%s\"]}}";
        set(county, "evidence", evidence.formatted("EMERGENCY"));
        set(county, "limits", acceptWithin(20));
        var kept = get(county, "/api/v1/rules:export");
        var file = ServiceClient.read(kept, 200);
        assertThat(file.path("sets"))
                .extracting(it -> it.path("set").asString() + it.path("version").asInt())
                .containsExactly("evidence1", "limits1");

        // To a county that has nothing it comes whole.
        var other = admin("540635");
        var brought = ServiceClient.read(bring(other, kept.body(), ""), 200);
        assertThat(brought.path("set").asBoolean()).isTrue();
        assertThat(rules(other, "limits").at("/body/accept/amount").asInt()).isEqualTo(20);
        assertThat(rules(other, "evidence").path("why").asString()).isEqualTo("file");

        // What was set since shows as drift, and is not lost.
        set(county, "evidence", evidence.formatted("ADVICE"));
        var drift = ServiceClient.read(bring(county, kept.body(), "&dryRun=true"), 200);
        assertThat(drift.path("set").asBoolean()).isFalse();
        assertThat(drift.at("/sets/0/differences").toString())
                .isEqualTo(
                        "[{\"pointer\":\"#/handle/0\",\"ours\":\"\\\"ADVICE\\\"\","
                                + "\"theirs\":\"\\\"EMERGENCY\\\"\"}]");
        assertThat(drift.at("/sets/0/changedHere").asBoolean()).isTrue();
        assertThat(drift.at("/sets/1/differences")).isEmpty();
        var refused = bring(county, kept.body(), "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("#/sets/0", "changed-here");
        assertThat(rules(county, "evidence").path("version").asInt()).isEqualTo(2);
        assertThat(bring(county, kept.body(), "&overwrite=evidence,triage").body())
                .contains("\"parameter\":\"overwrite\"");
        assertThat(bring(county, kept.body(), "&overwrite=evidence,evidence").statusCode())
                .isEqualTo(200);
        assertThat(rules(county, "evidence").path("body").toString())
                .isEqualTo("{\"handle\":[\"EMERGENCY\"]}");
        assertThat(rules(county, "limits").path("version").asInt()).isEqualTo(1);

        // All or nothing.
        var wrong = kept.body().replace("\"EMERGENCY\"]", "\"ADVICE\",\"ADVICE\"]");
        var pointed = bring(admin("540636"), wrong, "");
        assertThat(pointed.statusCode()).isEqualTo(400);
        assertThat(pointed.body()).contains("#/sets/0/body/handle/1", "never-fires");
        assertThat(bring(admin("540636"), wrong.replace("handle", "hand"), "").body())
                .contains("#/sets/0/body/hand", "unknown-field");
        assertThat(rules(admin("540636"), "limits").path("version").asInt()).isZero();
        assertThat(bring(desk("540636"), kept.body(), "").statusCode()).isEqualTo(403);
        assertThat(bring(admin("540636"), "{}", "").body()).contains("#/division", "#/sets");
    }

    /** Rows of one set may ask for what another set of the same file brings. */
    @Test
    void setsOfOneFileKnowEachOther() {
        var file =
                """
                {"division":"540328","sets":[
                  {"set":"triage","version":1,"body":{"hitPolicy":"FIRST","rows":[
                    {"when":"'yak' in category","tier":"COMMITTEE","name":"牦牛"},{"tier":"NEIGHBOUR","name":"其他"}]}},
                  {"set":"kinds","version":1,"body":{"rows":[{"code":"yak","kind":"REQUEST","names":{"zh":"牦牛"}}]}}]}
                """;
        var alone = file.replace("\"yak\",\"kind\"", "\"cow\",\"kind\"");
        assertThat(bring(admin("540637"), alone, "").body())
                .contains("#/sets/0/body/rows/0/when", "never-fires");
        assertThat(bring(admin("540637"), file, "").statusCode()).isEqualTo(200);
        assertThat(rules(admin("540637"), "triage").path("version").asInt()).isEqualTo(1);
    }

    private HttpResponse<String> bring(String token, String file, String more) {
        return post(token, "/api/v1/rules:import?why=file" + more, file);
    }

    @Test
    void whatIsDoneWithASetIsNoSet() {
        assertThat(get(province, "/api/v1/rules/limits:check").statusCode()).isEqualTo(405);
        assertThat(get(province, "/api/v1/rules/calendars:import").statusCode()).isEqualTo(405);
        assertThat(get(province, "/api/v1/rules/unheard").statusCode()).isEqualTo(404);
    }

    @Test
    void whoMaySetRulesAndForWhom() {
        var change = acceptWithin(20);
        assertThat(set(desk, "limits", change).statusCode()).isEqualTo(403);
        assertThat(set(admin("540623"), "limits?division=540624", change).body())
                .contains("outside-scope");
        assertThat(set(admin("540623101"), "limits", change).body()).contains("outside-scope");
        assertThat(set(province, "limits?division=540623", change).statusCode()).isEqualTo(200);
        assertThat(rules(admin("540623101201"), "limits").path("division").asString())
                .isEqualTo("540623");
        assertThat(get(desk, "/api/v1/rules/limits?division=540623").statusCode()).isEqualTo(403);
        assertThat(get(desk, "/api/v1/rules/limits?division=54").statusCode()).isEqualTo(200);
        var two = TestIssuer.token("two", "admin", "540623", "540624");
        assertThat(set(two, "limits", change).body()).contains("\"parameter\":\"division\"");
        assertThat(set(province, "limits?division=540623101", change).body())
                .contains("wrong-code");
        assertThat(set(province, "speed", "{}").body()).contains("no-such-rules");
        assertThat(get(desk, "/api/v1/rules/speed/versions").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsWrongIsPointedAtAndNothingIsSet() {
        var token = admin("540625");
        var gap = acceptWithin(20).replace("\"kind\":\"ADVICE\"", "\"kind\":\"HAZARD\"");
        var refused = set(token, "limits", gap, "Accept-Language", "en");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("#/body/handle/5/kind", "HAZARD comes twice", "ADVICE has no limit");
        assertThat(set(token, "limits", acceptWithin(0)).body()).contains("#/body/accept/amount");
        assertThat(set(token, "limits", "{}").body()).contains("#/why", "#/body");
        assertThat(set(token, "limits", acceptWithin(5).replace("accept", "answer")).body())
                .contains("#/body/answer");
        assertThat(rules(token, "limits").path("version").asInt()).isZero();

        var checked = post(token, "/api/v1/rules/limits:check", gap);
        assertThat(ServiceClient.read(checked, 200).path("findings"))
                .extracting(it -> it.path("code").asString())
                .containsExactly("never-fires", "gap");
        var sound = post(token, "/api/v1/rules/limits:check", acceptWithin(20));
        assertThat(ServiceClient.read(sound, 200).path("findings")).isEmpty();
        assertThat(rules(token, "limits").path("version").asInt()).isZero();
        assertThat(post(desk, "/api/v1/rules/limits:check", gap).statusCode()).isEqualTo(403);
    }

    @Test
    void historyIsThereVersionByVersion() {
        var token = admin("540626");
        for (int minutes : List.of(20, 25, 30)) {
            assertThat(set(token, "limits", acceptWithin(minutes)).statusCode()).isEqualTo(200);
        }
        // Once more the same is nothing new.
        assertThat(set(token, "limits", acceptWithin(30)).headers().firstValue("ETag"))
                .hasValue("\"3\"");
        var first = rules(token, "limits/versions?limit=2");
        assertThat(first.path("items"))
                .extracting(it -> it.path("version").asInt())
                .containsExactly(3, 2);
        var next = rules(token, "limits/versions?limit=2&cursor=" + first.path("next").asString());
        assertThat(next.path("items"))
                .extracting(it -> it.path("version").asInt())
                .containsExactly(1);
        assertThat(next.path("next").isNull()).isTrue();
        assertThat(rules(token, "limits/versions/2").at("/body/accept/amount").asInt())
                .isEqualTo(25);
        assertThat(get(token, "/api/v1/rules/limits/versions/4").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsLocatedLaterTakesTheRulesOfWhereItLies() throws Exception {
        // As it is built in: other stories live there too.
        var asBuiltIn =
                "{\"why\":\"本县\",\"body\":%s}"
                        .formatted(rules(province, "evidence/versions/0").path("body"));
        assertThat(set(admin("540328"), "evidence", asBuiltIn).statusCode()).isEqualTo(200);
        var everywhere = TestIssuer.token("province", "dispatcher", "54");
        GRIDS.goesAway();
        var id = created(everywhere, IN_LAWU);
        assertThat(rulebook(everywhere, id)).isEqualTo("built-in-1");

        GRIDS.comesBack();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(status(id)).isEqualTo("DISPATCHED"));
        assertThat(rulebook(everywhere, id)).isEqualTo("evidence:540328@1");
        assertThat(get(everywhere, "/api/v1/cases/" + id + "/timeline").body())
                .containsOnlyOnce("built-in-1");
    }

    private String tierRule(String token, String id) {
        return ServiceClient.read(get(token, "/api/v1/cases/" + id), 200)
                .path("tierRule")
                .asString();
    }

    @Test
    void aCountysRowsDecideTheLevelOfWhatComesAfterThem() throws Exception {
        var rows =
                """
                {"why":"缺水即大事","body":{"hitPolicy":"FIRST","rows":[
                  {"when":"kind == 'REQUEST' && text.contains('水')","tier":"SUPERIOR","name":"缺水"},
                  {"tier":"NEIGHBOUR","name":"其他"}]}}
                """;
        var desk = desk("540628");
        var before = created(desk, NOWHERE);
        assertThat(set(admin("540628"), "triage", rows).statusCode()).isEqualTo(200);
        var after = created(desk, NOWHERE);
        var beside = created(desk("540629"), NOWHERE);
        for (var id : List.of(before, after)) {
            act(desk, id, "accept", "{}");
            assertThat(act(desk, id, "dispatch", "{\"unit\":\"540328-water\"}").statusCode())
                    .isEqualTo(403);
        }
        var everywhere = TestIssuer.token("province", "dispatcher", "54");
        act(desk("540629"), beside, "accept", "{}");
        for (var id : List.of(before, after, beside)) {
            assertThat(act(everywhere, id, "dispatch", "{\"unit\":\"540328-water\"}").statusCode())
                    .isEqualTo(200);
        }
        assertThat(tierRule(everywhere, before)).isEqualTo("kind:REQUEST");
        assertThat(tierRule(everywhere, after)).isEqualTo("缺水");
        assertThat(tierRule(everywhere, beside)).isEqualTo("kind:REQUEST");
        assertThat(get(everywhere, "/api/v1/cases/" + after + "/timeline").body())
                .contains("\"rule\":\"缺水\",\"rulebook\":\"triage:540628@1\"");
    }

    private static String about(String category, String report) {
        return report.replaceFirst("\\{", "{\"category\":\"%s\",".formatted(category));
    }

    private List<String> listed(String token, String query) {
        return ServiceClient.read(get(token, "/api/v1/cases?" + query), 200)
                .path("items")
                .valueStream()
                .map(it -> it.path("id").asString())
                .toList();
    }

    @Test
    void aCountySortsWhatComesByItsOwnCategories() throws Exception {
        var desk = desk("540631");
        var tree =
                """
                {"why":"虫草季","body":{"rows":[
                  {"code":"caterpillar-fungus","kind":"DISPUTE","names":{"zh":"虫草","en":"Caterpillar fungus"}},
                  {"code":"fungus-boundary","parent":"caterpillar-fungus","names":{"zh":"虫草山界"}},
                  {"code":"fungus-theft","parent":"caterpillar-fungus","names":{"zh":"偷挖虫草"}}]}}
                """;
        var report = "{\"kind\":\"DISPUTE\",\"title\":\"两村争执\"}";
        var builtIn = created(desk, about("dispute-pasture", report));
        assertThat(set(admin("540631"), "kinds", tree).statusCode()).isEqualTo(200);
        var boundary = created(desk, about("fungus-boundary", report));
        var theft = created(desk, about("fungus-theft", report));
        var none = created(desk, report);

        assertThat(listed(desk, "category=caterpillar-fungus")).containsExactly(theft, boundary);
        assertThat(listed(desk, "category=fungus-boundary&status=REPORTED&overdue=false"))
                .containsExactly(boundary);
        // What began with another tree keeps it.
        assertThat(listed(desk, "category=dispute-pasture")).containsExactly(builtIn);
        assertThat(listed(desk, "category=dispute-pasture&status=CLOSED")).isEmpty();
        assertThat(listed(desk, "category=unheard-of")).isEmpty();
        assertThat(listed(desk("540632"), "category=caterpillar-fungus")).isEmpty();
        assertThat(listed(province(), "category=caterpillar-fungus&within=540631"))
                .containsExactly(theft, boundary);
        var shown = get(desk, "/api/v1/cases?category=fungus-theft").body();
        assertThat(shown).contains("\"category\":\"fungus-theft\"");
        assertThat(get(desk, "/api/v1/cases/" + none).body()).contains("\"category\":null");
        assertThat(get(desk, "/api/v1/cases/" + theft + "/timeline").body())
                .contains("\"categories\":[\"caterpillar-fungus\",\"fungus-theft\"]");

        // Who takes a report up may say it, or say it better.
        var said = act(desk, none, "categorize", "{\"category\":\"fungus-theft\"}");
        assertThat(said.body()).contains("\"category\":\"fungus-theft\"", "\"version\":4");
        assertThat(listed(desk, "category=fungus-theft")).containsExactly(none, theft);
        act(desk, none, "categorize", "{\"category\":\"fungus-boundary\"}");
        assertThat(listed(desk, "category=fungus-theft")).containsExactly(theft);
        assertThat(act(desk, none, "categorize", "{\"category\":\"water\"}").body())
                .contains("#/category", "unknown-category");
        act(desk, none, "accept", "{}");
        var part = "{\"children\":[{\"kind\":\"DISPUTE\",\"title\":\"一\",\"category\":\"water\"}]}";
        assertThat(act(desk, none, "split", part).body())
                .contains("#/children/0/category", "unknown-category");
        var gone = post(desk, "/api/v1/cases", about("dispute-pasture", report));
        assertThat(gone.statusCode()).isEqualTo(400);
        assertThat(gone.body()).contains("#/category", "unknown-category");
        var other = post(desk, "/api/v1/cases", about("fungus-theft", NOWHERE));
        assertThat(other.body()).contains("#/category", "wrong-kind");
        assertThat(get(desk, "/api/v1/cases?category=fungus-theft&kind=DISPUTE").body())
                .contains("\"parameter\":\"kind\"", "not-together");
    }

    /** A county has its own words; each case keeps those by which it was said. */
    @Test
    void howGreatAMatterIsIsSaidInTheCountysWordsAndDecidesItsLevel() throws Exception {
        var desk = desk("540641");
        var rows =
                """
                {"why":"人多钱多的归上级","body":{"hitPolicy":"FIRST","rows":[
                  {"when":"scale == '%s'","tier":"SUPERIOR","name":"群体"},
                  {"when":"people >= 30 || amount >= 1000000","tier":"SUPERIOR","name":"大事"},
                  {"tier":"NEIGHBOUR","name":"小事"}]}}
                """;
        var words =
                """
                {"why":"本县的说法","body":{"dictionaries":[
                  {"name":"scale","entries":[{"code":"04","names":{"zh":"跨县群体性"}}]},
                  {"name":"grade","entries":[]},{"name":"nature","entries":[]}]}}
                """;
        assertThat(set(admin("540641"), "triage", rows.formatted("03")).statusCode())
                .isEqualTo(200);
        var report =
                NOWHERE.replaceFirst(
                        "\\{", "{\"scale\":\"02\",\"people\":29,\"amount\":999999.99,");
        var small = created(desk, report);
        var great = created(desk, report.replace("999999.99", "1300000.5"));
        assertThat(set(admin("540641"), "dictionaries", words).statusCode()).isEqualTo(200);
        var unheard = set(admin("540641"), "triage", rows.formatted("02"), "Accept-Language", "en");
        assertThat(unheard.body()).contains("never-fires", "No scale 02");
        var gone = post(desk, "/api/v1/cases", report);
        assertThat(gone.statusCode()).isEqualTo(400);
        assertThat(gone.body()).contains("#/scale", "unknown-code");
        var now = created(desk, report.replace("02", "04").replace("29", "30"));

        var everywhere = TestIssuer.token("province", "dispatcher", "54");
        for (var id : List.of(small, great, now)) {
            act(desk, id, "accept", "{}");
            assertThat(act(everywhere, id, "dispatch", "{\"unit\":\"540328-water\"}").statusCode())
                    .isEqualTo(200);
        }
        assertThat(tierRule(everywhere, small)).isEqualTo("小事");
        assertThat(tierRule(everywhere, great)).isEqualTo("大事");
        assertThat(tierRule(everywhere, now)).isEqualTo("大事");
        var shown = ServiceClient.read(get(desk, "/api/v1/cases/" + great), 200);
        assertThat(shown.at("/scale/names/zh").asString()).isEqualTo("一般群体性");
        assertThat(shown.path("people").asInt()).isEqualTo(29);
        assertThat(shown.path("amount").decimalValue()).isEqualByComparingTo("1300000.50");
        assertThat(shown.path("grade").isNull()).isTrue();

        // What is learned on the spot stands beside what was said before.
        var learned =
                act(
                        TestIssuer.token("on-the-spot", "handler", "540641"),
                        small,
                        "assess",
                        "{\"people\":45,\"grade\":\"03\"}");
        assertThat(learned.statusCode()).as(learned.body()).isEqualTo(200);
        var better = json.readTree(learned.body());
        assertThat(better.path("people").asInt()).isEqualTo(45);
        assertThat(better.at("/scale/code").asString()).isEqualTo("02");
        assertThat(better.at("/grade/names/zh").asString()).isEqualTo("较大");
        assertThat(better.path("tierRule").asString()).isEqualTo("小事");
        assertThat(act(desk, now, "assess", "{\"grade\":\"03\"}").body())
                .contains("#/grade", "unknown-code");
        assertThat(act(desk, now, "assess", "{}").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "people":1000001          | #/people | out-of-range
                    "people":1.5              | #/people | wrong-value
                    "amount":"12"             | #/amount | wrong-value
                    "amount":0.001            | #/amount | out-of-range
                    "amount":1000000000000.01 | #/amount | out-of-range
                    "amount":-1               | #/amount | out-of-range
                    "nature":"9"              | #/nature | unknown-code
                    """)
    void whatNoMatterCanBeIsPointedAt(String field, String pointer, String code) throws Exception {
        var id = created(desk, NOWHERE);
        for (var path : List.of("/api/v1/cases", "/api/v1/cases/%s/actions/assess")) {
            var answer =
                    path.endsWith("assess")
                            ? act(desk, id, "assess", "{" + field + "}")
                            : post(desk, path, NOWHERE.replaceFirst("\\{", "{" + field + ","));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(pointer, code);
        }
    }

    private static String province() {
        return TestIssuer.token("province-desk", "dispatcher", "54");
    }

    @Test
    void rowsThatCannotBeMeantAreRefusedWithWhatShowsIt() {
        var wrong =
                """
                {"why":"试行","body":{"hitPolicy":"FIRST","rows":[
                  {"when":"kind == 'HAZARD'","tier":"COMMITTEE","name":"隐患"},
                  {"when":"kind == 'HAZARD' && text.contains('塌方')","tier":"SUPERIOR","name":"塌方"},
                  {"when":"animals > 3","tier":"SUPERIOR","name":"人多"}]}}
                """;
        var token = admin("540630");
        var refused = set(token, "triage", wrong, "Accept-Language", "en");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("#/body/rows/2/when", "Column 1: undeclared reference to 'animals'");
        assertThat(rules(token, "triage").path("version").asInt()).isZero();

        var typed = wrong.replace("animals > 3", "kind != 'ADVICE'");
        var checked = post(token, "/api/v1/rules/triage:check", typed);
        var findings = ServiceClient.read(checked, 200).path("findings");
        assertThat(findings)
                .extracting(it -> it.path("pointer").asString() + " " + it.path("code").asString())
                .containsExactly("#/body/rows/1/when never-fires", "#/body/rows gap");
        assertThat(findings.get(0).at("/sample/text").asString()).isEqualTo("塌方");
        assertThat(findings.get(1).at("/sample/kind").asString()).isEqualTo("ADVICE");
    }

    @Test
    void whatIsAboutWaterGoesToTheWaterBureau() throws Exception {
        // Other stories live there too: only what is said here is about this.
        var rows =
                """
                {"why":"水的事归水利局","body":{"hitPolicy":"FIRST","rows":[
                  {"when":"text.contains('饮水改造') && kind == 'REQUEST'","unit":"%s","name":"水利局"},
                  {"when":"'water' in category","with":["540328-water"],"name":"联合"},
                  {"name":"on-duty"}]}}
                """;
        var foreign = set(admin("540328"), "dispatch", rows.formatted("540302-water"));
        assertThat(foreign.body()).contains("#/body/rows/0/unit", "unknown-unit");
        assertThat(set(admin("540328"), "dispatch", rows.formatted("540328-water")).statusCode())
                .isEqualTo(200);

        var water = created(desk, IN_LAWU.replace("水管坏了", "饮水改造"));
        var shown = ServiceClient.read(get(desk, "/api/v1/cases/" + water), 200);
        assertThat(shown.path("status").asString()).isEqualTo("DISPATCHED");
        assertThat(shown.at("/assignee/type").asString()).isEqualTo("UNIT");
        assertThat(shown.at("/assignee/code").asString()).isEqualTo("540328-water");
        assertThat(get(desk, "/api/v1/cases/" + water + "/timeline").body())
                .contains("\"rule\":\"水利局\"");
        // A person decides otherwise, and what the rules say stays known.
        var moved = "{\"member\":\"%s\",\"reason\":\"他就在那里\"}".formatted(MEMBER);
        assertThat(act(desk, water, "redispatch", moved).statusCode()).isEqualTo(200);
        var timeline = ServiceClient.read(get(desk, "/api/v1/cases/" + water + "/timeline"), 200);
        var given = timeline.findValues("suggestion").getLast();
        assertThat(given.path("rule").asString()).isEqualTo("水利局");
        assertThat(given.at("/assignee/code").asString()).isEqualTo("540328-water");
        // With a member on duty, from the beginning, and of what lies below it too.
        var joint =
                ServiceClient.read(
                        post(desk, "/api/v1/cases", about("drinking-water", IN_LAWU)), 201);
        assertThat(joint.at("/assignee/code").asString()).isEqualTo(MEMBER);
        assertThat(joint.at("/parts/0/code").asString()).isEqualTo("540328-water");
        assertThat(joint.at("/parts/0/handleBy").asString())
                .isEqualTo(joint.at("/deadlines/handleBy").asString());
        assertThat(joint.path("category").asString()).isEqualTo("drinking-water");
        var road = created(desk, IN_LAWU.replace("水管坏了", "路灯坏了"));
        var other = ServiceClient.read(get(desk, "/api/v1/cases/" + road), 200);
        assertThat(other.at("/assignee/code").asString()).isEqualTo(MEMBER);
    }

    @Test
    void rowsAreTriedOnTheCasesThereWereBeforeTheyAreSet() throws Exception {
        var everywhere = TestIssuer.token("province", "dispatcher", "54");
        var desk = desk("540232");
        var ids = new ArrayList<String>();
        for (var title : List.of("水管坏了", "路灯坏了", "水井干了")) {
            var id = created(desk, NOWHERE.replace("水管坏了", title));
            act(desk, id, "accept", "{}");
            act(everywhere, id, "dispatch", "{\"unit\":\"540328-water\"}");
            ids.add(id);
        }
        // What a person decided says nothing of rules.
        act(desk, ids.getLast(), "triage", "{\"tier\":\"COMMITTEE\",\"reason\":\"人多\"}");
        var trial =
                """
                {"body":{"hitPolicy":"FIRST","rows":[
                  {"when":"text.contains('水')","tier":"SUPERIOR","name":"缺水"},
                  {"tier":"NEIGHBOUR","name":"其他"}]}%s}
                """;
        var path = "/api/v1/rules/triage:try";
        var token = admin("540232");
        var tried = ServiceClient.read(post(token, path, trial.formatted("")), 200);
        assertThat(tried.path("tried").asInt()).isEqualTo(2);
        assertThat(tried.path("moved").asInt()).isEqualTo(1);
        var moved = tried.path("cases").get(0);
        assertThat(moved.path("id").asString()).isEqualTo(ids.getFirst());
        assertThat(moved.path("from").asString()).isEqualTo("NEIGHBOUR");
        assertThat(moved.path("to").asString()).isEqualTo("SUPERIOR");
        assertThat(moved.path("rule").asString()).isEqualTo("缺水");
        assertThat(rules(token, "triage").path("version").asInt()).isZero();

        var before = trial.formatted(",\"to\":\"2026-01-01T00:00:00+08:00\"");
        assertThat(ServiceClient.read(post(token, path, before), 200).path("tried").asInt())
                .isZero();
        var wrong = trial.replace("text.contains", "texts.contains").formatted("");
        assertThat(post(token, path, wrong).body()).contains("#/body/rows/0/when");
        assertThat(post(token, path, "{}").body()).contains("#/body");
        assertThat(post(desk, path, trial.formatted("")).statusCode()).isEqualTo(403);
        assertThat(post(token, path + "?division=54", trial.formatted("")).statusCode())
                .isEqualTo(403);
    }

    /** Each request of the page is sent, and its answer has what the page shows. */
    @Test
    void theGuideWorksAsItIsWritten() throws Exception {
        var page = Files.readString(Path.of("..", "docs", "guides", "rules.md"));
        var blocks = Pattern.compile("```(http|json)\\n(.*?)```", Pattern.DOTALL).matcher(page);
        var token = admin("540233");
        int sent = 0;
        JsonNode answer = json.createObjectNode();
        while (blocks.find()) {
            if (blocks.group(1).equals("http")) {
                answer = sent(token, blocks.group(2));
                sent++;
            } else {
                assertShows(answer, json.readTree(blocks.group(2)), "");
            }
        }
        assertThat(sent).isEqualTo(5);
    }

    private JsonNode sent(String token, String request) {
        var parts = request.split("\\n\\n", 2);
        var head = parts[0].strip().split("\\n", -1);
        var line = head[0].split(" ", 2);
        var body = parts.length == 2 ? parts[1] : "";
        var answer =
                head.length == 1
                        ? service.send(token, line[0], line[1], body)
                        : service.send(token, line[0], line[1], body, head[1].split(": ", 2));
        return ServiceClient.read(answer, 200);
    }

    private static void assertShows(JsonNode answer, JsonNode shown, String where) {
        if (shown.isObject()) {
            shown.properties()
                    .forEach(field ->
                            assertShows(
                                    answer.path(field.getKey()),
                                    field.getValue(),
                                    where + "/" + field.getKey()));
        } else if (shown.isArray()) {
            assertThat(answer.size()).as(where).isEqualTo(shown.size());
            for (int i = 0; i < shown.size(); i++) {
                assertShows(answer.get(i), shown.get(i), where + "/" + i);
            }
        } else {
            assertThat(answer.toString()).as(where).isEqualTo(shown.toString());
        }
    }
}
