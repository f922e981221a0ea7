package dev.wangge.simulator.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.simulator.SimulatorTest;
import dev.wangge.simulator.SimulatorUser;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@SimulatorTest
class ReplyTest {

    @Autowired private SimulatorUser user;

    @BeforeEach
    void afresh() {
        user.startsAfresh();
    }

    @Test
    void whatAPhoneAnswersIsPushedAsAliyunDoes() {
        assertThat(reply("{\"from\":\"19900000071\",\"text\":\"平安\"}")).isEqualTo(204);

        JsonNode pushed = user.receiver().replies("19900000071").getFirst();
        assertThat(pushed.propertyNames())
                .containsExactlyInAnyOrder(
                        "phone_number",
                        "send_time",
                        "content",
                        "sign_name",
                        "dest_code",
                        "sequence_id");
        assertThat(pushed.path("content").asString()).isEqualTo("平安");
        assertThat(pushed.path("send_time").asString())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void theSameSmsCanComeTwiceAndAnotherIsAnother() {
        reply("{\"from\":\"19900000072\",\"text\":\"1\",\"twice\":true}");
        reply("{\"from\":\"19900000072\",\"text\":\"1\"}");

        List<JsonNode> pushed = user.receiver().replies("19900000072");
        assertThat(pushed).hasSize(3);
        assertThat(pushed.get(1)).isEqualTo(pushed.get(0));
        assertThat(pushed.get(2).path("sequence_id"))
                .isNotEqualTo(pushed.get(0).path("sequence_id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"1\"}|#/from",
                "{\"from\":\"zhaxi\",\"text\":\"1\"}|#/from",
                "{\"from\":\"19900000073\"}|#/text",
                "{\"from\":\"19900000073\",\"text\":\"1\",\"x\":1}|#/x",
            })
    void oddRepliesAreRefused(String body, String pointer) {
        var answer = user.call("POST", "/phone-wall/replies", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(pointer);
    }

    private int reply(String body) {
        return user.call("POST", "/phone-wall/replies", body).statusCode();
    }
}
