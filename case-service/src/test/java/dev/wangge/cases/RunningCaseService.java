package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.cases.directory.Directory;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service with its neighbours faked: what every story starts from, and how it asks. All stories
 * share a service on each engine, each has its own cases.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestIssuer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningCaseService {
    static final String MEMBER = "M-540328101201001-1";
    static final String IN_LAWU =
            "{\"kind\":\"REQUEST\",\"title\":\"水管坏了\",\"location\":{\"lng\":98.6,\"lat\":29.7}}";
    static final FakeGridService GRIDS = grids();

    @LocalServerPort int port;
    @LocalManagementPort int management;
    @Autowired KafkaOperations<String, byte[]> kafka;
    @Autowired ConsumerFactory<String, byte[]> consumers;
    @Autowired KafkaAdmin admin;
    @Autowired Vault vault;
    @Autowired Directory directory;
    @Autowired MongoOperations mongo;

    final ServiceClient service = new ServiceClient(() -> port, () -> management);
    final JsonMapper json = JsonMapper.builder().build();
    final String desk = TestIssuer.token("county-demo", "dispatcher", "540328");
    final String handler = TestIssuer.token("county-handler", "handler", "540328");
    final String verifier = TestIssuer.token("county-verifier", "verifier", "540328");
    final String neighbour = TestIssuer.token("neighbour-demo", "dispatcher", "540302");

    private static FakeGridService grids() {
        try {
            return new FakeGridService();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void gridService(DynamicPropertyRegistry properties) {
        properties.add("wangge.locate.url", GRIDS::url);
        properties.add("wangge.locate.token-url", () -> GRIDS.url() + "/oauth2/token");
        // On a busy machine a second is no sign that it is away; when it is, it says so at once.
        properties.add("wangge.locate.timeout", () -> "PT30S");
        properties.add("wangge.calendars.every", () -> "500ms");
        // Stories store cases of versions before as they were; each is woken by its own test.
        properties.add("wangge.cases.wake-forgotten-after", () -> "24h");
    }

    @BeforeAll
    void copyTheDirectory() {
        admin.createOrModifyTopics(
                TopicBuilder.name(Topics.GRIDS).partitions(2).compact().build(),
                TopicBuilder.name(Topics.ALERTS).partitions(2).build(),
                TopicBuilder.name(Topics.FIELDWORK).partitions(2).build());
        var entries =
                List.of(
                        new GridState(
                                FakeGridService.GRID,
                                "拉乌村网格",
                                "BASIC",
                                "540328101201",
                                List.of(MEMBER)),
                        new MemberState(
                                MEMBER, "LEAD", FakeGridService.GRID, "bo", "sealed", null, null),
                        new UnitState(
                                "540328-water", "水利局", "WATER_BUREAU", "540328", "zh", "sealed"),
                        new UnitState(
                                "540302-water", "水利局", "WATER_BUREAU", "540302", "zh", "sealed"),
                        new MemberState(
                                "M-540302100001001-1",
                                "LEAD",
                                "540302100001001",
                                "zh",
                                "sealed",
                                null,
                                null));
        for (var entry : entries) {
            var type =
                    switch (entry) {
                        case GridState g -> "grid:";
                        case MemberState m -> "member:";
                        case UnitState u -> "unit:";
                        default -> throw new IllegalStateException();
                    };
            publish(type + entry.code(), entry);
        }
        // They lie on two partitions: that one is known says nothing of the others.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(entries).allMatch(entry -> isKnown(entry), "is known"));
    }

    private boolean isKnown(DirectoryEntry entry) {
        return switch (entry) {
            case GridState g -> directory.grid(g.code()).isPresent();
            case MemberState m -> directory.gridOf(m.code()).isPresent();
            case UnitState u -> directory.divisionOf(u.code()).isPresent();
            default -> throw new IllegalStateException();
        };
    }

    /** Says a state of the directory as grid-service does. */
    void publish(String key, DirectoryEntry state) {
        var codec = new EventCodec(DirectoryEntry.class);
        kafka.send(
                        Topics.GRIDS,
                        key,
                        codec.cloudEvent(
                                "/grid-service", state.code(), 1, state, "test", Instant.EPOCH))
                .join();
    }

    /** Also to this service, which asks nothing for a while when it was away too often. */
    @BeforeEach
    void gridServiceIsThere() {
        GRIDS.comesBack();
        if (GRIDS.wasAway()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> status(created(desk, IN_LAWU)).equals("DISPATCHED"));
        }
    }

    String status(String id) throws Exception {
        return json.readTree(get(desk, "/api/v1/cases/" + id).body()).get("status").asString();
    }

    String created(String token, String body) throws Exception {
        var answer = post(token, "/api/v1/cases", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode it = json.readTree(answer.body());
        return it.get("id").asString();
    }

    /** {@link #IN_LAWU} by somebody who can be called back. */
    static String reportedBy(String phone) {
        return IN_LAWU.replaceFirst("\\{", "{\"reporter\":{\"phone\":\"%s\"},".formatted(phone));
    }

    HttpResponse<String> act(String token, String id, String action, String body) throws Exception {
        return post(token, "/api/v1/cases/" + id + "/actions/" + action, body);
    }

    HttpResponse<String> post(String token, String path, String body) {
        return service.post(token, path, body, "Accept-Language", "en");
    }

    HttpResponse<String> send(
            String token, String method, String path, String body, String header, String value) {
        return service.send(token, method, path, body, "Accept-Language", "en", header, value);
    }

    HttpResponse<String> get(String token, String path) {
        return service.get(token, path);
    }
}
