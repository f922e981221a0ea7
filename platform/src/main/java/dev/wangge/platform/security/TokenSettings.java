package dev.wangge.platform.security;

import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens are believed.
 *
 * @param issuer the {@code iss} of our tokens
 * @param jwksUri where the issuer's keys are published
 * @param endingsUri where the issuer says which tokens have ended
 * @param open path patterns that need no token, besides health, metrics and the API description
 */
@Validated
@ConfigurationProperties("wangge.tokens")
public record TokenSettings(
        @NotBlank @DefaultValue("http://localhost:8080") String issuer,
        @NotBlank @DefaultValue("http://localhost:8080/oauth2/jwks") String jwksUri,
        @NotBlank @DefaultValue("http://localhost:8080/oauth2/endings") String endingsUri,
        @DefaultValue List<String> open) {

    /** The same with these open. */
    public TokenSettings withOpen(List<String> others) {
        return new TokenSettings(issuer, jwksUri, endingsUri, others);
    }
}
