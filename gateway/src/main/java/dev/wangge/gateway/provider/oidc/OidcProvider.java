package dev.wangge.gateway.provider.oidc;

import dev.wangge.gateway.provider.Answer;
import dev.wangge.gateway.provider.Attempt;
import dev.wangge.gateway.provider.Identifier;
import dev.wangge.gateway.provider.IdentityProvider;
import dev.wangge.gateway.provider.ProviderAway;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/**
 * One provider of OpenID Connect: authorization code with PKCE, state and nonce. What its tokens
 * have to be like Spring Security knows; here stands whom we ask, when, and what it means for us.
 * Nobody is asked before somebody wants to sign in, so that a provider that is away keeps nobody
 * from starting.
 */
final class OidcProvider implements IdentityProvider {
    private static final Logger log = LoggerFactory.getLogger(OidcProvider.class);
    private static final String FALLBACK = "zh";

    /** So long what it says of itself is believed; while it is away, longer. */
    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    private static final Duration SKEW = Duration.ofSeconds(60);

    /** Never one with a shared secret: whoever knows the client's could sign as anybody. */
    private static final List<SignatureAlgorithm> ALGORITHMS =
            List.of(
                    SignatureAlgorithm.RS256,
                    SignatureAlgorithm.PS256,
                    SignatureAlgorithm.ES256,
                    SignatureAlgorithm.ES384);

    private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
            new ParameterizedTypeReference<>() {};

    private final OidcSettings.Provider settings;
    private final ProviderHttp http;
    private final Clock clock;
    private volatile @Nullable Known known;

    /** What it says of itself, since when, and who reads its tokens. */
    private record Known(ClientRegistration registration, JwtDecoder idTokens, Instant at) {}

    OidcProvider(OidcSettings.Provider settings, ProviderHttp http, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public String named(String language) {
        var names = settings.name();
        return Objects.requireNonNullElseGet(
                names.getOrDefault(language, names.get(FALLBACK)),
                () -> names.values().iterator().next());
    }

    @Override
    public URI asks(Attempt attempt) {
        return URI.create(request(known().registration(), attempt).getAuthorizationRequestUri());
    }

    @Override
    public Answer answer(Attempt attempt, String code) {
        var present = known();
        var request = request(present.registration(), attempt);
        var response =
                OAuth2AuthorizationResponse.success(code)
                        .redirectUri(attempt.back().toString())
                        .state(attempt.state())
                        .build();
        try {
            var told =
                    exchange(present)
                            .authenticate(
                                    new OAuth2LoginAuthenticationToken(
                                            present.registration(),
                                            new OAuth2AuthorizationExchange(request, response)));
            return read(
                    (OidcUser) Objects.requireNonNull(Objects.requireNonNull(told).getPrincipal()));
        } catch (AuthenticationException e) {
            var why = why(e);
            log.warn("{} did not say who came: {}", id(), why);
            if (isAway(e)) {
                throw new ProviderAway(id(), why);
            }
            return new Answer.Refused(why);
        }
    }

    private Answer read(OidcUser user) {
        var claims = new Claims(user.getClaims());
        var who = claims.text(settings.who().claim());
        if (who.isEmpty()) {
            return new Answer.Refused("no claim " + settings.who().claim());
        }
        return new Answer.Vouched(
                new Identifier(settings.who().means(), who.get()),
                // Only what it signed says how it was shown who they are.
                new Claims(user.getIdToken().getClaims()).sayTwoFactors(settings.twoFactors()),
                settings.opens() == null ? null : claims.rights(settings.opens()));
    }

    private OidcAuthorizationCodeAuthenticationProvider exchange(Known present) {
        var withToken = new DefaultOAuth2UserService();
        withToken.setRestOperations(http.withToken());
        var users = new OidcUserService();
        users.setOauth2UserService(withToken);
        // Many say there what they do not say in the token.
        users.setRetrieveUserInfo(it ->
                it.getClientRegistration().getProviderDetails().getUserInfoEndpoint().getUri()
                        != null);
        var exchange = new OidcAuthorizationCodeAuthenticationProvider(http.tokens(), users);
        exchange.setJwtDecoderFactory(_ -> present.idTokens());
        return exchange;
    }

    /** The same from the same attempt, as often as it is needed. */
    private OAuth2AuthorizationRequest request(ClientRegistration registration, Attempt attempt) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(
                                registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(attempt.back().toString())
                .scopes(registration.getScopes())
                .state(attempt.state())
                .additionalParameters(
                        Map.of(
                                OidcParameterNames.NONCE, hash(attempt.nonce()),
                                PkceParameterNames.CODE_CHALLENGE, hash(attempt.verifier()),
                                PkceParameterNames.CODE_CHALLENGE_METHOD, "S256"))
                .attributes(
                        Map.of(
                                OAuth2ParameterNames.REGISTRATION_ID,
                                        registration.getRegistrationId(),
                                OidcParameterNames.NONCE, attempt.nonce(),
                                PkceParameterNames.CODE_VERIFIER, attempt.verifier()))
                .build();
    }

    private Known known() {
        var before = known;
        var now = clock.instant();
        if (before != null && now.isBefore(before.at().plus(KNOWN_FOR))) {
            return before;
        }
        try {
            var fresh = discover(now);
            known = fresh;
            return fresh;
        } catch (RestClientException | IllegalArgumentException | IllegalStateException e) {
            log.warn("{} says nothing of itself: {}", id(), e.getClass().getSimpleName());
            if (before != null) {
                return before;
            }
            throw new ProviderAway(id(), e.getClass().getSimpleName());
        }
    }

    private Known discover(Instant now) {
        var said =
                http.documents()
                        .exchange(
                                URI.create(
                                        settings.issuer().replaceAll("/$", "")
                                                + "/.well-known/openid-configuration"),
                                HttpMethod.GET,
                                null,
                                DOCUMENT)
                        .getBody();
        if (said == null || !settings.issuer().equals(said.get("issuer"))) {
            throw new IllegalStateException("It says to be another issuer");
        }
        var registration =
                ClientRegistrations.fromOidcConfiguration(new HashMap<>(said))
                        .registrationId(settings.id())
                        .clientId(settings.clientId())
                        .clientSecret(Objects.requireNonNullElse(settings.clientSecret(), ""))
                        .redirectUri("{baseUrl}")
                        .scope(settings.scopes());
        if (settings.clientSecret() == null) {
            registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        }
        var built = registration.build();
        var keys = built.getProviderDetails().getJwkSetUri();
        if (keys == null) {
            throw new IllegalStateException("It says nothing of its keys");
        }
        var idTokens =
                NimbusJwtDecoder.withJwkSetUri(keys)
                        .restOperations(http.documents())
                        .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
                        .build();
        var validator = new OidcIdTokenValidator(built);
        validator.setClock(clock);
        validator.setClockSkew(SKEW);
        var times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        idTokens.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, validator));
        return new Known(built, idTokens, now);
    }

    private static String hash(String secret) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its code alone: descriptions may hold what was sent. */
    private static String why(AuthenticationException failure) {
        return failure instanceof OAuth2AuthenticationException oauth
                ? oauth.getError().getErrorCode()
                : failure.getClass().getSimpleName();
    }

    /** Whether it could not be asked, rather than that it said no. */
    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || (cause instanceof RestClientException
                            && !(cause instanceof HttpClientErrorException))) {
                return true;
            }
        }
        return false;
    }
}
