package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

class TokenTest extends RunningGateway {
    @Autowired JWKSource<SecurityContext> keys;

    @Test
    void aTokenSaysWhoMayDoWhatWhere() throws Exception {
        var given = json(tokenFor("county-demo", "secret-of-the-test", ""));
        var token = SignedJWT.parse(given.get("access_token").asString());
        var claims = token.getJWTClaimsSet();

        assertThat(given.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(given.get("expires_in").asInt()).isBetween(3590, 3600);
        assertThat(claims.getIssuer()).isEqualTo("http://localhost:8080");
        assertThat(claims.getSubject()).isEqualTo("county-demo");
        assertThat(claims.getAudience()).containsExactly("wangge");
        assertThat(claims.getStringListClaim("roles")).containsExactly("dispatcher", "verifier");
        assertThat(claims.getStringClaim("scope")).isEqualTo("dispatcher verifier");
        assertThat(claims.getStringListClaim("divisions")).containsExactly("540328");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        // What services will look for in the published keys.
        var published = json(open("/oauth2/jwks")).get("keys").get(0);
        assertThat(published.get("kid").asString()).isEqualTo(token.getHeader().getKeyID());
        assertThat(published.has("d")).as("private part").isFalse();
        assertThat(published.get("kid").asString())
                .isEqualTo(RSAKey.parse(published.toString()).computeThumbprint().toString());
    }

    @Test
    void whoAsksForLessGetsLess() throws Exception {
        var given = json(tokenFor("county-demo", "secret-of-the-test", "&scope=verifier"));

        assertThat(
                        SignedJWT.parse(given.get("access_token").asString())
                                .getJWTClaimsSet()
                                .getStringListClaim("roles"))
                .containsExactly("verifier");
        assertThat(tokenFor("county-demo", "secret-of-the-test", "&scope=admin").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aClientMayNameItselfByHttpBasic() {
        var basic =
                Base64.getEncoder()
                        .encodeToString("hashed:hashed-secret".getBytes(StandardCharsets.UTF_8));
        var given =
                send(
                        "/oauth2/token",
                        request ->
                                request.header("Authorization", "Basic " + basic)
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        "grant_type=client_credentials")));

        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "county-demo,wrong",
        "hashed,secret-of-the-test",
        "nobody,secret",
        // Right, and known to everybody.
        "careless,county-handler-secret",
        "county-demo,''"
    })
    void aWrongSecretIsAnInvalidClient(String client, String secret) {
        var refused = tokenFor(client, secret, "");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(json(refused).get("error").asString()).isEqualTo("invalid_client");
    }

    @ParameterizedTest
    @CsvSource({"''", "grant_type=client_credentials", "client_id=county-demo"})
    void whoNamesNoClientIsToldSo(String form) {
        var refused = asksWith(form);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(json(refused).get("error").asString()).isEqualTo("invalid_client");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void aFormThatCannotBeReadIsANamedProblem() {
        var refused = asksWith("%zz=%");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("type").asString()).isEqualTo("/problems/invalid-request");
        assertThat(json(refused).get("instance").asString()).isEqualTo("/oauth2/token");
    }

    @ParameterizedTest
    @CsvSource({
        "/oauth2/token,GET,POST",
        "/oauth2/token,DELETE,POST",
        "/oauth2/token,QUERY,POST",
        "/oauth2/jwks,POST,GET",
    })
    void anotherMethodIsToldWhichThereIs(String path, String method, String served) {
        var refused = send(path, request -> request.method(method, BodyPublishers.noBody()));

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(json(refused).get("type").asString()).isEqualTo("/problems/method-not-allowed");
        assertThat(refused.headers().firstValue("Allow")).contains(served + ", OPTIONS");

        var options = send(path, request -> request.method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("Allow")).contains(served + ", OPTIONS");
    }

    @Test
    void aFormWithoutEndIsRefused() {
        assertThat(asksWith("a=" + "x".repeat(3 << 20)).statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> asksWith(String form) {
        return send(
                "/oauth2/token",
                request ->
                        request.header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)));
    }

    @Test
    void theServerDescribesItself() {
        var described = json(open("/.well-known/oauth-authorization-server"));

        assertThat(described.get("issuer").asString()).isEqualTo("http://localhost:8080");
        assertThat(described.get("token_endpoint").asString()).endsWith("/oauth2/token");
        assertThat(described.get("jwks_uri").asString()).endsWith("/oauth2/jwks");
    }

    @Test
    void aGoodTokenOfOurOwnPasses() {
        assertThat(get("/api/v1/cases", signed(keys, claims -> {})).statusCode()).isEqualTo(200);
    }

    @Test
    void anExpiredTokenIsRefused() {
        refused(
                signed(
                        keys,
                        claims ->
                                claims.issuedAt(Instant.now().minus(Duration.ofHours(2)))
                                        .expiresAt(Instant.now().minus(Duration.ofHours(1)))));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        refused(signed(keys, claims -> claims.issuer("http://elsewhere")));
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        refused(signed(keys, claims -> claims.audience(List.of("elsewhere"))));
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefused() throws Exception {
        var foreign = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();

        refused(
                signed(
                        new ImmutableJWKSet<>(new com.nimbusds.jose.jwk.JWKSet(foreign)),
                        claims -> {}));
    }

    @Test
    void noTokenAndNonsenseAreRefused() {
        refused("nonsense");
        assertThat(open("/api/v1/cases").statusCode()).isEqualTo(401);
        assertThat(open("/api/v1/unheard-of").statusCode()).isEqualTo(401);
    }

    /** Who says that a token comes, and sends none, is told so where none is needed, too. */
    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer two words", "bearer?"})
    void whatIsNoTokenIsRefusedOnOpenPathsToo(String authorization) {
        var answer = send("/v3/api-docs", it -> it.header("Authorization", authorization));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(open("/v3/api-docs").statusCode()).isEqualTo(200);
    }

    private void refused(String token) {
        var answer = get("/api/v1/grids/refused", token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(json(answer).get("type").asString()).isEqualTo("/problems/unauthenticated");
        assertThat(GRIDS.wasReached("/api/v1/grids/refused")).isFalse();
    }

    /** A token of this gateway, with other claims than usual. */
    static String signed(JWKSource<SecurityContext> keys, Consumer<JwtClaimsSet.Builder> change) {
        var claims =
                JwtClaimsSet.builder()
                        .issuer("http://localhost:8080")
                        .subject("county-demo")
                        .audience(List.of("wangge"))
                        .issuedAt(Instant.now())
                        .expiresAt(Instant.now().plus(Duration.ofHours(1)))
                        .claim("roles", List.of("dispatcher"))
                        .claim("divisions", List.of("540328"));
        change.accept(claims);
        return new NimbusJwtEncoder(keys)
                .encode(JwtEncoderParameters.from(claims.build()))
                .getTokenValue();
    }
}
