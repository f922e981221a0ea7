package dev.wangge.gateway.identity;

import dev.wangge.gateway.GatewaySettings;
import dev.wangge.gateway.GatewaySettings.App;
import dev.wangge.gateway.GatewaySettings.Client;
import dev.wangge.platform.security.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The clients of the configuration: systems that act for themselves, and what people use. */
final class Clients implements RegisteredClientRepository {
    private static final Logger log = LoggerFactory.getLogger(Clients.class);
    private static final Duration TOKEN = Duration.ofHours(1);

    /** Of a token that somebody's rights stand in. */
    static final Duration PERSONS_TOKEN = Duration.ofMinutes(10);

    private static final Duration REFRESH = Duration.ofHours(12);
    private static final Duration CODE = Duration.ofMinutes(1);

    private final Map<String, Client> configured = new HashMap<>();
    private final Map<String, RegisteredClient> registered = new HashMap<>();

    Clients(GatewaySettings settings) {
        for (var client : settings.clients()) {
            configured.put(client.id(), client);
            registered.put(client.id(), registered(client));
        }
        for (var app : settings.apps()) {
            registered.put(app.id(), registered(app));
        }
        if (configured.isEmpty()) {
            log.warn(
                    "No clients are configured (wangge.gateway.clients): no system will get a token");
        }
    }

    private static RegisteredClient registered(Client client) {
        return RegisteredClient.withId(client.id())
                .clientId(client.id())
                .clientSecret(client.secret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(client.roleNames()))
                .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN).build())
                .build();
    }

    private static RegisteredClient registered(App app) {
        var builder =
                RegisteredClient.withId(app.id())
                        .clientId(app.id())
                        .clientName(app.name())
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUris(all -> all.addAll(app.redirects()))
                        .scope(OidcScopes.OPENID)
                        .scope(OidcScopes.PROFILE)
                        .scopes(scopes ->
                                Arrays.stream(Role.values())
                                        .map(Role::spelled)
                                        .forEach(scopes::add))
                        .clientSettings(
                                ClientSettings.builder()
                                        .requireProofKey(true)
                                        // An application of the county's asks nobody whether it
                                        // may.
                                        .requireAuthorizationConsent(false)
                                        .build())
                        .tokenSettings(
                                TokenSettings.builder()
                                        .accessTokenTimeToLive(PERSONS_TOKEN)
                                        .authorizationCodeTimeToLive(CODE)
                                        .refreshTokenTimeToLive(REFRESH)
                                        .reuseRefreshTokens(false)
                                        .build());
        return app.secret() == null
                ? builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build()
                : builder.clientSecret(app.secret())
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        // Only who can prove to be the client keeps something that lasts.
                        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                        .build();
    }

    /** A system that acts for itself. */
    @Nullable Client client(String id) {
        return configured.get(id);
    }

    /** What the secret of a client is compared with; null where there is none, or no client. */
    @Nullable String secret(String id) {
        var client = registered.get(id);
        return client == null ? null : client.getClientSecret();
    }

    @Override
    public void save(RegisteredClient client) {
        throw new IllegalStateException("Clients are configured, not registered");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return registered.get(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String id) {
        return registered.get(id);
    }
}
