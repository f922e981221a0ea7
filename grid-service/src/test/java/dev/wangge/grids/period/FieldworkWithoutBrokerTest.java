package dev.wangge.grids.period;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.fieldwork.v1.MoveEvent;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.testing.LostBroker;
import dev.wangge.testing.Published;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Without Kafka people report and move all the same; what happened follows later, in order. */
@DirtiesContext
class FieldworkWithoutBrokerTest extends SmallCounty {
    private static final LostBroker BROKER = LostBroker.start();
    private static final Duration ITS_CLIENTS_COME_BACK = Duration.ofSeconds(60);

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) {
        BROKER.use(properties);
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Test
    void whatHappenedWaitsWhereItHappenedAndFollowsInOrder() throws Exception {
        var period = period(LAWU);
        var report = report(period, LAWU, "DUE");
        assertThat(published(report, 1)).hasSize(1);

        BROKER.goAway();
        var move = read(service.post(desk, "/api/v1/seasonal-moves", plan()), 201);
        read(
                service.post(desk, "/api/v1/seasonal-moves/" + id(move) + "/actions/depart", "{}"),
                200);
        hourIs(15, 1);
        report(period, LAWU, "CHASED");
        assertThat(file(desk, report, "{}").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(get("", "/actuator/health").body())
                                .contains("degraded, still accepting")
                                .containsPattern("\"backlog\":[1-9]"));

        BROKER.comeBack();
        await().atMost(ITS_CLIENTS_COME_BACK)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(types(published(report, 3)))
                                .containsExactly(
                                        "wangge.zero-report.due.v1",
                                        "wangge.zero-report.chased.v1",
                                        "wangge.zero-report.filed.v1"));
        await().atMost(ITS_CLIENTS_COME_BACK)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(types(told(id(move))))
                                .containsExactly(
                                        "wangge.move.planned.v1", "wangge.move.departed.v1"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(get("", "/actuator/health").body())
                                .doesNotContain("degraded, still accepting")
                                .doesNotContainPattern("\"backlog\":[1-9]"));
    }

    private String plan() {
        return """
        {"fromGrid":"%s001","toGrid":"%s001","plannedFor":"%s","households":13,"people":95,
         "livestock":"1400余头","escort":[]}
        """
                .formatted(LAWU, ZHUKA, today());
    }

    private List<ReceivedEvent> told(String move) {
        var codec = new EventCodec(MoveEvent.class);
        return Published.under(move, Topics.FIELDWORK, consumers).stream()
                .map(codec::read)
                .toList();
    }
}
