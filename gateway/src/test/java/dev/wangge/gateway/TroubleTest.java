package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class TroubleTest extends RunningGateway {
    private static final long MIB = 1L << 20;
    @Autowired CircuitBreakerRegistry breakers;

    @Test
    void aServiceThatIsAwayIsA503WithATimeToComeBackHoweverOftenOneAsks() {
        var token = token();
        for (int i = 0; i < 30; i++) {
            // With a query: it must not be taken for one of the page that says so.
            var answer = get("/api/v1/alerts?case=1", token);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(json(answer).get("type").asString())
                    .isEqualTo("/problems/service-unavailable");
            assertThat(json(answer).get("detail").asString()).contains("notify-service");
            assertThat(json(answer).get("instance").asString()).isEqualTo("/api/v1/alerts");
        }
        assertThat(breakers.circuitBreaker("notify-service").getState()).isNotEqualTo(State.CLOSED);
        assertThat(get("/api/v1/cases", token).statusCode()).as("others go on").isEqualTo(200);
    }

    @Test
    void aServiceThatIsKilledInTheMiddleOfItsAnswerIsAway() {
        CASES.breaksOffAt("/api/v1/cases/killed");
        var answer = get("/api/v1/cases/killed", token());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(json(answer).get("type").asString()).isEqualTo("/problems/service-unavailable");
        assertThat(json(answer).get("instance").asString()).isEqualTo("/api/v1/cases/killed");
    }

    @Test
    void manySlowAnswersAtOnceHoldNobodyUp() throws Exception {
        var token = token();
        var all = new CountDownLatch(150);
        // No one is answered until all have arrived.
        CASES.waitsAt("/api/v1/cases/slow", all);
        var answers =
                IntStream.range(0, 150)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(
                                        () -> get("/api/v1/cases/slow", token),
                                        Thread::startVirtualThread))
                        .toList();

        for (var answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatCallersDoWrongOpensNoCircuit() throws Exception {
        var token = token();
        CASES.answers("/api/v1/cases/none", 404, "{}", Map.of());
        // So many that the breaker has forgotten what failed in other tests.
        for (int i = 0; i < 50; i++) {
            assertThat(get("/api/v1/cases/none", token).statusCode()).isEqualTo(404);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(post("/api/v1/cases/x", token, chunked(2 * MIB)).statusCode())
                    .isEqualTo(413);
            hangUpInTheMiddle("/api/v1/cases/y", token);
            hangUpInTheMiddle("/api/v1/grids:import", token);
        }
        var cases = breakers.circuitBreaker("case-service");
        var grids = breakers.circuitBreaker("grid-service");

        await().atMost(Duration.ofSeconds(40))
                .during(Duration.ofMillis(300))
                .until(() ->
                        cases.getMetrics().getNumberOfFailedCalls() == 0
                                && grids.getMetrics().getNumberOfFailedCalls() == 0);
        assertThat(cases.getState()).isEqualTo(State.CLOSED);
        assertThat(CASES.wasReached("/api/v1/cases/x")).isFalse();
        assertThat(CASES.wasReached("/api/v1/cases/y")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1048576,200", "1048577,413", "6291456,413"})
    void aBodyHasOneMebibyteWhetherItSaysItsLengthOrNot(long bytes, int status) {
        var token = token();
        var stated =
                post(
                        "/api/v1/cases/stated" + bytes,
                        token,
                        BodyPublishers.fromPublisher(chunked(bytes), bytes));
        var chunked = post("/api/v1/cases/chunked" + bytes, token, chunked(bytes));

        assertThat(stated.statusCode()).isEqualTo(status);
        assertThat(chunked.statusCode()).isEqualTo(status);
        if (status == 413) {
            assertThat(json(stated).get("type").asString()).isEqualTo("/problems/body-too-large");
            assertThat(json(chunked).get("limit").asLong()).isEqualTo(MIB);
            assertThat(CASES.wasReached("/api/v1/cases/chunked" + bytes)).isFalse();
        } else {
            assertThat(CASES.reached("/api/v1/cases/stated" + bytes).length()).isEqualTo(bytes);
            assertThat(CASES.reached("/api/v1/cases/chunked" + bytes).length()).isEqualTo(bytes);
        }
    }

    @Test
    void anImportIsStreamedUpToItsLimit() {
        var token = token();
        var passed = post("/api/v1/units:import", token, chunked(40 * MIB));
        var refused = post("/api/v1/members:import", token, chunked(256 * MIB + 1));

        assertThat(passed.statusCode()).as(passed.body()).isEqualTo(200);
        assertThat(GRIDS.reached("/api/v1/units:import").length()).isEqualTo(40 * MIB);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(json(refused).get("limit").asLong()).isEqualTo(256 * MIB);
    }

    @Test
    void onlyImportsAreAllowedMore() {
        assertThat(post("/api/v1/cases/a:import", token(), chunked(2 * MIB)).statusCode())
                .isEqualTo(413);
        assertThat(send("/l/a", r -> r.POST(chunked(5 * MIB))).statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> post(String path, String token, BodyPublisher body) {
        return send(
                path,
                (HttpRequest.Builder request) ->
                        request.header("Authorization", "Bearer " + token)
                                .header("Content-Type", "text/csv")
                                .POST(body));
    }

    private void hangUpInTheMiddle(String path, String token) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 50000\r\n\r\nhalf"
                                    .formatted(path, token)
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
    }

    /** As many bytes as asked for, made on the way, without a stated length. */
    private static BodyPublisher chunked(long bytes) {
        return BodyPublishers.ofInputStream(() ->
                new InputStream() {
                    private long left = bytes;

                    @Override
                    public int read() {
                        return left-- > 0 ? 'x' : -1;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        if (left <= 0) {
                            return -1;
                        }
                        var n = (int) Math.min(length, left);
                        left -= n;
                        return n;
                    }
                });
    }
}
