package dev.wangge.grids.period;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.platform.seal.SignedLink;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Zero-reports filed by a tap on a reminder's link, and by an SMS that answers it. */
abstract class FilingStories extends SmallCounty {
    private static final String NOTHING = "action=nothing&lang=zh";

    private String link(JsonNode report, Duration life) {
        return "/z/"
                + new SignedLink(
                                UUID.fromString(id(report)),
                                UUID.randomUUID(),
                                "M-1",
                                clock.instant().plus(life))
                        .token(vault);
    }

    @Test
    void oneTapIsEnoughAndASecondSaysSo() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        var link = link(report, Duration.ofDays(14));

        var page = get("", link + "?lang=zh&from=wechat");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("拉乌村", "国庆节", "平安无事", "id=\"nothing\"", "id=\"finding\"", "待报");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        report(period, LAWU, "DUE"); // Message apps open links by themselves.

        assertThat(service.form(link, NOTHING).body())
                .contains("已收到：平安无事")
                .doesNotContain("id=\"nothing\"");
        var filed = report(period, LAWU, "FILED").path("filed");
        assertThat(filed.path("via").asString()).isEqualTo("LINK");
        assertThat(filed.path("by").asString()).isEqualTo("M-1");
        var again = service.form(link, NOTHING);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("已经报过了");
        // Something that comes last of all shows that nothing else came.
        assertThat(file(desk, report, "{\"finding\":{\"title\":\"落石\"}}").statusCode())
                .isEqualTo(200);
        assertThat(types(published(report, 3)))
                .containsExactly(
                        "wangge.zero-report.due.v1",
                        "wangge.zero-report.filed.v1",
                        "wangge.zero-report.finding.v1");
        assertThat(published(report, 3)).hasSize(3);
    }

    @Test
    void thePageSpeaksItsReadersLanguage() throws Exception {
        var link = link(report(period(LAWU), LAWU, "DUE"), Duration.ofDays(1));

        assertThat(get("", link).body()).contains("བདེ་འཇགས", "lang=\"bo\""); // As M-1 prefers.
        assertThat(get("", link + "?lang=en").body()).contains("All is well");
        assertThat(get("", link + "?lang=zh").body()).contains("平安无事");
    }

    @Test
    void aFindingIsWrittenOnThePageOnce() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        var link = link(report, Duration.ofDays(1));
        var text = "action=finding&lang=zh&text=%3Cb%3E%E8%90%BD%E7%9F%B3";

        var blank = service.form(link, "action=finding&lang=zh&text=+%0D%0A");
        assertThat(blank.statusCode()).isEqualTo(400);
        assertThat(blank.body()).contains("请写明情况");
        assertThat(service.form(link, text).body()).contains("将作为事件办理");
        assertThat(service.form(link, text).statusCode()).isEqualTo(200);
        var filed = report(period, LAWU, "FILED");
        assertThat(filed.path("findings")).hasSize(1);
        assertThat(filed.at("/findings/0/kind").asString()).isEqualTo("PATROL_FINDING");
    }

    @Test
    void aLinkOpensWhatItWasSignedForAndOnlyForAWhile() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        var link = link(report, Duration.ofHours(1));
        var forged = link.substring(0, link.length() - 4) + "AAAA";
        var ofNothing =
                link(json.readTree("{\"id\":\"" + UUID.randomUUID() + "\"}"), Duration.ofHours(1));

        assertThat(service.form(forged, NOTHING).statusCode()).isEqualTo(404);
        assertThat(service.form("/z/nonsense", NOTHING).statusCode()).isEqualTo(404);
        assertThat(service.form(ofNothing, NOTHING).statusCode()).isEqualTo(404);
        clock.forward(Duration.ofHours(2));
        assertThat(service.form(link, NOTHING).statusCode()).isEqualTo(410);
        assertThat(get("", link).statusCode()).isEqualTo(410);
        report(period, LAWU, "DUE");
    }

    @Test
    void nobodyTapsForACancelledPeriod() throws Exception {
        var period = period(LAWU);
        var link = link(report(period, LAWU, "DUE"), Duration.ofDays(1));
        send(desk, "POST", path(period) + "/actions/cancel", "");

        var page = service.form(link, NOTHING);
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(page.body()).contains("不用再报").doesNotContain("id=\"nothing\"");
        assertThat(get("", link + "?lang=zh").body()).contains("已取消");
    }

    @Test
    void anSmsThatSaysAllIsWellFilesAndComesTwice() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        var reply = new AlertReplied(id(report), "M-1", "r-1", null);
        var alert = UUID.randomUUID().toString();
        alertSays(alert, reply, 3);
        alertSays(alert, reply, 3);

        assertThat(report(period, LAWU, "FILED").path("filed").path("via").asString())
                .isEqualTo("SMS");
        assertThat(file(desk, report, "{\"finding\":{\"title\":\"x\"}}").statusCode())
                .isEqualTo(200);
        assertThat(published(report, 3)).hasSize(3);
    }

    @Test
    void anSmsThatSaysWhatIsWrongIsAFindingAndNobodyElseReadsIt() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        var alert = UUID.randomUUID().toString();
        alertSays(
                alert, new AlertReplied(id(report), "M-1", "r-2", vault.seal("李四家的墙裂了", alert)), 3);

        var filed = report(period, LAWU, "FILED");
        assertThat(filed.path("findings")).hasSize(1);
        assertThat(published(report, 3)).hasSize(3);
        assertThat(published(report, 3).toString()).doesNotContain("李四");
    }

    @Test
    void anSmsAboutNothingThereIsPassedOver() throws Exception {
        alertSays(
                UUID.randomUUID().toString(),
                new AlertReplied(UUID.randomUUID().toString(), "M-1", "r-3", null),
                3);
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        alertSays(
                UUID.randomUUID().toString(), new AlertReplied(id(report), "M-1", "r-4", null), 3);

        report(period, LAWU, "FILED");
    }

    /** Nobody waits for the report any more, but somebody has to see to the bridge. */
    @Test
    void whatAnSmsFindsAfterCancellingBecomesACaseAllTheSame() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        send(desk, "POST", path(period) + "/actions/cancel", "");
        report(period, LAWU, "WITHDRAWN");

        for (int i = 0; i < 2; i++) {
            says(report, "r-5", "桥塌了");
        }
        says(report, "r-6", null);

        assertThat(published(report, 3))
                .extracting(event -> event.type())
                .endsWith("wangge.zero-report.withdrawn.v1", "wangge.zero-report.finding.v1");
        assertThat(report(period, LAWU, "WITHDRAWN").path("findings").size()).isZero();
    }

    @Test
    void whatAnSmsFindsBeyondTheFiftiethBecomesACaseAllTheSame() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");

        for (int i = 0; i < 52; i++) {
            says(report, "m-" + i, "第" + i + "处落石");
        }

        // Due, filed, and a finding for each.
        assertThat(published(report, 54)).hasSize(54);
        assertThat(report(period, LAWU, "FILED").path("findings").size()).isEqualTo(50);
    }

    private void says(JsonNode report, String reply, @Nullable String words) {
        var alert = UUID.randomUUID().toString();
        alertSays(
                alert,
                new AlertReplied(
                        id(report), "M-1", reply, words == null ? null : vault.seal(words, alert)),
                3);
    }
}
