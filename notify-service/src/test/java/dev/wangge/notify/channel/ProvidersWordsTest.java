package dev.wangge.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.notify.wording.Subject;
import dev.wangge.notify.wording.Wording;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an attempt says of a provider that cannot be reached is ours: no host, no port. */
class ProvidersWordsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Message message =
            Wording.of(
                    "CLOSED",
                    "zh",
                    Subject.ofCase("WG2026-0000001", "REQUEST", "拉乌村", Instant.EPOCH),
                    "https://wg.example.org/a/1",
                    "1");

    @Test
    void nobodyListensAtWecom() throws Exception {
        int port = freePort();
        var wecom =
                new Wecom(
                        new WecomSettings(
                                "http://127.0.0.1:" + port,
                                "corp",
                                "secret",
                                7,
                                PATIENCE,
                                PATIENCE));

        assertSaysNoPlace(wecom.send("somebody", "o", message), port);
    }

    @Test
    void nobodyListensAtAliyun() throws Exception {
        int port = freePort();
        var aliyun =
                new AliyunSms(
                        new AliyunSettings("127.0.0.1:" + port, "http", "k", "s", "芒康", PATIENCE));

        assertSaysNoPlace(aliyun.send("13900000000", "o", message), port);
    }

    private static void assertSaysNoPlace(Outcome outcome, int port) {
        assertThat(outcome).isInstanceOf(Outcome.Down.class);
        assertThat(outcome.toString()).doesNotContain("127.0.0.1", Integer.toString(port));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
