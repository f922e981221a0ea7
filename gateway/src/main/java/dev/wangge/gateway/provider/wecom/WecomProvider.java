package dev.wangge.gateway.provider.wecom;

import dev.wangge.gateway.provider.Answer;
import dev.wangge.gateway.provider.Attempt;
import dev.wangge.gateway.provider.Identifier;
import dev.wangge.gateway.provider.IdentityProvider;
import dev.wangge.gateway.provider.ProviderAway;
import dev.wangge.platform.wecom.WecomSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.error.WxRuntimeException;
import me.chanjar.weixin.cp.api.WxCpService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * 网页授权: in WeCom a page is opened by a member, and WeCom says which, silently. It says nothing of
 * two factors, and knows no nonce: its code is good once, for five minutes, for us alone.
 */
final class WecomProvider implements IdentityProvider {
    private static final Logger log = LoggerFactory.getLogger(WecomProvider.class);
    private static final String ID = "wecom";

    /** What it sends as a code: into the address of a call nothing else goes. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,512}");

    /** A code that is none, was used, or is too old. */
    private static final Set<Integer> NO_CODE = Set.of(40029, 40163, 42003);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WxCpService wecom;
    private final WecomSettings account;
    private final URI authorizeUrl;

    WecomProvider(WxCpService wecom, WecomSettings account, URI authorizeUrl) {
        this.wecom = wecom;
        this.account = account;
        this.authorizeUrl = authorizeUrl;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String named(String language) {
        return language.equals("zh") ? "企业微信" : "WeCom";
    }

    /** WeCom tells no small letters from capital ones. */
    @Override
    public String canonical(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public URI asks(Attempt attempt) {
        return UriComponentsBuilder.fromUri(authorizeUrl)
                .queryParam("appid", "{appid}")
                .queryParam("redirect_uri", "{back}")
                .queryParam("response_type", "code")
                .queryParam("scope", "snsapi_base")
                .queryParam("state", "{state}")
                .queryParam("agentid", "{agentid}")
                .fragment("wechat_redirect")
                .encode()
                .buildAndExpand(
                        account.corpId(), attempt.back(), attempt.state(), account.agentId())
                .toUri();
    }

    @Override
    public Answer answer(Attempt attempt, String code) {
        if (!CODE.matcher(code).matches()) {
            return new Answer.Refused("no-code");
        }
        try {
            var member = member(code);
            return member.isBlank()
                    ? new Answer.Refused("no-member")
                    : new Answer.Vouched(
                            new Identifier(Identifier.Kind.KNOWN_AS, canonical(member)),
                            false,
                            null);
        } catch (WxErrorException e) {
            int error = e.getError() == null ? 0 : e.getError().getErrorCode();
            if (NO_CODE.contains(error)) {
                return new Answer.Refused("no-code: " + error);
            }
            log.warn("WeCom did not say who came: {}", error);
            throw new ProviderAway(ID, "error " + error);
        } catch (WxRuntimeException | JacksonException e) {
            log.warn("WeCom did not say who came: {}", e.getClass().getSimpleName());
            throw new ProviderAway(ID, "no answer");
        }
    }

    /**
     * Whose code it is; empty for somebody from outside of the corporation, who has an openid only.
     * The SDK's own method looks for {@code UserId}, as an older call spelled it.
     */
    private String member(String code) throws WxErrorException {
        var answer =
                wecom.get(
                        wecom.getWxCpConfigStorage().getApiUrl("/cgi-bin/auth/getuserinfo"),
                        "code=" + code);
        return JSON.readTree(answer).path("userid").asString("");
    }
}
