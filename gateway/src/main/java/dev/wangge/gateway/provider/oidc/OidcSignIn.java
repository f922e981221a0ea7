package dev.wangge.gateway.provider.oidc;

import dev.wangge.gateway.provider.ProviderSource;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Providers of OpenID Connect; none of them is asked anything before somebody wants to sign in. */
@Component
class OidcSignIn implements ProviderSource {
    private final List<OidcProvider> providers;

    OidcSignIn(OidcSettings settings, Clock clock) {
        var http = new ProviderHttp();
        this.providers =
                settings.providers().stream().map(it -> new OidcProvider(it, http, clock)).toList();
    }

    @Override
    public List<OidcProvider> providers() {
        return providers;
    }
}
