package dev.wangge.grids.roster;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.grids.RunningGridService;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.Vault;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Villages with grids of their own for every story, and who is on duty there. */
@TestPropertySource(
        properties = {"wangge.grids.duty-every=100ms", "wangge.grids.unattended-every=200ms"})
abstract class RunningRosters extends RunningGridService {
    static final Duration SOON = Duration.ofSeconds(30);

    static final String HEADER = "code,name,role,grid_code,phone,wecom_id,language";

    private static final EventCodec FACTS = new EventCodec(DirectoryEntry.class);
    private static final String DIVISIONS =
            """
            code,name,level,parent_code
            540000000000,西藏自治区,province,
            540300000000,昌都市,prefecture,540000000000
            540302000000,卡若区,county,540300000000
            540302001000,城关镇,township,540302000000
            540302001201,卡若村,village,540302001000
            540328000000,芒康县,county,540300000000
            540328101000,如美镇,township,540328000000
            540328101201,拉乌村,village,540328101000
            540328101205,竹卡村,village,540328101000
            """;

    /** Its own for every grid, in whichever class and on whichever engine. */
    private static final AtomicInteger GRIDS = new AtomicInteger();

    @Autowired MongoOperations mongo;
    @Autowired Vault vault;

    @BeforeAll
    void importDivisions() {
        read(csv("/api/v1/divisions:import", DIVISIONS), 200);
    }

    String servedGrid(String prefix, String village) {
        var grid = grid(village);
        var imported =
                csv(
                        "/api/v1/members:import",
                        """
                        code,name,role,grid_code,phone,wecom_id,language
                        %1$s-1,多吉扎西,LEAD,%2$s,13712342222,duoji,bo
                        %1$s-2,洛桑格桑,FULL_TIME,%2$s,19900000002,,zh
                        """
                                .formatted(prefix, grid));
        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
        return grid;
    }

    String grid(String village) {
        return grid(village, "");
    }

    String grid(String village, String more) {
        var code = village + "%03d".formatted(GRIDS.incrementAndGet());
        made("/api/v1/grids", "{\"code\":\"%s\",\"name\":\"网格%s\"%s}".formatted(code, code, more));
        return code;
    }

    static String unit(String code, String division, String kind) {
        return "{\"code\":\"%s\",\"name\":\"单位%s\",\"kind\":\"%s\",\"divisionCode\":\"%s\",\"phone\":\"19900010001\"}"
                .formatted(code, code, kind, division);
    }

    String in(Duration time) {
        return clock.instant().plus(time).toString();
    }

    JsonNode onDuty(String grid) {
        return seen(desk, "/api/v1/grids/" + grid + "/on-duty").at("/chain/0/onDuty");
    }

    void awaitMembers(String grid, String... members) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(fact("grid:" + grid, GridState.class))
                                .hasValueSatisfying(
                                        it -> assertThat(it.members()).containsExactly(members)));
    }

    /** The newest fact under a key, as a service that copies the topic has it. */
    <T> Optional<T> fact(String key, Class<T> kind) {
        return directoryTold(key).stream()
                .reduce((older, newer) -> newer)
                .map(ConsumerRecord::value)
                .flatMap(value -> FACTS.read(value).event())
                .map(kind::cast);
    }

    /** What the facts under a key carried, in the order in which they came. */
    List<Long> seqs(String key) {
        return directoryTold(key).stream().map(record -> FACTS.read(record.value()).seq()).toList();
    }

    static List<String> strings(JsonNode list, String field) {
        return list.valueStream().map(it -> it.path(field).asString()).toList();
    }

    static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    JsonNode made(String list, String body) {
        return read(post(admin, list, body), 201);
    }

    int status(String token, String method, String path) {
        return service.send(token, method, path, "").statusCode();
    }

    HttpResponse<String> post(String token, String path, String body) {
        return service.post(token, path, body);
    }

    HttpResponse<String> csv(String path, String rows) {
        return service.csv(admin, path, rows);
    }
}
