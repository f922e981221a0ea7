package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.seal.Vault;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * A member opens a page in WeCom and is who they are there, if an account says that it is theirs.
 */
class WecomSignInTest extends RunningGateway {
    private static final String BEGIN = "/sign-in/with/wecom";

    @Autowired MongoOperations mongo;
    @Autowired Vault vault;
    private People people;
    private Browser zhuoma;

    @BeforeEach
    void aMemberHasAnAccount() {
        WECOM.isAway(false);
        mongo.getCollection("knownAs").deleteMany(new Document());
        people = new People(mongo, vault, port);
        people.invited("zhuoma", "handler", "540328", "link-of-zhuoma");
        people.knownAs("zhuoma", "wecom:zhuoma.540328100001");
        zhuoma = new Browser(port);
    }

    @AfterEach
    void itIsThereAgain() {
        WECOM.isAway(false);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static Map<String, String> asked(HttpResponse<String> answer) {
        return FakeIssuer.form(URI.create(location(answer)).getRawQuery());
    }

    /** Where they are sent back to, from an authorize page that asks them nothing. */
    private static String back(Browser browser, String to, String member) {
        var asked = asked(browser.get(BEGIN + to));
        return BEGIN + "/back?code=" + WECOM.code(member) + "&state=" + asked.get("state");
    }

    private static HttpResponse<String> signIn(Browser browser, String member) {
        return browser.get(back(browser, "", member));
    }

    private List<String> audited(String event) {
        return mongo.getCollection("audit")
                .find(Filters.eq("event", event))
                .sort(new Document("_id", -1))
                .limit(1)
                .map(one -> one.getString("about") + " " + one.getString("detail"))
                .into(new ArrayList<>());
    }

    @Test
    void whoOpensAnAlertIsWhoTheyAreAndBackOnItsPage() {
        assertThat(zhuoma.get("/sign-in").body())
                .contains("id=\"with-wecom\" href=\"/sign-in/with/wecom?lang=en\"")
                .contains("Sign in with WeCom");
        var sent = zhuoma.get(BEGIN + "?to=/l/abc%3Flang=bo");
        var before = zhuoma.cookie("wangge");

        assertThat(location(sent))
                .startsWith("https://open.weixin.qq.com/connect/oauth2/authorize?")
                .endsWith("#wechat_redirect");
        var asked = asked(sent);
        assertThat(asked)
                .containsEntry("appid", "corp-of-the-test")
                .containsEntry("redirect_uri", "http://localhost:8080/sign-in/with/wecom/back")
                .containsEntry("response_type", "code")
                .containsEntry("scope", "snsapi_base")
                .containsEntry("agentid", "1000002");
        assertThat(asked.get("state")).matches("[0-9a-f]{64}");
        assertThat(sent.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

        var in =
                zhuoma.get(
                        BEGIN
                                + "/back?code="
                                + WECOM.code("zhuoma.540328100001")
                                + "&state="
                                + asked.get("state"));

        assertThat(location(in)).isEqualTo("/l/abc?lang=bo");
        assertThat(json(zhuoma.get("/api/v1/me")).get("account").asString()).isEqualTo("zhuoma");
        // Whoever knew the session's name before knows it no more.
        assertThat(zhuoma.cookie("wangge")).isNotEmpty().isNotEqualTo(before);
        assertThat(audited("SIGNED_IN")).containsExactly("zhuoma wecom");
        assertThat(operator("/actuator/prometheus").body())
                .contains("wangge_sign_ins_total{", "by=\"wecom\"");
    }

    @Test
    void itTellsNoSmallLettersFromCapitalOnes() {
        assertThat(location(signIn(zhuoma, "ZhuoMa.540328100001"))).isEqualTo("/field/");
    }

    @Test
    void whatCameBackOnceIsNothingTheSecondTime() {
        var back = back(zhuoma, "", "zhuoma.540328100001");
        assertThat(location(zhuoma.get(back))).isEqualTo("/field/");

        assertThat(zhuoma.get(back).statusCode()).isEqualTo(403);
        // Nor with a state of its own: the code was used.
        var another = new Browser(port);
        var state = asked(another.get(BEGIN)).get("state");
        var replayed = another.get(back.replaceFirst("state=.*", "state=" + state));
        assertThat(replayed.statusCode()).isEqualTo(403);
        assertThat(replayed.body()).contains("did not say who you are");
        assertThat(another.get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(audited("SIGN_IN_REFUSED")).containsExactly("null wecom: no-code: 40029");
    }

    /** A link that signs somebody in as somebody else: login CSRF, and a session that was given. */
    @Test
    void nobodyComesBackWithWhatAnotherBrowserBegan() {
        people.invited("attacker", "handler", "540328", "link-of-attacker");
        people.knownAs("attacker", "wecom:attacker");
        var attacker = new Browser(port);
        var link = back(attacker, "", "attacker");

        assertThat(zhuoma.get(link).statusCode()).isEqualTo(403);
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(401);
        // Also not in the middle of one's own attempt, which is over then.
        var own = back(zhuoma, "", "zhuoma.540328100001");
        assertThat(zhuoma.get(link).body()).contains("This page was too old");
        assertThat(zhuoma.get(own).statusCode()).isEqualTo(403);
        assertThat(location(attacker.get(link))).isEqualTo("/field/");
    }

    @Test
    void whoWasSentToOneProviderDoesNotComeBackFromAnother() {
        var state = asked(zhuoma.get("/sign-in/with/county-sso")).get("state");
        var mixed =
                zhuoma.get(
                        BEGIN
                                + "/back?code="
                                + WECOM.code("zhuoma.540328100001")
                                + "&state="
                                + state);
        assertThat(mixed.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/%5Cevil.example",
                "/%09/evil.example",
                "javascript:alert(1)",
                "evil",
                "/%0d%0aLocation:%20https://evil.example"
            })
    void nobodyIsSentAnywhereElse(String to) {
        assertThat(location(zhuoma.get(back(zhuoma, "?to=" + to, "zhuoma.540328100001"))))
                .isEqualTo("/field/");
    }

    @Test
    void whoHasNoAccountReadsWhy() {
        var stranger = signIn(zhuoma, "somebody-else");
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.body()).contains("no account here is yours");
        assertThat(audited("SIGN_IN_REFUSED")).containsExactly("null wecom: no-account");
        // Somebody who is in no corporation.
        assertThat(signIn(zhuoma, "").statusCode()).isEqualTo(403);

        mongo.getCollection("accounts")
                .updateOne(Filters.eq("_id", "zhuoma"), Updates.set("disabled", true));
        assertThat(signIn(zhuoma, "zhuoma.540328100001").body())
                .contains("no account here is yours");
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(401);
        zhuoma.speaks("bo");
        assertThat(signIn(zhuoma, "zhuoma.540328100001").body()).contains("འདིར་ཁྱེད་ཀྱི་ཐོ་མེད");
    }

    @Test
    void anAdministratorStillNeedsTheSecondThing() {
        people.invited("sec-admin", "security-admin", "54", "link-of-sec-admin");
        people.knownAs("sec-admin", "wecom:sec-admin");
        var half = signIn(zhuoma, "sec-admin");

        assertThat(half.statusCode()).isEqualTo(200);
        assertThat(half.body()).contains("id=\"secret\"");
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenThatIsGoodNoMoreIsRenewedOnce() {
        assertThat(location(signIn(zhuoma, "zhuoma.540328100001"))).isEqualTo("/field/");
        int before = WECOM.tokensGiven();
        WECOM.forgetToken();

        assertThat(location(signIn(new Browser(port), "zhuoma.540328100001"))).isEqualTo("/field/");
        assertThat(WECOM.tokensGiven()).isEqualTo(before + 1);
    }

    @Test
    void whileItIsAwayWhoIsInStaysInAndWhoIsNotReadsWhy() {
        assertThat(location(signIn(zhuoma, "zhuoma.540328100001"))).isEqualTo("/field/");
        WECOM.isAway(true);

        var another = new Browser(port);
        var away = signIn(another, "zhuoma.540328100001");

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("does not answer at the moment");
        assertThat(zhuoma.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void whoItIsIsSaidByTheSecurityAdministratorAndIsOnePersonOnly() {
        var security = administrator();
        var pema = open(security, "pema-w", "wecom:Pema.1");
        assertThat(pema.statusCode()).as(pema.body()).isEqualTo(201);
        assertThat(json(pema).get("knownAs").toString()).isEqualTo("[\"wecom:pema.1\"]");
        assertThat(audited("ACCOUNT_OPENED").getFirst())
                .contains("known as [wecom:")
                .doesNotContain("pema.1");

        var taken = open(security, "dawa-w", "wecom:pema.1");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(security.get("/api/v1/accounts/dawa-w").statusCode()).isEqualTo(404);
        var unknown = open(security, "dawa-w", "wecon:dawa");
        assertThat(json(unknown).at("/errors/0/pointer").asString()).isEqualTo("#/knownAs/0");

        var browser = new Browser(port);
        assertThat(location(signIn(browser, "pema.1"))).isEqualTo("/field/");
        assertThat(security.get("/api/v1/accounts?limit=200").body()).contains("wecom:pema.1");
        // The same once more is the same; without the name, who came in by it is out.
        assertThat(json(change(security, "pema-w", "\"wecom:pema.1\"")).get("version").asInt())
                .isEqualTo(1);
        assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
        assertThat(change(security, "pema-w", "").statusCode()).isEqualTo(200);
        assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(signIn(browser, "pema.1").statusCode()).isEqualTo(403);
        // It is free now.
        assertThat(open(security, "dawa-w", "wecom:pema.1").statusCode()).isEqualTo(201);
        assertThat(location(signIn(browser, "pema.1"))).isEqualTo("/field/");
        assertThat(json(browser.get("/api/v1/me")).get("account").asString()).isEqualTo("dawa-w");
    }

    private Browser administrator() {
        mongo.getCollection("accounts")
                .deleteMany(Filters.in("_id", "pema-w", "dawa-w", "security-w"));
        var security = people.somebody("security-w", "security-admin", "54");
        var page = security.signIn("security-w", People.PASSWORD);
        var secret = page.body().replaceAll("(?s).*<code id=\"secret\">([A-Z2-7]+)<.*", "$1");
        var _ =
                security.submit(
                        "/sign-in/authenticator", Map.of("code", SignInTest.code(secret, 0)));
        return security;
    }

    private static HttpResponse<String> open(Browser security, String id, String name) {
        return security.call("POST", "/api/v1/accounts", form(id, "\"" + name + "\""), true);
    }

    private static HttpResponse<String> change(Browser security, String id, String names) {
        return security.call("PUT", "/api/v1/accounts/" + id, form(id, names), true);
    }

    private static String form(String id, String names) {
        return String.format(
                Locale.ROOT,
                "{\"id\":\"%s\",\"name\":\"白玛\",\"roles\":[\"handler\"],\"divisions\":[\"540328\"],\"knownAs\":[%s]}",
                id,
                names);
    }
}
