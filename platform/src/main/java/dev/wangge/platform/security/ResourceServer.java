package dev.wangge.platform.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Every service believes only tokens it has verified itself, reached through the gateway or not.
 */
public final class ResourceServer {
    private ResourceServer() {}

    /** Keys are cached, and go on working while the issuer is away; so are tokens, for a minute. */
    public static JwtDecoder decoder(TokenSettings settings, TokenEndings endings) {
        try {
            var keys =
                    JWKSourceBuilder.<SecurityContext>create(URI.create(settings.jwksUri()).toURL())
                            .cache(true)
                            .outageTolerant(true)
                            .retrying(true)
                            .build();
            return decoder(keys, settings, endings);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(
                    "wangge.tokens.jwks-uri is no URL: " + settings.jwksUri(), e);
        }
    }

    /**
     * Believes tokens signed by these keys, by our issuer, for our audience, that have not ended.
     */
    public static JwtDecoder decoder(
            JWKSource<SecurityContext> keys, TokenSettings settings, TokenEndings endings) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        // Claims are checked by the validators below.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        JwtValidators.createDefaultWithIssuer(settings.issuer()),
                        new JwtClaimValidator<List<String>>(
                                "aud",
                                audience -> audience != null && audience.contains("wangge"))));
        return new EndingJwtDecoder(
                new CachingJwtDecoder(decoder, InstantSource.system()), endings);
    }

    /**
     * Health, metrics, the API description and the configured paths are open; all else needs a
     * token.
     */
    public static SecurityFilterChain chain(
            HttpSecurity http, TokenSettings settings, Problems problems) {
        http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions ->
                        sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                                // A token is no sign-in: else the gateway's session, for which it
                                // is
                                // made, would get another name with each call, and a call that is
                                // answered after the sign-out would hand that name to the browser.
                                .sessionFixation(fixation -> fixation.none()))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers("/actuator/**", "/v3/api-docs/**", "/error")
                                .permitAll()
                                .requestMatchers(settings.open().toArray(String[]::new))
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .oauth2ResourceServer(server ->
                        server.jwt(jwt -> {})
                                .authenticationEntryPoint((request, response, failure) ->
                                        problems.write(
                                                new Problem(
                                                                ProblemType.UNAUTHENTICATED,
                                                                "No valid bearer token")
                                                        .header(
                                                                HttpHeaders.WWW_AUTHENTICATE,
                                                                "Bearer error=\"invalid_token\""),
                                                request,
                                                response)));
        return http.build();
    }
}
