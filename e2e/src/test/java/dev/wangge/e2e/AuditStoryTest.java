package dev.wangge.e2e;

import static dev.wangge.e2e.SigningIn.called;
import static dev.wangge.e2e.SigningIn.signIn;
import static dev.wangge.e2e.SigningIn.signInAsAdministrator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a dispatcher does with what few may see is found by the audit administrator alone. */
@InCounty
class AuditStoryTest {
    private static final String MEMBER = "M-540328100001001-2";

    @Test
    void whatADispatcherDoesIsFoundByTheAuditAdministratorAlone(County county)
            throws InvalidKeyException {
        String begin = Instant.now().minusSeconds(1).toString();
        String caseId;
        try (Browser dispatcher = Browser.start();
                Browser auditor = Browser.start()) {
            signIn(dispatcher, county, "dispatcher");
            dispatcher.open(county.url("gateway") + "/docs");
            caseId =
                    called(
                                    dispatcher,
                                    "POST",
                                    "/api/v1/cases",
                                    "{\"kind\":\"DISPUTE\",\"title\":\"家庭纠纷\",\"confidential\":true}")
                            .path("id")
                            .asString();
            var _ = called(dispatcher, "GET", "/api/v1/cases/" + caseId, "");
            var _ = called(dispatcher, "GET", "/api/v1/grids:export?within=540328", "");
            JsonNode shown =
                    called(
                            dispatcher,
                            "POST",
                            "/api/v1/members/" + MEMBER + "/contact",
                            "{\"purpose\":\"核实\"}");
            assertThat(dispatcher.fetch("GET", "/api/v1/unmaskings", "")).startsWith("403");
            assertThat(dispatcher.fetch("GET", "/api/v1/audit", "")).startsWith("403");

            signInAsAdministrator(auditor, county, "audit-admin");
            auditor.open(county.url("gateway") + "/docs");
            String who = "/api/v1/audit?by=dispatcher&from=" + begin;
            await("all of it is written down")
                    .atMost(County.SOON)
                    .untilAsserted(() ->
                            assertThat(said(called(auditor, "GET", who, "")))
                                    .contains(
                                            "CONFIDENTIAL_CASE_READ " + caseId,
                                            "DATA_EXPORTED 540328",
                                            "CONTACT_SHOWN " + MEMBER + " 核实",
                                            "CALL_REFUSED not-permitted"));
            JsonNode all = called(auditor, "GET", who, "");
            assertThat(all.path("items").valueStream())
                    .allSatisfy(it -> {
                        assertThat(it.path("from").asString()).isEqualTo("127.0.0.1");
                        assertThat(it.path("by").asString()).startsWith("dispatcher");
                    });
            assertThat(all.toString())
                    .contains("GET /api/v1/unmaskings", "GET /api/v1/audit")
                    .doesNotContain(shown.path("phone").asString(), "家庭纠纷");
            assertThat(
                            said(
                                    called(
                                            auditor,
                                            "GET",
                                            "/api/v1/audit?by=dispatcher&about=" + caseId,
                                            "")))
                    .containsOnly("CONFIDENTIAL_CASE_READ " + caseId);
            JsonNode verified = called(auditor, "GET", "/api/v1/audit:verify", "");
            assertThat(verified.path("broken").isNull()).as(verified.toString()).isTrue();
            assertThat(
                            auditor.fetch(
                                    "GET",
                                    "/api/v1/audit:export?from=%s&to=%s"
                                            .formatted(begin, Instant.now().plusSeconds(60)),
                                    ""))
                    .startsWith("200")
                    .contains("CONTACT_SHOWN");
            // They look after who did what, and see none of it.
            assertThat(auditor.fetch("GET", "/api/v1/cases/" + caseId, "")).startsWith("403");
        }
        for (String other : List.of("province-admin", "county-demo", "county-handler")) {
            for (String path : List.of("/api/v1/audit", "/api/v1/audit:verify")) {
                assertThat(county.client(other).get(path).status()).as(other).isEqualTo(403);
            }
        }
    }

    private static List<String> said(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(it ->
                        (it.path("event").asString()
                                        + " "
                                        + it.path("about").asString("")
                                        + " "
                                        + it.path("why").asString(""))
                                .replaceAll(" +", " ")
                                .strip())
                .collect(Collectors.toList());
    }
}
