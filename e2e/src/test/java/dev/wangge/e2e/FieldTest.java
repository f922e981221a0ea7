package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** A grid member on the road: what they see and write is true with a network and without. */
@InCounty
class FieldTest {
    private static final String THEIRS = "M-540328100001001-1";
    private static final String GRID = "540328100001001";

    @Test
    void whatIsDoneWithoutNetworkIsSentOnceWhenThereIsOne(County county, @TempDir Path files)
            throws IOException, InterruptedException {
        String id = given(county, "HAZARD", "桥头落石");
        Path photo = photo(files);
        try (Phone phone = Phone.of(county)) {
            phone.signIn("handler");
            phone.tap(task(id));
            phone.see("#do-handle");
            phone.keepsThePage();

            phone.line().cut();
            phone.open("/field/cases/" + id);
            assertThat(phone.text("#title")).as("a case opens again").isEqualTo("桥头落石");
            assertThat(phone.text("#line")).isEqualTo("offline");
            phone.tap("#do-handle");
            phone.write("textarea[name=what]", "石头已清走");
            phone.driver().findElement(By.id("photo")).sendKeys(photo.toString());
            phone.see(".photo img");
            phone.tap("#send");
            phone.tap("#to-waiting");
            assertThat(phone.text("#outbox"))
                    .contains("石头已清走", "No network", "It waits for another one");
            assertThat(phone.count("#outbox [data-entry]")).isEqualTo(2);

            phone.diesAndStartsAgain();
            phone.open("/field/waiting");
            assertThat(phone.text("#outbox")).contains("石头已清走");
            assertThat(phone.count("#outbox [data-entry]")).isEqualTo(2);
            assertThat(county.dispatcher().theCase(id).path("status").asString())
                    .isEqualTo("DISPATCHED");

            // The session went with the browser; what was written did not.
            phone.line().mend();
            phone.tap("#send-now");
            phone.signInAgain("handler");
            phone.tap("#to-waiting");
            phone.see("#nothing-waits");
            assertThat(phone.sees("#waits")).isFalse();
        }

        JsonNode done = county.dispatcher().theCase(id);
        assertThat(done.path("status").asString()).isEqualTo("HANDLED");
        assertThat(done.at("/result/what").asString()).isEqualTo("石头已清走");
        assertThat(done.path("evidence")).hasSize(1);
        BufferedImage kept = shown(county, done.at("/evidence/0/href").asString());
        assertThat(List.of(kept.getWidth(), kept.getHeight())).containsExactly(1600, 1200);
        assertThat(facts(county, id)).filteredOn("wangge.case.handled.v1"::equals).hasSize(1);
    }

    @Test
    void whatSomebodyElseDidMeanwhileIsShownBesideTheirs(County county) {
        String id = given(county, "REQUEST", "路灯不亮");
        try (Phone phone = Phone.of(county)) {
            phone.signIn("handler");
            phone.tap(task(id));
            phone.see("#do-handle");
            phone.keepsThePage();
            phone.line().cut();
            phone.tap("#do-handle");
            phone.write("textarea[name=what]", "换了灯泡");
            phone.tap("#send");
            phone.see("[data-entry]");

            county.dispatcher().act(id, "recall", Map.of("reason", "归电力公司"));
            phone.line().mend();
            phone.tap("#to-waiting");
            phone.tap("#send-now");
            phone.see("[data-state=conflict]");
            assertThat(phone.text("#outbox"))
                    .contains("Yours:", "换了灯泡", "How it is now:", "Filed", "To be handled");
            assertThat(facts(county, id)).doesNotContain("wangge.case.handled.v1");

            phone.tapWords("[data-state=conflict] button", "as a note");
            phone.see("#nothing-waits");
        }
        assertThat(facts(county, id)).contains("wangge.case.noted.v1");
        assertThat(county.dispatcher().theCase(id).path("status").asString()).isEqualTo("FILED");
    }

    @Test
    void whatMovedInNothingThatMattersIsNoConflict(County county) {
        String id = given(county, "REQUEST", "水管漏水");
        try (Phone phone = Phone.of(county)) {
            phone.signIn("handler");
            phone.tap(task(id));
            phone.see("#do-start");
            phone.keepsThePage();
            phone.line().cut();
            phone.tap("#do-start");
            phone.tap("#send");
            phone.tap("#do-handle");
            phone.write("textarea[name=what]", "修好了");
            phone.tap("#send");
            county.dispatcher().act(id, "reply", Map.of("text", "已派人"));
            phone.line().mend();
            phone.tap("#to-waiting");
            phone.tap("#send-now");
            phone.see("#nothing-waits");
        }
        assertThat(facts(county, id))
                .containsSubsequence("wangge.case.started.v1", "wangge.case.handled.v1");
    }

    @Test
    void anotherAccountOnThePhoneSeesNothingOfTheFirst(County county) {
        String id = given(county, "REQUEST", "保密的水管");
        try (Phone phone = Phone.of(county)) {
            phone.signIn("handler");
            phone.tap(task(id));
            phone.keepsThePage();
            phone.line().cut();
            phone.tap("#do-note");
            phone.write("textarea[name=text]", "只有我知道");
            phone.tap("#send");
            phone.see("[data-entry]");
            phone.driver().manage().deleteCookieNamed("wangge");
            phone.line().mend();

            phone.driver()
                    .executeCdpCommand(
                            "Page.addScriptToEvaluateOnNewDocument", Map.of("source", LEAK));
            phone.signIn("verifier");
            await().until(() -> phone.text("#who"), "县中心核查员"::equals);
            assertThat(phone.text("#others")).contains("1 things that another account wrote");
            assertThat(phone.text("body")).doesNotContain("保密的水管", "只有我知道");
            assertThat(phone.script("return window.leaked")).as("not for a moment").isNull();
            assertThat(String.valueOf(phone.asked(KEPT))).doesNotContain(id).contains("verifier");
            phone.tap("#to-waiting");
            phone.see("#nothing-waits");
            assertThat(facts(county, id))
                    .as("not under another's name")
                    .doesNotContain("wangge.case.noted.v1");

            phone.driver().manage().deleteCookieNamed("wangge");
            phone.signIn("handler");
            await("it is sent by whoever wrote it")
                    .atMost(County.SOON)
                    .until(() -> facts(county, id), it -> it.contains("wangge.case.noted.v1"));
        }
        assertThat(by(county, id, "wangge.case.noted.v1")).isEqualTo(THEIRS + " via console");
    }

    private static final String LEAK =
            """
            new MutationObserver(() => {
              const said = document.body ? document.body.textContent : '';
              if (/保密的水管|卓玛顿珠/.test(said)) window.leaked = said;
            }).observe(document, {childList: true, subtree: true, characterData: true});
            """;

    /** Everything that was read lies in one store. */
    private static final String KEPT =
            """
            const done = arguments[0];
            const asked = indexedDB.open('wangge-field');
            asked.onsuccess = () => {
              const all = asked.result.transaction('kept').objectStore('kept').getAll();
              all.onsuccess = () => done(JSON.stringify(all.result));
            };
            """;

    @Test
    void aReportTakesThreeTapsAndSaysWhereItWas(County county) {
        try (Phone phone = Phone.of(county)) {
            phone.isAt(98.79, 30.25);
            phone.signIn("handler");
            phone.tap("#to-report");
            await().until(() -> phone.text("#place"), it -> it.contains("WGS84"));

            phone.tap("#kind-HAZARD");
            phone.tapWords(".phrases button", "Rocks have fallen");
            phone.tap("#send");

            await("the county has it")
                    .atMost(County.SOON)
                    .until(() -> phone.text("main"), it -> it.contains("WG20"));
            String id = phone.driver().getCurrentUrl().replaceFirst(".*/", "");
            JsonNode made = county.dispatcher().theCase(id);
            assertThat(made.path("title").asString()).isEqualTo("Rocks have fallen on the road");
            assertThat(made.at("/location/crs").asString()).isEqualTo("WGS84");
            assertThat(made.at("/location/gridCode").asString()).isEqualTo(GRID);
            assertThat(by(county, id, "wangge.case.reported.v1"))
                    .isEqualTo(THEIRS + " via console");
        }
    }

    @Test
    void aReportSettledOnTheSpotIsSentInItsOrder(County county, @TempDir Path files)
            throws IOException {
        Path photo = photo(files);
        try (Phone phone = Phone.of(county)) {
            phone.isAt(98.79, 30.25);
            phone.signIn("handler");
            phone.tap("#to-report");
            phone.see("#report");
            await().until(() -> phone.text("#place"), it -> it.contains("WGS84"));
            phone.keepsThePage();
            phone.line().cut();
            phone.tap("#kind-HAZARD");
            phone.write("#text", "冰已铲掉");
            phone.tap("#settled");
            phone.driver().findElement(By.id("photo")).sendKeys(photo.toString());
            phone.see(".photo img");
            phone.tap("#send");
            phone.tap("#to-waiting");
            await().until(() -> phone.count("#outbox [data-entry]") == 3);
            phone.line().mend();
            phone.tap("#send-now");
            phone.see("#nothing-waits");
        }
        JsonNode settled =
                county.dispatcher()
                        .get("/api/v1/cases?assignee=" + THEIRS + "&status=CLOSED&limit=5")
                        .json();
        String id = settled.at("/items/0/id").asString();
        JsonNode done = county.dispatcher().theCase(id);
        assertThat(done.path("title").asString()).isEqualTo("冰已铲掉");
        assertThat(done.path("evidence")).hasSize(1);
    }

    @Test
    void aZeroReportIsFiledWithoutNetworkToo(County county) {
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        JsonNode period =
                county.dispatcher()
                        .post(
                                "/api/v1/key-periods",
                                Json.write(
                                        Map.of(
                                                "name",
                                                "雪顿节",
                                                "from",
                                                today,
                                                "to",
                                                today,
                                                "divisions",
                                                List.of("540328100001"),
                                                "dueBy",
                                                "23:59:59",
                                                "remindBefore",
                                                "PT0S")))
                        .json();
        String list = "/api/v1/key-periods/" + period.path("id").asString() + "/zero-reports";
        await("it is owed")
                .atMost(County.SOON)
                .until(() ->
                        county.dispatcher()
                                .get(list)
                                .json()
                                .at("/items/0/recipient")
                                .asString("")
                                .equals(THEIRS));
        try (Phone phone = Phone.of(county)) {
            phone.signIn("handler");
            phone.tap("#to-more");
            phone.see("[data-file]");
            phone.keepsThePage();
            phone.line().cut();
            phone.tap("[data-file]");
            await().until(() -> phone.text("main"), it -> it.contains("Kept, to be sent"));
            phone.line().mend();
            phone.tap("#to-waiting");
            phone.tap("#send-now");
            phone.see("#nothing-waits");
        }
        JsonNode filed = county.dispatcher().get(list).json().at("/items/0");
        assertThat(filed.path("status").asString()).isEqualTo("FILED");
        assertThat(filed.at("/filed/by").asString()).startsWith(THEIRS);
        county.dispatcher()
                .post(
                        "/api/v1/key-periods/" + period.path("id").asString() + "/actions/cancel",
                        "");
    }

    static String task(String id) {
        return "[data-case='" + id + "']";
    }

    /** A case that the handler of the demonstration has. */
    static String given(County county, String kind, String title) {
        Answer accepted =
                county.dispatcher()
                        .post(
                                "/api/v1/cases",
                                Json.write(
                                        Map.of(
                                                "kind", kind,
                                                "title", title,
                                                "location", Map.of("gridCode", GRID))));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(201);
        String id = accepted.json().path("id").asString();
        JsonNode made =
                await(id + " is dispatched")
                        .atMost(County.SOON)
                        .until(
                                () -> county.dispatcher().theCase(id),
                                it -> it.path("status").asString("").equals("DISPATCHED"));
        if (!made.at("/assignee/code").asString().equals(THEIRS)) {
            county.dispatcher().act(id, "redispatch", Map.of("member", THEIRS, "reason", "归他管"));
        }
        return id;
    }

    static List<String> facts(County county, String id) {
        return timeline(county, id).findValuesAsString("type");
    }

    private static String by(County county, String id, String type) {
        return Json.list(timeline(county, id)).stream()
                .filter(fact -> fact.path("type").asString().equals(type))
                .map(fact -> fact.path("by").asString())
                .findFirst()
                .orElse("");
    }

    private static JsonNode timeline(County county, String id) {
        return county.dispatcher()
                .get("/api/v1/cases/" + id + "/timeline?limit=200")
                .json()
                .path("items");
    }

    /** As a camera makes them: larger than anybody needs. */
    private static Path photo(Path directory) throws IOException {
        BufferedImage image = new BufferedImage(2400, 1800, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.BLUE, 2400, 1800, Color.ORANGE));
        pen.fillRect(0, 0, 2400, 1800);
        pen.dispose();
        Path file = directory.resolve("stone.jpg");
        try (var out = Files.newOutputStream(file)) {
            assertThat(ImageIO.write(image, "jpg", out)).isTrue();
        }
        return file;
    }

    private static BufferedImage shown(County county, String path)
            throws IOException, InterruptedException {
        byte[] bytes =
                county.http()
                        .send(
                                HttpRequest.newBuilder(URI.create(county.url("gateway") + path))
                                        .header(
                                                "Authorization",
                                                "Bearer " + county.dispatcher().token())
                                        .build(),
                                BodyHandlers.ofByteArray())
                        .body();
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }
}
