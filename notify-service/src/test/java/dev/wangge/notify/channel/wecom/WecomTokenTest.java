package dev.wangge.notify.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.channel.Outcome;
import dev.wangge.platform.wecom.WecomSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While WeCom gives no token nothing was sent, and nobody waits for the one who asks for it. */
class WecomTokenTest {
    /** As in all tests of this JVM: the SDK's client is one for all. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void aProviderThatHangs() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/cgi-bin/gettoken",
                exchange -> {
                    asked.incrementAndGet();
                    try {
                        answers.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        server.createContext(
                "/cgi-bin/message/send",
                exchange -> {
                    sent.incrementAndGet();
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void end() {
        answers.countDown();
        server.stop(0);
    }

    @Test
    @Timeout(30)
    void whoWaitsForATokenGivesUpInTime() throws Exception {
        var wecom =
                new Wecom(
                        new WecomSettings(
                                "http://127.0.0.1:" + server.getAddress().getPort(),
                                "corp",
                                "secret",
                                7,
                                PATIENCE,
                                Duration.ofMillis(200)));
        var message = new Message("t", "x", "b", "l", "s", Map.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Outcome>>();
            calls.add(threads.submit(() -> wecom.send("somebody", "o", message)));
            await().until(() -> asked.get() == 1);
            for (int i = 0; i < 9; i++) {
                calls.add(threads.submit(() -> wecom.send("somebody", "o", message)));
            }
            for (var call : calls.subList(1, calls.size())) {
                // Not unheard, which would be asked about, and marked when it is repeated.
                assertThat(call.get()).isInstanceOf(Outcome.Down.class);
            }
            answers.countDown();
            assertThat(calls.getFirst().get()).isInstanceOf(Outcome.Down.class);
        }
        assertThat(asked).hasValue(1);
        assertThat(sent).hasValue(0);
    }
}
