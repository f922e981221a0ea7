package dev.wangge.grids.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.local.LocalBroker;
import dev.wangge.testing.Infrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Without Kafka people report all the same; what happened follows later, in order. */
class PeriodWithoutBrokerTest extends RunningGridService {
    private static Path data = Path.of("data");
    private static @Nullable LocalBroker broker;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) throws IOException {
        data = Files.createTempDirectory("wangge-no-broker");
        broker = LocalBroker.start(data, 0);
        Infrastructure.use(properties);
        var servers = running().bootstrapServers();
        properties.add("spring.kafka.bootstrap-servers", () -> servers);
    }

    @AfterAll
    static void stop() {
        running().close();
    }

    private static LocalBroker running() {
        return Objects.requireNonNull(broker);
    }

    @Test
    void theFactsOfADayWaitInItsReports() throws Exception {
        int kafka = running().port();
        running().close();
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        hourIs(15, 1);
        report(period, LAWU, "CHASED");
        assertThat(file(desk, report, "{}").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(get("", "/actuator/health").body())
                                .contains("degraded, still accepting"));

        broker = LocalBroker.start(data, kafka);
        // Its clients come back in their own time.
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(types(published(report, 3)))
                                .containsExactly(
                                        "wangge.zero-report.due.v1",
                                        "wangge.zero-report.chased.v1",
                                        "wangge.zero-report.filed.v1"));
    }
}
