package dev.wangge.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Which tokens a service believes, whoever brings them and by whichever way. */
class ResourceServerTest {
    private static final RSAKey OURS = key("ours");
    private static final RSAKey OTHER = key("ours");
    private static final String ISSUER = "http://gateway.county";
    private static final long ENDED = 1_000_000_000_500L;
    private final JwtDecoder decoder =
            ResourceServer.decoder(
                    new ImmutableJWKSet<>(new JWKSet(OURS.toPublicJWK())),
                    new TokenSettings(ISSUER, ISSUER + "/oauth2/jwks", "", List.of()),
                    (subject, madeAt) -> subject.equals("zhuoma") && madeAt < ENDED);

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet.Builder claims() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .subject("county-demo")
                .issuer(ISSUER)
                .audience("wangge")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private void assertNotBelieved(String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(JwtException.class);
    }

    @Test
    void oursIsBelieved() throws Exception {
        assertThat(decoder.decode(signed(OURS, claims().build())).getSubject())
                .isEqualTo("county-demo");
        var among = claims().audience(List.of("other", "wangge")).build();
        assertThat(decoder.decode(signed(OURS, among)).getAudience()).contains("wangge");
    }

    @ParameterizedTest
    @CsvSource({"issuer, http://other", "audience, other", "expired, -120", "early, 120"})
    void oneThatIsForOthersOrNotForNowIsNot(String what, String value) throws Exception {
        var claims = claims();
        switch (what) {
            case "issuer" -> claims.issuer(value);
            case "audience" -> claims.audience(value);
            case "expired" ->
                    claims.expirationTime(
                            Date.from(Instant.now().plusSeconds(Long.parseLong(value))));
            default ->
                    claims.notBeforeTime(
                            Date.from(Instant.now().plusSeconds(Long.parseLong(value))));
        }
        assertNotBelieved(signed(OURS, claims.build()));
    }

    @Test
    void withoutAnAudienceOrAnIssuerItIsForNobody() throws Exception {
        assertNotBelieved(signed(OURS, claims().audience((String) null).build()));
        assertNotBelieved(signed(OURS, claims().issuer(null).build()));
    }

    @Test
    void whatWasSignedWithAnotherKeyOrNotAtAllIsNot() throws Exception {
        assertNotBelieved(signed(OTHER, claims().build()));
        assertNotBelieved(new PlainJWT(claims().build()).serialize());
        var shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
        // A public key taken for a shared secret.
        shared.sign(new MACSigner(OURS.toRSAPublicKey().getEncoded()));
        assertNotBelieved(shared.serialize());
        var good = signed(OURS, claims().build());
        assertNotBelieved(good.substring(0, good.length() - 4) + "AAAA");
        assertNotBelieved("");
        assertNotBelieved("a.b.c");
    }

    @Test
    void whereKeysArePublishedIsAUrl() {
        assertThatThrownBy(() ->
                        ResourceServer.decoder(
                                new TokenSettings("x", "nowhere:x", "", List.of()),
                                (_, _) -> false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wangge.tokens.jwks-uri is no URL");
    }
}
