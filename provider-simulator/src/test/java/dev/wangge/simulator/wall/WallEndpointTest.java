package dev.wangge.simulator.wall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.simulator.SimulatorTest;
import dev.wangge.simulator.SimulatorUser;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@SimulatorTest
class WallEndpointTest {

    @Autowired private SimulatorUser user;

    @BeforeEach
    void afresh() {
        user.startsAfresh();
    }

    @Test
    void anSmsIsShownWithAllThatIsKnownOfIt() throws Exception {
        Instant before = user.clock().instant();
        user.aliyun().sendSms(SimulatorUser.sms("13989051234", "o-1"));
        user.aliyun().sendSms(SimulatorUser.sms("13989054321", "o-2"));

        JsonNode page = user.wall("outId", "o-1");
        JsonNode item = page.path("items").path(0);

        assertThat(page.path("total").asInt()).isEqualTo(1);
        assertThat(item.path("channel").asString()).isEqualTo("ALIYUN_SMS");
        assertThat(item.path("to").asString()).isEqualTo("13989051234");
        assertThat(item.path("outId").asString()).isEqualTo("o-1");
        assertThat(item.path("template").asString()).isEqualTo("SMS_DISPATCHED");
        assertThat(item.path("params").path("place").asString()).isEqualTo("拉乌 ~*村");
        assertThat(item.path("receivedAt").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(OffsetDateTime.parse(item.path("receivedAt").asString()).toInstant())
                .isBetween(before.minusMillis(1), user.clock().instant());
        assertThat(user.wall("since", before.minusMillis(1).toString()).path("total").asInt())
                .isEqualTo(2);
        assertThat(user.get("/phone-wall/messages?limit=1").path("items")).hasSize(1);
        JsonNode counts = user.get("/phone-wall/counts");
        assertThat(counts.path("total").asInt()).isEqualTo(2);
        assertThat(counts.path("channels").path("ALIYUN_SMS").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=5001, limit",
        "limit=many, limit",
        "since=yesterday, since",
        "phone=1, phone"
    })
    void aWrongParameterIsNamed(String query, String parameter) {
        HttpResponse<String> answer = user.call("GET", "/phone-wall/messages?" + query, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(user.read(answer.body()).path("errors").path(0).path("parameter").asString())
                .isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/wall.js", "/wall.css"})
    void thePageIsSmallAndRunsOnlyItsOwnScript(String path) {
        HttpResponse<String> answer = user.call("GET", "/phone-wall" + path, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNotBlank().hasSizeLessThan(6_000);
        assertThat(answer.body()).doesNotContain("innerHTML");
        assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void messagesAreCountedForPrometheus() throws Exception {
        user.aliyun().sendSms(SimulatorUser.sms("13989051234", "counted"));

        assertThat(user.call("GET", "/actuator/prometheus", "").body())
                .containsPattern(
                        "wangge_simulator_messages_total\\{[^}]*channel=\"ALIYUN_SMS\"[^}]*outcome=\"accepted\"[^}]*} [1-9]");
    }
}
