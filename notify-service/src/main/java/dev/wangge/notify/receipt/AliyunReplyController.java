package dev.wangge.notify.receipt;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.notify.alert.SmsReplies;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Aliyun pushes what people answer to its SMS here (SmsUp, 上行短信), several at once, and again after
 * 1, 5 and 10 minutes unless it is answered 200 with a number as {@code code}.
 */
@RestController
@Tag(name = "callbacks", description = "短信回执与上行")
class AliyunReplyController {
    private final SmsReplies replies;

    // Aliyun may add fields to what it pushes; its sequence_id is a number here, a text there.
    private final JsonMapper json =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    AliyunReplyController(SmsReplies replies) {
        this.replies = replies;
    }

    /** One SMS from a phone, as far as we read it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SmsUp(
            @JsonProperty("phone_number") @Nullable String phoneNumber,
            @Nullable String content,
            @JsonProperty("send_time") @Nullable String sendTime,
            @JsonProperty("sequence_id") @Nullable String sequenceId) {
        /** Never into a log by accident. */
        @Override
        public String toString() {
            return "SmsUp";
        }
    }

    @Operation(summary = "SMS that people send back, as Aliyun pushes them")
    @Takes(SmsUp[].class)
    @Answers(body = AliyunAnswer.class)
    // Whatever a provider calls it.
    @PostMapping(path = "/callbacks/aliyun-sms/{token}/replies", consumes = MediaType.ALL_VALUE)
    Map<String, Object> take(@PathVariable String token, @RequestBody byte[] body) {
        for (var sms : read(body)) {
            if (sms.phoneNumber() != null && sms.content() != null) {
                replies.take(
                        sms.phoneNumber(),
                        sms.content(),
                        Objects.toString(sms.sequenceId(), "")
                                + " "
                                + Objects.toString(sms.sendTime(), ""));
            }
        }
        return Map.of("code", 0, "msg", "成功");
    }

    private List<SmsUp> read(byte[] body) {
        try {
            return List.of(json.readValue(body, SmsUp[].class));
        } catch (JacksonException | NullPointerException e) {
            throw Problem.invalid(Pointed.at("#", "wrong-value", "An array of SMS"));
        }
    }
}
