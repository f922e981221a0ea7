package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.list.Worklists;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.testing.AuditTopic;
import dev.wangge.testing.TestIssuer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What few are to know; the same on both database engines. */
abstract class ConfidenceStories extends RunningCaseService {
    @Autowired Worklists worklists;

    /** Only named people see it: whoever it was given to is one of them. */
    @Test
    void aConfidentialCaseIsSeenByWhoeverHasIt() throws Exception {
        var id = created(desk, IN_LAWU.replaceFirst("\\{", "{\"confidential\":true,"));
        var path = "/api/v1/cases/" + id;
        var member = TestIssuer.personsToken(MEMBER, "handler", "540328");
        var deputy =
                TestIssuer.personsToken("M-2", List.of(), List.of(MEMBER), "handler", "540328");
        var leader = TestIssuer.personsToken(MEMBER, "leader", "540328");
        act(desk, id, "accept", "{}");
        assertThat(get(member, path).statusCode()).isEqualTo(404);

        act(desk, id, "dispatch", "{\"member\":\"%s\"}".formatted(MEMBER));

        assertThat(get(member, path).statusCode()).isEqualTo(200);
        assertThat(get(deputy, path).statusCode()).isEqualTo(200);
        assertThat(get(leader, path).statusCode()).as("who handles nothing").isEqualTo(404);
        assertThat(get(handler, path).statusCode()).as("a client").isEqualTo(404);
        assertThat(get(member, "/api/v1/cases?assignee=" + MEMBER).body()).contains(id);
        assertThat(act(member, id, "start", "{}").statusCode()).isEqualTo(200);

        act(desk, id, "redispatch", "{\"unit\":\"540328-water\",\"reason\":\"归水利局\"}");
        assertThat(get(member, path).statusCode()).as("who had it").isEqualTo(404);
    }

    /** 保密: handlers and verifiers of the county do not know that there is such a case. */
    @Test
    void aConfidentialCaseIsThereForFew() throws Exception {
        var reporter = TestIssuer.token("county-reporter", "reporter", "540328");
        var stranger = TestIssuer.token("another-reporter", "reporter", "540328");
        var created =
                post(
                        reporter,
                        "/api/v1/cases",
                        IN_LAWU.replaceFirst(
                                "\\{",
                                "{\"confidential\":true,\"reporter\":{\"phone\":\"13900000077\",\"hidden\":true},"));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        var it = json.readTree(created.body());
        var id = it.get("id").asString();
        var path = "/api/v1/cases/" + id;
        // Not earlier: other stories may have made more than a page of them a moment ago.
        var since = it.get("reportedAt").asString();
        assertThat(it.get("confidential").asBoolean()).isTrue();
        // Nobody gets it by itself.
        assertThat(it.get("status").asString()).isEqualTo("REPORTED");

        for (var few : List.of(reporter, desk)) {
            assertThat(get(few, path).statusCode()).isEqualTo(200);
            assertThat(get(few, "/api/v1/cases?kind=REQUEST&limit=200").body()).contains(id);
            assertThat(get(few, "/api/v1/cases?number=" + it.get("number").asString()).body())
                    .contains(id);
            await().untilAsserted(() ->
                    assertThat(get(few, "/api/v1/cases?limit=200&updatedSince=" + since).body())
                            .contains(id));
        }
        for (var other : List.of(handler, verifier, stranger, neighbour)) {
            for (var below : List.of("", "/timeline", "/clock")) {
                assertThat(get(other, path + below).statusCode()).isEqualTo(404);
            }
            assertThat(act(other, id, "note", "{\"text\":\"x\"}").statusCode()).isEqualTo(404);
            for (var list :
                    List.of(
                            "kind=REQUEST&limit=200",
                            "number=" + it.get("number").asString(),
                            "limit=200&updatedSince=" + since)) {
                assertThat(get(other, "/api/v1/cases?" + list).body()).doesNotContain(id);
            }
        }
        assertThat(get(handler, "/api/v1/cases?limit=200&within=540328101").body())
                .doesNotContain(id);
        assertThat(get(desk, "/api/v1/cases?limit=200&within=540328101").body()).contains(id);
        assertThat(get("", "/c/" + it.get("code").asString()).statusCode()).isEqualTo(404);

        assertThat(act(desk, id, "accept", "{}").statusCode()).isEqualTo(200);
        assertThat(act(desk, id, "dispatch", "{\"member\":\"%s\"}".formatted(MEMBER)).statusCode())
                .isEqualTo(200);
        assertThat(get(handler, path).statusCode()).isEqualTo(404);
        assertThat(get("", linkOf(id, MEMBER)).body()).contains("水管坏了");
        assertThat(get("", linkOf(id, "unit:540328-dispatch")).body()).doesNotContain("水管坏了");
    }

    private String linkOf(String id, String recipient) {
        return "/l/"
                + new SignedLink(
                                UUID.fromString(id),
                                UUID.randomUUID(),
                                recipient,
                                Instant.now().plusSeconds(3600))
                        .token(vault);
    }

    /** Also what few may see, and what is closed and still to be checked. */
    @Test
    void whateverWaitsGetsTheDueTimeThatItWasStoredWithout() throws Exception {
        var confidential = created(desk, IN_LAWU.replaceFirst("\\{", "{\"confidential\":true,"));
        var checked = created(desk, reportedBy("13900000079"));
        act(handler, checked, "handle", "{\"what\":\"done\"}");
        act(verifier, checked, "verify", "{\"passed\":true}");
        act(desk, checked, "close", "{}");
        assertThat(act(desk, checked, "rate", "{\"score\":1}").statusCode()).isEqualTo(200);
        var cases = mongo.getCollection("cases");
        var both = Filters.in("_id", confidential, checked);
        cases.updateMany(both, Updates.unset("deadline"));

        worklists.giveDueTimes();

        assertThat(cases.countDocuments(Filters.and(both, Filters.exists("deadline"))))
                .isEqualTo(2);
    }

    @Test
    void whoHandlesItDoesNotLearnWhoStaysHidden() throws Exception {
        var id =
                created(
                        desk,
                        IN_LAWU.replaceFirst(
                                "\\{",
                                "{\"reporter\":{\"phone\":\"13900000078\",\"hidden\":true},"));
        var path = "/api/v1/cases/" + id + "/contact";
        var why = "{\"purpose\":\"核实\"}";

        assertThat(post(handler, path, why).statusCode()).isEqualTo(403);
        assertThat(post(desk, path, why).body()).contains("13900000078");
        var shown = json.readTree(get(handler, "/api/v1/cases/" + id).body());
        assertThat(shown.get("reporterHidden").asBoolean()).isTrue();
        assertThat(shown.get("confidential").asBoolean()).isFalse();
        assertThat(get("", linkOf(id, MEMBER)).body()).doesNotContain("13900000078");
    }

    /** Whoever opens it is in the audit trail, by whichever way; whoever may not is not. */
    @Test
    void whoReadsAConfidentialCaseIsInTheAuditTrail() throws Exception {
        var audit = new AuditTopic(consumers);
        var id =
                created(
                        desk,
                        IN_LAWU.replaceFirst(
                                "\\{",
                                "{\"confidential\":true,\"reporter\":{\"phone\":\"13900000081\"},"));
        var open = created(desk, reportedBy("13900000082"));
        for (var path : List.of("", "/timeline", "/clock", "/evidence/none")) {
            get(desk, "/api/v1/cases/" + id + path);
            get(handler, "/api/v1/cases/" + id + path);
            get(desk, "/api/v1/cases/" + open + path);
        }
        act(desk, id, "accept", "{}");
        act(desk, id, "dispatch", "{\"member\":\"%s\"}".formatted(MEMBER));
        assertThat(get("", linkOf(id, MEMBER)).body()).contains("水管坏了");
        get("", linkOf(id, "unit:540328-dispatch"));
        assertThat(post(desk, "/api/v1/cases/" + id + "/contact", "{\"purpose\":\"核实\"}").body())
                .contains("13900000081");
        assertThat(post(verifier, "/api/v1/cases/" + id + "/contact", "{}").statusCode())
                .isEqualTo(403);

        for (int i = 0; i < 3; i++) {
            assertThat(get(desk, "/api/v1/cases?limit=200&sort=-reportedAt").body()).contains(id);
            get(handler, "/api/v1/cases?limit=200");
        }

        var read = "confidential-case-read by county-demo: ";
        await().untilAsserted(() ->
                assertThat(audit.about(id))
                        .containsExactlyInAnyOrder(
                                read + "GET /api/v1/cases/{id}",
                                read + "GET /api/v1/cases/{id}/timeline",
                                read + "GET /api/v1/cases/{id}/clock",
                                read + "POST /api/v1/cases/{id}/actions/{name}",
                                read + "POST /api/v1/cases/{id}/actions/{name}",
                                "confidential-case-read by " + MEMBER + ": GET /l/{token}",
                                "contact-shown by county-demo: POST /api/v1/cases/{id}/contact, 核实",
                                read + "POST /api/v1/cases/{id}/contact",
                                "confidential-case-listed by county-demo: GET /api/v1/cases",
                                "call-refused by county-verifier: POST /api/v1/cases/{id}/contact, not-permitted"));
        assertThat(audit.about(open)).isEmpty();
    }
}
