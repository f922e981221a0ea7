package dev.wangge.gateway.identity;

import dev.wangge.gateway.GatewaySettings;
import dev.wangge.gateway.GatewaySettings.Client;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The clients of the configuration. */
final class Clients implements RegisteredClientRepository {
    private static final Logger log = LoggerFactory.getLogger(Clients.class);
    private static final Duration TOKEN = Duration.ofHours(1);
    private final Map<String, Client> byId;

    Clients(GatewaySettings settings) {
        byId = settings.clients().stream().collect(Collectors.toMap(Client::id, client -> client));
        if (byId.isEmpty()) {
            log.warn("No clients are configured (wangge.gateway.clients): nobody will get a token");
        }
    }

    @Nullable Client client(String id) {
        return byId.get(id);
    }

    @Override
    public void save(RegisteredClient client) {
        throw new IllegalStateException("Clients are configured, not registered");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String id) {
        var client = byId.get(id);
        return client == null
                ? null
                : RegisteredClient.withId(client.id())
                        .clientId(client.id())
                        .clientSecret(client.secret())
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .scopes(scopes -> scopes.addAll(client.roles()))
                        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN).build())
                        .build();
    }
}
