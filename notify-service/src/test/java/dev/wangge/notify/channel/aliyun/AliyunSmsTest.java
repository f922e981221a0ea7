package dev.wangge.notify.channel.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.notify.channel.Message;
import dev.wangge.notify.channel.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AliyunSmsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Message MESSAGE = new Message("t", "x", "b", "l", "s", Map.of());

    /** What an attempt says of a provider that cannot be reached is ours: no host, no port. */
    @Test
    void whereNobodyListensIsNotSaid() throws Exception {
        int port = freePort();

        var outcome =
                new AliyunSms(
                                new AliyunSettings(
                                        "127.0.0.1:" + port, "http", "k", "s", "芒康", PATIENCE))
                        .send("13900000000", "o", MESSAGE);

        assertThat(outcome).isInstanceOf(Outcome.Down.class);
        assertThat(outcome.toString()).doesNotContain("127.0.0.1", Integer.toString(port));
    }

    @Test
    void onlyAMobilePhoneOfTheMainlandCanBeUsed() throws Exception {
        var sms = new AliyunSms(new AliyunSettings("127.0.0.1", "http", "k", "s", "芒康", PATIENCE));

        assertThat(sms.usable("139 0000 0000（本人）")).contains("13900000000");
        assertThat(sms.usable("0895-4541234")).isEmpty();
        assertThat(sms.usable("没有")).isEmpty();
        assertThat(sms.traits().isAnswerable()).isTrue();
        assertThat(sms.traits().hasReceipts()).isTrue();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
