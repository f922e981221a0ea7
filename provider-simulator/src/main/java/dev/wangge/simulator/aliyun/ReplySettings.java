package dev.wangge.simulator.aliyun;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The push of what phones answer (上行短信).
 *
 * @param url where it is pushed; null pushes none
 */
@ConfigurationProperties("wangge.simulator.replies")
record ReplySettings(@Nullable URI url) {
    ReplySettings {
        if (url != null
                && (url.getHost() == null || !List.of("http", "https").contains(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "ALIYUN_REPLY_URL must be an http or https address: " + url);
        }
    }
}
