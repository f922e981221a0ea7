package dev.wangge.platform.wecom;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The county's account at WeCom.
 *
 * @param corpId empty where the county has none
 * @param timeout connecting and answering, each
 * @param tokenWithin for how long a call waits while another one has the token renewed
 */
@ConfigurationProperties("wangge.wecom")
public record WecomSettings(
        @DefaultValue("https://qyapi.weixin.qq.com") String apiUrl,
        @DefaultValue("") String corpId,
        @DefaultValue("") String corpSecret,
        @DefaultValue("0") int agentId,
        @DefaultValue("PT5S") Duration timeout,
        @DefaultValue("PT3S") Duration tokenWithin) {
    public WecomSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("wangge.wecom.timeout must be positive: " + timeout);
        }
    }

    /** Whether the county has an account. */
    public boolean isThere() {
        return !corpId.isBlank();
    }

    /** A failed start prints what was bound: never the secret. */
    @Override
    public String toString() {
        return "WecomSettings[%s, corpId=%s, agentId=%d]".formatted(apiUrl, corpId, agentId);
    }
}
