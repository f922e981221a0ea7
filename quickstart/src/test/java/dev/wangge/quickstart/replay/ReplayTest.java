package dev.wangge.quickstart.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.quickstart.TestConsole;
import dev.wangge.quickstart.api.FakeGateway;
import dev.wangge.quickstart.api.FakeGateway.Call;
import dev.wangge.quickstart.api.FakeGateway.Reply;
import dev.wangge.quickstart.api.GatewayClient;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway, the services behind it and the simulator are one small fake here. */
class ReplayTest {

    @TempDir Path directory;

    private final Map<String, Integer> cases = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger wobbles = new AtomicInteger();
    private final AtomicInteger alertsAsked = new AtomicInteger();

    @Test
    void everyRowBecomesOneCaseAlsoWhenReplayedTwice() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("messages.csv"),
                        IntStream.rangeClosed(1, 1_200)
                                .mapToObj(i -> i + ",标题" + i + ",内容")
                                .collect(Collectors.joining("\n", "id,subject,message\n", "\n")));
        TestConsole first = replay(file);
        assertThat(cases).hasSize(1_200);
        assertThat(first.text())
                .contains("reported           1,200 / 1,200")
                .contains("accepted           1,200 / 1,200")
                .contains("POLYGON 1,200")
                .contains("alerted            1,200 / 1,200")
                .contains("delivered          1,200 / 1,200")
                .contains("undelivered        0")
                // The fake provider is called 40 ms after the report, the fake says.
                .contains("p50 40 ms · p95 40 ms · p99 40 ms   (1,200 measured)");
        replay(file);
        assertThat(cases).hasSize(1_200);
    }

    @Test
    void aRefusedRowIsCountedWithItsReason() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("messages.csv"),
                        "id,subject,message\n1,refuse me,x\n2,fine,x\n");
        assertThat(replay(file).text())
                .contains("accepted           1 / 2")
                .contains("refused            1 × HTTP 400 Invalid request")
                .contains("alerted            1 / 2");
    }

    private TestConsole replay(Path file) throws Exception {
        TestConsole console = new TestConsole();
        try (FakeGateway gateway = new FakeGateway(this::answer);
                HttpClient http = HttpClient.newHttpClient()) {
            GatewayClient client =
                    new GatewayClient(
                            http,
                            gateway.uri(),
                            "province-admin",
                            "province-admin-secret",
                            Duration.ofSeconds(30));
            try (FakeWall wall = new FakeWall(cases)) {
                new Replay(
                                client,
                                http,
                                wall.uri(),
                                console.console(),
                                InstantSource.system(),
                                Duration.ofMinutes(3))
                        .run(file);
            }
        }
        return console;
    }

    private Reply answer(Call call) {
        if (call.method().equals("GET")) {
            // At first the alerts are still on their way.
            String status = alertsAsked.incrementAndGet() == 1 ? "SENDING" : "SENT";
            return new Reply(200, "{\"items\":[{\"status\":\"%s\"}]}".formatted(status));
        }
        if (call.body().contains("refuse me")) {
            return new Reply(400, "{\"title\":\"Invalid request\"}");
        }
        int number =
                cases.computeIfAbsent(String.valueOf(call.key()), key -> numbers.incrementAndGet());
        if (wobbles.incrementAndGet() % 100 == 0) {
            // Stored, but the answer is lost.
            return new Reply(503, "");
        }
        return new Reply(
                201,
                """
                {"id":"case-%s","number":"MK-%s","status":"DISPATCHED",
                 "location":{"rule":"POLYGON"},"reportedAt":"2026-01-01T00:00:00.000Z"}
                """
                        .formatted(number, FakeWall.number(number)));
    }
}
