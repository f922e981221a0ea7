package dev.wangge.e2e;

import static dev.wangge.e2e.SigningIn.called;
import static dev.wangge.e2e.SigningIn.signIn;
import static dev.wangge.e2e.SigningIn.signInAsAdministrator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** People of the county sign in, each with a browser of their own. */
@InCounty
class SigningInTest {
    private static final String CHOSEN = "eighteen yaks on the pass";

    /** On the smallest phone, in each language; and by keys alone. */
    @Test
    void signingInFits360PixelsAndNeedsNothingButKeys(County county) {
        try (Browser browser = Browser.start()) {
            browser.small();
            for (String language : List.of("zh", "bo", "en")) {
                browser.open(county.url("gateway") + "/sign-in?lang=" + language);
                assertThat(browser.fitsItsWidth()).as(language).isTrue();
            }
            browser.picture("sign-in-360");
            assertThat(browser.focused()).isEqualTo("account");
            browser.press("dispatcher", Keys.TAB);
            assertThat(browser.focused()).isEqualTo("password");
            browser.press(county.secret("WANGGE_DEMONSTRATION_PASSWORD"), Keys.ENTER);
            await().until(() -> browser.address().endsWith("/desk/"));
            browser.open(county.url("gateway") + "/account?lang=en");
            assertThat(browser.fitsItsWidth()).isTrue();
            browser.picture("account-360");

            for (int i = 0; i < 30 && !browser.focused().equals("sign-out"); i++) {
                browser.press(Keys.TAB);
            }
            browser.press(Keys.ENTER);
            await().until(() -> browser.address().contains("/sign-in"));
            browser.open(county.url("gateway") + "/account");
            assertThat(browser.isSeen("#sign-in")).as("they are out").isTrue();
        }
    }

    @Test
    void oneTapOnTheFirstPageIsEnoughInADemonstration(County county) {
        for (String language : List.of("zh", "bo", "en")) {
            try (Browser browser = Browser.start()) {
                browser.small();
                browser.open(county.url("gateway") + "/?lang=" + language);
                assertThat(browser.fitsItsWidth()).as(language).isTrue();
                browser.picture("welcome-360-" + language);
                browser.tap("#as-handler");
                assertThat(browser.address()).endsWith("/field/");
                browser.open(county.url("gateway") + "/");
                browser.tap("#workplace");
                assertThat(browser.address()).endsWith("/field/");
            }
        }
    }

    @Test
    void aDispatcherIsInTheirOwnName(County county) {
        try (Browser browser = Browser.start()) {
            browser.open(county.url("gateway") + "/sign-in?lang=zh");
            browser.picture("sign-in-zh");
            signIn(browser, county, "dispatcher");
            assertThat(browser.address()).endsWith("/desk/");
            browser.open(county.url("gateway") + "/account?lang=en");
            assertThat(browser.text("#roles")).isEqualTo("Dispatcher");
            browser.picture("account-en");

            browser.open(county.url("gateway") + "/docs");
            JsonNode made =
                    called(
                            browser,
                            "POST",
                            "/api/v1/cases",
                            "{\"kind\":\"REQUEST\",\"title\":\"路灯不亮\"}");
            JsonNode facts =
                    called(
                            browser,
                            "GET",
                            "/api/v1/cases/" + made.path("id").asString() + "/timeline",
                            "");
            assertThat(facts.path("items").get(0).path("by").asString())
                    .isEqualTo("dispatcher via console");
            // They give nobody rights.
            assertThat(browser.fetch("GET", "/api/v1/accounts", "")).startsWith("403");
        }
    }

    @Test
    void somebodyIsLetInShutOutAndLetInAgain(County county) throws InvalidKeyException {
        try (Browser security = Browser.start();
                Browser pema = Browser.start()) {
            signInAsAdministrator(security, county, "security-admin");
            security.open(county.url("gateway") + "/docs");
            JsonNode opened =
                    called(
                            security,
                            "POST",
                            "/api/v1/accounts",
                            """
                            {"id":"pema","name":"白玛","person":"M-540328100001001-2","roles":["handler"],
                             "divisions":["540328"]}
                            """);

            String link = opened.path("link").asString();
            pema.open(
                    county.url("gateway")
                            + link.substring(link.indexOf("/password/"))
                            + "?lang=en");
            pema.write("input[name=password]", CHOSEN);
            pema.write("input[name=again]", CHOSEN);
            pema.tap("#choose");
            signIn(pema, county, "pema", CHOSEN);
            pema.open(county.url("gateway") + "/account?lang=en");
            assertThat(pema.text("#roles")).isEqualTo("Handler");
            standsIn(pema, county);

            try (Browser guesser = Browser.start()) {
                for (int i = 0; i < 5; i++) {
                    signIn(guesser, county, "pema", "is it this one, or what");
                    assertThat(guesser.text("#problem")).contains("not right");
                }
                signIn(guesser, county, "pema", CHOSEN);
                assertThat(guesser.text("#problem")).contains("not right");
                called(security, "POST", "/api/v1/accounts/pema/actions/unlock", "");
                signIn(guesser, county, "pema", CHOSEN);
                assertThat(guesser.address()).endsWith("/field/");
            }

            pema.open(county.url("gateway") + "/docs");
            assertThat(called(pema, "GET", "/api/v1/me", "").path("person").asString())
                    .isEqualTo("M-540328100001001-2");
            called(security, "POST", "/api/v1/accounts/pema/actions/disable", "");
            assertThat(pema.fetch("GET", "/api/v1/me", "")).startsWith("401");
        }
    }

    /** What is another's is not theirs, but while they stand in for them. */
    private static void standsIn(Browser pema, County county) {
        String away = "M-540328100001001-1";
        Client desk = county.dispatcher();
        JsonNode made =
                desk.post(
                                "/api/v1/cases",
                                """
                                {"kind":"REQUEST","title":"水管漏了","location":{"gridCode":"540328100001001"}}
                                """)
                        .json();
        String id = made.path("id").asString();
        if (!made.at("/assignee/code").asString().equals(away)) {
            desk.act(id, "redispatch", Map.of("member", away, "reason", "归他管"));
        }
        pema.open(county.url("gateway") + "/docs");
        String start = "/api/v1/cases/" + id + "/actions/start";
        assertThat(pema.fetch("POST", start, "{}")).startsWith("403").contains(away);

        Client roster = county.client("province-admin");
        Answer leave =
                roster.post(
                        "/api/v1/leaves",
                        """
                        {"code":"leave-of-the-story","member":"%s","deputy":"M-540328100001001-2",
                         "from":"%s","until":"%s"}
                        """
                                .formatted(
                                        away,
                                        Instant.now().minusSeconds(60),
                                        Instant.now().plusSeconds(3600)));
        assertThat(leave.status()).as(leave.text()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(90)).until(() -> standsInFor(pema).contains(away));
        JsonNode started = called(pema, "POST", start, "{}");
        assertThat(started.path("status").asString()).isEqualTo("IN_PROGRESS");
        JsonNode facts = desk.get("/api/v1/cases/" + id + "/timeline?limit=200").json();
        assertThat(facts.path("items").findValuesAsString("by"))
                .contains("M-540328100001001-2 via console");

        assertThat(roster.delete("/api/v1/leaves/leave-of-the-story").status()).isEqualTo(204);
        await().atMost(Duration.ofSeconds(90)).until(() -> standsInFor(pema).isEmpty());
        assertThat(pema.fetch("POST", "/api/v1/cases/" + id + "/actions/note", "{\"text\":\"x\"}"))
                .startsWith("403");
    }

    private static String standsInFor(Browser browser) {
        JsonNode names = called(browser, "GET", "/api/v1/me", "").path("standsInFor");
        return names.isEmpty() ? "" : names.toString();
    }
}
