package dev.wangge.notify.channel.aliyun;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The county's account at Aliyun SMS.
 *
 * @param protocol https, or http for a simulator
 * @param signName the approved signature, without 【】
 * @param timeout connecting and answering, each
 */
@ConfigurationProperties("wangge.aliyun-sms")
record AliyunSettings(
        @DefaultValue("dysmsapi.aliyuncs.com") String endpoint,
        @DefaultValue("https") String protocol,
        @DefaultValue("") String accessKeyId,
        @DefaultValue("") String accessKeySecret,
        @DefaultValue("") String signName,
        @DefaultValue("PT5S") Duration timeout) {
    AliyunSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "wangge.aliyun-sms.timeout must be positive: " + timeout);
        }
    }
}
