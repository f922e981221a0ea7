package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.wangge.gateway.account.Hashes;
import dev.wangge.platform.seal.Vault;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** People sign in to what the county has of its own: OpenID Connect, code and proof. */
class AppSignInTest extends RunningGateway {
    private static final Pattern ONWARDS = Pattern.compile("id=\"onwards\" href=\"([^\"]+)\"");
    private static final String VERIFIER = "a".repeat(20) + "-_~." + "0123456789".repeat(3);

    @Autowired MongoOperations mongo;
    @Autowired Vault vault;
    private Browser zhuoma;

    @BeforeEach
    void somebodyHasAnAccount() {
        zhuoma = new People(mongo, vault, port).somebody("pema", "dispatcher", "540328");
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String authorize(String client, String redirect, boolean withProof) {
        var asked = new HashMap<String, String>();
        asked.put("response_type", "code");
        asked.put("client_id", client);
        asked.put("redirect_uri", redirect);
        asked.put("scope", "openid profile");
        asked.put("state", "s-1");
        asked.put("nonce", "n-1");
        if (withProof) {
            asked.put("code_challenge", challenge());
            asked.put("code_challenge_method", "S256");
        }
        return "/oauth2/authorize?" + Browser.encoded(asked);
    }

    /** The code that a browser is sent back with, after signing in on the way. */
    private String code(Browser browser, String client) {
        var asked = browser.get(authorize(client, BACK, true));
        if (asked.headers().firstValue("Location").orElse("").endsWith("/sign-in")) {
            var in = browser.signIn("pema", People.PASSWORD);
            var onwards = ONWARDS.matcher(in.body());
            assertThat(onwards.find()).as(in.statusCode() + in.body()).isTrue();
            var going = URI.create(onwards.group(1).replace("&amp;", "&").replace("&#x3D;", "="));
            asked = browser.get(going.getRawPath() + "?" + going.getRawQuery());
        }
        var back = asked.headers().firstValue("Location").orElseThrow();
        assertThat(back).as(asked.body()).startsWith(BACK + "?").contains("state=s-1");
        return back.replaceAll(".*[?&]code=([^&]+).*", "$1");
    }

    private HttpResponse<String> token(Map<String, String> form) {
        return send(
                "/oauth2/token",
                request ->
                        request.header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(Browser.encoded(form))));
    }

    private HttpResponse<String> exchange(String code, String client, String secret) {
        var form =
                new HashMap<>(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                BACK,
                                "code_verifier",
                                VERIFIER,
                                "client_id",
                                client));
        if (!secret.isEmpty()) {
            form.put("client_secret", secret);
        }
        return token(form);
    }

    private HttpResponse<String> refresh(String refreshToken) {
        return token(
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshToken,
                        "client_id",
                        "county-app",
                        "client_secret",
                        "secret-of-the-app"));
    }

    private JsonNode signedIn() {
        var given = exchange(code(zhuoma, "county-app"), "county-app", "secret-of-the-app");
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        return json(given);
    }

    @Test
    void aTokenSaysWhoItIsAndThroughWhat() throws Exception {
        var given = signedIn();
        var claims = SignedJWT.parse(given.get("access_token").asString()).getJWTClaimsSet();

        assertThat(claims.getSubject()).isEqualTo("pema");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("county-app");
        assertThat(claims.getStringListClaim("roles")).containsExactly("dispatcher");
        assertThat(claims.getStringListClaim("divisions")).containsExactly("540328");
        assertThat(claims.getAudience()).containsExactly("wangge");
        var id = SignedJWT.parse(given.get("id_token").asString()).getJWTClaimsSet();
        assertThat(id.getSubject()).isEqualTo("pema");
        assertThat(id.getAudience()).containsExactly("county-app");
        assertThat(id.getStringClaim("nonce")).isEqualTo("n-1");
        var token = given.get("access_token").asString();
        assertThat(json(get("/api/v1/me", token)).get("account").asString()).isEqualTo("pema");
        assertThat(json(get("/userinfo", token)).get("sub").asString()).isEqualTo("pema");
        var discovered = json(open("/.well-known/openid-configuration"));
        assertThat(discovered.get("issuer").asString()).isEqualTo("http://localhost:8080");
    }

    @Test
    void whoIsInAlreadyIsAskedNothing() {
        var _ = code(zhuoma, "county-app");

        assertThat(
                        zhuoma.get(authorize("county-app", BACK, true))
                                .headers()
                                .firstValue("Location")
                                .orElseThrow())
                .startsWith(BACK);
    }

    @Test
    void aCodeThatComesTwiceEndsAllThatCameOfIt() {
        var code = code(zhuoma, "county-app");
        var first = json(exchange(code, "county-app", "secret-of-the-app"));

        var again = exchange(code, "county-app", "secret-of-the-app");

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(refresh(first.get("refresh_token").asString()).statusCode()).isEqualTo(400);
    }

    @Test
    void aRefreshTokenThatComesTwiceEndsTheOneAfterIt() {
        var first = signedIn().get("refresh_token").asString();
        var given = refresh(first);
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        var second = json(given).get("refresh_token").asString();
        assertThat(second).isNotEqualTo(first);

        assertThat(refresh(first).statusCode()).isEqualTo(400);
        assertThat(refresh(second).statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsGivenBackIsGoodNoMore() {
        var refreshToken = signedIn().get("refresh_token").asString();
        var back =
                send(
                        "/oauth2/revoke",
                        request ->
                                request.header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        Browser.encoded(
                                                                Map.of(
                                                                        "token",
                                                                        refreshToken,
                                                                        "client_id",
                                                                        "county-app",
                                                                        "client_secret",
                                                                        "secret-of-the-app")))));

        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(refresh(refreshToken).statusCode()).isEqualTo(400);
    }

    @Test
    void whoSignsOutEverywhereEndsWhatOthersHold() {
        var refreshToken = signedIn().get("refresh_token").asString();
        var _ = zhuoma.get("/account");
        var _ = zhuoma.submit("/account/sign-out-everywhere", Map.of());

        assertThat(refresh(refreshToken).statusCode()).isEqualTo(400);
    }

    @Test
    void aPhoneKeepsNothingThatLasts() {
        var given = exchange(code(zhuoma, "county-phone"), "county-phone", "");

        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        assertThat(json(given).has("refresh_token")).isFalse();
    }

    @Test
    void aCodeIsNobodyElses() {
        var code = code(zhuoma, "county-app");

        assertThat(exchange(code, "county-phone", "").statusCode()).isEqualTo(400);
        assertThat(exchange(code, "county-app", "wrong").statusCode()).isEqualTo(401);
        assertThat(
                        token(
                                        Map.of(
                                                "grant_type",
                                                "authorization_code",
                                                "code",
                                                code,
                                                "redirect_uri",
                                                BACK,
                                                "code_verifier",
                                                "b".repeat(60),
                                                "client_id",
                                                "county-app",
                                                "client_secret",
                                                "secret-of-the-app"))
                                .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "county-app, http://127.0.0.1:1/elsewhere, true",
        "county-app, http://evil.example/back, true",
        "unknown-app, http://127.0.0.1:1/back, true",
        "county-demo, http://127.0.0.1:1/back, true"
    })
    void nobodyIsSentWhereNobodyIsExpected(String client, String redirect, boolean proof) {
        var _ = code(zhuoma, "county-app");
        var refused = zhuoma.get(authorize(client, redirect, proof));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void withoutAProofThereIsNoCode() {
        var _ = code(zhuoma, "county-app");

        assertThat(
                        zhuoma.get(authorize("county-app", BACK, false))
                                .headers()
                                .firstValue("Location")
                                .orElseThrow())
                .contains("error=invalid_request");
    }

    @Test
    void whatIsStoredSignsNobodyIn() {
        var given = signedIn();
        var stored = mongo.getCollection("authorizations").find().into(new ArrayList<>());

        assertThat(stored.toString())
                .contains(Hashes.of(given.get("refresh_token").asString()))
                .doesNotContain(given.get("refresh_token").asString())
                .doesNotContain(given.get("access_token").asString());
    }
}
