package dev.wangge.cases;

import static dev.wangge.testing.Wire.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.seal.SignedLink;
import dev.wangge.testing.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers try at a service that they reach without the gateway, over bare connections. */
abstract class DoorStories extends RunningCaseService {
    private static final String CLOSE = "Connection: close";

    @ParameterizedTest
    @CsvSource({
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/json"
    })
    void nothingIsReadOfWhatStrangersSendToALink(String type) {
        for (var token : List.of("guessed", expired())) {
            try (var wire = Wire.to(port)) {
                var page =
                        wire.head(
                                        "POST /l/" + token + " HTTP/1.1",
                                        "Host: x",
                                        "Content-Type: " + type,
                                        "Content-Length: 200000")
                                .send("action=")
                                .beginning();
                assertThat(page)
                        .startsWith("HTTP/1.1 4")
                        .contains("text/html")
                        .doesNotContain("405");
            }
        }
    }

    private String expired() {
        return new SignedLink(
                        UUID.randomUUID(), UUID.randomUUID(), MEMBER, Instant.ofEpochSecond(1))
                .token(vault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void nothingIsReadOfWhatComesWithoutAToken(String method) {
        for (var type :
                List.of(
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "application/json")) {
            try (var wire = Wire.to(port)) {
                assertProblem(
                        wire.head(
                                        method + " /api/v1/cases HTTP/1.1",
                                        "Host: x",
                                        "Content-Type: " + type,
                                        "Content-Length: 200000")
                                .send("access_token=")
                                .beginning(),
                        401,
                        "unauthenticated");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1048577", "Transfer-Encoding: chunked"})
    void aBodyHasTheSameLimitAsAtTheGateway(String length) {
        try (var wire = Wire.to(port)) {
            wire.head(
                    "POST /api/v1/cases HTTP/1.1",
                    "Host: x",
                    CLOSE,
                    "Content-Type: application/json",
                    "Authorization: Bearer " + desk,
                    length);
            if (length.startsWith("T")) {
                wire.send("100001\r\n");
            }
            wire.send(" ".repeat((1 << 20) + 1));
            if (length.startsWith("T")) {
                wire.send("\r\n0\r\n\r\n");
            }
            assertProblem(wire.answer(), 413, "body-too-large");
        }
    }

    @Test
    void aFormThatIsTooLargeIsToldSoThroughALinkOfOurs() throws Exception {
        var link =
                new SignedLink(
                                UUID.fromString(created(desk, IN_LAWU)),
                                UUID.randomUUID(),
                                MEMBER,
                                Instant.parse("2100-01-01T00:00:00Z"))
                        .token(vault);
        for (var type :
                List.of("multipart/form-data; boundary=x", "application/x-www-form-urlencoded")) {
            try (var wire = Wire.to(port)) {
                wire.head(
                        "POST /l/" + link + " HTTP/1.1",
                        "Host: x",
                        CLOSE,
                        "Content-Type: " + type,
                        "Transfer-Encoding: chunked");
                wire.send(Integer.toHexString(5 << 20) + "\r\n");
                wire.send(
                        "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a\"\r\n\r\n");
                wire.send(new byte[5 << 20]);
                assertProblem(wire.answer(), 413, "body-too-large");
            }
        }
    }

    @Test
    void whoGuessesLinksHasToWaitByWhereTheyComeFrom() {
        for (int i = 0; i < 60; i++) {
            assertThat(ask("GET /l/guess HTTP/1.1", "X-Forwarded-For: 203.0.113.7"))
                    .startsWith("HTTP/1.1 404");
        }
        var refused = ask("GET /l/guess HTTP/1.1", "X-Forwarded-For: 203.0.113.7");
        assertProblem(refused, 429, "rate-limited");
        assertThat(refused).contains("Retry-After: 1");
        assertThat(ask("GET /l/guess HTTP/1.1", "X-Forwarded-For: 203.0.113.8"))
                .startsWith("HTTP/1.1 404");
        assertThat(ask("GET /l/" + expired() + " HTTP/1.1", "X-Forwarded-For: 203.0.113.8"))
                .startsWith("HTTP/1.1 410");
    }

    @Test
    void headersInChineseAreNoObstacleUnlessTheyDecide() {
        assertThat(
                        ask(
                                "GET /api/v1/cases HTTP/1.1",
                                "User-Agent: 浏览器/1.0",
                                "Referer: http://网格/",
                                "Authorization: Bearer " + desk))
                .startsWith("HTTP/1.1 200");
        try (var wire = Wire.to(port)) {
            assertProblem(
                    wire.head(
                                    "POST /api/v1/cases HTTP/1.1",
                                    "Host: x",
                                    CLOSE,
                                    "Content-Type: application/json",
                                    "Content-Length: 2",
                                    "Idempotency-Key: 键-1",
                                    "Authorization: Bearer " + desk)
                            .send("{}")
                            .answer(),
                    400,
                    "invalid-idempotency-key");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/cases?q=拉乌 HTTP/1.1",
                "GET /api/v1/拉乌 HTTP/1.1",
                "GET /api/v1/cases?status[]=CLOSED HTTP/1.1",
                "GET /api/v1/cases/a%2Fb HTTP/1.1",
                "GET /api/v1/cases/%zz HTTP/1.1",
                "GET /api/v1/cases/%00 HTTP/1.1",
                "GET /api/v1/cases/a;b HTTP/1.1",
                "GET /api/v1//cases HTTP/1.1",
                "GET /api/v1/cases\\x HTTP/1.1",
                "G(T / HTTP/1.1"
            })
    void addressesThatAreNoneAreNamedProblems(String line) {
        assertProblem(ask(line, "Authorization: Bearer " + desk), 400, "invalid-request");
    }

    @Test
    void requestsThatAreNoneAreNamedProblems() {
        var ours = "GET /api/v1/cases HTTP/1.1";
        assertProblem(ask(ours, "X-Long: " + "x".repeat(17_000)), 400, "invalid-request");
        assertProblem(ask(ours, "名: x"), 400, "invalid-request");
        assertProblem(ask(ours, "X: a\u0001b"), 400, "invalid-request");
        assertProblem(ask(ours, "Content-Length: 1", "Content-Length: 2"), 400, "invalid-request");
        assertProblem(ask("TRACE / HTTP/1.1"), 405, "method-not-allowed");
    }

    private String ask(String line, String... headers) {
        try (var wire = Wire.to(port)) {
            var lines = new ArrayList<>(List.of(line, "Host: x", CLOSE));
            lines.addAll(List.of(headers));
            return wire.head(lines.toArray(String[]::new)).answer();
        }
    }
}
