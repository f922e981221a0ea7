package dev.wangge.gateway;

import static dev.wangge.testing.Wire.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.Wire;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What strangers try at the door, over bare connections. */
class DoorTest extends RunningGateway {
    private static final String CLOSE = "Connection: close";
    @Autowired CircuitBreakerRegistry breakers;
    @Autowired Vault vault;

    @Test
    void halfSentBodiesOfAnAddressAreBoundedAndOthersAreServed() {
        var half = new ArrayList<Wire>();
        try {
            // As long as it takes: a slow machine opens them no faster than they end.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        for (int i = 0; i < 32; i++) {
                            half.add(halfSent("127.0.1.1"));
                        }
                        try (var more = Wire.to(port, "127.0.1.1")) {
                            var refused =
                                    more.head("GET /l/one HTTP/1.1", "Host: x", CLOSE).answer();
                            assertProblem(refused, 429, "rate-limited");
                            assertThat(refused).contains("Retry-After: ");
                        }
                    });
            try (var other = Wire.to(port, "127.0.1.2");
                    var linked = Wire.to(port, "127.0.1.1")) {
                assertThat(other.head("GET /l/one HTTP/1.1", "Host: x", CLOSE).answer())
                        .startsWith("HTTP/1.1 200");
                assertThat(linked.head("GET /l/" + link() + " HTTP/1.1", "Host: x", CLOSE).answer())
                        .as("who has a link of ours is not counted with them")
                        .startsWith("HTTP/1.1 200");
            }
            assertThat(get("/api/v1/cases", token()).statusCode()).isEqualTo(200);
        } finally {
            half.forEach(Wire::close);
        }
    }

    private Wire halfSent(String from) {
        return Wire.to(port, from)
                .head(
                        "POST /l/half HTTP/1.1",
                        "Host: x",
                        "Content-Type: multipart/form-data; boundary=x",
                        "Content-Length: 4000000")
                .send(new byte[1 << 16]);
    }

    private String link() {
        return new SignedLink(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "M-1",
                        Instant.parse("2100-01-01T00:00:00Z"))
                .token(vault);
    }

    @Test
    void whoGuessesLinksHasToWaitWhereverTheyLead() {
        CASES.answers("/l/guess", 404, "", Map.of());
        for (int i = 0; i < 60; i++) {
            assertThat(ask("127.0.2.1", "GET /l/guess HTTP/1.1")).startsWith("HTTP/1.1 404");
        }
        assertProblem(ask("127.0.2.1", "GET /l/guess HTTP/1.1"), 429, "rate-limited");
        assertProblem(ask("127.0.2.1", "GET /z/guess HTTP/1.1"), 429, "rate-limited");
        assertProblem(ask("127.0.2.1", "GET /a/x HTTP/1.1"), 503, "service-unavailable");
        assertThat(ask("127.0.2.2", "GET /l/guess HTTP/1.1")).startsWith("HTTP/1.1 404");
        assertThat(ask("127.0.2.1", "GET /l/" + link() + " HTTP/1.1")).startsWith("HTTP/1.1 200");
    }

    @Test
    void onlyAProxyOfOursSpeaksForOthers() {
        ask("127.0.3.1", "GET /l/mine HTTP/1.1", "X-Forwarded-For: 203.0.113.9");
        assertThat(CASES.reached("/l/mine").headers().get("X-Forwarded-For"))
                .containsExactly("127.0.3.1");
        ask(PROXY, "GET /l/his HTTP/1.1", "X-Forwarded-For: 1.1.1.1, 203.0.113.9");
        assertThat(CASES.reached("/l/his").headers().get("X-Forwarded-For"))
                .containsExactly("203.0.113.9");
        ask(PROXY, "GET /l/its HTTP/1.1", "X-Forwarded-For: <script>", "Forwarded: for=1.1.1.1");
        assertThat(CASES.reached("/l/its").headers().get("X-Forwarded-For")).containsExactly(PROXY);
    }

    private String ask(String from, String line, String... headers) {
        try (var wire = Wire.to(port, from)) {
            var lines = new ArrayList<>(List.of(line, "Host: x", CLOSE));
            lines.addAll(List.of(headers));
            return wire.head(lines.toArray(String[]::new)).answer();
        }
    }

    /**
     * Something comes ten times a second, as long as it is taken: in vain for all its diligence.
     */
    private static void awaitClosed(Wire slow) {
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(15))
                .until(() -> !slow.isOpenFor("x"));
    }

    @Test
    void headersThatComeBitByBitHaveATotalTime() {
        try (var slow = Wire.to(port)) {
            slow.send("GET / HTTP/1.1\r\nHost: x\r\nX: ");
            awaitClosed(slow);
        }
    }

    @Test
    void aBodyThatComesBitByBitHasATotalTime() {
        try (var slow = Wire.to(port, "127.0.4.1")) {
            slow.head(
                    "POST /oauth2/token HTTP/1.1",
                    "Host: x",
                    CLOSE,
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: 10000");
            awaitClosed(slow);
            assertProblem(slow.answer(), 408, "body-too-slow");
        }
    }

    @Test
    void aStrangersBodyThatComesBitByBitIsNoFailureOfTheService() {
        try (var slow = Wire.to(port, "127.0.4.2")) {
            slow.head(
                    "POST /z/slow HTTP/1.1",
                    "Host: x",
                    CLOSE,
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: 10000");
            awaitClosed(slow);
            assertProblem(slow.answer(), 408, "body-too-slow");
        }
        assertThat(breakers.circuitBreaker("grid-service").getMetrics().getNumberOfFailedCalls())
                .isZero();
    }

    @Test
    void whatComesBitByBitBetweenTwoChunksHasATotalTimeToo() {
        try (var slow = Wire.to(port, "127.0.4.3")) {
            slow.head(
                            "POST /z/between HTTP/1.1",
                            "Host: x",
                            "Content-Type: application/x-www-form-urlencoded",
                            "Transfer-Encoding: chunked")
                    .send("5;extension=");
            awaitClosed(slow);
        }
    }

    @Test
    void anAnswerThatNobodyTakesAwayIsBrokenOff() throws Exception {
        CASES.answers("/api/v1/cases/large", 200, "x".repeat(64 << 20), Map.of());
        try (var idle = Wire.to(port)) {
            idle.head(
                    "GET /api/v1/cases/large HTTP/1.1",
                    "Host: x",
                    "Authorization: Bearer " + token());
            assertThat(idle.beginning()).startsWith("HTTP/1.1 200");
            // Nothing is read until it must have been given up.
            Thread.sleep(Duration.ofSeconds(8));
            assertThat(idle.answer().length()).isLessThan(32 << 20);
        }
    }

    @Test
    void aServiceThatGetsStuckInItsAnswerHoldsNobodyForEver() {
        CASES.answers("/api/v1/cases/stuck", 200, "begun", Map.of());
        CASES.getsStuckAt("/api/v1/cases/stuck");
        try (var wire = Wire.to(port)) {
            var answer =
                    wire.head(
                                    "GET /api/v1/cases/stuck HTTP/1.1",
                                    "Host: x",
                                    CLOSE,
                                    "Authorization: Bearer " + token())
                            .answer();
            assertProblem(answer, 503, "service-unavailable");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 415, 401, 404, 400, 413})
    void aRefusalOfALargeUploadArrivesAndOpensNoCircuit(int status) {
        var path = "/api/v1/shifts:boundaries";
        GRIDS.refusesUnread(path, status);
        var token = token();
        for (int i = 0; i < 25; i++) {
            try (var wire = Wire.to(port)) {
                wire.head(
                        "POST " + path + " HTTP/1.1",
                        "Host: x",
                        CLOSE,
                        "Content-Length: 3000000",
                        "Authorization: Bearer " + token);
                for (int sent = 0; sent < 3_000_000; sent += 100_000) {
                    wire.send(new byte[100_000]);
                }
                assertThat(wire.answer()).startsWith("HTTP/1.1 " + status);
            }
        }
        var circuit = breakers.circuitBreaker("grid-service");
        assertThat(circuit.getState()).isEqualTo(State.CLOSED);
        assertThat(circuit.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void whoAsksBeforeSendingIsToldWithoutHavingToSend() {
        GRIDS.refusesUnread("/api/v1/shifts:import", 403);
        try (var asking = Wire.to(port);
                var wanted = Wire.to(port)) {
            var head =
                    new String[] {
                        "POST /api/v1/shifts:import HTTP/1.1",
                        "Host: x",
                        CLOSE,
                        "Expect: 100-continue",
                        "Content-Length: 5000000",
                        "Authorization: Bearer " + token()
                    };
            assertThat(asking.head(head).answer()).startsWith("HTTP/1.1 403");
            head[0] = "POST /api/v1/teams:import HTTP/1.1";
            assertThat(wanted.head(head).beginning()).startsWith("HTTP/1.1 100");
            assertThat(wanted.send(new byte[5_000_000]).answer()).contains("HTTP/1.1 200");
        }
        assertThat(GRIDS.reached("/api/v1/teams:import").length()).isEqualTo(5_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "User-Agent: 浏览器/1.0",
        "Referer: http://网格/案件?一=二",
        "Cookie: 名=值",
        "X-Anything: 什么",
        "Accept-Language: 中文",
        "Origin: http://网格",
        "Traceparent: 键"
    })
    void aHeaderThatIsNotAsciiAndDecidesNothingIsNoObstacle(String header) {
        assertThat(
                        ask(
                                "127.0.0.1",
                                "GET /api/v1/cases HTTP/1.1",
                                header,
                                "Authorization: Bearer " + token()))
                .startsWith("HTTP/1.1 200");
        assertThat(ask("127.0.0.1", "GET /l/titled HTTP/1.1", header)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "Idempotency-Key: 键-1, invalid-idempotency-key",
        "If-Match: \"版本\", invalid-request",
        "Content-Type: 文本, invalid-request",
        "Accept: 文本/网页, invalid-request",
        "Range: 字节=1-2, invalid-request"
    })
    void aHeaderThatIsNotAsciiAndDecidesIsANamedProblem(String header, String slug) {
        var failed = breakers.circuitBreaker("case-service").getMetrics().getNumberOfFailedCalls();
        assertProblem(
                ask(
                        "127.0.0.1",
                        "GET /api/v1/cases HTTP/1.1",
                        header,
                        "Authorization: Bearer " + token()),
                400,
                slug);
        assertThat(breakers.circuitBreaker("case-service").getMetrics().getNumberOfFailedCalls())
                .isEqualTo(failed);
    }

    @Test
    void whatDecidesIsNotTakenAwayByConnection() {
        ask(
                "127.0.0.1",
                "DELETE /api/v1/cases/hop HTTP/1.1",
                "Authorization: Bearer " + token(),
                "Idempotency-Key: k-1",
                "If-Match: \"1\"",
                "X-Mine: 1",
                "Connection: Idempotency-Key, if-match, X-Mine, X-Forwarded-For, X-Request-Id");
        var headers = CASES.reached("/api/v1/cases/hop").headers();

        assertThat(headers.getFirst("Idempotency-Key")).isEqualTo("k-1");
        assertThat(headers.getFirst("If-Match")).isEqualTo("\"1\"");
        assertThat(headers.getFirst("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(headers.getFirst("X-Request-Id")).isNotBlank();
        assertThat(headers).doesNotContainKey("X-mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/cases?q=拉乌 HTTP/1.1",
                "GET /api/v1/拉乌 HTTP/1.1",
                "GET /api/v1/cases?status[]=CLOSED HTTP/1.1",
                "GET /api/v1/cases?q=a|b HTTP/1.1",
                "GET /api/v1/cases?q=a b HTTP/1.1",
                "GET /api/v1/cases/a%2Fb HTTP/1.1",
                "GET /api/v1/cases/%2e%2e%2fx HTTP/1.1",
                "GET /api/v1/cases/%zz HTTP/1.1",
                "GET /api/v1/cases/%ff HTTP/1.1",
                "GET /api/v1/cases/%00 HTTP/1.1",
                "GET /api/v1/cases\\x HTTP/1.1",
                "GET /api/v1/../../etc HTTP/1.1",
                "GET /%5c HTTP/1.1",
                "GET /api/v1/cases?q=% HTTP/1.1",
                "GET /api/v1/cases?%=%1 HTTP/1.1",
                "G(T / HTTP/1.1"
            })
    void addressesThatAreNoneAreNamedProblems(String line) {
        assertProblem(
                ask("127.0.0.1", line, "Authorization: Bearer " + token()), 400, "invalid-request");
    }

    @Test
    void requestsThatAreNoneAreNamedProblems() {
        var ours = "GET /api/v1/cases HTTP/1.1";
        assertProblem(
                ask("127.0.0.1", ours, "X-Long: " + "x".repeat(9000)), 400, "invalid-request");
        assertProblem(
                ask("127.0.0.1", "GET /" + "x".repeat(9000) + " HTTP/1.1"), 400, "invalid-request");
        assertProblem(ask("127.0.0.1", ours, "名: x"), 400, "invalid-request");
        assertProblem(ask("127.0.0.1", ours, ": x"), 400, "invalid-request");
        assertProblem(ask("127.0.0.1", ours, "X: a\u0001b"), 400, "invalid-request");
        assertProblem(ask("127.0.0.1", ours, "Content-Length: x"), 400, "invalid-request");
        assertProblem(ask("127.0.0.1", ours, "Content-Length: -1"), 400, "invalid-request");
        assertProblem(
                ask("127.0.0.1", ours, "Content-Length: 1", "Content-Length: 2"),
                400,
                "invalid-request");
        assertProblem(ask("127.0.0.1", ours, "Host: y"), 400, "invalid-request");
        assertProblem(
                ask("127.0.0.1", "POST / HTTP/1.1", "Transfer-Encoding: gzip"),
                501,
                "invalid-request");
        assertProblem(ask("127.0.0.1", "GET / HTTP/9.1"), 505, "invalid-request");
        assertProblem(ask("127.0.0.1", "TRACE / HTTP/1.1"), 405, "method-not-allowed");
        try (var none = Wire.to(port)) {
            assertProblem(none.head(ours, CLOSE).answer(), 400, "invalid-request");
        }
    }

    @Test
    void whatIsTooLargeIsToldWithoutReadingAllOfIt() {
        for (var path : List.of("/l/big", "/z/big", "/a/big", "/callbacks/aliyun-sms/big")) {
            try (var wire = Wire.to(port, "127.0.6.1")) {
                var answer =
                        wire.head(
                                        "POST " + path + " HTTP/1.1",
                                        "Host: x",
                                        CLOSE,
                                        "Content-Type: application/json",
                                        "Content-Length: 5000000")
                                .send("x".repeat(1000).getBytes(StandardCharsets.US_ASCII))
                                .beginning();
                assertProblem(answer, 413, "body-too-large");
            }
        }
    }
}
