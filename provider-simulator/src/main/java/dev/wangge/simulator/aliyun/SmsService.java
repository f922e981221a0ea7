package dev.wangge.simulator.aliyun;

import dev.wangge.simulator.SimulatorSettings;
import dev.wangge.simulator.limit.RollingLimit;
import dev.wangge.simulator.wall.Channel;
import dev.wangge.simulator.wall.Message;
import dev.wangge.simulator.wall.Outcome;
import dev.wangge.simulator.wall.PhoneWall;
import dev.wangge.simulator.wall.Recipient;
import dev.wangge.simulator.wall.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SendSms: checks as Aliyun does, shows the message, expects its receipt. */
@Component
class SmsService {

    private static final Pattern MAINLAND = Pattern.compile("1[3-9]\\d{9}");
    private static final Pattern ABROAD = Pattern.compile("(\\+|00)[1-9]\\d{5,18}");
    private static final int MOST_NUMBERS = 1_000;
    private static final int MOST_NOTICES = 50;

    private final SimulatorSettings settings;
    private final SmsTemplates templates;
    private final PhoneWall wall;
    private final Receipts receipts;
    private final Tally tally;
    private final JsonMapper json;
    private final RollingLimit notices = new RollingLimit(MOST_NOTICES, Duration.ofDays(1));
    private final AtomicLong serial = new AtomicLong();

    SmsService(
            SimulatorSettings settings,
            SmsTemplates templates,
            PhoneWall wall,
            Receipts receipts,
            Tally tally,
            JsonMapper json) {
        this.settings = settings;
        this.templates = templates;
        this.wall = wall;
        this.receipts = receipts;
        this.tally = tally;
        this.json = json;
    }

    /**
     * @return the BizId
     * @throws AliyunRefusal as Aliyun would answer
     */
    String send(RpcCall call, Instant arrivedAt) {
        List<String> numbers = numbers(call);
        String signName = call.required("SignName");
        String template = call.required("TemplateCode");
        checkNumbers(numbers);
        List<String> approved = settings.aliyun().signNames();
        if (!approved.isEmpty() && !approved.contains(signName)) {
            throw AliyunRefusal.business("isv.SMS_SIGNATURE_ILLEGAL", "签名不合法(不存在或被拉黑)");
        }
        JsonNode params = params(call);
        SmsText text = SmsText.of(signName, templates.render(template, params));
        if (text.tooLong()) {
            throw AliyunRefusal.business("isv.PARAM_LENGTH_LIMIT", "参数超过长度限制");
        }
        takePermits(numbers, signName, template, arrivedAt);

        String bizId = "%d%05d^0".formatted(arrivedAt.toEpochMilli(), serial.incrementAndGet());
        for (String number : numbers) {
            Message message =
                    wall.show(
                            new Message.Draft(
                                    Channel.ALIYUN_SMS,
                                    number,
                                    text.value(),
                                    arrivedAt,
                                    call.parameter("OutId").orElse(null),
                                    template,
                                    params.toString(),
                                    bizId));
            tally.count(Channel.ALIYUN_SMS, Outcome.ACCEPTED);
            receipts.expect(message, text.segments());
        }
        return bizId;
    }

    static List<String> numbers(RpcCall call) {
        return Arrays.stream(call.required("PhoneNumbers").split(",", -1))
                .map(Recipient::key)
                .toList();
    }

    private static void checkNumbers(List<String> numbers) {
        if (numbers.size() > MOST_NUMBERS) {
            throw AliyunRefusal.business("isv.MOBILE_COUNT_OVER_LIMIT", "手机号码数量超过限制,最多支持1000条");
        }
        for (String number : numbers) {
            if (!MAINLAND.matcher(number).matches() && !ABROAD.matcher(number).matches()) {
                throw AliyunRefusal.business("isv.MOBILE_NUMBER_ILLEGAL", number + "无效号码");
            }
        }
    }

    private JsonNode params(RpcCall call) {
        try {
            JsonNode params = json.readTree(call.parameter("TemplateParam").orElse("{}"));
            if (params != null && params.isObject()) {
                return params;
            }
        } catch (JacksonException e) {
            // Not JSON: refused like JSON of another shape.
        }
        throw AliyunRefusal.business("isv.INVALID_JSON_PARAM", "JSON参数不合法,只接受字符串值");
    }

    // All or none: a refused call uses nobody's permit.
    private void takePermits(List<String> numbers, String sign, String template, Instant now) {
        if (!settings.limits()) {
            return;
        }
        List<String> keys =
                numbers.stream().map(to -> to + "\n" + sign + "\n" + template).distinct().toList();
        synchronized (notices) {
            if (!keys.stream().allMatch(key -> notices.left(key, now))) {
                throw AliyunRefusal.business(
                        "isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:" + MOST_NOTICES);
            }
            keys.forEach(key -> notices.take(key, now));
        }
    }
}
