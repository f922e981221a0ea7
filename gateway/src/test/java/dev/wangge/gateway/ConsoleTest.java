package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.seal.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** The shells of the pages people work in, and their files. */
class ConsoleTest extends RunningGateway {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/console/[^\"]+)\"");

    @Autowired MongoOperations mongo;
    @Autowired Vault vault;

    private Browser dispatcher() {
        return new People(mongo, vault, port).somebody("desk-zhuoma", "dispatcher", "540328");
    }

    @Test
    void whoIsNotSignedInSignsInAndComesBack() {
        var zhuoma = dispatcher();
        var asked = zhuoma.get("/desk/cases?status=FILED&overdue=true");
        assertThat(asked.statusCode()).isEqualTo(303);
        var there = asked.headers().firstValue("Location").orElseThrow();
        assertThat(there)
                .isEqualTo("/sign-in?to=%2Fdesk%2Fcases%3Fstatus%3DFILED%26overdue%3Dtrue");

        assertThat(zhuoma.get(there).body())
                .contains("?lang=bo&amp;to", "%2Fdesk%2Fcases%3Fstatus%3DFILED");
        var wrong = zhuoma.submit("/sign-in", Map.of("account", "desk-zhuoma", "password", "no"));
        assertThat(wrong.statusCode()).isEqualTo(403);
        var in =
                zhuoma.submit(
                        "/sign-in", Map.of("account", "desk-zhuoma", "password", People.PASSWORD));

        assertThat(in.headers().firstValue("Location"))
                .hasValue("/desk/cases?status=FILED&overdue=true");
        assertThat(zhuoma.get("/desk/cases?status=FILED").statusCode()).isEqualTo(200);
        assertThat(zhuoma.get(there).headers().firstValue("Location"))
                .as("who is in goes on")
                .hasValue("/desk/cases?status=FILED&overdue=true");
    }

    @ParameterizedTest
    @CsvSource({"//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example/"})
    void nobodyIsSentElsewhere(String to) {
        var zhuoma = dispatcher();
        var _ = zhuoma.get("/sign-in?to=" + Browser.encoded(Map.of("", to)).substring(1));

        var in =
                zhuoma.submit(
                        "/sign-in", Map.of("account", "desk-zhuoma", "password", People.PASSWORD));

        assertThat(in.headers().firstValue("Location")).hasValue("/desk/");
    }

    @Test
    void aShellLoadsOnlyFilesOfOursAndRunsNothingElse() {
        var zhuoma = signedIn();
        for (var path : new String[] {"/desk/", "/field/", "/field/tasks/7"}) {
            var shell = zhuoma.get(path);
            assertThat(shell.statusCode()).as(path).isEqualTo(200);
            assertThat(shell.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(shell.headers().firstValue("Cache-Control").orElse("")).contains("no-cache");
            assertThat(shell.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(shell.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
            assertThat(shell.body()).doesNotContain("{{", "style=", " onload=");
            var files = FILE.matcher(shell.body()).results().map(it -> it.group(1)).toList();
            assertThat(files).hasSizeGreaterThan(5).anyMatch(it -> it.endsWith("/lib/api.js"));
            for (var file : files) {
                assertThat(zhuoma.get(file).statusCode()).as(file).isEqualTo(200);
            }
        }
    }

    @Test
    void filesAreKeptForAYearAndSentCompressed() throws Exception {
        var file = file(signedIn().get("/field/").body(), "lib/api.js");
        var plain = ask(file, "identity");
        var zipped = ask(file, "br;q=1, gzip");

        assertThat(plain.headers().firstValue("Cache-Control"))
                .hasValue("max-age=31536000, public, immutable");
        assertThat(plain.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/javascript");
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.headers().allValues("Vary").toString()).contains("Accept-Encoding");
        assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(ask(file, "gzip;q=0").headers().firstValue("Content-Encoding")).isEmpty();
        var before =
                ask(file.replaceFirst("/console/[0-9a-f]+/", "/console/0123456789abcdef/"), "");
        assertThat(before.body()).isEqualTo(plain.body());
        assertThat(before.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "lib/none.js",
        "words/desk.json",
        "desk/index.html",
        "../application.yml",
        "%2e%2e/application.yml",
        "lib/..%2f..%2fapplication.yml"
    })
    void whatIsNoFileOfAPageIsNotThere(String path) throws Exception {
        assertThat(ask("/console/x/" + path, "").statusCode()).isIn(400, 401, 404);
    }

    @Test
    void aPageSpeaksTheLanguageThatWasChosen() {
        var zhuoma = signedIn();
        assertThat(zhuoma.get("/desk/").body()).contains("<html lang=\"en\"", "Command centre");
        var chosen = zhuoma.get("/desk/?lang=bo");
        assertThat(chosen.body()).contains("<html lang=\"bo\"", "words/desk.bo.json");
        assertThat(zhuoma.get("/field/").body()).contains("<html lang=\"bo\"", "field.bo.json");
        assertThat(zhuoma.get("/desk/?lang=xx").body()).contains("<html lang=\"bo\"");
        var words = zhuoma.get(file(chosen.body(), "words/desk.bo.json"));
        assertThat(json(words).get("desk.name").asString()).isEqualTo("བཀོད་འདོམས་ལྟེ་གནས།");
        assertThat(words.body()).doesNotContain("Command centre");
    }

    @Test
    void anUnchangedShellIsNotSentAgain() throws Exception {
        var first = ask("/field/", "");
        var tag = first.headers().firstValue("ETag").orElseThrow();
        var again =
                HTTP.send(
                        HttpRequest.newBuilder(uri("/field/")).header("If-None-Match", tag).build(),
                        BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
    }

    /** A page on a phone is older than any cookie. */
    @Test
    void aPageGetsWhatItsCallsHaveToBring() {
        var zhuoma = new Browser(port);
        assertThat(zhuoma.get("/console/form-token").statusCode()).isEqualTo(204);
        var token = zhuoma.cookie("wangge-form");
        assertThat(token).isNotEmpty();
        assertThat(zhuoma.get("/field/").statusCode()).isEqualTo(200);
        assertThat(zhuoma.cookie("wangge-form")).as("of another tab, still good").isEqualTo(token);
    }

    @Test
    void thePhoneKeepsTheVersionThatItWasGiven() {
        var browser = new Browser(port);
        var worker = browser.get("/field/sw.js");
        var shell = browser.get("/field/").body();

        assertThat(worker.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/javascript");
        assertThat(worker.headers().firstValue("Cache-Control").orElse("")).contains("no-cache");
        FILE.matcher(shell)
                .results()
                .map(it -> it.group(1))
                .forEach(file -> assertThat(worker.body()).contains("\"" + file + "\""));
        assertThat(worker.body())
                .contains("field.zh.json", "field.bo.json", "field.en.json")
                .doesNotContain("{{", "/desk/");
        assertThat(json(browser.get("/field/manifest.webmanifest")).get("scope").asString())
                .isEqualTo("/field/");
        assertThat(browser.get("/field").headers().firstValue("Location")).hasValue("/field/");
    }

    private Browser signedIn() {
        var zhuoma = dispatcher();
        assertThat(zhuoma.signIn("desk-zhuoma", People.PASSWORD).statusCode()).isEqualTo(303);
        return zhuoma;
    }

    private static String file(String shell, String path) {
        return FILE.matcher(shell)
                .results()
                .map(it -> it.group(1))
                .filter(it -> it.endsWith(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not in " + shell));
    }

    private HttpResponse<byte[]> ask(String path, String encoding)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path));
        if (!encoding.isEmpty()) {
            request.header("Accept-Encoding", encoding);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
