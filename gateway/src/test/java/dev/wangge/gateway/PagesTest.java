package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.HouseRules;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest extends RunningGateway {
    @Test
    void everyProblemHasItsPageInBothLanguages() {
        var slugs =
                new TreeSet<>(
                        ResourceBundle.getBundle("dev.wangge.platform.problem.titles").keySet());
        // Problems of one service only, whose titles platform does not know.
        slugs.add("link-used");
        var index = open("/problems").body();
        for (var slug : slugs) {
            var page = open("/problems/" + slug);

            assertThat(page.statusCode()).as(slug).isEqualTo(200);
            assertThat(page.body())
                    .contains("<h1>", "<code>/problems/" + slug + "</code>")
                    .containsSubsequence("什么意思", "怎么办", "What it means", "What to do");
            assertThat(index).contains("href=\"/problems/" + slug + "\"");
        }
    }

    @Test
    void anUnheardOfProblemIsA404Page() {
        var page = open("/problems/%3Cscript%3E");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void whoKnowsOnlyTheAddressFindsTheRest() {
        assertThat(open("/").body()).contains("href=\"/docs\"", "href=\"/problems\"");
        for (var language : List.of("zh", "en", "bo")) {
            assertThat(open("/?lang=" + language).body())
                    .contains("lang=\"" + language + "\"", "id=\"sign-in\"")
                    .doesNotContain("null", "{{");
        }
    }

    @Test
    void whoChoseALanguageOnOnePageHasItOnAllOfThem() {
        var browser = new Browser(port);
        assertThat(browser.get("/").body()).contains("lang=\"en\"");
        assertThat(browser.get("/?lang=bo").body()).contains("<html lang=\"bo\"");
        assertThat(browser.get("/sign-in").body()).contains("<html lang=\"bo\"");
        assertThat(browser.get("/field/").body()).contains("<html lang=\"bo\"");
        assertThat(browser.get("/sign-in?lang=xx").body()).contains("<html lang=\"bo\"");
        assertThat(browser.get("/sign-in?lang=zh").body()).contains("<html lang=\"zh\"");
        assertThat(browser.get("/").body()).contains("<html lang=\"zh\"");
    }

    @Test
    void nobodyIsInByOneTapWhereThisIsNoDemonstration() {
        assertThat(open("/").body()).doesNotContain("/sign-in/as");
        var browser = new Browser(port);

        var sent =
                browser.post(
                        "/sign-in/as",
                        Map.of("account", "security-admin", "_csrf", browser.hidden("_csrf")));

        assertThat(sent.headers().firstValue("Location")).contains("/sign-in");
        assertThat(browser.get("/account").statusCode()).isEqualTo(303);
    }

    @Test
    void requestsAreCountedByServiceAndOutcome() {
        assertThat(get("/api/v1/grids/counted", token()).statusCode()).isEqualTo(200);

        HouseRules.describesItsMetrics(operator("/actuator/prometheus").body());
        assertThat(operator("/actuator/prometheus").body().lines())
                .anyMatch(line ->
                        line.startsWith("wangge_gateway_requests_seconds_count")
                                && line.contains("outcome=\"SUCCESSFUL\"")
                                && line.contains("grid-service"))
                .as("one series for a route, not for each address")
                .noneMatch(line -> line.contains("/api/v1/grids/counted"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/prometheus",
                "/actuator/info",
                "/actuator/heapdump",
                "/%61ctuator/health",
                "/livez",
                "/readyz"
            })
    void howItIsIsNobodysBusinessOnThePublicPort(String path) {
        for (var answer : List.of(open(path), get(path, token()))) {
            assertThat(answer.statusCode()).as(answer.body()).isIn(401, 404);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(answer.body()).doesNotContain("UP", "diskSpace", "jvm_");
        }
    }

    @Test
    void theOperatorAsksOnAPortOfItsOwn() {
        assertThat(open("/actuator/health/readiness").statusCode()).isEqualTo(404);
        assertThat(operator("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(operator("/actuator/health/readiness").body()).contains("UP");
        assertThat(operator("/api/v1/cases").statusCode()).isNotEqualTo(200);
        assertThat(operator("/oauth2/jwks").statusCode()).isNotEqualTo(200);
    }
}
