package dev.wangge.gateway.identity;

import dev.wangge.gateway.GatewaySettings;
import dev.wangge.gateway.GatewaySettings.Client;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    private final Map<String, Client> configured = new HashMap<>();
    private final Map<String, RegisteredClient> registered = new HashMap<>();

    Clients(GatewaySettings settings) {
        for (var client : settings.clients()) {
            configured.put(client.id(), client);
            registered.put(client.id(), registered(client));
        }
        if (configured.isEmpty()) {
            log.warn("No clients are configured (wangge.gateway.clients): nobody will get a token");
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

    @Nullable Client client(String id) {
        return configured.get(id);
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
