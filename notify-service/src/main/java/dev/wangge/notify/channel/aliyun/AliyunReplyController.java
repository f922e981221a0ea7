package dev.wangge.notify.channel.aliyun;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.notify.channel.ReplyTaker;
import dev.wangge.notify.channel.aliyun.PushedBatch.Items;
import dev.wangge.platform.deadletter.PushTaker;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.Signed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Aliyun pushes what people answer to its SMS here (SmsUp, 上行短信), several at once, and again after
 * 1, 5 and 10 minutes unless it is answered 200 with a number as {@code code}.
 */
@RestController
@Tag(name = "callbacks", description = "短信回执与上行")
class AliyunReplyController implements PushTaker {
    private final Items<SmsUp> items =
            new Items<>("replies", SmsUp.class, "An array of SMS", this::take);
    private final ReplyTaker replies;
    private final PushedBatch batch;

    AliyunReplyController(ReplyTaker replies, PushedBatch batch) {
        this.replies = replies;
        this.batch = batch;
    }

    /** One SMS from a phone, as far as we read it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SmsUp(
            @JsonProperty("phone_number") @Nullable String phoneNumber,
            @Nullable String content,
            @JsonProperty("send_time") @Nullable String sendTime,
            @JsonProperty("sequence_id") @Nullable String sequenceId) {
        /** What tells it from others of the same phone: where it has no number, its words too. */
        String key() {
            var number = Objects.toString(sequenceId, "");
            var key = number + " " + Objects.toString(sendTime, "");
            return number.isBlank() ? key + " " + Objects.toString(content, "") : key;
        }

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
    @Signed
    @PostMapping(path = "/callbacks/aliyun-sms/{token}/replies", consumes = MediaType.ALL_VALUE)
    Map<String, Object> take(@PathVariable String token, @RequestBody byte[] body) {
        batch.each(body, items);
        return Map.of("code", 0, "msg", "成功");
    }

    private void take(SmsUp sms, Instant came) {
        if (sms.phoneNumber() != null && sms.content() != null) {
            replies.take(sms.phoneNumber(), sms.content(), sms.key(), came);
        }
    }

    @Override
    public String topic() {
        return items.topic();
    }

    @Override
    public void takeAgain(String key, byte[] value, Instant came) {
        batch.again(key, value, came, items);
    }
}
