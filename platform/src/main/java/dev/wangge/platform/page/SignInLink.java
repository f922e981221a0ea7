package dev.wangge.platform.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a page behind a link offers beside the one thing that the link is for: being signed in at
 * the gateway. Nobody has to.
 *
 * @param wecomSignIn whether the gateway signs people in by WeCom
 */
@ConfigurationProperties("wangge.pages")
public record SignInLink(@DefaultValue("false") boolean wecomSignIn) {
    /**
     * Where one signs in and comes back from to this page; null where there is no such way.
     *
     * @param here the page's own path
     */
    public @Nullable String backTo(String here) {
        return wecomSignIn
                ? "/sign-in/with/wecom?to=" + URLEncoder.encode(here, StandardCharsets.UTF_8)
                : null;
    }
}
