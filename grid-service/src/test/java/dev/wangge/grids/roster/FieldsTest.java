package dev.wangge.grids.roster;

import static dev.wangge.testing.FieldsTable.MASKED;
import static dev.wangge.testing.FieldsTable.NOTHING;
import static dev.wangge.testing.FieldsTable.ON_PURPOSE;
import static dev.wangge.testing.FieldsTable.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.security.Role;
import dev.wangge.testing.FieldsTable;
import dev.wangge.testing.OnBestEngine;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What each role sees of the people on the rosters: as docs/guides/roles.md says it. */
@OnBestEngine
class FieldsTest extends RunningRosters {
    private static final String MEMBER = "/api/v1/members/FLD-1";
    private static final String UNIT = "/api/v1/units/FLD-water";

    /** What is read without saying what for; several places, since one that forgets shows all. */
    private String masked(String token, List<String> places, String masked, List<String> whole) {
        var read =
                places.stream()
                        .map(place -> service.get(token, place).body())
                        .collect(Collectors.joining());
        return whole.stream().anyMatch(read::contains)
                ? WHOLE
                : read.contains(masked) ? MASKED : NOTHING;
    }

    private String asked(String token, String of, String phone) {
        var before = noted();
        var shown = post(token, of + "/contact", "{\"purpose\":\"核实\"}").body();
        var isShown = shown.contains(phone);
        assertThat(noted()).as("written down").isEqualTo(before + (isShown ? 1 : 0));
        assertThat(post(token, of + "/contact", "{}").body()).doesNotContain(phone);
        return isShown ? ON_PURPOSE : NOTHING;
    }

    private long noted() {
        return seen(countyAdmin, "/api/v1/unmaskings?limit=200&within=540328")
                .at("/items")
                .valueStream()
                .filter(it -> it.path("code").asString().startsWith("FLD-"))
                .count();
    }

    @Test
    void eachRoleSeesWhatThePageSays() {
        var grid = servedGrid("FLD", "540328101201");
        made("/api/v1/units", unit("FLD-water", "540328101201", "WATER_BUREAU"));
        var aboutMember =
                List.of(
                        MEMBER,
                        "/api/v1/members?limit=200",
                        "/api/v1/grids/" + grid,
                        "/api/v1/grids/" + grid + "/on-duty");
        var aboutUnit = List.of(UNIT, "/api/v1/units?limit=200");

        new FieldsTable("grid-service", Arrays.stream(Role.values()).map(Role::spelled).toList())
                .row(
                        "网格员姓名 A member's name",
                        token -> masked(token, aboutMember, "多***", List.of("多吉")))
                .row(
                        "网格员电话、微信号 …phone and WeCom id",
                        token ->
                                masked(
                                        token,
                                        aboutMember,
                                        "137****2222",
                                        List.of("13712342222", "duoji")))
                .row("……全部 A member's contact, whole", token -> asked(token, MEMBER, "13712342222"))
                .row(
                        "单位电话 A unit's phone",
                        token -> masked(token, aboutUnit, "199****0001", List.of("19900010001")))
                .row("……全部 A unit's contact, whole", token -> asked(token, UNIT, "19900010001"))
                .row(
                        "谁看过谁的 Who looked at whose",
                        token ->
                                service.get(token, "/api/v1/unmaskings").body().contains("FLD-1")
                                        ? WHOLE
                                        : NOTHING)
                .isOnThePage();
    }
}
