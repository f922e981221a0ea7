package dev.wangge.notify.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.notify.channel.Message;
import dev.wangge.notify.channel.Outcome;
import dev.wangge.platform.wecom.WecomSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WecomTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Message MESSAGE = new Message("t", "x", "b", "l", "s", Map.of());

    /** What an attempt says of a provider that cannot be reached is ours: no host, no port. */
    @Test
    void whereNobodyListensIsNotSaid() throws Exception {
        int port = freePort();

        var outcome =
                new Wecom(
                                new WecomSettings(
                                        "http://127.0.0.1:" + port,
                                        "corp",
                                        "secret",
                                        7,
                                        PATIENCE,
                                        PATIENCE))
                        .send("somebody", "o", MESSAGE);

        assertThat(outcome).isInstanceOf(Outcome.Down.class);
        assertThat(outcome.toString()).doesNotContain("127.0.0.1", Integer.toString(port));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
