package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.local.LocalMongod;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.AtTheEnd;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.Published;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What comes in while something is wrong is neither lost nor in the way of the rest. */
@DirtiesContext
@EnabledIf("mongodIsOnPath")
class TroubleTest extends RunningCaseService {
    private static final EventCodec CODEC = new EventCodec(DirectoryEntry.class);
    private static Path executable = Path.of("mongod");
    private static Path data = Path.of("data");
    private static @Nullable LocalMongod mongod;

    @Autowired KafkaListenerEndpointRegistry listeners;

    static boolean mongodIsOnPath() {
        return LocalMongod.onPath().isPresent();
    }

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        executable = LocalMongod.onPath().orElseThrow();
        data = AtTheEnd.directory("trouble");
        mongod = LocalMongod.start(executable, data, 0);
        AtTheEnd.close(() -> running().close());
        Infrastructure.use(properties, running().uri());
    }

    @AfterAll
    static void stop() {
        running().close();
    }

    private static LocalMongod running() {
        return Objects.requireNonNull(mongod);
    }

    @Test
    void aPoisonousEventIsSetAsideAndItsNeighboursAreTaken() {
        listeners.stop();
        send("unit:540328-before", unit("540328-before"));
        send("unit:poison", "not an event".getBytes(StandardCharsets.UTF_8));
        send("unit:540328-after", unit("540328-after"));
        listeners.start();

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(directory.divisionOf("540328-after")).isPresent());
        assertThat(directory.divisionOf("540328-before")).isPresent();
        assertThat(keysOf(Topics.GRIDS + ".dlt")).containsExactly("unit:poison");
    }

    @Test
    void withoutADatabaseItSaysWhenToComeBackAndLosesNothing() throws Exception {
        int port = running().port();
        running().close();
        send("unit:540328-patient", unit("540328-patient"));

        var began = System.nanoTime();
        var refused = post(desk, "/api/v1/cases", IN_LAWU);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("/problems/database-unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));

        mongod = LocalMongod.start(executable, data, port);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(post(desk, "/api/v1/cases", IN_LAWU).statusCode())
                                .isEqualTo(201));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(directory.divisionOf("540328-patient")).isPresent());
        // Who counts waited too.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(get("", "/actuator/prometheus").body())
                                .containsPattern(
                                        "wangge_cases\\{kind=\"REQUEST\".*\"DISPATCHED\".*} [1-9]"));
    }

    private void send(String key, byte[] value) {
        // One partition, so that they are neighbours.
        kafka.send(Topics.GRIDS, 0, key, value).join();
    }

    private static byte[] unit(String code) {
        var state = new UnitState(code, "水利局", "WATER_BUREAU", "540328000000", "zh", "sealed");
        return CODEC.cloudEvent("/grid-service", code, 1, state, "test", Instant.EPOCH);
    }

    private List<String> keysOf(String topic) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                Published.on(topic, consumers).stream()
                                        .map(ConsumerRecord::key)
                                        .toList(),
                        keys -> !keys.isEmpty());
    }
}
