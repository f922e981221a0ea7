package dev.wangge.notify.channel.wecom;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The county's account at WeCom.
 *
 * @param timeout connecting and answering, each
 * @param tokenWithin for how long a call waits while another one has the token renewed
 */
@ConfigurationProperties("wangge.wecom")
record WecomSettings(
        @DefaultValue("https://qyapi.weixin.qq.com") String apiUrl,
        @DefaultValue("") String corpId,
        @DefaultValue("") String corpSecret,
        @DefaultValue("0") int agentId,
        @DefaultValue("PT5S") Duration timeout,
        @DefaultValue("PT3S") Duration tokenWithin) {
    WecomSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("wangge.wecom.timeout must be positive: " + timeout);
        }
    }
}
