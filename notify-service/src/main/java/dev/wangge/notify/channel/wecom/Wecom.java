package dev.wangge.notify.channel.wecom;

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
import dev.wangge.platform.wecom.WecomConnection;
import dev.wangge.platform.wecom.WecomSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.error.WxRuntimeException;
import me.chanjar.weixin.cp.api.WxCpService;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * A text card from the county's application in WeCom (企业微信). WeCom gives no receipt: its yes is
 * SENT, and the only proof is that the member answers.
 */
@Component
@EnableConfigurationProperties(WecomSettings.class)
class Wecom implements Channel {
    private static final int SYSTEM_BUSY = -1;
    private static final Set<Integer> THROTTLED = Set.of(45009, 45033, 45047);

    /** The county's account is wrong, not the recipient: somebody has to look at the settings. */
    private static final Set<Integer> ACCOUNT = Set.of(40001, 40013, 40014, 42001, 40056, 60020);

    /** As long as its duplicate check remembers a body. */
    private static final Duration REMEMBERED = Duration.ofMinutes(30);

    private static final int CALLS_AT_ONCE = 64;
    private static final ChannelName NAME = new ChannelName("WECOM");
    private static final Traits TRAITS =
            new Traits("wecomId", false, false, REMEMBERED, CALLS_AT_ONCE);
    private static final int TITLE_BYTES = 128;
    private static final int TEXT_BYTES = 512;

    private final WxCpService wecom;
    private final int agentId;

    Wecom(WecomSettings settings) {
        this.agentId = settings.agentId();
        this.wecom = WecomConnection.of(settings, CALLS_AT_ONCE);
    }

    @Override
    public ChannelName name() {
        return NAME;
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Optional<String> usable(String address) {
        return Optional.of(address);
    }

    @Override
    public Outcome send(String address, String outId, Message message) {
        var card =
                WxCpMessage.TEXTCARD()
                        .agentId(agentId)
                        .toUser(address)
                        .title(Utf8.cut(message.title(), TITLE_BYTES))
                        .description(Utf8.cut(message.text(), TEXT_BYTES))
                        .url(message.link())
                        .btnTxt(message.button())
                        .build();
        card.setEnableDuplicateCheck(true);
        card.setDuplicateCheckInterval((int) REMEMBERED.toSeconds());
        try {
            var answer = wecom.getMessageService().send(card);
            var invalid = answer.getInvalidUser();
            return invalid == null || invalid.isBlank()
                    ? new Accepted(Objects.toString(answer.getMsgId(), ""))
                    : new Refused("invaliduser", "It knows no such member");
        } catch (WxErrorException e) {
            return outcome(e);
        } catch (WxRuntimeException e) {
            return Outcome.ofBrokenLine(e);
        }
    }

    private static Outcome outcome(WxErrorException failure) {
        if (failure.getCause() instanceof Exception cause && !(cause instanceof WxErrorException)) {
            return Outcome.ofBrokenLine(failure);
        }
        int error = failure.getError().getErrorCode();
        var code = Integer.toString(error);
        if (error == SYSTEM_BUSY) {
            return new Unheard(code, "It is busy");
        }
        if (THROTTLED.contains(error)) {
            return new Throttled(code, "Too much at the moment", Duration.ofSeconds(20));
        }
        return ACCOUNT.contains(error)
                ? new Down(code, "It does not accept the account")
                : new Refused(code, "It does not take the message");
    }

    @Override
    public Proof proof(String address, String outId, Instant sentAt) {
        return new Proof.CannotTell();
    }
}
