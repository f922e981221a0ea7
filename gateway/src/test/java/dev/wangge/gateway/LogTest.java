package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the edge writes down of what passes, or does not. */
@ExtendWith(OutputCaptureExtension.class)
class LogTest extends RunningGateway {
    private static final String CODE = "Ab3xYz9Q";
    private static final String SECRET = "secret-of-the-callback-0815";

    @Test
    void anAddressThatLeadsNowhereIsLoggedByItsRoute(CapturedOutput output) {
        assertThat(open("/a/" + CODE + "?phone=13900010001").statusCode()).isEqualTo(503);
        assertThat(
                        send(
                                        "/callbacks/aliyun-sms/" + SECRET,
                                        it -> it.POST(BodyPublishers.ofString("[]")))
                                .statusCode())
                .isEqualTo(503);

        assertThat(output).contains("GET /a/**: ", "POST /callbacks/**: ");
        assertThat(output).doesNotContain(CODE, SECRET, "13900010001");
        assertThat(operator("/actuator/prometheus").body()).doesNotContain(CODE, SECRET);
    }

    @Test
    void soIsWhatTheContainerItselfRefuses(CapturedOutput output) throws IOException {
        for (var target :
                new String[] {
                    "/l/" + CODE + "[x]",
                    "/l/" + CODE + "%zz",
                    "/callbacks/aliyun-sms/" + SECRET + "\"{"
                }) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write(
                                "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                        .formatted(target)
                                        .getBytes(StandardCharsets.US_ASCII));
                assertThat(
                                new String(
                                        socket.getInputStream().readAllBytes(),
                                        StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400");
            }
        }
        assertThat(output).doesNotContain(CODE, SECRET);
    }
}
