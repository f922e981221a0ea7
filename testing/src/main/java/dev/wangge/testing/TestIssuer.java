package dev.wangge.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Stands for the gateway as issuer: gives tokens that a service under test believes. */
@TestConfiguration(proxyBeanMethods = false)
public class TestIssuer {
    private static final RSAKey KEY = key();

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Bean
    JwtDecoder jwtDecoder() throws JOSEException {
        return NimbusJwtDecoder.withPublicKey(KEY.toRSAPublicKey()).build();
    }

    /** By which its tokens are known; as Base64, for a service in a process of its own. */
    static String publicKey() {
        try {
            return Base64.getEncoder().encodeToString(KEY.toRSAPublicKey().getEncoded());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token for this client, with one role, over these divisions. */
    public static String token(String client, String role, String... divisions) {
        return signed(new JWTClaimsSet.Builder().subject(client), role, divisions);
    }

    /** The same for one that acts for members in these divisions alone. */
    public static String actingFor(
            List<String> whose, String client, String role, String... divisions) {
        return signed(
                new JWTClaimsSet.Builder().subject(client).claim("acts_for", whose),
                role,
                divisions);
    }

    /** A token that ends after so long. */
    public static String tokenFor(Duration good, String client, String role, String... divisions) {
        return signed(new JWTClaimsSet.Builder().subject(client), good, role, divisions);
    }

    /** A token for somebody who signed in on the pages of the gateway. */
    public static String personsToken(String person, String role, String... divisions) {
        return personsToken(person, List.of(), List.of(), role, divisions);
    }

    /** The same for somebody of these units, who stands in for these members. */
    public static String personsToken(
            String person,
            List<String> units,
            List<String> standsInFor,
            String role,
            String... divisions) {
        return signed(
                new JWTClaimsSet.Builder()
                        .subject("account-of-" + person)
                        .claim("client_id", "console")
                        .claim("person", person)
                        .claim("units", units)
                        .claim("stands_in_for", standsInFor),
                role,
                divisions);
    }

    private static String signed(JWTClaimsSet.Builder claims, String role, String... divisions) {
        return signed(claims, Duration.ofHours(1), role, divisions);
    }

    private static String signed(
            JWTClaimsSet.Builder claims, Duration good, String role, String... divisions) {
        try {
            var now = Instant.now();
            var jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(),
                            claims.audience("wangge")
                                    .issuer("http://localhost:8080")
                                    .claim("roles", List.of(role))
                                    .claim("scope", role)
                                    .claim("divisions", List.of(divisions))
                                    .issueTime(Date.from(now))
                                    .expirationTime(Date.from(now.plus(good)))
                                    .build());
            jwt.sign(new RSASSASigner(KEY));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
