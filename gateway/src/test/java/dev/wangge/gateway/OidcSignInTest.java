package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.wangge.platform.seal.Vault;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** People sign in by a provider of the county's, and only by what it really said, for us, now. */
class OidcSignInTest extends RunningGateway {
    private static final UnaryOperator<JWTClaimsSet.Builder> TRUE = UnaryOperator.identity();

    @Autowired MongoOperations mongo;
    @Autowired Vault vault;
    private People people;
    private Browser browser;

    @BeforeEach
    void somebodyHasAnAccount() {
        ISSUER.isAway(false);
        mongo.getCollection("knownAs").deleteMany(new Document());
        mongo.getCollection("accounts").deleteMany(Filters.exists("follows"));
        people = new People(mongo, vault, port);
        people.invited("tashi", "dispatcher", "540328", "link-of-tashi");
        people.knownAs("tashi", "county-sso:s-1");
        browser = new Browser(port);
    }

    @AfterEach
    void itIsThereAgain() {
        ISSUER.isAway(false);
    }

    private String sent(String provider) {
        var answer = browser.get("/sign-in/with/" + provider);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> back(String provider, String sentTo, String code) {
        return browser.get(
                "/sign-in/with/%s/back?code=%s&session_state=of-its-own&state=%s"
                        .formatted(provider, code, FakeIssuer.form(sentTo).get("state")));
    }

    private HttpResponse<String> signIn(String provider, UnaryOperator<JWTClaimsSet.Builder> said) {
        var sentTo = sent(provider);
        return back(provider, sentTo, ISSUER.code(sentTo, said));
    }

    private String account() {
        return json(browser.get("/api/v1/me")).at("/account").asString("nobody");
    }

    private @Nullable Document stored(String id) {
        return mongo.getCollection("accounts").find(Filters.eq("_id", id)).first();
    }

    @Test
    void somebodyIsWhoTheirProviderSaysTheyAre() {
        assertThat(browser.get("/sign-in").body()).contains("Sign in with County account");
        var sentTo = sent("county-sso");
        assertThat(sentTo).startsWith(ISSUER.url() + "/authorize?");
        assertThat(FakeIssuer.form(sentTo))
                .containsEntry("client_id", FakeIssuer.CLIENT)
                .containsEntry("scope", "openid")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "http://localhost:8080/sign-in/with/county-sso/back")
                .containsKeys("state", "nonce", "code_challenge");

        var in = back("county-sso", sentTo, ISSUER.code(sentTo, TRUE));

        assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
        assertThat(in.headers().firstValue("Location")).contains("/desk/");
        assertThat(account()).isEqualTo("tashi");
        // Nothing of what it gave is kept.
        assertThat(mongo.getCollection("sessions").find().into(new ArrayList<>()))
                .noneMatch(session -> session.toJson().contains("opaque"));
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("another nonce", it -> it.claim("nonce", "n-2")),
                lie("no nonce", it -> it.claim("nonce", null)),
                lie("another audience", it -> it.audience("another-client")),
                lie(
                        "an audience beside ours that it was given to",
                        it -> it.audience(List.of("wangge", "x")).claim("azp", "x")),
                lie("another issuer", it -> it.issuer("http://127.0.0.1:1")),
                lie("no audience", it -> it.audience((String) null)),
                lie(
                        "too old",
                        it ->
                                it.issueTime(Date.from(Instant.now().minusSeconds(200)))
                                        .expirationTime(Date.from(Instant.now().minusSeconds(90)))),
                lie(
                        "of the future",
                        it ->
                                it.issueTime(Date.from(Instant.now().plusSeconds(300)))
                                        .notBeforeTime(Date.from(Instant.now().plusSeconds(300)))),
                lie("of nobody", it -> it.subject(null)));
    }

    private static Arguments lie(String name, UnaryOperator<JWTClaimsSet.Builder> said) {
        return Arguments.of(name, said);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void whatWasNotSaidOfThemForUsNowIsNotBelieved(
            String name, UnaryOperator<JWTClaimsSet.Builder> said) {
        var refused = signIn("county-sso", said);
        assertThat(refused.statusCode()).as(name).isEqualTo(403);
        assertThat(refused.body()).contains("did not say who you are");
        assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    /** Clocks may be a minute apart. */
    @Test
    void aClockThatIsAMinuteBehindIsBelieved() {
        var in =
                signIn(
                        "county-sso",
                        it ->
                                it.issueTime(Date.from(Instant.now().minusSeconds(200)))
                                        .expirationTime(Date.from(Instant.now().minusSeconds(40))));
        assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
    }

    @Test
    void whatSomebodyElseSignedIsNotBelieved() {
        var sentTo = sent("county-sso");
        assertThat(back("county-sso", sentTo, ISSUER.forged(sentTo, TRUE)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aCodeIsGoodOnceAndForTheBrowserThatBegan() {
        var sentTo = sent("county-sso");
        var code = ISSUER.code(sentTo, TRUE);
        var thief = new Browser(port);
        var _ = thief.get("/sign-in/with/county-sso");
        var state = FakeIssuer.form(sentTo).get("state");
        var stolen = "/sign-in/with/county-sso/back?code=" + code + "&state=" + state;
        assertThat(thief.get(stolen).statusCode()).isEqualTo(403);
        // With a state of their own there is no proof of the code (PKCE).
        var own = thief.get("/sign-in/with/county-sso").headers().firstValue("Location");
        assertThat(
                        thief.get(
                                        "/sign-in/with/county-sso/back?code=%s&state=%s"
                                                .formatted(
                                                        code,
                                                        FakeIssuer.form(own.orElseThrow())
                                                                .get("state")))
                                .statusCode())
                .isEqualTo(403);
        assertThat(thief.get("/api/v1/me").statusCode()).isEqualTo(401);

        var again = sent("county-sso");
        var once = ISSUER.code(again, TRUE);
        assertThat(back("county-sso", again, once).statusCode()).isEqualTo(303);
        assertThat(back("county-sso", again, once).statusCode()).isEqualTo(403);
    }

    @Test
    void whoWentBackThereIsToldSo() {
        var state = FakeIssuer.form(sent("county-sso")).get("state");
        var refused =
                browser.get(
                        "/sign-in/with/county-sso/back?error=access_denied&iss=x&state=" + state);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("did not say who you are");
    }

    @Test
    void oneThatIsAwayKeepsNobodyOutButThoseWhoComeByIt() {
        assertThat(signIn("county-sso", TRUE).statusCode()).isEqualTo(303);
        ISSUER.isAway(true);

        assertThat(account()).isEqualTo("tashi");
        var another = new Browser(port);
        var never = another.get("/sign-in/with/away-sso");
        assertThat(never.statusCode()).isEqualTo(503);
        assertThat(never.body()).contains("does not answer at the moment").contains("<form");
        // What it said of itself is known; that it does not answer is seen on the way back.
        var sentTo = sent("county-sso");
        assertThat(back("county-sso", sentTo, ISSUER.code(sentTo, TRUE)).statusCode())
                .isEqualTo(503);
        another.speaks("zh");
        assertThat(another.get("/sign-in/with/away-sso").body()).contains("暂时没有应答");
        assertThat(another.get("/sign-in/with/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void whoHasNoAccountOpensNoneWhereItHasToBeThereBefore() {
        var refused = signIn("county-sso", it -> it.subject("s-2").claim("login", "s-two"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("no account here is yours");
        assertThat(stored("s-two")).isNull();
    }

    @Test
    void anAdministratorNeedsTheirCodeUnlessItSaysThatItSawTwoThings() {
        people.invited("audit-p", "audit-admin", "54", "link-of-audit-p");
        people.knownAs("audit-p", "county-sso:s-audit");

        var one = signIn("county-sso", it -> it.subject("s-audit").claim("amr", List.of("pwd")));
        assertThat(one.body()).contains("id=\"secret\"");
        assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
        // The other provider is not configured to be believed in this.
        people.knownAs("audit-p", "opening-sso:s-audit");
        var other = signIn("opening-sso", it -> it.subject("s-audit").claim("amr", List.of("mfa")));
        assertThat(other.body()).contains("id=\"secret\"");

        var two =
                signIn(
                        "county-sso",
                        it -> it.subject("s-audit").claim("amr", List.of("pwd", "mfa")));
        assertThat(two.statusCode()).as(two.body()).isEqualTo(303);
        assertThat(account()).isEqualTo("audit-p");
    }

    private static JWTClaimsSet.Builder dispatcher(JWTClaimsSet.Builder it) {
        return it.subject("s-new")
                .claim("login", "dolma")
                .claim("name", "卓玛拉姆")
                .claim("roster", "M-540328100001001-9")
                .claim("groups", List.of("diaodu", "canteen"))
                .claim("areas", List.of("540328", "nonsense"));
    }

    @Test
    void anAccountIsOpenedAtTheFirstSignInAndFollowsWhatIsSaidOfIt() {
        assertThat(signIn("opening-sso", OidcSignInTest::dispatcher).statusCode()).isEqualTo(303);
        var me = json(browser.get("/api/v1/me"));
        assertThat(me.get("account").asString()).isEqualTo("dolma");
        assertThat(me.get("name").asString()).isEqualTo("卓玛拉姆");
        assertThat(me.get("person").asString()).isEqualTo("M-540328100001001-9");
        assertThat(me.get("roles").toString()).isEqualTo("[\"dispatcher\"]");
        assertThat(me.get("divisions").toString()).isEqualTo("[\"540328\"]");

        // Another role there is another role here, and what was given before is good no more.
        var elsewhere = browser;
        browser = new Browser(port);
        var verifier =
                signIn("opening-sso", it -> dispatcher(it).claim("groups", List.of("hecha")));
        assertThat(verifier.statusCode()).isEqualTo(303);
        assertThat(json(browser.get("/api/v1/me")).get("roles").toString())
                .isEqualTo("[\"verifier\"]");
        assertThat(elsewhere.get("/api/v1/me").statusCode()).isEqualTo(401);
        // Who may nothing there may nothing here.
        var nothing =
                signIn("opening-sso", it -> dispatcher(it).claim("groups", List.of("canteen")));
        assertThat(nothing.statusCode()).isEqualTo(403);
    }

    @Test
    void nobodyGetsSomebodysAccountByBeingCalledSo() {
        var first = signIn("opening-sso", OidcSignInTest::dispatcher);
        assertThat(first.statusCode()).isEqualTo(303);

        browser = new Browser(port);
        var namesake = signIn("opening-sso", it -> dispatcher(it).subject("s-other"));
        assertThat(namesake.statusCode()).isEqualTo(303);
        assertThat(account()).startsWith("opening-sso-");

        browser = new Browser(port);
        var grasping =
                signIn(
                        "opening-sso",
                        it -> dispatcher(it).subject("s-third").claim("login", "tashi"));
        assertThat(grasping.statusCode()).isEqualTo(303);
        assertThat(account()).startsWith("opening-sso-").isNotEqualTo("tashi");
        assertThat(Objects.requireNonNull(stored("tashi")).getString("follows")).isNull();
    }

    @Test
    void whoComesTwiceAtOnceForTheFirstTimeHasOneAccount() {
        var other = new Browser(port);
        var firstTo = sent("opening-sso");
        var secondTo =
                other.get("/sign-in/with/opening-sso")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        var paths =
                Map.of(
                        browser, "/sign-in/with/opening-sso/back?code=" + code(firstTo),
                        other, "/sign-in/with/opening-sso/back?code=" + code(secondTo));
        var statuses =
                paths.entrySet().parallelStream()
                        .map(one -> one.getKey().get(one.getValue()).statusCode())
                        .toList();

        assertThat(statuses).containsExactly(303, 303);
        assertThat(mongo.getCollection("accounts").countDocuments(Filters.exists("follows")))
                .isEqualTo(1);
    }

    private static String code(String sentTo) {
        return ISSUER.code(sentTo, OidcSignInTest::dispatcher)
                + "&state="
                + FakeIssuer.form(sentTo).get("state");
    }

    @Test
    void whoseAccountItIsCanBeFoundByTheRosterIfItIsOnePersons() {
        mongo.getCollection("accounts")
                .updateOne(
                        Filters.eq("_id", "tashi"),
                        new Document("$set", new Document("person", "M-77")));
        UnaryOperator<JWTClaimsSet.Builder> said =
                it -> it.subject("whatever").claim("extra", Map.of("roster", "M-77"));
        assertThat(signIn("person-sso", said).statusCode()).isEqualTo(303);
        assertThat(account()).isEqualTo("tashi");

        people.invited("tashi-too", "verifier", "540328", "link-of-tashi-too");
        mongo.getCollection("accounts")
                .updateOne(
                        Filters.eq("_id", "tashi-too"),
                        new Document("$set", new Document("person", "M-77")));
        assertThat(signIn("person-sso", said).statusCode()).isEqualTo(403);
        mongo.getCollection("accounts").deleteOne(Filters.eq("_id", "tashi-too"));
        // Without the claim it is nobody.
        assertThat(signIn("person-sso", TRUE).statusCode()).isEqualTo(403);
    }
}
