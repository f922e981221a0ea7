package dev.wangge.notify.channel.aliyun;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.notify.channel.ReceiptTaker;
import dev.wangge.notify.channel.aliyun.PushedBatch.Items;
import dev.wangge.platform.deadletter.PushTaker;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.Signed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Aliyun pushes what became of its SMS here, up to 100 at once, and again after 1, 5 and 10 minutes
 * unless it is answered {@code {"code":0}}.
 */
@RestController
@Tag(name = "callbacks", description = "短信回执与上行")
class AliyunReceiptController implements PushTaker {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final Items<Receipt> items =
            new Items<>("receipts", Receipt.class, "An array of receipts", this::take);
    private final ReceiptTaker receipts;
    private final PushedBatch batch;

    AliyunReceiptController(ReceiptTaker receipts, PushedBatch batch) {
        this.receipts = receipts;
        this.batch = batch;
    }

    /** One receipt, as far as we read it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Receipt(
            @JsonProperty("out_id") @Nullable String outId,
            boolean success,
            @JsonProperty("err_code") @Nullable String errCode,
            @JsonProperty("report_time") @Nullable String reportTime) {}

    @Operation(summary = "Receipts that Aliyun pushes")
    @Takes(Receipt[].class)
    @Answers(body = AliyunAnswer.class)
    // Whatever a provider calls it.
    @Signed
    @PostMapping(path = "/callbacks/aliyun-sms/{token}", consumes = MediaType.ALL_VALUE)
    Map<String, Object> take(@PathVariable String token, @RequestBody byte[] body) {
        batch.each(body, items);
        return Map.of("code", 0, "msg", "OK");
    }

    @Override
    public String topic() {
        return items.topic();
    }

    @Override
    public void takeAgain(String key, byte[] value, Instant came) {
        batch.again(key, value, came, items);
    }

    private void take(Receipt receipt, Instant came) {
        if (receipt.outId() == null) {
            return; // Sent by somebody else with the same account.
        }
        var at = time(receipt.reportTime(), came);
        if (receipt.success()) {
            receipts.delivered(receipt.outId(), at);
        } else {
            var code = receipt.errCode() == null ? "unknown" : receipt.errCode();
            receipts.failed(receipt.outId(), code, at);
        }
    }

    private static Instant time(@Nullable String reported, Instant came) {
        try {
            return reported == null
                    ? came
                    : LocalDateTime.parse(reported, TIME).atZone(CHINA).toInstant();
        } catch (DateTimeParseException e) {
            return came;
        }
    }
}
