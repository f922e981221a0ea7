package dev.wangge.grids.roster;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.testing.HouseRules;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rosters that come as tables, and the grids that they leave to nobody. */
abstract class RosterImportStories extends RunningRosters {
    @Test
    void aGridWithNobodyOnDutyIsListedAndCountedWhileSomebodyShouldServeIt() {
        var grid = grid("540302001201");
        var retired = grid("540302001201");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(unattended(neighbourAdmin, "540302")).contains(grid, retired));
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
                        () -> assertThat(unattended(neighbourAdmin, "540302")).containsOnly(grid));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(service.metrics())
                                .containsPattern(
                                        "wangge_grids_unattended\\{[^}]*county=\"540302\"[^}]*} 1\\.0"));

        var file =
                HEADER
                        + ",wechat_id,valid_to\n"
                        + "D-1,多吉扎西,LEAD,%s,13712342222,,bo,,%s\n"
                                .formatted(grid, today().plusYears(3));
        var asked = accepted(csv("/api/v1/members:import?dryRun=true", file));
        assertThat(asked.path("created").asInt()).isEqualTo(1);
        assertThat(asked.path("emptyGridCount").asInt()).isZero();
        assertThat(unattended(neighbourAdmin, "540302")).containsOnly(grid);
        assertThat(status(neighbourAdmin, "GET", "/api/v1/members/D-1")).isEqualTo(404);

        assertThat(accepted(csv("/api/v1/members:import", file)).path("created").asInt())
                .isEqualTo(1);
        assertThat(unattended(neighbourAdmin, "540302")).isEmpty();

        // Validity turns at midnight, and the grid is empty again.
        clock.forward(Duration.ofDays(4 * 366));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(unattended(neighbourAdmin, "540302")).containsOnly(grid));
        assertThat(status(desk, "GET", "/api/v1/grids:unattended?within=540302")).isEqualTo(403);
        HouseRules.describesItsMetrics(service.metrics());
    }

    /** Nobody is missed on summer pasture before the herders come. */
    @Test
    void aGridIsNotUnattendedOutOfItsSeason() {
        var from = today().plusDays(30);
        var season =
                ",\"season\":{\"from\":\"%1$tm-%1$td\",\"to\":\"%2$tm-%2$td\"}"
                        .formatted(from, from.plusDays(30));
        var pasture = grid("540328101205", season);
        var allYear = grid("540328101205");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(unattended(desk, "540328"))
                                .contains(allYear)
                                .doesNotContain(pasture));

        clock.forward(Duration.ofDays(31));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(unattended(desk, "540328")).contains(allYear, pasture));
    }

    @Test
    void aRosterSaysWhichGridsItLeavesEmptyAndMayComeLineByLine() {
        var grid = servedGrid("E", "540328101205");
        var other = grid("540328101205");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(unattended(desk, "540328")).contains(other));
        var moved =
                HEADER
                        + "\nE-1,多吉扎西,LEAD,%1$s,13712342222,duoji,bo\nE-2,洛桑格桑,FULL_TIME,%1$s,19900000002,,zh\n"
                                .formatted(other);
        var dry = accepted(csv("/api/v1/members:import?dryRun=true", moved));
        assertThat(strings(dry.path("emptyGrids"))).contains(grid).doesNotContain(other);
        var count = dry.path("emptyGridCount").asInt();
        var done = accepted(csv("/api/v1/members:import", moved));
        assertThat(done.path("changed").asInt()).isEqualTo(2);
        assertThat(strings(done.path("emptyGrids"))).contains(grid).doesNotContain(other);
        assertThat(done.path("emptyGridCount").asInt()).isEqualTo(count);
        assertThat(accepted(csv("/api/v1/members:import", moved)).path("unchanged").asInt())
                .isEqualTo(2);

        var bad = moved + "E-3,,LEAD,%s,13712342222,,bo\nE-4,央宗,MICRO,%s,137****2222,,bo\n";
        bad = bad.formatted(grid, grid) + "E-5,央宗,MICRO,%s,13700000000,,bo\n".formatted(grid);
        var refused = csv("/api/v1/members:import", bad);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"line\":4", "\"line\":5");
        assertThat(status(desk, "GET", "/api/v1/members/E-5")).isEqualTo(404);
        var lines = accepted(csv("/api/v1/members:import?mode=line-by-line", bad));
        assertThat(lines.path("refused").asInt()).isEqualTo(2);
        assertThat(strings(lines.path("errors"), "code")).containsExactly("name", "phone");
        assertThat(status(desk, "GET", "/api/v1/members/E-5")).isEqualTo(200);
        assertThat(status(desk, "GET", "/api/v1/members/E-4")).isEqualTo(404);
        assertThat(csv("/api/v1/members:import?mode=perhaps", bad).statusCode()).isEqualTo(400);
        assertThat(
                        mongo.getCollection("entries").find(Filters.eq("_id", "member:E-5")).first()
                                + "")
                .contains(vault.blindIndexOf("+86 137 0000 0000"))
                .doesNotContain("13700000000", "央宗");
    }

    @Test
    void aDutyRosterIsImportedAndARepeatChangesNothing() {
        made("/api/v1/units", unit("F-water", "540302000000", "WATER_BUREAU"));
        var roster =
                """
                division_code,member_code,unit_code,name,phone,wecom_id,role,from,until
                540302001000,,,次仁顿珠,13811112222,,LEADER,2030-01-01T00:00:00+08:00,2030-01-02T00:00:00+08:00
                540302001000,,F-water,,,,STAFF,2030-01-01T00:00:00+08:00,2030-01-02T00:00:00+08:00
                """;
        assertThat(accepted(csv("/api/v1/shifts:import", roster)).path("created").asInt())
                .isEqualTo(2);
        assertThat(accepted(csv("/api/v1/shifts:import", roster)).path("unchanged").asInt())
                .isEqualTo(2);
        var wrong = roster + "540328101000,,,央宗,13811112222,,CHIEF,2030-01-01,x\n";
        assertThat(csv("/api/v1/shifts:import", wrong).body()).contains("\"line\":4");

        var shifts =
                seen(neighbourAdmin, "/api/v1/shifts?within=540302&at=2030-01-01T12:00:00%2B08:00")
                        .path("items");
        assertThat(shifts.toString()).contains("次***", "138****2222").doesNotContain("次仁");
        var then =
                seen(
                        neighbourAdmin,
                        "/api/v1/divisions/540302001000/on-duty?at=2030-01-01T12:00:00%2B08:00");
        assertThat(strings(then.at("/chain/0/onDuty"), "role")).containsExactly("LEADER", "STAFF");
        assertThat(status(desk, "GET", "/api/v1/shifts/" + shifts.at("/0/code").asString()))
                .isEqualTo(404);
    }

    @Test
    void aTableOfManyLinesIsCheckedToItsEnd() {
        var grid = grid("540302001201");
        var file = new StringBuilder(HEADER + "\n");
        for (int i = 0; i < 2_300; i++) {
            file.append(
                    "table-%d,央宗,%s,%s,1370000%04d,,bo\n"
                            .formatted(i, i % 100 == 99 ? "CHIEF" : "MICRO", grid, i));
        }
        for (int i = 0; i < 300; i++) {
            file.append("table-%d\n".formatted(i));
        }
        file.append("table-0,央宗,MICRO,%s,13700000000,,bo\n".formatted(grid));

        var refused = csv("/api/v1/members:import", file.toString());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("有324行错误（只列出前100处）", "\"count\":324")
                .contains("LEAD, FULL_TIME, PART_TIME, MICRO");
        assertThat(status(neighbourAdmin, "GET", "/api/v1/members/table-1")).isEqualTo(404);
        var stored = accepted(csv("/api/v1/members:import?mode=line-by-line", file.toString()));
        assertThat(stored.path("created").asInt()).isEqualTo(2_277);
        assertThat(stored.path("read").asInt()).isEqualTo(2_277);
        assertThat(stored.path("refused").asInt()).isEqualTo(324);
        assertThat(stored.path("errors").size()).isEqualTo(100);
        assertThat(status(neighbourAdmin, "GET", "/api/v1/members/table-2298")).isEqualTo(200);
        assertThat(
                        accepted(csv("/api/v1/members:import?mode=line-by-line", file.toString()))
                                .path("unchanged")
                                .asInt())
                .isEqualTo(2_277);
    }

    @Test
    void aLandlineThatLostItsZeroIsAWarning() {
        var file =
                """
                code,name,kind,division_code,phone,wecom_id,language
                H-1,水利局,WATER_BUREAU,540302000000,8954542321,,zh
                H-2,水利局,WATER_BUREAU,540302000000,895-4542321,,zh
                H-3,水利局,WATER_BUREAU,540302000000,0895-4542321,,zh
                H-4,水利局,WATER_BUREAU,540302000000,2888888888,,zh
                H-5,水利局,WATER_BUREAU,540302000000,13800001111,,zh
                H-6,水利局,WATER_BUREAU,540302000000,4008888888,,zh
                """;
        var stored = accepted(csv("/api/v1/units:import", file));

        assertThat(stored.path("created").asInt()).isEqualTo(6);
        assertThat(strings(stored.path("warnings"), "kind"))
                .containsOnly("LANDLINE_WITHOUT_ZERO")
                .hasSize(3);
        assertThat(strings(stored.path("warnings"), "line")).containsExactly("2", "3", "5");
        assertThat(stored.path("warnings").toString()).doesNotContain("8954542321");
        assertThat(csv("/api/v1/units:import", file.replace("WATER_BUREAU", "BANK")).body())
                .contains("kind须为以下之一", "WATER_BUREAU");
    }

    @Test
    void aTableComesInTheCharsetItNamesAndAnUnknownOneIsNamed() {
        var file =
                """
                code,name,kind,division_code,phone,wecom_id,language
                K-1,㛃䶮水利局,WATER_BUREAU,540302000000,13800001111,,zh
                """
                        .getBytes(Charset.forName("GB18030"));
        for (var charset : List.of("gb2312", "GBK", "cp936", "gb_2312", "\"GB18030\"")) {
            assertThat(upload(file, "text/csv; charset=" + charset).statusCode())
                    .as(charset)
                    .isEqualTo(200);
        }
        var unknown = upload(file, "text/csv;charset=klingon");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("/problems/invalid-csv", "unknown-charset", "klingon");
        assertThat(upload(file, "text/csv").body()).contains("\"code\":\"charset\"", "\"line\":2");
        assertThat(upload(file, "application/json").statusCode()).isEqualTo(415);
    }

    private HttpResponse<String> upload(byte[] file, String contentType) {
        return service.upload(admin, "/api/v1/units:import", file, "Content-Type", contentType);
    }

    private List<String> unattended(String token, String within) {
        return strings(
                seen(token, "/api/v1/grids:unattended?limit=200&within=" + within).path("items"),
                "code");
    }

    private static JsonNode accepted(HttpResponse<String> answer) {
        return read(answer, 200);
    }
}
