package dev.wangge.notify.channel.aliyun;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsRequest;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.wangge.notify.channel.Channel;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.channel.Outcome;
import dev.wangge.notify.channel.Outcome.Accepted;
import dev.wangge.notify.channel.Outcome.Down;
import dev.wangge.notify.channel.Outcome.Refused;
import dev.wangge.notify.channel.Outcome.Throttled;
import dev.wangge.notify.channel.Outcome.Unheard;
import dev.wangge.notify.channel.Proof;
import dev.wangge.notify.channel.Proof.CannotTell;
import dev.wangge.notify.channel.Proof.Delivered;
import dev.wangge.notify.channel.Proof.Failed;
import dev.wangge.notify.channel.Proof.NeverSeen;
import dev.wangge.notify.channel.Proof.Waiting;
import dev.wangge.platform.phone.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A template SMS by Aliyun. Its yes is SENT; a receipt, or its answer when it is asked, says
 * whether the phone got it.
 */
@Component
class AliyunSms implements Channel {
    private static final Logger log = LoggerFactory.getLogger(AliyunSms.class);
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final Set<String> THROTTLED =
            Set.of("isv.BUSINESS_LIMIT_CONTROL", "isv.DAY_LIMIT_CONTROL", "Throttling.User");

    /** The county's account is wrong or out of money, not the recipient. */
    private static final Set<String> ACCOUNT =
            Set.of("isv.OUT_OF_SERVICE", "isv.AMOUNT_NOT_ENOUGH", "isv.ACCOUNT_ABNORMAL");

    /** The SDK's HTTP client repeats a call whose line broke: the first may have been taken. */
    private static final String REPEATED = "SignatureNonceUsed";

    private static final ChannelName NAME = new ChannelName("ALIYUN_SMS");
    private static final Traits TRAITS = new Traits("phone", true, true, Duration.ZERO, 64);
    private static final long PAGE = 50;
    private static final long MOST_PAGES = 4;

    private final Client aliyun;
    private final AliyunSettings settings;
    private final RuntimeOptions once;
    private final JsonMapper json = JsonMapper.builder().build();

    AliyunSms(AliyunSettings settings) throws Exception {
        this.settings = settings;
        this.aliyun =
                new Client(
                        new Config()
                                .setAccessKeyId(settings.accessKeyId())
                                .setAccessKeySecret(settings.accessKeySecret())
                                .setEndpoint(settings.endpoint())
                                .setProtocol(settings.protocol()));
        var millis = (int) settings.timeout().toMillis();
        // A repeat is ours to decide: we know what we promised.
        this.once =
                new RuntimeOptions()
                        .setAutoretry(false)
                        .setMaxAttempts(1)
                        .setConnectTimeout(millis)
                        .setReadTimeout(millis);
    }

    @Override
    public ChannelName name() {
        return NAME;
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    /** A mainland mobile number; anything else that was given as a phone reaches nobody. */
    @Override
    public Optional<String> usable(String address) {
        return PhoneNumber.firstIn(address).filter(PhoneNumber::isMobile).map(PhoneNumber::digits);
    }

    @Override
    public Outcome send(String address, String outId, Message message) {
        try {
            var answer =
                    aliyun.sendSmsWithOptions(
                                    new SendSmsRequest()
                                            .setPhoneNumbers(address)
                                            .setSignName(settings.signName())
                                            .setTemplateCode(message.smsTemplate())
                                            .setTemplateParam(
                                                    json.writeValueAsString(message.smsValues()))
                                            .setOutId(outId),
                                    once)
                            .getBody();
            var code = Objects.toString(answer.getCode(), "");
            return code.equals("OK")
                    ? new Accepted(Objects.toString(answer.getBizId(), ""))
                    : outcome(code);
        } catch (TeaException e) {
            return e.getStatusCode() != null && e.getStatusCode() >= 500
                    ? new Unheard(String.valueOf(e.getCode()), "It is busy")
                    : outcome(String.valueOf(e.getCode()));
        } catch (Exception e) {
            return Outcome.ofBrokenLine(e);
        }
    }

    private static Outcome outcome(String code) {
        if (THROTTLED.contains(code)) {
            return new Throttled(code, "Too much at the moment", Duration.ofSeconds(20));
        }
        if (code.equals(REPEATED)) {
            return new Unheard(code, "It may have been taken before");
        }
        // What is not about this message is about our account: keys, signatures, money.
        return ACCOUNT.contains(code) || !code.startsWith("isv.")
                ? new Down(code, "It does not accept the account")
                : new Refused(code, "It does not take the message");
    }

    /** Aliyun is asked by number and day; our out-id tells which entry is the one. */
    @Override
    public Proof proof(String address, String outId, Instant sentAt) {
        var day = LocalDate.ofInstant(sentAt, CHINA);
        var found = proof(address, outId, day);
        // It may have been sent just before midnight and taken just after.
        return found instanceof NeverSeen
                        && !day.equals(LocalDate.ofInstant(sentAt.plusSeconds(60), CHINA))
                ? proof(address, outId, day.plusDays(1))
                : found;
    }

    private Proof proof(String address, String outId, LocalDate day) {
        try {
            for (long page = 1; page <= MOST_PAGES; page++) {
                var answer =
                        aliyun.querySendDetailsWithOptions(
                                        new QuerySendDetailsRequest()
                                                .setPhoneNumber(address)
                                                .setSendDate(
                                                        day.format(
                                                                DateTimeFormatter.BASIC_ISO_DATE))
                                                .setCurrentPage(page)
                                                .setPageSize(PAGE),
                                        once)
                                .getBody();
                if (!"OK".equals(answer.getCode())) {
                    log.warn("Aliyun does not tell: {}", answer.getCode());
                    return new CannotTell();
                }
                var entries = answer.getSmsSendDetailDTOs().getSmsSendDetailDTO();
                for (var entry : entries) {
                    if (outId.equals(entry.getOutId())) {
                        return proof(entry.getSendStatus(), entry.getErrCode());
                    }
                }
                if (entries.size() < PAGE) {
                    return new NeverSeen();
                }
            }
            return new CannotTell();
        } catch (Exception e) {
            log.warn("Aliyun cannot be asked: {}", e.getClass().getSimpleName());
            return new CannotTell();
        }
    }

    private static Proof proof(long status, String code) {
        return switch ((int) status) {
            case 1 -> new Waiting();
            case 3 -> new Delivered();
            default -> new Failed(Objects.toString(code, ""));
        };
    }
}
