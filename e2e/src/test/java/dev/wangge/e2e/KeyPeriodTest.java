package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.e2e.PhoneWall.Message;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A day of two key periods in a few villages: who says that all is well, and who says nothing. The
 * hour of the silent is in a moment, the hour of the others at the end of the day: however slow the
 * machine, they are not late.
 */
@InCounty
class KeyPeriodTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int UNTIL_THE_HOUR = 18;

    @Test
    void whoSaysNothingIsChasedAndThenEscalated(County county) {
        List<String> villages =
                county.places().stream()
                        .map(Place::divisionCode)
                        .distinct()
                        .skip(40)
                        .limit(5)
                        .toList();
        assertThat(villages).hasSize(5);
        county.providers().refuseAll("WECOM"); // So that everybody is told by SMS.
        await("a day with minutes left")
                .atMost(Duration.ofMinutes(3))
                .until(() -> now().toLocalTime().isBefore(LocalTime.of(23, 58)));
        List<String> silent = villages.subList(0, 2);
        JsonNode soon = begun(county, silent, now().plusSeconds(UNTIL_THE_HOUR), "PT17S");
        List<String> talking = villages.subList(2, 5);
        JsonNode today = begun(county, talking, now().with(LocalTime.MAX), "P1D");

        // The hour is near: all five are reminded on their phones.
        silent.forEach(village -> reminder(county, soon, village));
        List<Message> reminders =
                talking.stream().map(village -> reminder(county, today, village)).toList();
        talking.forEach(village -> status(county, today, village, "CHASED"));

        tap(county, reminders.get(0));
        county.phones().reply(reminders.get(1).to(), "1");
        JsonNode found =
                county.dispatcher()
                        .post(
                                fileOf(report(county, today, talking.get(2))),
                                Json.write(
                                        Map.of(
                                                "finding",
                                                Map.of("kind", "HAZARD", "title", "桥头落石"))))
                        .json();

        filedBy(county, today, talking.get(0), "LINK");
        filedBy(county, today, talking.get(1), "SMS");
        assertThat(found.path("status").asString()).isEqualTo("FILED");

        // What was found goes to the one on duty there, as any report would.
        String caseId = found.at("/findings/0/caseId").asString();
        JsonNode theCase =
                await("the finding is a case")
                        .atMost(County.SOON)
                        .until(
                                () -> county.dispatcher().theCase(caseId),
                                it -> it.path("status").asString("").equals("DISPATCHED"));
        assertThat(theCase.path("channel").asString()).isEqualTo("ZERO_REPORT");
        assertThat(theCase.at("/location/divisionCode").asString()).isEqualTo(talking.get(2));
        isCounted(county, today, 3, 0);

        // The hour is over: two have said nothing, and their townships know.
        for (String village : silent) {
            JsonNode missed = status(county, soon, village, "MISSED");
            String superior = missed.path("escalatedTo").asString();
            assertThat(superior).isEqualTo("unit:" + village.substring(0, 9) + "-gov");
            told(county, missed, superior, "ZERO_REPORT_MISSED");
        }
        isCounted(county, soon, 0, 2);
        assertThat(get(county, soon, "/zero-reports?status=MISSED").path("items")).hasSize(2);

        // Better late than never; and nobody else's business.
        JsonNode late = report(county, soon, silent.getFirst());
        assertThat(county.dispatcher().post(fileOf(late), "{}").json().path("status").asString())
                .isEqualTo("FILED_LATE");
        assertThat(
                        county.client("neighbour-demo")
                                .get("/api/v1/zero-reports/" + late.path("id").asString())
                                .status())
                .isEqualTo(404);
        isCounted(county, soon, 1, 1);
        for (JsonNode period : List.of(soon, today)) {
            Answer cancelled = county.dispatcher().post(path(period) + "/actions/cancel", "");
            assertThat(cancelled.json().path("status").asString()).isEqualTo("CANCELLED");
        }
        assertThat(county.dispatcher().post(fileOf(late), "{}").problem())
                .isEqualTo("action-not-allowed");
    }

    private static void isCounted(County county, JsonNode period, int filed, int missing) {
        JsonNode day = get(county, period, "").path("today");
        assertThat(day.path("filed").asInt()).isEqualTo(filed);
        assertThat(day.path("missing").asInt()).isEqualTo(missing);
    }

    /** A period of the day of this hour alone. */
    private static JsonNode begun(
            County county, List<String> villages, ZonedDateTime hour, String remindBefore) {
        Answer made =
                county.dispatcher()
                        .post(
                                "/api/v1/key-periods",
                                Json.write(
                                        Map.of(
                                                "name",
                                                "国庆节",
                                                "from",
                                                hour.toLocalDate().toString(),
                                                "to",
                                                hour.toLocalDate().toString(),
                                                "divisions",
                                                villages,
                                                "dueBy",
                                                hour.toLocalTime()
                                                        .truncatedTo(ChronoUnit.SECONDS)
                                                        .toString(),
                                                "remindBefore",
                                                remindBefore)));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.json();
    }

    private static ZonedDateTime now() {
        return ZonedDateTime.now(ZONE);
    }

    /** The SMS that the one who reports for a village got, found by the alert's own attempt. */
    private static Message reminder(County county, JsonNode period, String village) {
        JsonNode report =
                await("a report is asked of " + village)
                        .atMost(County.SOON)
                        .until(
                                () -> report(county, period, village),
                                it -> it.path("recipient").isString());
        String recipient = report.path("recipient").asString();
        return await("a reminder for " + village)
                .atMost(County.SOON)
                .until(
                        () ->
                                alerts(county, report, recipient, "ZERO_REPORT_DUE").stream()
                                        .flatMap(
                                                alert -> Json.list(alert.path("attempts")).stream())
                                        .filter(attempt ->
                                                attempt.path("channel")
                                                        .asString()
                                                        .equals("ALIYUN_SMS"))
                                        .map(attempt -> attempt.path("outId").asString())
                                        .flatMap(id -> county.phones().sentAs(id).stream())
                                        .toList(),
                        sent -> !sent.isEmpty())
                .getFirst();
    }

    private static List<JsonNode> alerts(
            County county, JsonNode report, String recipient, String rule) {
        return Json.list(county.dispatcher().alerts("recipient=" + recipient)).stream()
                .filter(alert -> alert.path("rule").asString().equals(rule))
                .filter(alert ->
                        alert.at("/about/id").asString().equals(report.path("id").asString()))
                .toList();
    }

    /** The link of an SMS leads to a page with one big button; a second tap does no harm. */
    private static void tap(County county, Message sms) {
        Answer short_ = Client.send(county.http(), HttpRequest.newBuilder(URI.create(sms.link())));
        assertThat(short_.status()).as(short_.toString()).isEqualTo(303);
        URI page = URI.create(sms.link()).resolve(short_.header("Location"));
        assertThat(page.getPath()).startsWith("/z/");
        Answer shown = Client.send(county.http(), HttpRequest.newBuilder(page));
        assertThat(shown.text()).contains("id=\"nothing\"");
        for (int i = 0; i < 2; i++) {
            Answer done =
                    Client.send(
                            county.http(),
                            HttpRequest.newBuilder(page)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString("action=nothing&lang=zh")));
            assertThat(done.status()).isEqualTo(200);
            assertThat(done.text()).contains(i == 0 ? "已收到：平安无事" : "已经报过了");
        }
    }

    private static void filedBy(County county, JsonNode period, String village, String via) {
        JsonNode filed = status(county, period, village, "FILED");
        assertThat(filed.at("/filed/via").asString()).isEqualTo(via);
        assertThat(filed.at("/filed/by").asString()).isEqualTo(filed.path("recipient").asString());
    }

    private static void told(County county, JsonNode report, String whom, String rule) {
        await(whom + " is told")
                .atMost(County.SOON)
                .until(() -> !alerts(county, report, whom, rule).isEmpty());
    }

    private static JsonNode status(County county, JsonNode period, String village, String status) {
        return await(village + " is " + status)
                .atMost(County.SOON)
                .until(
                        () -> report(county, period, village),
                        report -> report.path("status").asString("").equals(status));
    }

    private static JsonNode report(County county, JsonNode period, String village) {
        return get(county, period, "/zero-reports?within=" + village).at("/items/0");
    }

    private static JsonNode get(County county, JsonNode period, String more) {
        return county.dispatcher().get(path(period) + more).json();
    }

    private static String path(JsonNode period) {
        return "/api/v1/key-periods/" + period.path("id").asString();
    }

    private static String fileOf(JsonNode report) {
        return "/api/v1/zero-reports/" + report.path("id").asString() + "/actions/file";
    }
}
