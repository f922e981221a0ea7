package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes, passes as it was. */
class PassageTest extends RunningGateway {
    @Test
    void headersAndQueryArriveAsTheyWereSent() {
        var answer =
                send(
                        "/api/v1/cases?q=%E7%BD%91+%E6%A0%BC&within=540328&flag",
                        request ->
                                request.header("Authorization", "Bearer " + token())
                                        .header("If-None-Match", "\"6\"")
                                        .header("Idempotency-Key", "k-1")
                                        .header("X-Request-Id", "mine-1")
                                        .header("X-Wangge-Client", "province-admin")
                                        .header("X-Forwarded-For", "1.2.3.4")
                                        .header("Forwarded", "for=1.2.3.4")
                                        .header(
                                                "traceparent",
                                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        var reached = CASES.reached("/api/v1/cases");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("mine-1");
        assertThat(reached.target())
                .isEqualTo("/api/v1/cases?q=%E7%BD%91+%E6%A0%BC&within=540328&flag");
        assertThat(reached.headers().getFirst("Authorization")).startsWith("Bearer ey");
        assertThat(reached.headers().getFirst("If-None-Match")).isEqualTo("\"6\"");
        assertThat(reached.headers().getFirst("Idempotency-Key")).isEqualTo("k-1");
        assertThat(reached.headers().getFirst("X-Request-Id")).isEqualTo("mine-1");
        assertThat(reached.headers().getFirst("traceparent"))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(reached.headers().get("X-Forwarded-For"))
                .as("who is no proxy of ours speaks for nobody")
                .containsExactly("127.0.0.1");
        assertThat(reached.headers()).doesNotContainKeys("X-wangge-client", "Forwarded", "Upgrade");
    }

    /** The service has not come to the end of its answer, nor will it soon. */
    @Test
    void eventsPassAsTheyComeAndWhoWaitsForMoreIsCounted() throws Exception {
        CASES.answers(
                "/api/v1/cases:watch",
                200,
                "event: hello\n\n",
                Map.of("Content-Type", "text/event-stream;charset=UTF-8"));
        CASES.getsStuckAt("/api/v1/cases:watch");
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/api/v1/cases:watch"))
                        .header("Authorization", "Bearer " + token())
                        .header("Last-Event-ID", "5.abc")
                        .build();
        try (var http = HttpClient.newHttpClient();
                var events = http.send(request, BodyHandlers.ofInputStream()).body()) {
            assertThat(events.readNBytes(14)).asString().isEqualTo("event: hello\n\n");
            assertThat(CASES.reached("/api/v1/cases:watch").headers().getFirst("Last-Event-ID"))
                    .isEqualTo("5.abc");
            assertThat(operator("/actuator/prometheus").body())
                    .containsPattern("wangge_gateway_streams\\{[^}]*} 1\\.0");
            http.shutdownNow();
        }
    }

    @Test
    void aRequestWithoutATraceGetsOne() {
        send(
                "/api/v1/cases/traced",
                request ->
                        request.header("Authorization", "Bearer " + token())
                                .header("X-Request-Id", "not one word")
                                .header(
                                        "traceparent",
                                        "00-" + "0".repeat(32) + "-b7ad6b7169203331-01"));
        var reached = CASES.reached("/api/v1/cases/traced");

        assertThat(reached.headers().getFirst("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain("0".repeat(32));
        assertThat(reached.headers().getFirst("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void aProblemOfTheEdgeNamesTheTrace() {
        var refused =
                send(
                        "/api/v1/cases",
                        request ->
                                request.header(
                                        "traceparent",
                                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        assertThat(json(refused).get("traceId").asString())
                .isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void theAnswerIsTheServicesOwnButNamesNoAddressOfOurs() {
        CASES.answers(
                "/api/v1/cases/made",
                201,
                "{\"id\":1}",
                Map.of(
                        "ETag", "\"7\"",
                        "Location", CASES.url() + "/api/v1/cases/1",
                        "Link", "<" + CASES.url() + "/api/v1/cases?after=2>; rel=\"next\"",
                        "X-Request-Id", "the-service-s",
                        "Content-Type", "application/json"));
        var answer = get("/api/v1/cases/made", token());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"id\":1}");
        assertThat(answer.headers().allValues("ETag")).containsExactly("\"7\"");
        assertThat(answer.headers().allValues("Location")).containsExactly("/api/v1/cases/1");
        assertThat(answer.headers().allValues("Link"))
                .containsExactly("</api/v1/cases?after=2>; rel=\"next\"");
        assertThat(answer.headers().allValues("X-Request-Id"))
                .hasSize(1)
                .doesNotContain("the-service-s");
    }

    /** A list is mostly the same words again, and the phone that asks for it is far out. */
    @Test
    void aLongListIsZippedForWhoAsksAndAVersionIsAsItWas() throws IOException {
        var list = "{\"items\":[" + "\"540328100001001\",".repeat(1_000) + "\"\"]}";
        CASES.answers("/api/v1/cases/long", 200, list, Map.of("Content-Type", "application/json"));
        CASES.answers(
                "/api/v1/cases/long-version",
                200,
                list,
                Map.of("Content-Type", "application/json", "ETag", "\"7\""));

        var zipped = zipped("/api/v1/cases/long");
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("Vary").orElse("")).contains("accept-encoding");
        assertThat(zipped.body()).hasSizeLessThan(list.length() / 10);
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(unzipped.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(list);
        }
        assertThat(get("/api/v1/cases/long", token()).body()).isEqualTo(list);

        var version = zipped("/api/v1/cases/long-version");
        assertThat(version.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(version.headers().firstValue("ETag")).contains("\"7\"");
    }

    private HttpResponse<byte[]> zipped(String path) throws IOException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + token())
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"409", "412", "422", "503"})
    void aProblemOfTheServicePassesWhole(int status) {
        var problem = "{\"type\":\"/problems/stale-version\",\"etag\":\"\\\"8\\\"\"}";
        CASES.answers(
                "/api/v1/cases/problem" + status,
                status,
                problem,
                Map.of(
                        "Content-Type",
                        "application/problem+json",
                        "ETag",
                        "\"8\"",
                        "Retry-After",
                        "7"));
        var answer = get("/api/v1/cases/problem" + status, token());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(problem);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"8\"");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/cases", "GET,/api/v1/cases/1", "POST,/api/v1/cases:batch",
        "POST,/api/v1/cases/1/actions/accept", "GET,/api/v1/evaluations",
                "PUT,/api/v1/rules/limits",
        "POST,/api/v1/rules/limits:check", "GET,/api/v1/rules:export", "GET,/l/link.of-a_member"
    })
    void casesAndLinksGoToTheCaseService(String method, String path) {
        reaches(CASES, method, path);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/divisions",
        "GET,/api/v1/divisions/540328000000",
        "POST,/api/v1/divisions:import",
        "POST,/api/v1/divisions:boundaries",
        "GET,/api/v1/grids:locate",
        "PUT,/api/v1/grids/540328101201001",
        "GET,/api/v1/members",
        "POST,/api/v1/members:import",
        "GET,/api/v1/units",
        "POST,/api/v1/units:import",
        "PATCH,/api/v1/grids/1",
        "DELETE,/api/v1/grids/2"
    })
    void placesAndPeopleGoToTheGridService(String method, String path) {
        reaches(GRIDS, method, path);
    }

    private void reaches(Service service, String method, String path) {
        var body = "{\"%s\":\"%s\"}".formatted(method, path).getBytes(StandardCharsets.UTF_8);
        var answer =
                send(
                        path,
                        request ->
                                request.header("Authorization", "Bearer " + token())
                                        .method(
                                                method,
                                                method.equals("GET")
                                                        ? BodyPublishers.noBody()
                                                        : BodyPublishers.ofByteArray(body)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(service.reached(path).method()).isEqualTo(method);
        if (!method.equals("GET")) {
            assertThat(service.reached(path).digest()).isEqualTo(Service.digest(body));
        }
    }

    @Test
    void aReminderNeedsNoTokenEitherAndItsFormArrivesAsItWasSent() {
        var form = "action=finding&text=%E8%90%BD%E7%9F%B3".getBytes(StandardCharsets.UTF_8);
        var answer =
                send(
                        "/z/abc",
                        request ->
                                request.header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(BodyPublishers.ofByteArray(form)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GRIDS.reached("/z/abc").digest()).isEqualTo(Service.digest(form));
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded;charset=utf-8",
        "multipart/form-data; boundary=x",
        "application/octet-stream"
    })
    void aLinkNeedsNoTokenAndItsFormArrivesByteForByte(String type) {
        var form = "what=%E4%BF%AE%E5%A5%BD+了&empty=&a=1&a=2&b".getBytes(StandardCharsets.UTF_8);
        var answer =
                send(
                        "/l/abc/handle",
                        request ->
                                request.header("Content-Type", type)
                                        .POST(BodyPublishers.ofByteArray(form)));
        var reached = CASES.reached("/l/abc/handle");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(reached.target()).isEqualTo("/l/abc/handle");
        assertThat(reached.digest()).isEqualTo(Service.digest(form));
        assertThat(reached.headers().getFirst("Content-Type")).isEqualTo(type);
    }

    @Test
    void aPhotoOfThreeMebibytesPassesThroughALink() {
        var photo = new byte[3 << 20];
        new Random(7).nextBytes(photo);
        var answer =
                send(
                        "/l/abc/photo",
                        request ->
                                request.header("Content-Type", "multipart/form-data; boundary=x")
                                        .POST(BodyPublishers.ofByteArray(photo)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(CASES.reached("/l/abc/photo").digest()).isEqualTo(Service.digest(photo));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/cases/a;b,400",
        "/api/v1/cases/%2e%2e/x,400",
        "/api/v1/cases//x,400",
        "/api/v1/nothing,404",
        "/nothing-here,401",
        "/unavailable/case-service,404"
    })
    void oddAddressesAreNamedProblems(String path, int status) {
        var answer = get(path, path.startsWith("/nothing") ? "" : token());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
    }

    @ParameterizedTest
    @CsvSource({"q=%zz", "q=%", "%=%1", "limit=%2"})
    void aBrokenQueryIsANamedProblem(String query) throws Exception {
        var token = token();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/cases?%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(query, token)
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("/problems/invalid-request");
        }
    }
}
