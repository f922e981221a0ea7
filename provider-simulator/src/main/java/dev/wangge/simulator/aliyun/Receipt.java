package dev.wangge.simulator.aliyun;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.simulator.wall.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A status report as Aliyun pushes it; times are China's. */
record Receipt(
        @JsonProperty("phone_number") String phoneNumber,
        @JsonProperty("send_time") String sendTime,
        @JsonProperty("report_time") String reportTime,
        boolean success,
        @JsonProperty("err_code") String errCode,
        @JsonProperty("err_msg") String errMsg,
        @JsonProperty("sms_size") String smsSize,
        @JsonProperty("biz_id") @Nullable String bizId,
        @JsonProperty("out_id") @Nullable String outId) {

    static Receipt of(Message message, int segments, Instant reportedAt) {
        Message.Draft draft = message.draft();
        Message.State state = message.state();
        boolean success = state.status() == Message.Status.DELIVERED;
        return new Receipt(
                draft.to(),
                SendDetails.TIME.format(draft.receivedAt()),
                SendDetails.TIME.format(reportedAt),
                success,
                String.valueOf(state.code()),
                success ? "用户接收成功" : "用户接收失败",
                Integer.toString(segments),
                draft.providerId(),
                draft.outId());
    }
}
