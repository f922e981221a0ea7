package dev.wangge.grids.period;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.grids.RunningGridService;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.Published;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A small county with its villages, members and units, on a morning of its own. */
@TestPropertySource(properties = "wangge.periods.sweep-every=100ms")
abstract class SmallCounty extends RunningGridService {
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

    /** What a sweep or a listener does; a loaded machine may stop in the middle of it. */
    static final Duration SOON = Duration.ofSeconds(60);

    private static final EventCodec FIELDWORK = new EventCodec(ZeroReportEvent.class);
    private static final EventCodec ALERTS = new EventCodec(AlertEvent.class);

    @Autowired KafkaOperations<String, byte[]> kafka;
    @Autowired KafkaAdmin topics;
    @Autowired MongoOperations mongo;
    @Autowired Vault vault;

    @BeforeAll
    void foundTheCounty() {
        topics.createOrModifyTopics(TopicBuilder.name(Topics.ALERTS).partitions(2).build());
        imported("/api/v1/divisions:import", "text/csv", DIVISIONS);
        imported("/api/v1/grids:import", "application/json", GRIDS);
        imported("/api/v1/members:import", "text/csv", MEMBERS);
        imported("/api/v1/units:import", "text/csv", UNITS);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get(desk, "/api/v1/grids/540328101201001").body())
                                .contains("\"onDuty\":true"));
    }

    private void imported(String path, String type, String body) {
        read(service.post(admin, path, body, "Content-Type", type), 200);
    }

    /** Every story has a day of its own, and it is eight in the morning. */
    @BeforeEach
    void nextMorning() {
        putForwardToMorning();
    }

    /** From now on it is this hour of today, or a little later. */
    void hourIs(int hour, int minute) {
        var then = today().atTime(LocalTime.of(hour, minute)).atZone(ZONE).toInstant();
        clock.forward(Duration.between(clock.instant(), then));
    }

    /** A period of today alone, due at five, reminded at three. */
    JsonNode period(String... divisions) {
        return created(body(today(), today(), divisions));
    }

    String body(LocalDate from, LocalDate to, String... divisions) {
        return """
        {"name":"国庆节","from":"%s","to":"%s","divisions":%s,"dueBy":"17:00"}
        """
                .formatted(from, to, json.writeValueAsString(divisions));
    }

    JsonNode created(String body) {
        return read(send(desk, "POST", "/api/v1/key-periods", body), 201);
    }

    JsonNode reports(JsonNode period, String query) {
        return seen(desk, path(period) + "/zero-reports?limit=200&" + query).path("items");
    }

    /** The zero-report of a division today, once it has this status. */
    JsonNode report(JsonNode period, String division, String status) {
        return await().atMost(SOON)
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

    static String path(JsonNode period) {
        return "/api/v1/key-periods/" + id(period);
    }

    /** How many zero-reports of a period there are today, by what has become of them. */
    JsonNode today(JsonNode period) {
        return json.readTree(get(desk, path(period)).body()).path("today");
    }

    static String id(JsonNode of) {
        return of.path("id").asString();
    }

    HttpResponse<String> file(String token, JsonNode report, String body) {
        return send(token, "POST", "/api/v1/zero-reports/" + id(report) + "/actions/file", body);
    }

    /**
     * What was published of a zero-report, in order, once it has come to so many facts: the first
     * appearances, for a fact may be published more than once.
     */
    List<ReceivedEvent> published(JsonNode report, int facts) {
        return await().atMost(SOON).until(() -> published(id(report)), all -> all.size() >= facts);
    }

    private List<ReceivedEvent> published(String report) {
        var first = new LinkedHashMap<Long, ReceivedEvent>();
        for (var record : Published.under(report, Topics.FIELDWORK, consumers)) {
            var fact = FIELDWORK.read(record);
            first.putIfAbsent(fact.seq(), fact);
        }
        return List.copyOf(first.values());
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

    HttpResponse<String> get(String token, String path) {
        return service.get(token, path);
    }

    HttpResponse<String> send(
            String token, String method, String path, String body, String... headers) {
        return service.send(token, method, path, body, headers);
    }
}
