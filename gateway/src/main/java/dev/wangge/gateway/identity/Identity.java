package dev.wangge.gateway.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.wangge.gateway.GatewaySettings;
import dev.wangge.platform.door.Gate;
import dev.wangge.platform.door.LinkGate;
import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.seal.SealedField;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.secret.PublishedSecrets;
import dev.wangge.platform.security.ResourceServer;
import dev.wangge.platform.security.TokenSettings;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

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
                    "/unavailable/**",
                    "/l/**",
                    "/z/**",
                    "/c/**",
                    "/a/**",
                    "/callbacks/**");

    @Bean
    Clients clients(GatewaySettings settings) {
        return new Clients(settings);
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(MongoOperations mongo, Vault vault) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.loadOrMake(mongo, vault)));
    }

    /** What is tried in a database from before its key had a fingerprint. */
    @Bean
    static SealedField sealedSigningKey() {
        return new SealedField("keys", "sealed", "_id");
    }

    /** The gateway believes its own keys without asking itself over HTTP. */
    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys, TokenSettings settings) {
        return ResourceServer.decoder(keys, settings);
    }

    @Bean
    ConfiguredSecrets configuredSecrets(Environment environment) {
        return new ConfiguredSecrets(PublishedSecrets.refusedIn(environment));
    }

    @Bean
    OAuth2AuthorizationService keepsNothing() {
        return new StatelessAuthorizationService();
    }

    @Bean
    AuthorizationServerSettings issuer(TokenSettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer()).build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> scopeOfTheClient(Clients clients) {
        return context -> {
            var client = clients.client(context.getRegisteredClient().getClientId());
            if (client != null && OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                // RFC 6749: who asks for less gets less; who asks for nothing gets all there is.
                var asked = context.getAuthorizedScopes();
                var roles = asked.isEmpty() ? client.roleNames() : List.copyOf(asked);
                context.getClaims()
                        .audience(List.of("wangge"))
                        .claim("scope", String.join(" ", roles))
                        .claim("roles", roles)
                        .claim("divisions", client.divisions());
            }
        };
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

    @Bean
    @Order(1)
    SecurityFilterChain tokenChain(HttpSecurity http, RegisteredClientRepository clients) {
        var server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(server, configured -> configured.registeredClientRepository(clients))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                // RFC 6749, 5.2: also who names no client at all is told so in its own terms.
                .exceptionHandling(failures ->
                        failures.authenticationEntryPoint((request, response, failure) -> {
                            response.setStatus(HttpStatus.UNAUTHORIZED.value());
                            response.setHeader(
                                    HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"wangge\"");
                            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
                            response.getOutputStream().print("{\"error\":\"invalid_client\"}");
                        }))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain edgeChain(HttpSecurity http, TokenSettings settings, Problems problems) {
        return ResourceServer.chain(
                http, new TokenSettings(settings.issuer(), settings.jwksUri(), OPEN), problems);
    }
}
