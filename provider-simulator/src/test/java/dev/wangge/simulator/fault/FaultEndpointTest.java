package dev.wangge.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.simulator.SimulatorTest;
import dev.wangge.simulator.SimulatorUser;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@SimulatorTest
class FaultEndpointTest {

    @Autowired private SimulatorUser user;

    @BeforeEach
    void afresh() {
        user.startsAfresh();
    }

    @Test
    void faultsAreListedAndLiftedOneByOneOrAllAtOnce() {
        user.fault("{\"channel\":\"WECOM\",\"kind\":\"THROTTLE\",\"rate\":0.25}");
        user.fault("{\"channel\":\"ALIYUN_SMS\",\"kind\":\"REJECT\",\"to\":\"13989051234\"}");

        JsonNode items = user.get("/simulator/faults").path("items");
        assertThat(items).hasSize(2);
        assertThat(items.path(0).path("rate").asDouble()).isEqualTo(0.25);
        assertThat(items.path(1).path("to").asString()).isEqualTo("13989051234");
        String first = "/simulator/faults/" + items.path(0).path("id").asLong();

        assertThat(user.call("DELETE", first, "").statusCode()).isEqualTo(204);
        assertThat(user.call("DELETE", first, "").statusCode()).isEqualTo(404);
        assertThat(user.call("DELETE", "/simulator/faults/x", "").statusCode()).isEqualTo(404);
        assertThat(user.get("/simulator/faults").path("items")).hasSize(1);
        assertThat(user.call("DELETE", "/simulator/faults", "").statusCode()).isEqualTo(204);
        assertThat(user.get("/simulator/faults").path("items")).isEmpty();
    }

    @Test
    void halfTheCallsAreAboutHalf() throws Exception {
        user.fault("{\"channel\":\"ALIYUN_SMS\",\"kind\":\"REJECT\",\"rate\":0.5}");
        for (int i = 0; i < 100; i++) {
            user.aliyun().sendSms(SimulatorUser.sms("13989051234", "half"));
        }

        // Outside of this once in ten billion runs.
        assertThat(user.wall("outId", "half").path("total").asInt()).isBetween(18, 82);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/simulator/faults|nothing|#",
                "/simulator/faults|[]|#",
                "/simulator/faults|''|#",
                "/simulator/faults|{}|#/channel",
                "/simulator/faults|{\"channel\":\"PIGEON\"}|#/channel",
                "/simulator/faults|{\"channel\":7}|#/channel",
                "/simulator/faults|{\"channel\":\"WECOM\"}|#/kind",
                "/simulator/faults|{\"channel\":\"WECOM\",\"kind\":\"REJECT\"}|#/rate",
                "/simulator/faults|{\"channel\":\"WECOM\",\"kind\":\"REJECT\",\"rate\":1.1}|#/rate",
                "/simulator/faults|{\"channel\":\"WECOM\",\"kind\":\"REJECT\",\"rate\":\"1\"}|#/rate",
                "/simulator/faults|{\"channel\":\"WECOM\",\"kind\":\"REJECT\",\"to\":\" \"}|#/to",
                "/simulator/faults|{\"channel\":\"WECOM\",\"kind\":\"DROP_RECEIPT\",\"rate\":1}|#/kind",
                "/simulator/faults|{\"channel\":\"WECOM\",\"kind\":\"REJECT\",\"rate\":1,\"code\":\"isv.X\"}|#/code",
                "/simulator/faults|{\"channel\":\"WECOM\",\"kind\":\"REJECT\",\"rate\":1,\"accepted\":true}|#/accepted",
                "/simulator/faults|{\"channel\":\"WECOM\",\"kind\":\"REJECT\",\"rate\":1,\"speed\":1}|#/speed",
                "/simulator/settings|{\"receiptDelay\":\"soon\"}|#/receiptDelay",
                "/simulator/settings|{\"receiptDelay\":\"-PT1S\"}|#/receiptDelay",
                "/simulator/settings|{\"timeOut\":5}|#/timeOut",
                "/simulator/settings|{\"speed\":5}|#/speed"
            })
    void whatCannotBeIsNamed(String path, String body, String pointer) {
        HttpResponse<String> answer = user.call("POST", path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(user.read(answer.body()).path("errors").path(0).path("pointer").asString())
                .isEqualTo(pointer);
    }

    @Test
    void aBodyBeyondAMegabyteIsTooLarge() {
        assertThat(user.call("POST", "/simulator/faults", " ".repeat((1 << 20) + 1)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void settingsThatAreNotNamedStay() {
        JsonNode changed =
                user.read(
                        user.call("POST", "/simulator/settings", "{\"receiptDelay\":\"PT2S\"}")
                                .body());

        assertThat(changed.path("receiptDelay").asString()).isEqualTo("PT2S");
        assertThat(changed.path("timeOut").asString()).isEqualTo("PT30S");
        assertThat(user.get("/simulator/settings")).isEqualTo(changed);
    }
}
