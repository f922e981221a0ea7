package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.wangge.e2e.PhoneWall.Message;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From a report in a valley to the question how it went, as the people in it see it. */
@InCounty
class MainJobTest {

    private static final String PHONE = "13908950001";

    @Test
    void someoneReportsAndTheRightOneHandlesItAndEveryoneKnows(
            County county, @TempDir Path directory) throws Exception {
        Place place = county.places().getFirst();
        JsonNode reported =
                county.dispatcher()
                        .dispatched(
                                Report.hazard("村口桥头落石")
                                        .saying("拳头大的石头一直往下掉，孩子们上学要从这里过。")
                                        .at(place)
                                        .by("扎西", PHONE, "zh"));
        assertThat(reported.at("/location/gridCode").asString()).isEqualTo(place.gridCode());
        String id = reported.path("id").asString();
        String number = reported.path("number").asString();

        Message alert = county.phones().awaitFirst("WECOM", number);
        assertThat(alert.to()).endsWith(place.divisionCode());
        try (Browser phone = Browser.start()) {
            theMemberHandlesIt(phone, alert.link(), number, photo(directory));

            Answer verified =
                    county.client("county-verifier").act(id, "verify", Map.of("passed", true));
            assertThat(verified.status()).as(verified.toString()).isEqualTo(200);
            Answer closed = county.dispatcher().act(id, "close", Map.of("outcome", "已清除"));
            assertThat(closed.status()).as(closed.toString()).isEqualTo(200);

            Message question = county.phones().awaitFirst("ALIYUN_SMS", number);
            assertThat(question.to()).isEqualTo(PHONE);
            theReporterSaysHowItWent(phone, question.link(), number);

            phone.wide();
            phone.open(county.url("simulator") + "/phone-wall");
            await("the wall shows it")
                    .atMost(County.SOON)
                    .until(() -> phone.text("body").contains(number));
            phone.picture("phone-wall");
        }

        JsonNode now = county.dispatcher().theCase(id);
        assertThat(now.path("status").asString()).isEqualTo("CLOSED");
        assertThat(now.at("/rating/score").asInt(now.path("rating").asInt(0))).isEqualTo(5);
        theTimelineHoldsAllOfIt(county, id);
        await("both have answered")
                .atMost(County.SOON)
                .untilAsserted(() ->
                        assertThat(Json.list(county.dispatcher().alerts("case=" + id)))
                                .extracting(
                                        one -> one.path("rule").asString(),
                                        one -> one.path("status").asString())
                                .containsExactlyInAnyOrder(
                                        tuple("DISPATCHED", "ACKNOWLEDGED"),
                                        tuple("CLOSED", "ACKNOWLEDGED")));
        theOperatorSeesIt(county);
    }

    private static void theMemberHandlesIt(Browser phone, String link, String number, Path photo) {
        phone.open(link + "?lang=zh");
        assertThat(phone.source())
                .contains(number, "村口桥头落石", "拳头大的石头")
                .doesNotContain("id=\"problem\"");
        phone.picture("member-zh");
        phone.open(link + "?lang=bo");
        assertThat(phone.text("#start")).isEqualTo("འགན་ལེན་པ");
        phone.picture("member-bo");
        phone.open(link + "?lang=zh");
        assertThat(phone.text("#state")).isEqualTo("待处置");
        phone.tap("#start");
        assertThat(phone.text("#state")).isEqualTo("处置中");
        phone.write("textarea[name=what]", "已清除落石，设置警示牌。");
        phone.choose("input[name=photo]", photo);
        phone.picture("member-handles-zh");
        phone.tap("#handle");
        assertThat(phone.text("#state")).isEqualTo("待核查");
    }

    private static void theReporterSaysHowItWent(Browser phone, String link, String number) {
        phone.open(link);
        String page = phone.address();
        assertThat(page).contains("/l/");
        phone.open(page + "?lang=bo");
        assertThat(phone.source()).doesNotContain("id=\"problem\"");
        phone.picture("reporter-bo");
        phone.open(page + "?lang=zh");
        assertThat(phone.source()).contains(number).doesNotContain("拳头大的石头");
        phone.picture("reporter-zh");
        phone.click("input[name=score][value='5']");
        phone.write("textarea[name=comment]", "来得很快");
        phone.tap("#rate");
        assertThat(phone.text("#thanks")).isNotBlank();
    }

    private static void theTimelineHoldsAllOfIt(County county, String id) {
        await("the timeline is complete")
                .atMost(County.SOON)
                .untilAsserted(() -> {
                    List<JsonNode> facts =
                            Json.list(
                                    county.dispatcher()
                                            .get("/api/v1/cases/" + id + "/timeline?limit=200")
                                            .json()
                                            .path("items"));
                    assertThat(facts)
                            .extracting(fact -> fact.path("type").asString())
                            .contains(
                                    "wangge.case.reported.v1",
                                    "wangge.case.located.v1",
                                    "wangge.case.accepted.v1",
                                    "wangge.case.triaged.v1",
                                    "wangge.case.dispatched.v1",
                                    "wangge.case.started.v1",
                                    "wangge.case.handled.v1",
                                    "wangge.case.verified.v1",
                                    "wangge.case.closed.v1",
                                    "wangge.case.rated.v1",
                                    "wangge.case.alert-acknowledged.v1");
                    assertThat(facts)
                            .filteredOn(fact ->
                                    fact.path("type")
                                            .asString()
                                            .equals("wangge.case.alert-reported.v1"))
                            .extracting(
                                    fact -> fact.at("/data/channel").asString(""),
                                    fact -> fact.at("/data/status").asString(""))
                            .contains(tuple("WECOM", "SENT"), tuple("ALIYUN_SMS", "SENT"));
                });
    }

    private static void theOperatorSeesIt(County county) {
        await("the figures have come in")
                .atMost(County.SOON)
                .untilAsserted(() -> {
                    assertThat(county.part("case-service").actuator("/prometheus").text())
                            .contains(
                                    "wangge_cases{",
                                    "status=\"CLOSED\"",
                                    "wangge_cases_reported_total",
                                    "wangge_cases_sla_total",
                                    "wangge_relay_backlog",
                                    "wangge_relay_lag_seconds");
                    assertThat(county.part("notify-service").actuator("/prometheus").text())
                            .contains(
                                    "wangge_alerts_total",
                                    "wangge_alerts_latency_seconds_bucket",
                                    "result=\"ACKNOWLEDGED\"");
                });
        assertThat(county.part("simulator").actuator("/prometheus").text())
                .contains("wangge_simulator_messages_total");
    }

    private static Path photo(Path directory) throws IOException {
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D painter = image.createGraphics();
        painter.setColor(new Color(0x9b, 0x8a, 0x6c));
        painter.fillRect(0, 0, 320, 240);
        painter.setColor(Color.DARK_GRAY);
        painter.fillOval(120, 100, 90, 70);
        painter.dispose();
        Path file = directory.resolve("done.jpg");
        ImageIO.write(image, "jpg", file.toFile());
        return file;
    }
}
