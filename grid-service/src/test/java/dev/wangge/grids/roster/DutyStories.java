package dev.wangge.grids.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Who is on duty, as callers and other services see it; the same on both database engines. */
abstract class DutyStories extends RunningRosters {
    @Test
    void whoIsOnDutyForAGridAndUpItsChainInOneCall() {
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

        var chain = seen(desk, "/api/v1/grids/" + grid + "/on-duty").path("chain");
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

        var then = seen(desk, "/api/v1/grids/" + grid + "/on-duty?at=2020-06-01T00:00:00%2B08:00");
        assertThat(strings(then.at("/chain/1/onDuty"), "name")).containsExactly("旧***");
        assertThat(seen(desk, "/api/v1/divisions/540328101201/on-duty").path("chain").size())
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

        assertThat(status(neighbourAdmin, "GET", "/api/v1/grids/" + grid + "/on-duty"))
                .isEqualTo(404);
        assertThat(status(neighbourAdmin, "GET", "/api/v1/divisions/540328000000/on-duty"))
                .isEqualTo(404);
    }

    @Test
    void theFactFollowsWhenALeaveBeginsAndWhenItEnds() {
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
    void aDeputyOnLeaveAndAnAssignmentThatEndsAreFollowedToo() {
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
        var warnings = seen(desk, "/api/v1/duty-warnings?within=540328101").path("items");
        assertThat(warnings.toString())
                .contains("DEPUTY_AWAY", "AWAY_WITHOUT_DEPUTY", leave.path("code").asString());

        clock.forward(Duration.ofDays(4));
        awaitMembers(grid, "C-2");

        assertThat(status(countyAdmin, "DELETE", "/api/v1/leaves/" + leave.path("code").asString()))
                .isEqualTo(204);
        awaitMembers(grid, "C-other-1", "C-2");
        awaitMembers(other, "C-other-1", "C-other-2");
    }

    /** Nobody edits anything: a leave ends between reading and writing. */
    @Test
    void whoReadAGridBeforeTheClockChangedItsDutyMayStillChangeIt() {
        var grid = servedGrid("L", "540328101201");
        made(
                "/api/v1/leaves",
                """
                {"member":"L-1","deputy":"L-2","from":"%s","until":"%s"}\
                """
                        .formatted(in(Duration.ofHours(-1)), in(Duration.ofHours(5))));
        awaitMembers(grid, "L-2");
        var path = "/api/v1/grids/" + grid;
        var read = service.send(admin, "GET", path, "");
        var tag = read.headers().firstValue("ETag").orElseThrow();
        assertThat(read.body()).contains("\"version\":" + tag.replace("\"", ""));
        assertThat(read.body()).contains("\"code\":\"L-1\"").contains("\"onDuty\":false");

        clock.forward(Duration.ofHours(6));
        awaitMembers(grid, "L-1", "L-2");
        // What was kept is not who serves now: no 304.
        var now = service.send(admin, "GET", path, "", "If-None-Match", tag);
        assertThat(now.statusCode()).isEqualTo(200);
        assertThat(now.headers().firstValue("ETag")).hasValue(tag);
        assertThat(now.body()).doesNotContain("\"onDuty\":false");
        var changed = service.send(admin, "PUT", path, "{\"name\":\"改名网格\"}", "If-Match", tag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isNotEqualTo(tag);
        assertThat(
                        service.send(admin, "PUT", path, "{\"name\":\"又改\"}", "If-Match", tag)
                                .statusCode())
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

    /**
     * The leave is one write, the grid's duty another: whoever dies between them left it pending.
     */
    @Test
    void aLeaveWhoseWriterDiedIsFollowedAndSoIsWhatCameDueWhileNobodyLooked() {
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

    private List<DutyState.OnDuty> duty(String division) {
        return fact("duty:" + division, DutyState.class).map(DutyState::onDuty).orElse(List.of());
    }
}
