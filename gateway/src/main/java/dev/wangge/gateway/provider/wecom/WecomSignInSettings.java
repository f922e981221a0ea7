package dev.wangge.gateway.provider.wecom;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signing in by WeCom; the account is that of {@code wangge.wecom}.
 *
 * @param authorizeUrl where browsers are sent
 */
@ConfigurationProperties("wangge.sign-in.wecom")
record WecomSignInSettings(
        @DefaultValue("https://open.weixin.qq.com/connect/oauth2/authorize") URI authorizeUrl) {}
