package dev.wangge.gateway.provider.wecom;

import dev.wangge.gateway.provider.ProviderSource;
import dev.wangge.platform.wecom.WecomConnection;
import dev.wangge.platform.wecom.WecomSettings;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** WeCom, where the county has an account there. */
@Component
@EnableConfigurationProperties(WecomSettings.class)
class WecomSignIn implements ProviderSource {
    private static final int CALLS_AT_ONCE = 16;

    private final List<WecomProvider> providers;

    WecomSignIn(WecomSettings account, WecomSignInSettings settings) {
        this.providers =
                account.isThere()
                        ? List.of(
                                new WecomProvider(
                                        WecomConnection.of(account, CALLS_AT_ONCE),
                                        account,
                                        settings.authorizeUrl()))
                        : List.of();
    }

    @Override
    public List<WecomProvider> providers() {
        return providers;
    }
}
