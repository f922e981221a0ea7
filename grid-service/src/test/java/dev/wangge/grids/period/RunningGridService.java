package dev.wangge.grids.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.grids.GridService;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.MovableClock;
import dev.wangge.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service with a small county in it: what every story starts from, and how it asks. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = GridService.class)
@Import({TestIssuer.class, RunningGridService.Time.class})
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningGridService {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final String LAWU = "540328101201";
    static final String ZHUKA = "540328101205";
    static final String KUZI = "540328204206";
    static final String RUMEI = "540328101000";
    static final String NEXT_COUNTY = "540302100001";
    private static final String DIVISIONS =
            """
            code,name,level,parent_code
            540000000000,西藏自治区,province,
            540300000000,昌都市,prefecture,540000000000
            540302000000,卡若区,county,540300000000
            540302100000,城关镇,township,540302000000
            540302100001,马草坝社区,village,540302100000
            540328000000,芒康县,county,540300000000
            540328101000,如美镇,township,540328000000
            540328204000,曲孜卡乡,township,540328000000
            540328101201,拉乌村,village,540328101000
            540328101205,竹卡村,village,540328101000
            540328204206,库孜村,village,540328204000
            """;
    private static final String GRIDS =
            """
            {"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"code":"540328101201001","name":"拉乌村网格","kind":"BASIC"},"geometry":null},
            {"type":"Feature",
            "properties":{"code":"540328101205001","name":"竹卡村网格","kind":"BASIC"},"geometry":null}]}
            """;
    private static final String MEMBERS =
            """
            code,name,role,grid_code,phone,wecom_id,language
            M-1,多吉扎西,LEAD,540328101201001,13700002222,duoji,bo
            M-2,洛桑格桑,FULL_TIME,540328101201001,19900000002,,zh
            M-3,卓玛顿珠,LEAD,540328101205001,19900000003,,zh
            """;
    private static final String UNITS =
            """
            code,name,kind,division_code,phone,wecom_id,language
            540328-dispatch,芒康县网格中心,DISPATCH_CENTRE,540328000000,19900010001,dispatch,zh
            540328101-gov,如美镇人民政府,TOWNSHIP_GOVERNMENT,540328101000,19900010006,gov,zh
            540302-dispatch,卡若区网格中心,DISPATCH_CENTRE,540302000000,19900010009,next,zh
            """;

    @LocalServerPort int port;
    @Autowired KafkaOperations<String, byte[]> kafka;
    @Autowired ConsumerFactory<String, byte[]> consumers;
    @Autowired KafkaAdmin topics;
    @Autowired MongoOperations mongo;
    @Autowired Vault vault;
    @Autowired MovableClock clock;

    final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    final JsonMapper json = JsonMapper.builder().build();
    final String admin = TestIssuer.token("province-admin", "admin", "54");
    final String desk = TestIssuer.token("county-demo", "dispatcher", "540328");
    final String handler = TestIssuer.token("county-handler", "handler", "540328");
    final String neighbour = TestIssuer.token("neighbour-demo", "dispatcher", "540302");
    private static final EventCodec FIELDWORK = new EventCodec(ZeroReportEvent.class);
    private static final EventCodec ALERTS = new EventCodec(AlertEvent.class);

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {
        @Bean
        MovableClock clock() {
            return new MovableClock();
        }
    }

    @DynamicPropertySource
    static void quick(DynamicPropertyRegistry properties) {
        properties.add("wangge.periods.sweep-every", () -> "100ms");
    }

    @BeforeAll
    void foundTheCounty() throws Exception {
        topics.createOrModifyTopics(TopicBuilder.name(Topics.ALERTS).partitions(2).build());
        imported("/api/v1/divisions:import", "text/csv", DIVISIONS);
        imported("/api/v1/grids:import", "application/json", GRIDS);
        imported("/api/v1/members:import", "text/csv", MEMBERS);
        imported("/api/v1/units:import", "text/csv", UNITS);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(get(desk, "/api/v1/grids/540328101201001").body())
                                .contains("\"onDuty\":true"));
    }

    private void imported(String path, String type, String body) throws Exception {
        var answer =
                http.send(
                        request(admin, path)
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Every story has a day of its own, and it is eight in the morning. */
    @BeforeEach
    void nextMorning() {
        var now = clock.instant();
        var morning = LocalDate.ofInstant(now, ZONE).plusDays(1).atTime(8, 0).atZone(ZONE);
        clock.forward(Duration.between(now, morning.toInstant()));
    }

    @AfterAll
    void close() {
        http.close();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** From now on it is this hour of today, or a little later. */
    void hourIs(int hour, int minute) {
        var then = today().atTime(LocalTime.of(hour, minute)).atZone(ZONE).toInstant();
        clock.forward(Duration.between(clock.instant(), then));
    }

    /** A period of today alone, due at five, reminded at three. */
    JsonNode period(String... divisions) throws Exception {
        return created(body(today(), today(), divisions));
    }

    String body(LocalDate from, LocalDate to, String... divisions) {
        return """
        {"name":"国庆节","from":"%s","to":"%s","divisions":%s,"dueBy":"17:00"}
        """
                .formatted(from, to, json.writeValueAsString(divisions));
    }

    JsonNode created(String body) throws Exception {
        var answer = send(desk, "POST", "/api/v1/key-periods", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json.readTree(answer.body());
    }

    JsonNode reports(JsonNode period, String query) throws Exception {
        var path = "/api/v1/key-periods/" + id(period) + "/zero-reports?limit=200&" + query;
        var answer = get(desk, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body()).path("items");
    }

    /** The zero-report of a division today, once it has this status. */
    JsonNode report(JsonNode period, String division, String status) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            for (var one : reports(period, "day=" + today())) {
                                if (one.path("divisionCode").asString().equals(division)) {
                                    return one;
                                }
                            }
                            return json.createObjectNode();
                        },
                        one -> one.path("status").asString("").equals(status));
    }

    static String id(JsonNode of) {
        return of.path("id").asString();
    }

    HttpResponse<String> file(String token, JsonNode report, String body) throws Exception {
        return send(token, "POST", "/api/v1/zero-reports/" + id(report) + "/actions/file", body);
    }

    /** What was published of a zero-report, in order, once it has come to so many facts. */
    List<ReceivedEvent> published(JsonNode report, int facts) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> published(id(report)), all -> all.size() >= facts);
    }

    private List<ReceivedEvent> published(String key) {
        var found = new ArrayList<ReceivedEvent>();
        try (Consumer<String, byte[]> consumer = consumers.createConsumer("reader", null)) {
            var partitions =
                    consumer.partitionsFor(Topics.FIELDWORK).stream()
                            .map(p ->
                                    new org.apache.kafka.common.TopicPartition(
                                            p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(it -> {
                            if (it.key().equals(key)) {
                                found.add(FIELDWORK.read(it.value()));
                            }
                        });
            }
        }
        return found;
    }

    static List<String> types(List<ReceivedEvent> events) {
        return events.stream().map(ReceivedEvent::type).distinct().toList();
    }

    /** Something that notify-service tells of an alert. */
    void alertSays(String alert, AlertEvent event, long seq) {
        kafka.send(
                        Topics.ALERTS,
                        alert,
                        ALERTS.cloudEvent(
                                "/notify-service", alert, seq, event, "M-1", clock.instant()))
                .join();
    }

    HttpResponse<String> get(String token, String path) throws Exception {
        return send(token, "GET", path, "");
    }

    HttpResponse<String> send(
            String token, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request =
                request(token, path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body));
        return http.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> form(String path, String body) throws Exception {
        return http.send(
                request("", path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String token, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
