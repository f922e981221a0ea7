package dev.wangge.cases.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom we ask sends its headers and half of a body, and then nothing more. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HalfAnAnswerTest {
    private final List<Socket> held = new ArrayList<>();
    private final ServerSocket server = listening();
    private final LocateSettings settings =
            new LocateSettings(
                    "http://127.0.0.1:" + server.getLocalPort(),
                    Duration.ofMillis(500),
                    "http://127.0.0.1:" + server.getLocalPort() + "/oauth2/token",
                    "case-service",
                    "secret");

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void answerHalf() {
        Thread.ofVirtual().start(this::answer);
    }

    private void answer() {
        try {
            while (true) {
                var caller = server.accept();
                held.add(caller);
                caller.getOutputStream()
                        .write(
                                "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{\"grid\":{"
                                        .getBytes(StandardCharsets.US_ASCII));
                caller.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @AfterEach
    void hangUp() throws IOException {
        server.close();
        for (var caller : held) {
            caller.close();
        }
    }

    @Test
    void gridServiceIsAwayThen() {
        var asked = new GridClient(settings).asked("t", new Whereabouts(null, null, "拉乌村"));

        assertThat(asked).isEqualTo(new Asked.Away());
    }

    @Test
    void thereIsNoTokenThen() {
        var token = new ServiceToken(settings, Clock.systemUTC());

        assertThatThrownBy(token::get).isInstanceOf(IOException.class);
    }
}
