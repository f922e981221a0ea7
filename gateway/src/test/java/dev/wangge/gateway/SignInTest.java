package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.seal.Vault;
import java.net.http.HttpResponse;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** People sign in: on pages, by password and code, and what they do is theirs. */
class SignInTest extends RunningGateway {
    private static final String PASSWORD = People.PASSWORD;
    private static final String OTHER = "nineteen yaks on the pass";
    private static final Pattern SECRET = Pattern.compile("<code id=\"secret\">([A-Z2-7]+)</code>");
    private static final Pattern RECOVERY = Pattern.compile("<dd><code>([a-z0-9-]+)</code></dd>");

    @Autowired MongoOperations mongo;
    @Autowired Vault vault;

    /** The security administrator, who is in, with an authenticator. */
    private Browser security;

    private String secret = "";

    /** The code that showed that it is theirs; half a minute later it is another. */
    private String enrolledBy = "";

    @BeforeEach
    void theFirstAdministratorSignsIn() {
        mongo.getCollection("accounts").drop();
        mongo.getCollection("sessions").drop();
        security =
                new People(mongo, vault, port).somebody("security-admin", "security-admin", "54");
        var offered = security.signIn("security-admin", PASSWORD);
        secret = found(SECRET, offered);
        enrolledBy = code(secret, 0);
        var kept = security.submit("/sign-in/authenticator", Map.of("code", enrolledBy));
        assertThat(kept.body()).contains("id=\"recovery\"");
    }

    private static String found(Pattern pattern, HttpResponse<String> page) {
        var found = pattern.matcher(page.body());
        assertThat(found.find()).as(page.statusCode() + " " + page.body()).isTrue();
        return found.group(1);
    }

    static String code(String secret, int stepsLater) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(
                            new SecretKeySpec(new Base32().decode(secret), "HmacSHA1"),
                            Instant.now().plusSeconds(30L * stepsLater));
        } catch (InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> open(String id, String role, String division) {
        return security.call(
                "POST",
                "/api/v1/accounts",
                """
                {"id":"%s","name":"卓玛","roles":["%s"],"divisions":["%s"]}
                """
                        .formatted(id, role, division),
                true);
    }

    /** Somebody who has chosen a password. */
    private Browser somebody(String id, String role) {
        var opened = open(id, role, "540328");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        var link = json(opened).get("link").asString();
        var browser = new Browser(port);
        People.choose(browser, link.substring(link.indexOf("/password/")));
        return browser;
    }

    @Test
    void somebodyIsLetInChoosesAPasswordAndIsWhoTheyAre() {
        var zhuoma = somebody("zhuoma", "dispatcher");
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(401);

        var in = zhuoma.signIn("Zhuoma ", PASSWORD);

        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(zhuoma.get("/account").body()).contains("zhuoma", "Dispatcher", "540328");
        assertThat(zhuoma.get("/sign-in").headers().firstValue("Location"))
                .as("who is in already goes to work")
                .contains("/desk/");
        var me = json(zhuoma.get("/api/v1/me"));
        assertThat(me.get("account").asString()).isEqualTo("zhuoma");
        assertThat(me.get("client").asString()).isEqualTo("console");
        assertThat(me.get("roles").toString()).isEqualTo("[\"dispatcher\"]");
        // Their link was good once.
        assertThat(zhuoma.get("/password/" + "x").body()).contains("id=\"gone\"");
        // They give nobody rights.
        assertThat(zhuoma.get("/api/v1/accounts").statusCode()).isEqualTo(403);
    }

    @Test
    void anAdministratorProvesWhoTheyAreByTwoThings() {
        var browser = new Browser(port);

        assertThat(browser.signIn("security-admin", PASSWORD).body()).contains("id=\"code\"");
        assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
        var _ = browser.get("/sign-in/code");
        var used = browser.submit("/sign-in/code", Map.of("code", enrolledBy));
        assertThat(used.statusCode()).isEqualTo(403);
        var in = browser.submit("/sign-in/code", Map.of("code", code(secret, 1)));
        assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
        assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void whoLostTheAuthenticatorGetsInByACodeOnce() {
        mongo.getCollection("accounts")
                .updateOne(Filters.eq("_id", "security-admin"), Updates.unset("codes"));
        var browser = new Browser(port);
        secret = found(SECRET, browser.signIn("security-admin", PASSWORD));
        var kept = browser.submit("/sign-in/authenticator", Map.of("code", code(secret, 0)));
        var recovery = found(RECOVERY, kept);

        var other = new Browser(port);
        var _ = other.signIn("security-admin", PASSWORD);
        var in = other.submit("/sign-in/code", Map.of("code", recovery.toUpperCase(Locale.ROOT)));
        assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
        var _ = other.get("/account");
        assertThat(other.submit("/sign-out", Map.of()).statusCode()).isEqualTo(303);
        var _ = other.signIn("security-admin", PASSWORD);
        assertThat(other.submit("/sign-in/code", Map.of("code", recovery)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void wrongNameWrongPasswordAndShutAccountLookTheSame() {
        var zhuoma = somebody("zhuoma", "dispatcher");
        var unknown = zhuoma.signIn("nobody-here", PASSWORD);
        var wrong = zhuoma.signIn("zhuoma", "wrong password here");
        for (int i = 0; i < 4; i++) {
            var _ = zhuoma.signIn("zhuoma", "wrong password here");
        }
        var shut = zhuoma.signIn("zhuoma", PASSWORD);

        assertThat(List.of(unknown.statusCode(), wrong.statusCode(), shut.statusCode()))
                .containsOnly(403);
        assertThat(told(unknown)).isEqualTo(told(wrong)).isEqualTo(told(shut)).isNotEmpty();
        var seen = json(security.get("/api/v1/accounts/zhuoma"));
        assertThat(seen.get("state").asString()).isEqualTo("LOCKED");

        var unlocked = security.call("POST", "/api/v1/accounts/zhuoma/actions/unlock", "", true);
        assertThat(json(unlocked).get("state").asString()).isEqualTo("ACTIVE");
        assertThat(zhuoma.signIn("zhuoma", PASSWORD).statusCode()).isEqualTo(303);
    }

    private static String told(HttpResponse<String> page) {
        return page.body().replaceAll("(?s).*id=\"problem\"[^>]*>([^<]*)<.*", "$1");
    }

    @Test
    void whoIsKeptOutOrSignedOutIsOutAtOnce() {
        var zhuoma = somebody("zhuoma", "dispatcher");
        var _ = zhuoma.signIn("zhuoma", PASSWORD);
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(200);
        var _ = security.call("POST", "/api/v1/accounts/zhuoma/actions/disable", "", true);
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(zhuoma.signIn("zhuoma", PASSWORD).statusCode()).isEqualTo(403);

        var _ = security.call("POST", "/api/v1/accounts/zhuoma/actions/enable", "", true);
        var _ = zhuoma.signIn("zhuoma", PASSWORD);
        var elsewhere = new Browser(port);
        var _ = elsewhere.signIn("zhuoma", PASSWORD);
        var _ = elsewhere.get("/account");
        var _ = elsewhere.submit("/account/sign-out-everywhere", Map.of());
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    /** A call is no sign-in: else each would leave a session that no sign-out ends. */
    @Test
    void howeverOftenTheyCallTheyHaveOneSession() {
        var zhuoma = somebody("zhuoma", "dispatcher");
        var _ = zhuoma.signIn("zhuoma", PASSWORD);
        var name = zhuoma.cookie("wangge");
        var before = mongo.getCollection("sessions").countDocuments();
        for (int i = 0; i < 3; i++) {
            var answer = zhuoma.get("/api/v1/me");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .noneMatch(it -> it.startsWith("wangge="));
        }
        assertThat(zhuoma.cookie("wangge")).isEqualTo(name);
        assertThat(mongo.getCollection("sessions").countDocuments()).isEqualTo(before);
    }

    /** A request of theirs may run for minutes: a stream does. */
    @Test
    void whatStillRunsWhenTheySignOutLetsNobodyInAgain() throws Exception {
        var zhuoma = somebody("zhuoma", "dispatcher");
        var _ = zhuoma.signIn("zhuoma", PASSWORD);
        var cookie = "wangge=" + zhuoma.cookie("wangge");
        var answered = new CountDownLatch(2);
        CASES.waitsAt("/api/v1/cases/slow-to-answer", answered);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    threads.submit(() ->
                            send(
                                    "/api/v1/cases/slow-to-answer",
                                    it -> it.header("Cookie", cookie)));
            await().until(() -> answered.getCount() == 1);
            var _ = zhuoma.get("/account");
            assertThat(zhuoma.submit("/sign-out", Map.of()).statusCode()).isEqualTo(303);
            answered.countDown();
            assertThat(running.get().statusCode()).isEqualTo(200);
            assertThat(running.get().headers().allValues("Set-Cookie"))
                    .as("who is out is given no way back")
                    .isEmpty();
        }
        // What a request leaves of the session is stored when its answer is out already.
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() ->
                        send("/api/v1/me", it -> it.header("Cookie", cookie)).statusCode() == 401);
    }

    /** Who knew the password that was taken is not let in by a code a minute later. */
    @Test
    void whoIsHalfInIsOutWhenThePasswordIsTaken() {
        var half = new Browser(port);
        assertThat(half.signIn("security-admin", PASSWORD).body()).contains("id=\"code\"");
        var _ = security.get("/account");
        assertThat(change(security, PASSWORD).statusCode()).isEqualTo(303);

        assertThat(half.get("/sign-in/code").statusCode()).isEqualTo(303);
        var _ = half.get("/sign-in");
        var form = Map.of("_csrf", half.hidden("_csrf"), "code", code(secret, 1));
        assertThat(half.post("/sign-in/code", form).headers().firstValue("Location"))
                .contains("/sign-in");
        assertThat(half.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void aNewPasswordEndsWhatOthersHold() {
        var zhuoma = somebody("zhuoma", "dispatcher");
        var _ = zhuoma.signIn("zhuoma", PASSWORD);
        var elsewhere = new Browser(port);
        var _ = elsewhere.signIn("zhuoma", PASSWORD);
        var _ = zhuoma.get("/account");
        var wrong = change(zhuoma, "not the present one");
        assertThat(wrong.statusCode()).isEqualTo(403);

        assertThat(change(zhuoma, PASSWORD).statusCode()).isEqualTo(303);

        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(elsewhere.signIn("zhuoma", PASSWORD).statusCode()).isEqualTo(403);
    }

    private static HttpResponse<String> change(Browser browser, String present) {
        return browser.submit(
                "/account/password", Map.of("present", present, "password", OTHER, "again", OTHER));
    }

    @Test
    void whoDoesNothingForHalfAnHourIsOut() {
        var zhuoma = somebody("zhuoma", "dispatcher");
        var _ = zhuoma.signIn("zhuoma", PASSWORD);
        assertThat(zhuoma.get("/account").statusCode()).isEqualTo(200);

        // That they were there is stored when the answer is out already.
        await().until(() -> {
            halfAnHourAgo();
            return zhuoma.get("/account").statusCode() == 303;
        });
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    private void halfAnHourAgo() {
        var now = Instant.now();
        mongo.getCollection("sessions")
                .updateMany(
                        Filters.empty(),
                        Updates.combine(
                                Updates.set("accessed", Date.from(now.minusSeconds(1_801))),
                                Updates.set("expireAt", Date.from(now.minusSeconds(1)))));
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneAtOnce() {
        var zhuoma = somebody("zhuoma", "dispatcher");
        var _ = zhuoma.signIn("zhuoma", PASSWORD);
        assertThat(json(zhuoma.get("/api/v1/me")).get("roles").toString()).contains("dispatcher");

        var changed =
                security.call(
                        "PUT",
                        "/api/v1/accounts/zhuoma",
                        "{\"id\":\"zhuoma\",\"name\":\"卓玛\",\"roles\":[\"verifier\"],\"divisions\":[\"540328\"]}",
                        true);

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json(zhuoma.get("/api/v1/me")).get("roles").toString())
                .isEqualTo("[\"verifier\"]");
    }

    @Test
    void aFormFromElsewhereDoesNothing() {
        var zhuoma = somebody("zhuoma", "dispatcher");
        var _ = zhuoma.signIn("zhuoma", PASSWORD);

        assertThat(zhuoma.post("/account/sign-out-everywhere", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(zhuoma.post("/sign-out", Map.of("_csrf", "guessed")).statusCode())
                .isEqualTo(403);
        assertThat(
                        security.call("POST", "/api/v1/accounts/zhuoma/actions/disable", "", false)
                                .statusCode())
                .isEqualTo(403);
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionGetsANewNameWhenSomebodySignsIn() {
        var zhuoma = somebody("zhuoma", "dispatcher");
        var _ = zhuoma.signIn("security-admin", PASSWORD);
        var before = zhuoma.cookie("wangge");
        assertThat(before).isNotEmpty();
        var _ = zhuoma.signIn("zhuoma", PASSWORD);

        assertThat(zhuoma.cookie("wangge")).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void administratorsStandAloneAndDecideNothingAboutThemselves() {
        var both =
                security.call(
                        "POST",
                        "/api/v1/accounts",
                        "{\"id\":\"two-hats\",\"name\":\"x\",\"roles\":[\"security-admin\",\"audit-admin\"],\"divisions\":[\"54\"]}",
                        true);
        assertThat(both.statusCode()).isEqualTo(400);
        assertThat(json(both).at("/errors/0/code").asString()).isEqualTo("separated");
        assertThat(open("mixed", "security-admin\",\"dispatcher", "54").statusCode())
                .isEqualTo(400);
        var self =
                security.call("POST", "/api/v1/accounts/security-admin/actions/sign-out", "", true);
        assertThat(json(self).get("type").asString()).isEqualTo("/problems/same-person");
        assertThat(open("far-away", "dispatcher", "65").statusCode()).isEqualTo(403);
        assertThat(open("county-demo", "dispatcher", "54").statusCode()).isEqualTo(409);
    }

    @Test
    void whatIsChosenIsLongAndNotCommon() {
        var opened = open("zhuoma", "dispatcher", "540328");
        var link = json(opened).get("link").asString().replaceFirst(".*/password/", "/password/");
        var browser = new Browser(port);
        for (var bad : List.of("short", "password123456", "zhuoma and the sea", "aaaaaaaaaaaaaa")) {
            var _ = browser.get(link);
            var refused = browser.submit(link, Map.of("password", bad, "again", bad));
            assertThat(refused.statusCode()).as(bad).isEqualTo(403);
        }
        var _ = browser.get(link);
        assertThat(
                        browser.submit(link, Map.of("password", PASSWORD, "again", "another one"))
                                .body())
                .contains("not the same");
        People.choose(browser, link);
        assertThat(browser.get(link).body()).contains("id=\"gone\"");
    }

    @Test
    void thePagesSpeakThreeLanguagesAndNobodyFramesThem() {
        var browser = new Browser(port);
        for (var language : Map.of("zh", "登录", "en", "Sign in", "bo", "ནང་འཛུལ").entrySet()) {
            browser.speaks(language.getKey());
            var page = browser.get("/sign-in");
            assertThat(page.body()).contains(language.getValue()).doesNotContain("<script");
            assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        }
    }
}
