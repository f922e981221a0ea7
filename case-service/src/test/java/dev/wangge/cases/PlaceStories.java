package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a report lies: also when grid-service cannot be asked, and when codes change. */
abstract class PlaceStories extends RunningCaseService {
    /** 芒康 and 卡若 found blood together: both see it, one is in charge, each has its own part. */
    @Test
    void aCountyThatJoinedSeesTheCaseAndActsOnItsPartOnly() throws Exception {
        publish(
                "division:540302000000",
                new DivisionState(
                        "540302000000", "卡若区", "COUNTY", "540300000000", null, null, null, null));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> directory.placeName("540302000000").isPresent());
        var id = created(desk, reportedBy("13900000095"));
        var path = "/api/v1/cases/" + id;
        var county = "{\"county\":\"540302\"}";
        assertThat(get(neighbour, path).statusCode()).isEqualTo(404);
        assertThat(act(handler, id, "join", county).statusCode()).isEqualTo(403);
        assertThat(act(desk, id, "join", "{\"county\":\"540399\"}").body())
                .contains("#/county", "unknown-county");
        assertThat(act(desk, id, "join", "{\"unit\":\"540302-water\"}").statusCode())
                .isEqualTo(403);

        var joined = act(desk, id, "join", county);
        assertThat(joined.statusCode()).as(joined.body()).isEqualTo(200);
        assertThat(act(desk, id, "join", "{\"unit\":\"540328-water\"}").statusCode())
                .isEqualTo(200);

        var seen = json.readTree(get(neighbour, path).body());
        assertThat(seen.path("parts").path(0).path("code").asString()).isEqualTo("540302");
        assertThat(seen.path("parts").path(0).path("overdue").asBoolean()).isFalse();
        assertThat(seen.path("actions").valueStream().map(it -> it.path("name").asString()))
                .containsExactly("finish");
        for (var list : List.of("", "&status=DISPATCHED", "&kind=REQUEST&tier=NEIGHBOUR")) {
            assertThat(get(neighbour, "/api/v1/cases?limit=200" + list).body()).contains(id);
        }
        assertThat(get(neighbour, path + "/timeline").statusCode()).isEqualTo(200);
        var third = TestIssuer.token("third", "dispatcher", "540323");
        assertThat(get(third, path).statusCode()).isEqualTo(404);
        assertThat(get(third, "/api/v1/cases?limit=200").body()).doesNotContain(id);

        var clock = json.readTree(get(neighbour, path + "/clock").body()).path("steps");
        assertThat(clock.valueStream().map(it -> it.at("/side/code").asString("-")))
                .containsExactly("-", "540302", "540328-water");
        assertThat(clock.path(1).path("dueAt")).isEqualTo(seen.at("/parts/0/handleBy"));

        var refused = act(neighbour, id, "recall", "{\"reason\":\"x\"}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(refused.body()).contains("/problems/not-permitted", "another county");
        assertThat(post(neighbour, path + "/contact", "{\"purpose\":\"x\"}").statusCode())
                .isEqualTo(403);
        var done = ",\"what\":\"卡若一侧查完\"}";
        assertThat(act(neighbour, id, "finish", "{\"unit\":\"540328-water\"" + done).statusCode())
                .isEqualTo(403);
        assertThat(act(desk, id, "finish", county.replace("}", done)).statusCode()).isEqualTo(403);
        assertThat(act(handler, id, "handle", "{\"what\":\"完\"}").body())
                .contains("/problems/parts-open", "540302");
        assertThat(act(neighbour, id, "finish", county.replace("}", done)).statusCode())
                .isEqualTo(200);
        assertThat(act(handler, id, "finish", "{\"unit\":\"540328-water\"" + done).statusCode())
                .isEqualTo(200);
        assertThat(act(handler, id, "handle", "{\"what\":\"完\"}").statusCode()).isEqualTo(200);
        assertThat(json.readTree(get(desk, path).body()).at("/parts/0/what").asString())
                .isEqualTo("卡若一侧查完");
    }

    /** Road and pipe went together: two cases, with whoever is on duty there, and one end. */
    @Test
    void aCaseIsSplitAndEndsWhenItsPartsHave() throws Exception {
        var id = created(desk, reportedBy("13900000096"));
        var path = "/api/v1/cases/" + id;
        var part = "{\"kind\":\"REQUEST\",\"title\":\"%s\"}";
        var parts = "{\"children\":[%s,%s]}".formatted(part, part).formatted("修路", "换水管");
        assertThat(act(handler, id, "split", parts).statusCode()).isEqualTo(403);
        assertThat(act(neighbour, id, "split", parts).statusCode()).isEqualTo(404);
        assertThat(
                        act(desk, id, "split", parts.replace("\"title\":\"换水管\"", "\"title\":\"\""))
                                .body())
                .contains("#/children/1/title");
        assertThat(act(desk, id, "split", parts.replace("REQUEST", "WISH")).body())
                .contains("#/children/0/kind");
        var key = UUID.randomUUID().toString();
        var url = path + "/actions/split";
        var split = send(desk, "POST", url, parts, "Idempotency-Key", key);
        assertThat(split.statusCode()).as(split.body()).isEqualTo(200);
        assertThat(send(desk, "POST", url, parts, "Idempotency-Key", key).body())
                .isEqualTo(split.body());
        var children = json.readTree(split.body()).path("children");
        assertThat(children).hasSize(2);

        for (var child : children) {
            var its = "/api/v1/cases/" + child.path("id").asString();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(get(desk, its).body())
                                    .contains("\"status\":\"DISPATCHED\"", MEMBER, id));
            assertThat(post(desk, its + "/contact", "{\"purpose\":\"x\"}").statusCode())
                    .isEqualTo(404);
        }
        await().untilAsserted(() ->
                assertThat(
                                json.readTree(get(desk, path).body())
                                        .at("/children/1/number")
                                        .asString())
                        .startsWith("WG"));
        var early = act(handler, id, "settle", "{\"what\":\"完\",\"evidence\":[\"收据\"]}");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body())
                .contains("/problems/children-open", children.path(0).path("id").asString());
        for (var child : children) {
            var done =
                    act(
                            handler,
                            child.path("id").asString(),
                            "settle",
                            "{\"what\":\"完\",\"evidence\":[\"收据\"]}");
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(get(desk, path + "/timeline").body())
                                .contains("wangge.case.children-ended.v1"));
        assertThat(json.readTree(get(desk, path).body()).at("/children/0/ended").asString())
                .isEqualTo("CLOSED");
        assertThat(
                        act(handler, id, "settle", "{\"what\":\"完\",\"evidence\":[\"收据\"]}")
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void wordsSayWhereItLiesWhereNoOutlineDoes() throws Exception {
        var named = IN_LAWU.replace("水管坏了", "拉乌村水管坏了").replace("98.6", "90.1");
        assertThat(get(desk, "/api/v1/cases/" + created(desk, named)).body())
                .contains("\"gridCode\":\"540328101201001\"");
        var nowhere = IN_LAWU.replace("98.6", "90.1");
        assertThat(get(desk, "/api/v1/cases/" + created(desk, nowhere)).body())
                .contains("\"rule\":\"UNLOCATED\"");
    }

    @Test
    void withoutGridServiceItIsAcceptedAndLocatedAfterwards() throws Exception {
        GRIDS.goesAway();
        var id = created(desk, IN_LAWU);
        assertThat(status(id)).isEqualTo("REPORTED");

        GRIDS.comesBack();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(status(id)).isEqualTo("DISPATCHED"));
    }

    @Test
    void whoReportsWithoutAPlaceIsAtHomeAtOnceOrLater() throws Exception {
        GRIDS.knowsHerder(vault.blindIndexOf(FakeGridService.HERDERS_PHONE));
        var report = reportedBy(FakeGridService.HERDERS_PHONE).replace("98.6", "90.1");
        var atOnce = json.readTree(post(desk, "/api/v1/cases", report).body());
        assertThat(atOnce.at("/location/rule").asString()).isEqualTo("REPORTER_GRID");
        assertThat(atOnce.at("/assignee/code").asString()).isEqualTo(MEMBER);

        GRIDS.goesAway();
        var id = created(desk, report.replace("137 0000 9999", "+86 137-0000-9999"));
        assertThat(status(id)).isEqualTo("REPORTED");
        GRIDS.comesBack();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(status(id)).isEqualTo("DISPATCHED"));
        assertThat(get(desk, "/api/v1/cases/" + id).body()).contains("REPORTER_GRID");
        var timeline = get(desk, "/api/v1/cases/" + id + "/timeline").body();
        assertThat(timeline)
                .doesNotContain(vault.blindIndexOf(FakeGridService.HERDERS_PHONE))
                .doesNotContain("0000 9999");
    }

    @Test
    void aGridThatWasMadeAMomentAgoCanBeNamed() throws Exception {
        var named = IN_LAWU.replace("\"lng\":98.6,\"lat\":29.7", "\"gridCode\":\"%s\"");

        var it =
                json.readTree(
                        post(desk, "/api/v1/cases", named.formatted(FakeGridService.FRESH)).body());
        var unknown = post(desk, "/api/v1/cases", named.formatted("540328101201999"));

        assertThat(it.at("/location/rule").asString()).isEqualTo("GRID_CODE");
        assertThat(it.at("/assignee/code").asString()).isEqualTo(MEMBER);
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("#/location/gridCode");
    }

    @Test
    void aGridNobodyCanBeAskedAboutIsLookedUpLater() throws Exception {
        GRIDS.goesAway();
        var id =
                created(
                        desk,
                        IN_LAWU.replace(
                                "\"lng\":98.6,\"lat\":29.7",
                                "\"gridCode\":\"" + FakeGridService.FRESH + "\""));
        assertThat(status(id)).isEqualTo("REPORTED");

        GRIDS.comesBack();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(status(id)).isEqualTo("DISPATCHED"));
    }

    @Test
    void aQuestionThatGridServiceRefusesIsForADispatcherAndHoldsNobodyUp() throws Exception {
        var id = created(desk, "{\"kind\":\"REQUEST\",\"title\":\"怪\"}");

        assertThat(get(desk, "/api/v1/cases/" + id + "/timeline").body())
                .contains("wangge.case.left-for-dispatcher.v1")
                .doesNotContain("locating-postponed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"崩", "乱"})
    void oneThatCannotBeLocatedHoldsNobodyUpAndIsLeftToADispatcher(String title) throws Exception {
        GRIDS.goesAway();
        var report = "{\"kind\":\"REQUEST\",\"title\":\"%s\"}";
        var stuck = created(desk, report.formatted(title));
        var others = List.of(created(desk, IN_LAWU), created(desk, report.formatted("拉乌")));
        assertThat(status(stuck)).isEqualTo("REPORTED");

        GRIDS.comesBack();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    for (var other : others) {
                        assertThat(status(other)).isEqualTo("DISPATCHED");
                    }
                });
        var timeline = "/api/v1/cases/" + stuck + "/timeline";
        assertThat(get(desk, timeline).body()).doesNotContain("left-for-dispatcher");
        // Minutes later, and after as many tries.
        mongo.getCollection("cases")
                .updateOne(
                        Filters.eq("_id", stuck),
                        Updates.combine(
                                Updates.set("locatingTries", 7),
                                Updates.set("locatingPostponed", Date.from(Instant.EPOCH))));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(get(desk, timeline).body())
                                .contains("wangge.case.left-for-dispatcher.v1", "UNLOCATED"));
        assertThat(status(stuck)).isEqualTo("REPORTED");
    }

    @Test
    void oneThatFailsAgainAndAgainComesLaterAndLater() throws Exception {
        var stuck = created(desk, "{\"kind\":\"REQUEST\",\"title\":\"崩\"}");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    var stored =
                            Objects.requireNonNull(
                                    mongo.getCollection("cases")
                                            .find(Filters.eq("_id", stuck))
                                            .first());
                    assertThat(stored.getInteger("locatingTries", 0)).isGreaterThanOrEqualTo(2);
                    assertThat(stored.getDate("locatingPostponed"))
                            .isAfter(stored.getDate("reportedAt"));
                });
    }

    @Test
    void whatWasFiledUnderAReplacedCodeIsFoundUnderTheNew() throws Exception {
        publish(
                "grid:542129101201001",
                new GridState("542129101201001", "旧网格", "BASIC", "542129101201", List.of()));
        var before = TestIssuer.token("before-2014", "dispatcher", "542129");
        var report =
                "{\"kind\":\"REQUEST\",\"title\":\"旧案\",\"location\":{\"gridCode\":\"542129101201001\"}}";
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(post(before, "/api/v1/cases", report).statusCode())
                                .isEqualTo(201));
        var id = created(before, report);
        assertThat(get(desk, "/api/v1/cases/" + id).statusCode()).isEqualTo(404);
        assertThat(get(desk, "/api/v1/cases?within=542129").statusCode()).isEqualTo(403);

        publish(
                "division:542129000000",
                new DivisionState(
                        "542129000000",
                        "芒康县",
                        "county",
                        "542100000000",
                        null,
                        null,
                        "2014-10-20",
                        "540328000000"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(get(desk, "/api/v1/cases/" + id).statusCode()).isEqualTo(200));
        for (var list : List.of("?limit=200", "?within=540328&limit=200", "?within=542129")) {
            assertThat(get(desk, "/api/v1/cases" + list).body()).as(list).contains(id);
        }
        assertThat(get(desk, "/api/v1/cases?within=540328101").body()).doesNotContain(id);
        assertThat(get(neighbour, "/api/v1/cases/" + id).statusCode()).isEqualTo(404);
        assertThat(act(desk, id, "note", "{\"text\":\"续办\"}").statusCode()).isEqualTo(200);
    }
}
