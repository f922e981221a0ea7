package dev.wangge.grids;

import static dev.wangge.testing.ServiceClient.json;
import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.OnBestEngine;
import dev.wangge.testing.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in is understood, or refused with a name as problem+json: never a 500. */
@OnBestEngine
class BadInputStoriesTest extends RunningGridService {
    private static final String DIVISIONS =
            """
            code,name,level,parent_code
            620000000000,甘肃省,province,
            620100000000,兰州市,prefecture,620000000000
            620102000000,城关区,county,620100000000
            620103000000,七里河区,county,620100000000
            620102001000,张掖路街道,township,620102000000
            620102001201,某村,village,620102001000
            """;

    private final String all = TestIssuer.token("country", "admin", "62");

    @BeforeAll
    void aProvince() {
        assertThat(service.csv(all, "/api/v1/divisions:import", DIVISIONS))
                .returns(200, HttpResponse::statusCode);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    /api/v1/divisions?q=%00,                     control-character
                    /api/v1/divisions?q=a%07,                    control-character
                    /api/v1/divisions?%00=x,                     control-character
                    /api/v1/divisions?q=%FF,                     unreadable
                    /api/v1/divisions?q=%C0%AD%CE%DA,            unreadable
                    /api/v1/divisions?=x,                        required
                    /api/v1/divisions?asOf=%2B300000000-01-01,   wrong-value
                    /api/v1/divisions?asOf=0000-01-01,           wrong-value
                    /api/v1/divisions?level=%E5%8E%BF,           wrong-value
                    /api/v1/divisions?limit=0,                   out-of-range
                    /api/v1/divisions?limit=1e400,               wrong-type
                    /api/v1/divisions?limit=99999999999,         wrong-type
                    /api/v1/divisions?level=county&level=village, repeated-parameter
                    /api/v1/divisions?level=county&level=county, repeated-parameter
                    /api/v1/divisions?cursor=x,                  wrong-cursor
                    /api/v1/grids?asOf=-999999999-01-01,         wrong-value
                    /api/v1/grids?kind=basic,                    wrong-value
                    /api/v1/grids?within=%E5%8E%BF,              wrong-value
                    /api/v1/shifts?at=%2B300000000-01-01T00:00:00Z, out-of-range
                    /api/v1/grids:locate?lng=98&lat=29&at=-999999999-01-01T00:00:00Z, out-of-range
                    /api/v1/grids:locate?lng=NaN&lat=29,         out-of-range
                    /api/v1/grids:locate?lng=1e400&lat=29,       out-of-range
                    /api/v1/seasonal-moves?status=GONE,          wrong-type
                    """)
    void aQuestionIsRefusedWithItsName(String path, String code) {
        refused(service.get(desk, path), 400, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/divisions/%00",
                "/api/v1/divisions/%FF",
                "/api/v1/divisions/a%0D%0Ab"
            })
    void anAddressThatIsNoTextIsRefused(String path) {
        assertThat(service.get(desk, path).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%28", "%28%29", "%20", "%E2%80%8B", "-", "%E3%80%90"})
    void aSearchForNothingFindsNothing(String q) {
        for (var list : new String[] {"divisions", "grids"}) {
            assertThat(seen(desk, "/api/v1/" + list + "?q=" + q).path("items")).isEmpty();
        }
    }

    @Test
    void aCursorIsGoodForItsOwnListOnly() {
        var counties = "/api/v1/divisions?parent=620100000000&limit=1";
        var cursor = seen(desk, counties).path("next").asString();
        assertThat(seen(desk, counties + "&cursor=" + cursor).path("items")).hasSize(1);
        assertThat(
                        seen(desk, counties.replace("=1", "=2") + "&cursor=" + cursor)
                                .path("next")
                                .isNull())
                .isTrue();
        for (var other :
                new String[] {
                    "/api/v1/divisions?level=county&limit=1",
                    "/api/v1/divisions?limit=1",
                    "/api/v1/grids?limit=1",
                    "/api/v1/members?limit=1",
                    "/api/v1/seasonal-moves?limit=1",
                    "/api/v1/key-periods?limit=1"
                }) {
            refused(service.get(desk, other + "&cursor=" + cursor), 400, "wrong-cursor");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain",
        "application/xml",
        "text/xml;charset=utf-8",
        "application/x-www-form-urlencoded",
        "multipart/form-data;boundary=x",
        "application/json;charset=GBK",
        "application/json;charset=utf-16",
        "text/json",
        "nonsense",
        "*/*"
    })
    void onlyJsonIsTakenForJson(String type) {
        var desk = TestIssuer.token("county-demo", "dispatcher", "540328");
        for (var path : new String[] {"grids", "members", "seasonal-moves", "grids:locate"}) {
            var token = path.equals("seasonal-moves") ? desk : admin;
            var answer = service.post(token, "/api/v1/" + path, "{}", "Content-Type", type);
            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(415);
            assertThat(json(answer).path("type").asString())
                    .isEqualTo("/problems/unsupported-media-type");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=UTF-8",
                "application/geo+json"
            })
    void jsonByItsNamesIsRead(String type) {
        refused(
                service.post(admin, "/api/v1/grids", "{}", "Content-Type", type),
                400,
                "wrong-value");
    }

    @Test
    void aPackedBodyIsNotRead() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("{}".getBytes(StandardCharsets.UTF_8));
        }
        var answer =
                service.upload(
                        admin, "/api/v1/grids", packed.toByteArray(), "Content-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Encoding")).contains("identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "GB18030"})
    void onlyUtf8IsRead(String charset) {
        for (var path : new String[] {"grids", "grids:locate", "grids:import"}) {
            var body = "{\"name\":\"拉乌\"}".getBytes(Charset.forName(charset));
            var answer = service.upload(admin, "/api/v1/" + path, body);
            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"grids", "grids:locate", "grids:import", "divisions:boundaries", "members"})
    void noJsonIsTooStrange(String path) {
        for (var body :
                new String[] {
                    "[".repeat(600) + "]".repeat(600),
                    "{\"a\":" + "[".repeat(600) + "]".repeat(600) + "}",
                    "{\"geometry\":" + "{\"a\":".repeat(600) + "1" + "}".repeat(601),
                    "{\"" + "n".repeat(60_000) + "\":1}",
                    "{\"points\":[{\"lng\":" + "9".repeat(1_001) + "}]}",
                    "{\"features\":[{\"geometry\":" + "9".repeat(1_001) + "}]}",
                    "{\"name\":\"\\ud800\"}",
                    "{\"\\ud800\":1}",
                    "{\"points\":[{\"\\ud800\":1}]}",
                    "{\"name\":\"a\\u0000\"}",
                    "{",
                    "null",
                    "7",
                    "{}{}",
                    "\u0000"
                }) {
            var answer = service.post(admin, "/api/v1/" + path, body);
            var shown = body.substring(0, Math.min(40, body.length()));
            assertThat(answer.statusCode()).as(shown + answer.body()).isIn(200, 400);
            if (answer.statusCode() == 400) {
                isProblem(answer);
            }
        }
    }

    /** The link comes first: to whom it opens nothing, nothing is said of the form either. */
    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data;boundary=", "text/plain"})
    void aFormBehindNoLinkIsNotLookedAt(String type) {
        var answer = service.post("", "/z/x", "action=nothing", "Content-Type", type);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    zh | level须为以下之一：province, prefecture, county, township, village | 未保存任何内容
                    bo | levelནི་འདི་དག་ལས་གཅིག་ཡིན་དགོས། province, prefecture, county, township, village | གང་ཡང་ཉར་མེད།
                    en | level is one of province, prefecture, county, township, village | nothing was stored
                    """)
    void anImportSaysInTheLanguageAskedForWhatIsWrong(String asked, String message, String detail) {
        var file = "code,name,level,parent_code\n540399000000,某县,hamlet,540300000000\n";
        var path = "/api/v1/divisions:import";
        var refused =
                service.post(
                        admin, path, file, "Content-Type", "text/csv", "Accept-Language", asked);
        assertThat(json(refused).path("errors").path(0).path("message").asString())
                .isEqualTo(message);
        assertThat(json(refused).path("detail").asString()).contains(detail, message);

        var left =
                service.post(
                        admin,
                        path + "?mode=line-by-line&dryRun=true",
                        file,
                        "Content-Type",
                        "text/csv",
                        "Accept-Language",
                        asked);
        assertThat(read(left, 200).path("errors").path(0).path("message").asString())
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"zh, 边界自相交叉", "bo, མཐའ་མཚམས་རང་ཉིད་ལ་བརྒལ་འདུག", "en, The outline crosses itself"})
    void anOutlineToo(String asked, String message) {
        var bow =
                """
                {"type":"FeatureCollection","features":[{"type":"Feature","properties":
                {"name":"某网格","divisionCode":"620102001201"},"geometry":{"type":"Polygon",
                "coordinates":[[[98,29],[99,30],[99,29],[98,30],[98,29]]]}}]}
                """;
        var answer = service.post(all, "/api/v1/grids:import", bow, "Accept-Language", asked);
        assertThat(json(answer).path("errors").path(0).path("message").asString())
                .startsWith(message);
    }

    @Test
    void aNameThatNobodySeesIsNone() {
        for (var name : new String[] {"\u200B\u200D", "\u3164", "\u2800", "\u00A0", "\u0301"}) {
            var grid = "{\"divisionCode\":\"540328101202\",\"name\":\"%s\"}".formatted(name);
            var answer = service.post(admin, "/api/v1/grids", grid);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
    }

    private static void refused(HttpResponse<String> answer, int status, @Nullable String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        isProblem(answer);
        assertThat(json(answer).path("errors").path(0).path("code").asString()).isEqualTo(code);
    }

    private static void isProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(json(answer).path("title").asString()).isNotEmpty();
        assertThat(answer.body())
                .doesNotContain("tools.jackson", "org.springframework", "dev.wangge", "Exception");
    }
}
