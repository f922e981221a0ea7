package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WholeAnswerTest {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static HttpRequest to(ServerSocket server, Duration patience) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                .timeout(patience)
                .build();
    }

    /** Answers with 10 bytes of as many as it promises; when its caller has hung up, it is done. */
    private static CompletableFuture<Void> answering(ServerSocket server, int promised) {
        return CompletableFuture.runAsync(
                () -> {
                    try (var caller = server.accept()) {
                        var out = caller.getOutputStream();
                        var head =
                                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                                        .formatted(promised);
                        out.write((head + "0123456789").getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                        while (caller.getInputStream().read() >= 0) {
                            // The request, until its end.
                        }
                    } catch (java.io.IOException e) {
                        // It was cut off, which is an end as well.
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    @Test
    void whoStopsInTheMiddleOfABodyIsGivenUp() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hungUp = answering(server, 20);

            assertThatThrownBy(() ->
                            WholeAnswer.of(
                                    http,
                                    to(server, Duration.ofMillis(500)),
                                    BodyHandlers.ofByteArray()))
                    .isInstanceOf(HttpTimeoutException.class);
            hungUp.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aWholeAnswerIsGivenAndWhoIsNotThereIsTold() throws Exception {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (server) {
            var _ = answering(server, 10);

            var answer =
                    WholeAnswer.of(
                            http, to(server, Duration.ofSeconds(10)), BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("0123456789");
        }
        assertThatThrownBy(() ->
                        WholeAnswer.of(
                                http, to(server, Duration.ofSeconds(10)), BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
    }
}
