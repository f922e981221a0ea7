package dev.wangge.grids.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.grids.GridService;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.HouseRules;
import dev.wangge.testing.MovableClock;
import dev.wangge.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is on duty, as callers and other services see it; the same on both database engines. */
@SpringBootTest(
        classes = GridService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"wangge.grids.duty-every=100ms", "wangge.grids.unattended-every=200ms"})
@Import({TestIssuer.class, DutyStories.Moving.class})
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DutyStories {
    private static final EventCodec FACTS = new EventCodec(DirectoryEntry.class);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DIVISIONS =
            """
            code,name,level,parent_code
            540000000000,西藏自治区,province,
            540300000000,昌都市,prefecture,540000000000
            540302000000,卡若区,county,540300000000
            540302001000,城关镇,township,540302000000
            540302001201,卡若村,village,540302001000
            540328000000,芒康县,county,540300000000
            540328101000,如美镇,township,540328000000
            540328101201,拉乌村,village,540328101000
            540328101205,竹卡村,village,540328101000
            """;
    private static final String HEADER = "code,name,role,grid_code,phone,wecom_id,language";

    @TestConfiguration(proxyBeanMethods = false)
    static class Moving {
        @Bean
        MovableClock clock() {
            return new MovableClock();
        }
    }

    @LocalServerPort int port;
    @Autowired MovableClock clock;
    @Autowired MongoOperations mongo;
    @Autowired Vault vault;
    @Autowired ConsumerFactory<String, byte[]> consumers;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final String admin = TestIssuer.token("province-admin", "admin", "54");
    private final String countyAdmin = TestIssuer.token("county-admin", "admin", "540328");
    private final String desk = TestIssuer.token("county-demo", "dispatcher", "540328");
    private final String handler = TestIssuer.token("county-handler", "handler", "540328");
    private final String neighbour = TestIssuer.token("neighbour-admin", "admin", "540302");
    private int grids;

    @BeforeAll
    void importDivisions() throws Exception {
        assertThat(csv("/api/v1/divisions:import", DIVISIONS).statusCode()).isEqualTo(200);
    }

    @AfterAll
    void close() {
        http.close();
    }

    @Test
    void whoIsOnDutyForAGridAndUpItsChainInOneCall() throws Exception {
        var grid = servedGrid("A", "540328101201");
        made("/api/v1/units", unit("A-police", "540328000000", "POLICE_STATION"));
        made(
                "/api/v1/teams",
                """
                {"code":"A-team","name":"驻拉乌村工作队","divisionCode":"540328101201","terms":[
                 {"from":"2020-01-01","to":"2020-12-31","lead":{"name":"旧队长","phone":"13800000001"}},
                 {"from":"2021-01-01","lead":{"name":"扎西次仁","phone":"13800000002","language":"bo"},
                  "members":[{"name":"王队员","phone":"13800000003"}]}]}\
                """);
        made(
                "/api/v1/shifts",
                """
                {"divisionCode":"540328101000","person":{"name":"陈镇长","phone":"13800000009"},
                 "role":"LEADER","from":"%s","until":"%s"}\
                """
                        .formatted(in(Duration.ofHours(-1)), in(Duration.ofHours(1))));

        var chain = ok(desk, "/api/v1/grids/" + grid + "/on-duty").path("chain");
        assertThat(strings(chain, "level"))
                .containsExactly("grid", "village", "township", "county");
        assertThat(strings(chain.get(0).path("onDuty"), "code")).containsExactly("A-1", "A-2");
        assertThat(chain.at("/0/onDuty/0").toString())
                .contains("多***", "137****2222", "\"LEAD\"", "\"bo\"")
                .doesNotContain("多吉", "13712342222");
        assertThat(strings(chain.get(1).path("onDuty"), "name")).containsExactly("扎***", "王***");
        assertThat(strings(chain.get(1).path("onDuty"), "role"))
                .containsExactly("TEAM_LEAD", "TEAM_MEMBER");
        assertThat(chain.at("/2/onDuty/0/role").asString()).isEqualTo("LEADER");
        assertThat(chain.at("/2/onDuty/0/until").asString()).isNotEmpty();
        assertThat(strings(chain.get(3).path("onDuty"), "code")).contains("A-police");

        var then = ok(desk, "/api/v1/grids/" + grid + "/on-duty?at=2020-06-01T00:00:00%2B08:00");
        assertThat(strings(then.at("/chain/1/onDuty"), "name")).containsExactly("旧***");
        assertThat(ok(desk, "/api/v1/divisions/540328101201/on-duty").path("chain").size())
                .isEqualTo(3);

        await().atMost(SOON)
                .untilAsserted(() -> {
                    var village = duty("540328101201");
                    assertThat(village)
                            .extracting(DutyState.OnDuty::role)
                            .containsExactly("TEAM_LEAD", "TEAM_MEMBER");
                    var lead = village.getFirst();
                    assertThat(vault.open(lead.sealedContact() + "", lead.code()))
                            .contains("13800000002");
                    assertThat(duty("540328000000"))
                            .extracting(DutyState.OnDuty::code)
                            .contains("unit:A-police");
                    assertThat(duty("540328101000"))
                            .extracting(DutyState.OnDuty::role)
                            .containsExactly("LEADER");
                });

        // Nobody changes anything: the shift ends because time passes.
        clock.forward(Duration.ofHours(2));
        await().atMost(SOON).untilAsserted(() -> assertThat(duty("540328101000")).isEmpty());

        assertThat(status("GET", neighbour, "/api/v1/grids/" + grid + "/on-duty")).isEqualTo(404);
        assertThat(status("GET", neighbour, "/api/v1/divisions/540328000000/on-duty"))
                .isEqualTo(404);
    }

    @Test
    void theFactFollowsWhenALeaveBeginsAndWhenItEnds() throws Exception {
        var grid = servedGrid("B", "540328101201");
        var other = servedGrid("B-other", "540328101205");
        awaitMembers(grid, "B-1", "B-2");
        awaitMembers(other, "B-other-1", "B-other-2");
        made(
                "/api/v1/leaves",
                """
                {"member":"B-1","deputy":"B-other-2","from":"%s","until":"%s"}\
                """
                        .formatted(in(Duration.ofHours(24)), in(Duration.ofHours(48))));
        assertThat(strings(onDuty(grid), "code")).containsExactly("B-1", "B-2");

        clock.forward(Duration.ofHours(25));
        awaitMembers(grid, "B-other-2", "B-2");
        assertThat(onDuty(grid).at("/0/standingInFor").asString()).isEqualTo("B-1");

        clock.forward(Duration.ofHours(24));
        awaitMembers(grid, "B-1", "B-2");
    }

    @Test
    void aDeputyOnLeaveAndAnAssignmentThatEndsAreFollowedToo() throws Exception {
        var grid = servedGrid("C", "540328101201");
        var other = servedGrid("C-other", "540328101205");
        made(
                "/api/v1/leaves",
                """
                {"member":"C-1","deputy":"C-other-1","from":"%s","until":"%s"}\
                """
                        .formatted(in(Duration.ofHours(-1)), in(Duration.ofDays(300))));
        made(
                "/api/v1/assignments",
                """
                {"member":"C-other-2","gridCode":"%s","role":"ESCORT","from":"%s","until":"%s"}\
                """
                        .formatted(grid, in(Duration.ofHours(-1)), in(Duration.ofDays(3))));
        awaitMembers(grid, "C-other-2", "C-other-1", "C-2");
        awaitMembers(other, "C-other-1", "C-other-2");

        // The deputy goes on leave: two grids are another's.
        var leave =
                made(
                        "/api/v1/leaves",
                        """
                        {"member":"C-other-1","from":"%s","until":"%s"}\
                        """
                                .formatted(in(Duration.ofHours(-1)), in(Duration.ofDays(200))));
        awaitMembers(grid, "C-other-2", "C-2");
        awaitMembers(other, "C-other-2");
        var warnings = ok(desk, "/api/v1/duty-warnings?within=540328101").path("items");
        assertThat(warnings.toString())
                .contains("DEPUTY_AWAY", "AWAY_WITHOUT_DEPUTY", leave.path("code").asString());

        clock.forward(Duration.ofDays(4));
        awaitMembers(grid, "C-2");

        assertThat(status("DELETE", countyAdmin, "/api/v1/leaves/" + leave.path("code").asString()))
                .isEqualTo(204);
        awaitMembers(grid, "C-other-1", "C-2");
        awaitMembers(other, "C-other-1", "C-other-2");
    }

    @Test
    void aGridWithNobodyOnDutyIsListedAndCountedWhileSomebodyShouldServeIt() throws Exception {
        var grid = grid("540302001201");
        var retired = grid("540302001201");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(unattended(neighbour, "540302")).contains(grid, retired));
        // As the grids' own part writes it.
        mongo.getCollection("entries")
                .updateOne(
                        Filters.eq("_id", "grid:" + retired),
                        Updates.combine(
                                Updates.set("state.validTo", "2020-12-31"),
                                Updates.inc("version", 1L),
                                Updates.set("pending", 1L)));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(unattended(neighbour, "540302")).containsOnly(grid));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(scrape())
                                .containsPattern(
                                        "wangge_grids_unattended\\{[^}]*county=\"540302\"[^}]*} 1\\.0"));

        var file =
                HEADER
                        + ",wechat_id,valid_to\n"
                        + "D-1,多吉扎西,LEAD,%s,13712342222,,bo,,%s\n"
                                .formatted(grid, LocalDate.now(ZoneOffset.UTC).plusYears(3));
        var asked = json(csv("/api/v1/members:import?dryRun=true", file));
        assertThat(asked.path("created").asInt()).isEqualTo(1);
        assertThat(asked.path("emptyGridCount").asInt()).isZero();
        assertThat(unattended(neighbour, "540302")).containsOnly(grid);
        assertThat(status("GET", neighbour, "/api/v1/members/D-1")).isEqualTo(404);

        assertThat(json(csv("/api/v1/members:import", file)).path("created").asInt()).isEqualTo(1);
        assertThat(unattended(neighbour, "540302")).isEmpty();

        // Validity turns at midnight, and the grid is empty again.
        clock.forward(Duration.ofDays(4 * 366));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(unattended(neighbour, "540302")).containsOnly(grid));
        assertThat(status("GET", desk, "/api/v1/grids:unattended?within=540302")).isEqualTo(403);
        HouseRules.describesItsMetrics(scrape());
    }

    @Test
    void aRosterSaysWhichGridsItLeavesEmptyAndMayComeLineByLine() throws Exception {
        var grid = servedGrid("E", "540328101205");
        var other = grid("540328101205");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(unattended(desk, "540328")).contains(other));
        var moved =
                HEADER
                        + "\nE-1,多吉扎西,LEAD,%1$s,13712342222,duoji,bo\nE-2,洛桑格桑,FULL_TIME,%1$s,19900000002,,zh\n"
                                .formatted(other);
        var dry = json(csv("/api/v1/members:import?dryRun=true", moved));
        assertThat(strings(dry.path("emptyGrids"))).contains(grid).doesNotContain(other);
        var count = dry.path("emptyGridCount").asInt();
        var done = json(csv("/api/v1/members:import", moved));
        assertThat(done.path("changed").asInt()).isEqualTo(2);
        assertThat(strings(done.path("emptyGrids"))).contains(grid).doesNotContain(other);
        assertThat(done.path("emptyGridCount").asInt()).isEqualTo(count);
        assertThat(json(csv("/api/v1/members:import", moved)).path("unchanged").asInt())
                .isEqualTo(2);

        var bad = moved + "E-3,,LEAD,%s,13712342222,,bo\nE-4,央宗,MICRO,%s,137****2222,,bo\n";
        bad = bad.formatted(grid, grid) + "E-5,央宗,MICRO,%s,13700000000,,bo\n".formatted(grid);
        var refused = csv("/api/v1/members:import", bad);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"line\":4", "\"line\":5");
        assertThat(status("GET", desk, "/api/v1/members/E-5")).isEqualTo(404);
        var lines = json(csv("/api/v1/members:import?mode=line-by-line", bad));
        assertThat(lines.path("refused").asInt()).isEqualTo(2);
        assertThat(strings(lines.path("errors"), "code")).containsExactly("name", "phone");
        assertThat(status("GET", desk, "/api/v1/members/E-5")).isEqualTo(200);
        assertThat(status("GET", desk, "/api/v1/members/E-4")).isEqualTo(404);
        assertThat(csv("/api/v1/members:import?mode=perhaps", bad).statusCode()).isEqualTo(400);
        assertThat(
                        mongo.getCollection("entries").find(Filters.eq("_id", "member:E-5")).first()
                                + "")
                .contains(vault.blindIndexOf("+86 137 0000 0000"))
                .doesNotContain("13700000000", "央宗");
    }

    @Test
    void aDutyRosterIsImportedAndARepeatChangesNothing() throws Exception {
        made("/api/v1/units", unit("F-water", "540302000000", "WATER_BUREAU"));
        var roster =
                """
                division_code,member_code,unit_code,name,phone,wecom_id,role,from,until
                540302001000,,,次仁顿珠,13811112222,,LEADER,2030-01-01T00:00:00+08:00,2030-01-02T00:00:00+08:00
                540302001000,,F-water,,,,STAFF,2030-01-01T00:00:00+08:00,2030-01-02T00:00:00+08:00
                """;
        assertThat(json(csv("/api/v1/shifts:import", roster)).path("created").asInt()).isEqualTo(2);
        assertThat(json(csv("/api/v1/shifts:import", roster)).path("unchanged").asInt())
                .isEqualTo(2);
        var wrong = roster + "540328101000,,,央宗,13811112222,,CHIEF,2030-01-01,x\n";
        assertThat(csv("/api/v1/shifts:import", wrong).body()).contains("\"line\":4");

        var shifts =
                ok(neighbour, "/api/v1/shifts?within=540302&at=2030-01-01T12:00:00%2B08:00")
                        .path("items");
        assertThat(shifts.toString()).contains("次***", "138****2222").doesNotContain("次仁");
        var then =
                ok(
                        neighbour,
                        "/api/v1/divisions/540302001000/on-duty?at=2030-01-01T12:00:00%2B08:00");
        assertThat(strings(then.at("/chain/0/onDuty"), "role")).containsExactly("LEADER", "STAFF");
        assertThat(status("GET", desk, "/api/v1/shifts/" + shifts.at("/0/code").asString()))
                .isEqualTo(404);
    }

    @Test
    void aContactIsShownWholeForAPurposeThatIsWrittenDownFirst() throws Exception {
        servedGrid("G", "540328101201");
        var address = "/api/v1/members/G-1/contact";
        assertThat(post(handler, address, "{\"purpose\":\"x\"}").statusCode()).isEqualTo(403);
        assertThat(post(desk, address, "{}").body()).contains("#/purpose");
        assertThat(post(neighbour, address, "{\"purpose\":\"x\"}").statusCode()).isEqualTo(404);
        var shown = post(desk, address, "{\"purpose\":\"塌方需当面联系\"}");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("多吉扎西", "13712342222", "duoji");

        assertThat(status("GET", desk, "/api/v1/unmaskings")).isEqualTo(403);
        var audit = ok(countyAdmin, "/api/v1/unmaskings?within=540328").path("items");
        assertThat(audit.toString())
                .contains("\"by\":\"county-demo\"", "\"code\":\"G-1\"", "塌方需当面联系")
                .doesNotContain("13712342222", "多吉");
        assertThat(audit.valueStream().filter(it -> it.path("code").asString().equals("G-1")))
                .hasSize(1);
        assertThat(ok(neighbour, "/api/v1/unmaskings").path("items").toString())
                .doesNotContain("G-1");
    }

    @Test
    void aMemberIsChangedByWhoKnowsItsVersionAndKeepsWhatIsLeftOut() throws Exception {
        var grid = servedGrid("H", "540328101201");
        var first = send("GET", countyAdmin, "/api/v1/members/H-1", "", "X-Test", "1");
        var tag = first.headers().firstValue("ETag").orElseThrow();
        var body = "{\"role\":\"%s\",\"gridCode\":\"" + grid + "\",\"wechatId\":\"dj\"}";
        var changed =
                send(
                        "PUT",
                        countyAdmin,
                        "/api/v1/members/H-1",
                        body.formatted("MICRO"),
                        "If-Match",
                        tag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.body()).contains("137****2222", "WECHAT");
        awaitMembers(grid, "H-2", "H-1");
        var stale =
                send(
                        "PUT",
                        countyAdmin,
                        "/api/v1/members/H-1",
                        body.formatted("LEAD"),
                        "If-Match",
                        tag);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.body()).contains("stale-version");

        // At once: one is first, the others are told that it is another by now.
        var present =
                send("GET", countyAdmin, "/api/v1/members/H-1", "", "X-Test", "1")
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow();
        var edits = new ArrayList<Callable<Integer>>();
        for (var role : List.of("LEAD", "PART_TIME", "FULL_TIME")) {
            edits.add(() ->
                    send(
                                    "PUT",
                                    countyAdmin,
                                    "/api/v1/members/H-1",
                                    body.formatted(role),
                                    "If-Match",
                                    present)
                            .statusCode());
        }
        try (var threads = Executors.newFixedThreadPool(3)) {
            var statuses = new ArrayList<Integer>();
            for (var done : threads.invokeAll(edits)) {
                statuses.add(done.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412);
        }
    }

    @Test
    void whatIsWrongOrForeignIsRefusedByName() throws Exception {
        var grid = servedGrid("I", "540328101201");
        var member =
                "{\"code\":\"I-9\",\"name\":\"央宗\",\"role\":\"LEAD\",\"gridCode\":\"%s\",\"phone\":\"13700000000\"}";
        assertThat(post(desk, "/api/v1/members", member.formatted(grid)).statusCode())
                .isEqualTo(403);
        assertThat(post(neighbour, "/api/v1/members", member.formatted(grid)).body())
                .contains("outside-scope");
        assertThat(post(countyAdmin, "/api/v1/members", member.formatted(grid)).statusCode())
                .isEqualTo(201);
        assertThat(post(countyAdmin, "/api/v1/members", member.formatted(grid)).statusCode())
                .isEqualTo(201);
        var other = member.formatted(grid).replace("央宗", "卓玛");
        assertThat(post(countyAdmin, "/api/v1/members", other).body()).contains("entry-exists");
        var wrong =
                "{\"code\":\"I 9\",\"name\":\"\",\"role\":\"KING\",\"gridCode\":\"540328101201999\",\"phone\":\"1\",\"language\":\"fr\",\"validFrom\":\"2026-02-30\"}";
        assertThat(post(countyAdmin, "/api/v1/members", wrong).body())
                .contains("#/code", "#/name", "#/role", "#/gridCode", "#/phone", "#/language")
                .contains("#/validFrom");
        assertThat(post(countyAdmin, "/api/v1/members", "{\"salary\":1}").body())
                .contains("unknown-field");
        for (var list : List.of("members", "units", "teams", "shifts", "assignments", "leaves")) {
            assertThat(status("GET", desk, "/api/v1/" + list + "/none")).as(list).isEqualTo(404);
            assertThat(status("GET", desk, "/api/v1/" + list + "?within=540302"))
                    .as(list)
                    .isEqualTo(403);
            assertThat(post(countyAdmin, "/api/v1/" + list, "{}").statusCode())
                    .as(list)
                    .isEqualTo(400);
        }
        var leave =
                "{\"member\":\"I-1\",\"deputy\":\"I-1\",\"from\":\"2030-01-02T00:00:00Z\",\"until\":\"2030-01-01T00:00:00Z\"}";
        assertThat(post(countyAdmin, "/api/v1/leaves", leave).body())
                .contains("#/deputy", "#/until");
        var team =
                """
                {"code":"I-team","name":"队","divisionCode":"540328101201","terms":[
                 {"from":"2026-01-01","lead":{"name":"甲","phone":"13800000001"}},
                 {"from":"2026-06-01","lead":{"name":"乙","phone":"13800000002"}}]}\
                """;
        assertThat(post(countyAdmin, "/api/v1/teams", team).body()).contains("overlap");
    }

    @Test
    void twoOverlappingAssignmentsAreAcceptedAndWarnedOf() throws Exception {
        servedGrid("J", "540328101201");
        var grid = grid("540328101205");
        var body = "{\"member\":\"J-1\",\"gridCode\":\"%s\",\"from\":\"%s\",\"until\":\"%s\"}";
        var first = body.formatted(grid, in(Duration.ofDays(1)), in(Duration.ofDays(9)));
        made("/api/v1/assignments", first);
        made(
                "/api/v1/assignments",
                body.formatted(
                        grid("540328101205"), in(Duration.ofDays(5)), in(Duration.ofDays(12))));
        var warnings =
                ok(desk, "/api/v1/duty-warnings?limit=200").path("items").valueStream().toList();
        assertThat(warnings)
                .filteredOn(it -> it.path("member").asString().equals("J-1"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.path("kind").asString()).isEqualTo("OVERLAPPING_ASSIGNMENTS");
                    assertThat(it.path("entries").size()).isEqualTo(2);
                });
        assertThat(ok(neighbour, "/api/v1/duty-warnings").path("items").toString())
                .doesNotContain("J-1");
        // The same again is the same: nothing was made twice.
        var again = made("/api/v1/assignments", first);
        assertThat(ok(desk, "/api/v1/assignments?member=J-1").path("items").size()).isEqualTo(2);
        assertThat(again.path("version").asInt()).isEqualTo(1);
    }

    /** Nobody edits anything: a leave ends between reading and writing. */
    @Test
    void whoReadAGridBeforeTheClockChangedItsDutyMayStillChangeIt() throws Exception {
        var grid = servedGrid("L", "540328101201");
        made(
                "/api/v1/leaves",
                """
                {"member":"L-1","deputy":"L-2","from":"%s","until":"%s"}\
                """
                        .formatted(in(Duration.ofHours(-1)), in(Duration.ofHours(5))));
        awaitMembers(grid, "L-2");
        var path = "/api/v1/grids/" + grid;
        var read = send("GET", admin, path, "", "X-Test", "1");
        var tag = read.headers().firstValue("ETag").orElseThrow();
        assertThat(read.body()).contains("\"version\":" + tag.replace("\"", ""));
        assertThat(read.body()).contains("\"code\":\"L-1\"").contains("\"onDuty\":false");

        clock.forward(Duration.ofHours(6));
        awaitMembers(grid, "L-1", "L-2");
        // What was kept is not who serves now: no 304.
        var now = send("GET", admin, path, "", "If-None-Match", tag);
        assertThat(now.statusCode()).isEqualTo(200);
        assertThat(now.headers().firstValue("ETag")).hasValue(tag);
        assertThat(now.body()).doesNotContain("\"onDuty\":false");
        var changed = send("PUT", admin, path, "{\"name\":\"改名网格\"}", "If-Match", tag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isNotEqualTo(tag);
        assertThat(send("PUT", admin, path, "{\"name\":\"又改\"}", "If-Match", tag).statusCode())
                .isEqualTo(412);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(fact("grid:" + grid, GridState.class))
                                .hasValueSatisfying(it -> {
                                    assertThat(it.name()).isEqualTo("改名网格");
                                    assertThat(it.members()).containsExactly("L-1", "L-2");
                                }));
        var told = seqs("grid:" + grid);
        assertThat(told).hasSizeGreaterThanOrEqualTo(3).isSorted();
        // A repeat carries the same; another state never does.
        assertThat(told.getLast()).isGreaterThan(told.getFirst() + 1);
    }

    /** An escort's duty is the move's, in both grids at once: nothing odd, and nobody else's. */
    @Test
    void theAssignmentsOfAMoveAreTheMoves() throws Exception {
        var from = servedGrid("N", "540328101201");
        var to = grid("540328101205");
        var planned =
                post(
                        desk,
                        "/api/v1/seasonal-moves",
                        """
                        {"fromGrid":"%s","toGrid":"%s","plannedFor":"%s","households":1,"people":4,
                         "livestock":"40","escort":["N-2"]}\
                        """
                                .formatted(from, to, in(Duration.ofDays(1)).substring(0, 10)));
        assertThat(planned.statusCode()).as(planned.body()).isEqualTo(201);
        var move = json.readTree(planned.body()).path("id").asString();
        var departed = post(desk, "/api/v1/seasonal-moves/" + move + "/actions/depart", "{}");
        assertThat(departed.statusCode()).as(departed.body()).isEqualTo(200);
        awaitMembers(to, "N-2");

        var made = ok(admin, "/api/v1/assignments?member=N-2").path("items");
        assertThat(strings(made, "source")).containsExactly("move:" + move, "move:" + move);
        assertThat(warnedOf("N-2")).isEmpty();
        for (var one : made) {
            var path = "/api/v1/assignments/" + one.path("code").asString();
            var deleted = send("DELETE", admin, path, "", "X-Test", "1");
            assertThat(deleted.statusCode()).isEqualTo(409);
            assertThat(deleted.body())
                    .contains("/problems/owned-by-move", "/api/v1/seasonal-moves/" + move);
            assertThat(send("DELETE", admin, path, "", "If-Match", "\"99\"").statusCode())
                    .isEqualTo(412);
            var body = "{\"gridCode\":\"%s\",\"from\":\"%s\"}".formatted(from, in(Duration.ZERO));
            assertThat(send("PUT", admin, path, body, "X-Test", "1").body())
                    .contains("/problems/owned-by-move");
            assertThat(status("DELETE", neighbour, path)).isEqualTo(404);
        }
        awaitMembers(to, "N-2");

        // Another assignment beside them is odd as ever.
        made(
                "/api/v1/assignments",
                "{\"member\":\"N-2\",\"gridCode\":\"%s\",\"from\":\"%s\"}"
                        .formatted(grid("540328101205"), in(Duration.ofDays(-1))));
        assertThat(warnedOf("N-2")).isNotEmpty();
        // With the move their duty ends, and stays written down.
        var cancelled =
                post(
                        desk,
                        "/api/v1/seasonal-moves/" + move + "/actions/cancel",
                        "{\"reason\":\"大雪封山\"}");
        assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
        awaitMembers(to);
        assertThat(ok(admin, "/api/v1/assignments?member=N-2").path("items").size()).isEqualTo(3);
    }

    private List<JsonNode> warnedOf(String member) throws Exception {
        return ok(desk, "/api/v1/duty-warnings?limit=200")
                .path("items")
                .valueStream()
                .filter(it -> it.path("member").asString().equals(member))
                .toList();
    }

    /**
     * The leave is one write, the grid's duty another: whoever dies between them left it pending.
     */
    @Test
    void aLeaveWhoseWriterDiedIsFollowedAndSoIsWhatCameDueWhileNobodyLooked() throws Exception {
        var grid = servedGrid("K", "540328101201");
        awaitMembers(grid, "K-1", "K-2");
        mongo.getCollection("entries")
                .insertOne(
                        new Document("_id", "leave:K-L")
                                .append("kind", "LEAVE")
                                .append("code", "K-L")
                                .append("place", grid)
                                .append(
                                        "state",
                                        new Document("member", "K-1")
                                                .append("from", "2020-01-01T00:00:00.000Z")
                                                .append("until", "2199-01-01T00:00:00.000Z"))
                                .append("version", 1L)
                                .append("pending", 1L)
                                .append("at", 1L));
        awaitMembers(grid, "K-2");

        // Due since long, as after a halt: the next sweep looks.
        mongo.getCollection("entries").deleteOne(Filters.eq("_id", "leave:K-L"));
        mongo.getCollection("entries")
                .updateOne(Filters.eq("_id", "grid:" + grid), Updates.set("dutyNext", 1L));
        awaitMembers(grid, "K-1", "K-2");
    }

    private String servedGrid(String prefix, String village) throws Exception {
        var grid = grid(village);
        var imported =
                csv(
                        "/api/v1/members:import",
                        """
                        code,name,role,grid_code,phone,wecom_id,language
                        %1$s-1,多吉扎西,LEAD,%2$s,13712342222,duoji,bo
                        %1$s-2,洛桑格桑,FULL_TIME,%2$s,19900000002,,zh
                        """
                                .formatted(prefix, grid));
        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
        return grid;
    }

    private synchronized String grid(String village) throws Exception {
        var code = village + "%03d".formatted(++grids);
        var made =
                post(
                        admin,
                        "/api/v1/grids",
                        "{\"code\":\"%s\",\"name\":\"网格%s\"}".formatted(code, code));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return code;
    }

    private static String unit(String code, String division, String kind) {
        return "{\"code\":\"%s\",\"name\":\"单位%s\",\"kind\":\"%s\",\"divisionCode\":\"%s\",\"phone\":\"19900010001\"}"
                .formatted(code, code, kind, division);
    }

    private String in(Duration time) {
        return clock.instant().plus(time).toString();
    }

    private JsonNode onDuty(String grid) throws Exception {
        return ok(desk, "/api/v1/grids/" + grid + "/on-duty").at("/chain/0/onDuty");
    }

    private List<DutyState.OnDuty> duty(String division) {
        return fact("duty:" + division, DutyState.class).map(DutyState::onDuty).orElse(List.of());
    }

    private void awaitMembers(String grid, String... members) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(fact("grid:" + grid, GridState.class))
                                .hasValueSatisfying(
                                        it -> assertThat(it.members()).containsExactly(members)));
    }

    private List<String> unattended(String token, String within) throws Exception {
        return strings(
                ok(token, "/api/v1/grids:unattended?limit=200&within=" + within).path("items"),
                "code");
    }

    private static List<String> strings(JsonNode list, String field) {
        return list.valueStream().map(it -> it.path(field).asString()).toList();
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private JsonNode made(String list, String body) throws Exception {
        var answer = post(admin, list, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json.readTree(answer.body());
    }

    private JsonNode ok(String token, String path) throws Exception {
        var answer = send("GET", token, path, "", "X-Test", "1");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private int status(String method, String token, String path) throws Exception {
        return send(method, token, path, "", "X-Test", "1").statusCode();
    }

    private HttpResponse<String> post(String token, String path, String body) throws Exception {
        return send("POST", token, path, body, "Content-Type", "application/json");
    }

    private HttpResponse<String> csv(String path, String body) throws Exception {
        return send("POST", admin, path, body, "Content-Type", "text/csv");
    }

    private HttpResponse<String> send(
            String method, String token, String path, String body, String header, String value)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .header(header, value)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String scrape() throws Exception {
        return send("GET", desk, "/actuator/prometheus", "", "X-Test", "1").body();
    }

    private @Nullable Consumer<String, byte[]> consumer;
    private final Map<String, byte[]> facts = new HashMap<>();
    private final Map<String, List<Long>> seqs = new HashMap<>();
    private final long started = System.currentTimeMillis();

    /** The newest fact under a key, as a service that copies the topic has it. */
    private synchronized <T> Optional<T> fact(String key, Class<T> kind) {
        var open = consumer;
        if (open == null) {
            open = consumers.createConsumer("duty-stories", null);
            var partitions =
                    open.partitionsFor(Topics.GRIDS).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            open.assign(partitions);
            open.seekToBeginning(partitions);
            consumer = open;
        }
        open.poll(Duration.ofMillis(100))
                .forEach(record -> {
                    if (record.timestamp() < started) {
                        return; // Of the same stories on the other engine.
                    }
                    facts.put(record.key(), record.value());
                    if (record.value() != null) {
                        seqs.computeIfAbsent(record.key(), any -> new ArrayList<>())
                                .add(FACTS.read(record.value()).seq());
                    }
                });
        return Optional.ofNullable(facts.get(key))
                .flatMap(bytes -> FACTS.read(bytes).event())
                .map(kind::cast);
    }

    /** What the facts under a key carried, in the order in which they came. */
    private synchronized List<Long> seqs(String key) {
        return seqs.getOrDefault(key, List.of());
    }
}
