package dev.wangge.simulator.aliyun;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wangge.simulator.wall.Channel;
import dev.wangge.simulator.wall.Message;
import dev.wangge.simulator.wall.PhoneWall;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * QuerySendDetails: one number's messages of one day, newest first. Aliyun takes no out-id here;
 * each entry carries its own, by which the sender finds what it looks for.
 */
@Component
class SendDetails {

    static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(CHINA);
    private static final int MOST_PER_PAGE = 50;

    private final PhoneWall wall;

    SendDetails(PhoneWall wall) {
        this.wall = wall;
    }

    /**
     * @throws AliyunRefusal for a parameter that is missing or cannot be
     */
    Page query(RpcCall call) {
        String number = call.required("PhoneNumber");
        LocalDate day = day(call.required("SendDate"));
        int size = number(call, "PageSize", MOST_PER_PAGE);
        int page = number(call, "CurrentPage", Integer.MAX_VALUE);
        Optional<String> bizId = call.parameter("BizId");
        List<Message> found =
                wall.history(Channel.ALIYUN_SMS, number).stream()
                        .filter(message -> sentOn(message).equals(day))
                        .filter(message ->
                                bizId.map(id -> id.equals(message.draft().providerId()))
                                        .orElse(true))
                        .toList();
        List<Detail> details =
                found.stream()
                        .skip((page - 1L) * size)
                        .limit(size)
                        .map(SendDetails::detail)
                        .toList();
        return new Page(details, found.size());
    }

    private static LocalDate sentOn(Message message) {
        return message.draft().receivedAt().atZone(CHINA).toLocalDate();
    }

    private static LocalDate day(String value) {
        try {
            return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException e) {
            throw AliyunRefusal.business("isv.INVALID_PARAMETERS", "SendDate must be yyyyMMdd");
        }
    }

    private static int number(RpcCall call, String name, int most) {
        String value = call.required(name);
        if (!value.matches("[1-9]\\d{0,8}") || Integer.parseInt(value) > most) {
            throw AliyunRefusal.business("isv.INVALID_PARAMETERS", name + " is out of range");
        }
        return Integer.parseInt(value);
    }

    private static Detail detail(Message message) {
        Message.Draft draft = message.draft();
        Message.State state = message.state();
        int status =
                switch (state.status()) {
                    case WAITING -> 1;
                    case FAILED -> 2;
                    case DELIVERED -> 3;
                };
        return new Detail(
                draft.to(),
                status,
                state.code(),
                draft.template(),
                draft.text(),
                TIME.format(draft.receivedAt()),
                state.at() == null ? null : TIME.format(state.at()),
                draft.outId());
    }

    record Page(List<Detail> details, int total) {}

    record Detail(
            @JsonProperty("PhoneNum") String phoneNum,
            @JsonProperty("SendStatus") int sendStatus,
            @JsonProperty("ErrCode") @Nullable String errCode,
            @JsonProperty("TemplateCode") @Nullable String templateCode,
            @JsonProperty("Content") String content,
            @JsonProperty("SendDate") String sendDate,
            @JsonProperty("ReceiveDate") @Nullable String receiveDate,
            @JsonProperty("OutId") @Nullable String outId) {}
}
