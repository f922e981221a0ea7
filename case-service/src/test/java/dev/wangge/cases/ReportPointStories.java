package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** Who stands before a QR code on a wall reports by it; the same on both database engines. */
abstract class ReportPointStories extends RunningCaseService {
    private static final String POINTS = "/api/v1/report-points";
    private static final String GRID = "540328101201001";
    private static final int BUDGET = 15_000;

    private JsonNode opened(String name) {
        var made =
                post(desk, POINTS, "{\"name\":\"%s\",\"gridCode\":\"%s\"}".formatted(name, GRID));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json.readTree(made.body());
    }

    private HttpResponse<String> write(String page, Map<String, String> typed, byte[]... photos)
            throws IOException {
        var body = new ByteArrayOutputStream();
        for (var field : new TreeMap<>(typed).entrySet()) {
            body.write(
                    "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                            .formatted(field.getKey(), field.getValue())
                            .getBytes(StandardCharsets.UTF_8));
        }
        for (var photo : photos) {
            body.write(
                    "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p\"\r\nContent-Type: image/jpeg\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            body.write(photo);
            body.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.write("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return service.upload(
                "", page, body.toByteArray(), "Content-Type", "multipart/form-data; boundary=b");
    }

    private JsonNode newest() {
        return json.readTree(get(desk, "/api/v1/cases?limit=1&within=" + GRID).body())
                .get("items")
                .get(0);
    }

    @Test
    void whoStandsThereReportsWithoutAnAccountAndFollowsIt() throws Exception {
        var point = opened("拉乌村爱心驿站");
        var page = point.get("href").asString();
        for (var language : new String[] {"zh", "bo", "en"}) {
            var form = get("", page + "?lang=" + language);
            assertThat(form.statusCode()).isEqualTo(200);
            assertThat(form.body())
                    .contains("拉乌村爱心驿站", "lang=\"" + language + "\"")
                    .doesNotContain("<script", "null", "{{");
            assertThat(form.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(BUDGET);
        }
        assertThat(get("", point.get("qr").asString()).body()).startsWith("<svg");

        var sheet = UUID.randomUUID().toString();
        var typed =
                Map.of(
                        "kind", "HAZARD",
                        "text", "桥边护栏松了\r\n孩子上学路过",
                        "phone", "13900000088",
                        "name", "次仁",
                        "lang", "bo",
                        "form", sheet);
        var photo = TestPhoto.of(0x336699, "jpeg");
        var sent = write(page, typed, photo);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        var follow = sent.headers().firstValue(HttpHeaders.LOCATION).orElseThrow();
        assertThat(follow).startsWith("/c/").endsWith("?lang=bo");
        assertThat(get("", follow).statusCode()).isEqualTo(200);

        var row = newest();
        assertThat(row.get("title").asString()).isEqualTo("桥边护栏松了");
        assertThat(row.get("kind").asString()).isEqualTo("HAZARD");
        var id = row.get("id").asString();
        var it = json.readTree(get(desk, "/api/v1/cases/" + id).body());
        assertThat(it.get("channel").asString()).isEqualTo("QR");
        assertThat(it.at("/location/gridCode").asString()).isEqualTo(GRID);
        assertThat(it.at("/location/rule").asString()).isEqualTo("GRID_CODE");
        assertThat(it.at("/assignee/code").asString()).isEqualTo(MEMBER);
        assertThat(it.get("attachments")).hasSize(1);
        assertThat(get(desk, it.at("/attachments/0/href").asString()).statusCode()).isEqualTo(200);
        assertThat(post(desk, "/api/v1/cases/" + id + "/contact", "{\"purpose\":\"回电\"}").body())
                .contains("次仁", "13900000088", "\"bo\"");

        // Twice the same sheet is one report; another text on it is another one.
        assertThat(write(page, typed, photo).headers().firstValue(HttpHeaders.LOCATION))
                .contains(follow);
        assertThat(newest().get("id").asString()).isEqualTo(id);
        var other = new TreeMap<>(typed);
        other.put("text", "另一件事");
        assertThat(write(page, other).headers().firstValue(HttpHeaders.LOCATION).orElseThrow())
                .isNotEqualTo(follow);
        assertThat(newest().get("title").asString()).isEqualTo("另一件事");
    }

    @Test
    void whatIsMissingIsSaidAndNothingThatWasWrittenIsLost() throws Exception {
        var page = opened("卡点").get("href").asString();

        var empty =
                write(
                        page,
                        Map.of(
                                "kind",
                                "REQUEST",
                                "text",
                                " \u200b ",
                                "phone",
                                "139",
                                "lang",
                                "en"));
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("id=\"problem\"", "write what happened", "value=\"139\"");
        var noKind =
                write(page, Map.of("kind", "PATROL_FINDING", "text", "<b>石头</b>", "lang", "en"));
        assertThat(noKind.statusCode()).isEqualTo(400);
        assertThat(noKind.body()).contains("&lt;b&gt;石头").doesNotContain("<b>石头");
        var long2001 =
                write(page, Map.of("kind", "ADVICE", "text", "长".repeat(2001), "lang", "zh"));
        assertThat(long2001.statusCode()).isEqualTo(400);
        assertThat(long2001.body()).contains("2000字以内");
        var noPhoto =
                write(
                        page,
                        Map.of("kind", "ADVICE", "text", "照片不是照片", "lang", "zh"),
                        "no photo".getBytes(StandardCharsets.UTF_8));
        assertThat(noPhoto.statusCode()).isEqualTo(400);
        assertThat(noPhoto.body()).contains("照片没能收下", "照片不是照片");

        assertThat(write(page, Map.of("kind", "ADVICE", "text", "不留姓名")).statusCode())
                .isEqualTo(303);
        var it = json.readTree(get(desk, "/api/v1/cases/" + newest().get("id").asString()).body());
        assertThat(it.get("title").asString()).isEqualTo("不留姓名");
        assertThat(
                        post(
                                        desk,
                                        "/api/v1/cases/" + it.get("id").asString() + "/contact",
                                        "{\"purpose\":\"x\"}")
                                .statusCode())
                .as("nobody left a contact")
                .isEqualTo(404);
    }

    @Test
    void aPointIsKeptByWhoDispatchesThereAndByNobodyElse() throws Exception {
        var point = opened("帮达村");
        var path = POINTS + "/" + point.get("id").asString();
        assertThat(get(neighbour, path).statusCode()).isEqualTo(404);
        assertThat(get(handler, path).statusCode()).isEqualTo(403);
        assertThat(get(neighbour, POINTS).body()).doesNotContain("帮达村");
        assertThat(get(desk, POINTS + "?within=540302").statusCode()).isEqualTo(403);
        assertThat(get(desk, POINTS + "?within=" + GRID + "&limit=200").body()).contains("帮达村");
        assertThat(
                        post(desk, POINTS, "{\"name\":\"x\",\"gridCode\":\"540302001001001\"}")
                                .statusCode())
                .isEqualTo(403);
        assertThat(post(desk, POINTS, "{\"name\":\"x\",\"gridCode\":\"540328999999999\"}").body())
                .contains("unknown-grid", "#/gridCode");
        assertThat(
                        post(
                                        desk,
                                        POINTS,
                                        "{\"name\":\"a\\nb\",\"gridCode\":\"%s\"}".formatted(GRID))
                                .body())
                .contains("#/name");

        var renamed =
                send(
                        desk,
                        "PUT",
                        path,
                        "{\"name\":\"帮达村文化室\",\"gridCode\":\"%s\"}".formatted(GRID),
                        HttpHeaders.IF_MATCH,
                        "\"1\"");
        assertThat(renamed.headers().firstValue(HttpHeaders.ETAG)).contains("\"2\"");
        assertThat(get("", point.get("href").asString()).body()).contains("帮达村文化室");
        assertThat(
                        send(
                                        desk,
                                        "POST",
                                        path + "/actions/retire",
                                        "",
                                        HttpHeaders.IF_MATCH,
                                        "\"1\"")
                                .statusCode())
                .isEqualTo(412);
        assertThat(post(desk, path + "/actions/retire", "").body()).contains("\"version\":3");
        assertThat(post(desk, path + "/actions/retire", "").body()).contains("\"version\":3");

        var gone = get("", point.get("href").asString());
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("id=\"gone\"");
        assertThat(
                        write(point.get("href").asString(), Map.of("kind", "ADVICE", "text", "x"))
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aKeyHasOneAnswerWhateverBecameOfThePoint() throws Exception {
        var body = "{\"name\":\"有钥匙的点\",\"gridCode\":\"%s\"}".formatted(GRID);
        var first = send(desk, "POST", POINTS, body, "Idempotency-Key", "point-1");
        assertThat(first.statusCode()).isEqualTo(201);
        var id = json.readTree(first.body()).get("id").asString();
        assertThat(post(desk, POINTS + "/" + id + "/actions/retire", "").statusCode())
                .isEqualTo(200);

        var again = send(desk, "POST", POINTS, body, "Idempotency-Key", "point-1");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        var other =
                send(
                        desk,
                        "POST",
                        POINTS,
                        body.replace("有钥匙的点", "别的点"),
                        "Idempotency-Key",
                        "point-1");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(get(desk, POINTS + "?limit=200").body()).doesNotContain("别的点");
    }

    @Test
    void aNameWithoutAPhoneIsKept() throws Exception {
        var page = opened("留名点").get("href").asString();
        assertThat(write(page, Map.of("kind", "ADVICE", "text", "只留名字", "name", "央宗")).statusCode())
                .isEqualTo(303);
        var id = newest().get("id").asString();
        assertThat(post(desk, "/api/v1/cases/" + id + "/contact", "{\"purpose\":\"找人\"}").body())
                .contains("央宗");
    }

    @Test
    void asMuchAsTwentyAnHourComesFromOneAddress() throws Exception {
        var page = opened("热闹的地方").get("href").asString();
        int taken = 0;
        for (int i = 0; i < 25; i++) {
            var sent = write(page, Map.of("kind", "ADVICE", "text", "第" + i + "条", "lang", "en"));
            if (sent.statusCode() == 429) {
                assertThat(sent.body()).contains("call 12345", "第" + i + "条");
                assertThat(get("", page).statusCode()).as("who only looks").isEqualTo(200);
                break;
            }
            taken++;
        }
        // Others of these stories share the address.
        assertThat(taken).isBetween(10, 20);
    }
}
