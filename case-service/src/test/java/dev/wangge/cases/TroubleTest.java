package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.local.LocalMongod;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.AtOnce;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.Published;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import dev.wangge.testing.TestResources;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
import tools.jackson.databind.JsonNode;

/** What comes in while something is wrong is neither lost nor in the way of the rest. */
@DirtiesContext
@EnabledIf("mongodIsOnPath")
class TroubleTest extends RunningCaseService {
    private static final EventCodec CODEC = new EventCodec(DirectoryEntry.class);
    private static Path executable = Path.of("mongod");
    private static Path data = Path.of("data");
    private static @Nullable LocalMongod mongod;

    private final String office = TestIssuer.token("province-admin", "admin", "54");

    @Autowired KafkaListenerEndpointRegistry listeners;

    static boolean mongodIsOnPath() {
        return LocalMongod.onPath().isPresent();
    }

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        executable = LocalMongod.onPath().orElseThrow();
        data = TestResources.directory("trouble");
        mongod = LocalMongod.start(executable, data, 0);
        TestResources.close(() -> running().close());
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

    @Test
    void whatTheDatabaseRefusesForGoodIsSetAsideAndReplayedWhenThereIsRoom() throws Exception {
        var full = created(desk, IN_LAWU);
        var neighbour = created(desk, IN_LAWU);
        fill(full);
        var alert = UUID.randomUUID().toString();
        alerted(full, alert);
        alerted(neighbour, UUID.randomUUID().toString());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(timeline(neighbour)).contains("wangge.case.alert-reported.v1"));
        var letter = setAside(alert);
        assertThat(letter.path("reason").asString()).isEqualTo("REFUSED_BY_DATABASE");
        assertThat(letter.at("/event/subject").asString()).isEqualTo(alert);
        assertThat(timeline(full)).doesNotContain(alert);

        mongo.getCollection("cases").updateOne(Filters.eq("_id", full), Updates.unset("filler"));
        var replay = letter.at("/actions/0/href").asString();
        var taken = AtOnce.times(3, () -> post(office, replay, "{}"));
        assertThat(taken).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        var again = json.readTree(post(office, replay, "").body());

        assertThat(again.path("status").asString()).isEqualTo("REPLAYED");
        assertThat(again.path("replays")).hasSize(1);
        assertThat(timeline(full).split(alert, -1)).hasSize(2);
    }

    /** Until MongoDB refuses whatever is added, today and tomorrow. */
    private void fill(String id) {
        for (int size = 8 << 20; size > 0; size /= 2) {
            try {
                mongo.getCollection("cases")
                        .updateOne(
                                Filters.eq("_id", id),
                                Updates.set("filler.f" + size, "x".repeat(size)));
            } catch (MongoException full) {
                assertThat(full.getCode()).isIn(10334, 17419, 17420);
            }
        }
    }

    private void alerted(String caseId, String alert) {
        var told = new AlertStatusChanged(caseId, "DISPATCHED", MEMBER, "WECOM", "SENT", false);
        kafka.send(
                        Topics.ALERTS,
                        0,
                        alert,
                        new EventCodec(AlertEvent.class)
                                .cloudEvent(
                                        "/notify-service",
                                        alert,
                                        1,
                                        told,
                                        "notify-service",
                                        Instant.EPOCH))
                .join();
    }

    private String timeline(String id) {
        return get(desk, "/api/v1/cases/" + id + "/timeline?limit=200").body();
    }

    private JsonNode setAside(String key) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                ServiceClient.read(get(office, "/api/v1/dead-letters"), 200)
                                        .path("items")
                                        .valueStream()
                                        .filter(it -> it.path("key").asString("").equals(key))
                                        .findFirst()
                                        .orElse(json.missingNode()),
                        JsonNode::isObject);
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
