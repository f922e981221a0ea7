package dev.wangge.gateway.identity;

import dev.wangge.gateway.GatewaySettings.App;
import dev.wangge.gateway.client.Client;
import dev.wangge.gateway.client.Client.Refusal;
import dev.wangge.platform.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * Whom the authorization server knows: systems that act for themselves, as they are now, and what
 * people use.
 */
final class RegisteredClients implements RegisteredClientRepository {
    /** Of a token that a system's rights stand in. */
    static final Duration SYSTEMS_TOKEN = Duration.ofHours(1);

    /** Of a token that somebody's rights stand in. */
    static final Duration PERSONS_TOKEN = Duration.ofMinutes(10);

    private static final Duration REFRESH = Duration.ofHours(12);
    private static final Duration CODE = Duration.ofMinutes(1);

    private final Function<String, Optional<Client>> systems;
    private final Map<String, RegisteredClient> apps;
    private final InstantSource clock;

    /**
     * Knows them.
     *
     * @param systems by their ids, each as it is now
     */
    RegisteredClients(
            Function<String, Optional<Client>> systems, List<App> apps, InstantSource clock) {
        this.systems = systems;
        this.apps =
                apps.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        App::id, RegisteredClients::registered));
        this.clock = clock;
    }

    /**
     * Who says to be a client, before their secret is tried.
     *
     * @param version which moves with what an administrator changes of it
     * @param secret what theirs is compared with
     * @param refusal why they get no token, whatever their secret
     */
    record Presented(String id, long version, String secret, Optional<Refusal> refusal) {}

    /** Who that is; empty where there is no such client, or one without a secret. */
    Optional<Presented> presented(String id, String address) {
        var app = apps.get(id);
        if (app != null) {
            return Optional.ofNullable(app.getClientSecret())
                    .map(secret -> new Presented(id, 1, secret, Optional.empty()));
        }
        var now = clock.instant();
        return systems.apply(id)
                .map(it ->
                        new Presented(
                                id, it.version(), it.encodedSecret(now), it.refusal(now, address)));
    }

    /** A system that acts for itself, and may have a token now where this request comes from. */
    Optional<Client> system(String id) {
        return systems.apply(id)
                .filter(it -> it.refusal(clock.instant(), Addresses.current()).isEmpty());
    }

    private RegisteredClient registered(Client client) {
        var now = clock.instant();
        return RegisteredClient.withId(client.id())
                .clientId(client.id())
                .clientName(client.name())
                .clientSecret(client.encodedSecret(now))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(client.roleNames()))
                .tokenSettings(
                        TokenSettings.builder().accessTokenTimeToLive(life(client, now)).build())
                .build();
    }

    /** None outlives its client. */
    private static Duration life(Client client, Instant now) {
        var ends = client.expiresAt();
        return ends == null || ends.isAfter(now.plus(SYSTEMS_TOKEN))
                ? SYSTEMS_TOKEN
                : Duration.between(now, ends);
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

    @Override
    public void save(RegisteredClient client) {
        throw new IllegalStateException("Clients are opened by who keeps them, not registered");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String id) {
        var app = apps.get(id);
        return app == null ? system(id).map(this::registered).orElse(null) : app;
    }
}
