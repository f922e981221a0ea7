package dev.wangge.simulator.aliyun;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.simulator.input.InvalidInput;
import dev.wangge.simulator.input.JsonBody;
import dev.wangge.simulator.input.RawBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody writes an SMS back from a phone on the wall: pushed as Aliyun pushes it (SmsUp), to an
 * address that holds the secret, as the receipts' does.
 */
@RestController
class ReplyController {
    private static final Pattern NUMBER = Pattern.compile("\\d{5,15}");
    private static final Set<String> FIELDS = Set.of("from", "text", "twice");

    private final ReplySettings settings;
    private final ReplyPush push;
    private final Clock clock;
    private final JsonMapper json;
    private final AtomicLong sequence;

    ReplyController(ReplySettings settings, ReplyPush push, Clock clock, JsonMapper json) {
        this.settings = settings;
        this.push = push;
        this.clock = clock;
        this.json = json;
        // The next one after a restart is not one of before.
        this.sequence = new AtomicLong(clock.millis());
    }

    /** An SMS as Aliyun pushes it; the time is China's. */
    record SmsUp(
            @JsonProperty("phone_number") String phoneNumber,
            @JsonProperty("send_time") String sendTime,
            String content,
            @JsonProperty("sign_name") String signName,
            @JsonProperty("dest_code") String destCode,
            @JsonProperty("sequence_id") long sequenceId) {}

    @PostMapping("/phone-wall/replies")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reply(HttpServletRequest request) throws IOException {
        JsonBody body = JsonBody.parse(json, RawBody.of(request), FIELDS);
        String from = body.text("from").orElseThrow(() -> JsonBody.missing("from"));
        if (!NUMBER.matcher(from).matches()) {
            throw InvalidInput.field("from", "format", "from must be a phone number");
        }
        String text = body.text("text").orElseThrow(() -> JsonBody.missing("text"));
        URI url = settings.url();
        if (url == null) {
            throw InvalidInput.field("from", "illegal", "ALIYUN_REPLY_URL is not set");
        }
        SmsUp sms =
                new SmsUp(
                        from,
                        SendDetails.TIME.format(clock.instant()),
                        text,
                        "",
                        "1234",
                        sequence.incrementAndGet());
        int times = body.flag("twice") ? 2 : 1;
        for (int i = 0; i < times; i++) {
            if (!push.taken(url, List.of(sms))) {
                throw new ErrorResponseException(HttpStatus.BAD_GATEWAY);
            }
        }
    }
}
