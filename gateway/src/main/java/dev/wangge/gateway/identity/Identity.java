package dev.wangge.gateway.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.wangge.gateway.GatewaySettings;
import dev.wangge.gateway.client.Clients;
import dev.wangge.gateway.signin.SignIns;
import dev.wangge.platform.door.Gate;
import dev.wangge.platform.door.LinkGate;
import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.seal.SealedField;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.secret.PublishedSecrets;
import dev.wangge.platform.security.ResourceServer;
import dev.wangge.platform.security.TokenEndings;
import dev.wangge.platform.security.TokenSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** Gives tokens to county systems, and asks for one before anything passes. */
@Configuration
class Identity {
    /**
     * What anyone may open: pages, descriptions, health, and links that carry their own signature.
     */
    private static final List<String> OPEN =
            List.of(
                    "/",
                    "/docs",
                    "/docs/**",
                    "/swagger-ui/**",
                    "/webjars/**",
                    "/openapi.json",
                    "/openapi/**",
                    "/problems",
                    "/problems/**",
                    "/desk",
                    "/desk/**",
                    "/field",
                    "/field/**",
                    "/console/**",
                    "/unavailable/**",
                    "/l/**",
                    "/z/**",
                    "/c/**",
                    "/r/**",
                    "/a/**",
                    "/callbacks/**",
                    "/oauth2/endings");

    private static final String AUTHORIZE = "/oauth2/authorize";

    @Bean
    RegisteredClients registeredClients(
            Clients clients, GatewaySettings settings, InstantSource clock) {
        return new RegisteredClients(clients::find, settings.apps(), clock);
    }

    @Bean
    SigningKeys signingKeys(
            MongoOperations mongo, Vault vault, SigningKeySettings settings, Clock clock) {
        return new SigningKeys(mongo, vault, settings.each(), clock);
    }

    /** What is tried in a database from before its key had a fingerprint. */
    @Bean
    static SealedField sealedSigningKey() {
        return new SealedField("keys", "sealed", "_id");
    }

    /** The gateway believes its own keys without asking itself over HTTP. */
    @Bean
    JwtDecoder jwtDecoder(
            JWKSource<SecurityContext> keys, TokenSettings settings, TokenEndings endings) {
        return ResourceServer.decoder(keys, settings, endings);
    }

    @Bean
    ClientSecrets clientSecrets(Environment environment) {
        return new ClientSecrets(PublishedSecrets.refusedIn(environment));
    }

    @Bean
    AuthorizationServerSettings issuer(TokenSettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer()).build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> whatItSays(TokenClaims claims) {
        return claims::add;
    }

    @Bean
    JwtEncoder jwtEncoder(SigningKeys keys) {
        var encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(keys::signing);
        return encoder;
    }

    /** Links of ours are counted by themselves; what else comes is for the services to judge. */
    @Bean
    Gate links(Vault vault, Clock clock) {
        var signed = new LinkGate(vault, clock);
        return (path, request) -> {
            if (path.startsWith("/a/")) {
                // Only notify-service knows its codes; it counts who guesses.
                return new Gate.Granted(path);
            }
            return signed.look(path, request) instanceof Gate.Granted ours
                    ? ours
                    : new Gate.NotMine();
        };
    }

    /**
     * What is asked for by OpenID Connect, tokens among it. Only an authorization that a browser
     * asks for looks at who is signed in, and has them sign in first.
     */
    @Bean
    @Order(1)
    SecurityFilterChain tokenChain(
            HttpSecurity http,
            RegisteredClientRepository clients,
            OAuth2AuthorizationService authorizations,
            SignIns signIns,
            HttpSessionRequestCache asked) {
        var server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(
                        server,
                        configured ->
                                configured
                                        .registeredClientRepository(clients)
                                        .authorizationService(authorizations)
                                        .oidc(oidc ->
                                                oidc.userInfoEndpoint(userInfo ->
                                                        userInfo.userInfoMapper(this::userInfo))))
                .securityContext(context -> context.securityContextRepository(signIns))
                .requestCache(cache -> cache.requestCache(asked))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults()))
                .exceptionHandling(failures ->
                        failures.defaultAuthenticationEntryPointFor(
                                        new LoginUrlAuthenticationEntryPoint("/sign-in"),
                                        request -> request.getServletPath().equals(AUTHORIZE))
                                .defaultAuthenticationEntryPointFor(
                                        Identity::invalidClient, AnyRequestMatcher.INSTANCE))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    /** RFC 6749, 5.2: also who names no client at all is told so in its own terms. */
    private static void invalidClient(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"wangge\"");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().print("{\"error\":\"invalid_client\"}");
    }

    private OidcUserInfo userInfo(OidcUserInfoAuthenticationContext context) {
        return OidcUserInfo.builder()
                .subject(context.getAuthorization().getPrincipalName())
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain edgeChain(
            HttpSecurity http, TokenSettings settings, Problems problems, SessionTokens sessions) {
        return ResourceServer.chain(
                http.addFilterBefore(sessions, BearerTokenAuthenticationFilter.class),
                settings.withOpen(OPEN),
                problems);
    }
}
