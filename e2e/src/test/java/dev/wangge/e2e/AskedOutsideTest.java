package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.e2e.PhoneWall.Message;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What outsiders are asked and answer, and what nobody gets closed who only says that it is done.
 */
@InCounty
class AskedOutsideTest {
    private static final String COMPANY = "13908950031";
    private static final Map<String, ?> DONE = Map.of("what", "修好了", "evidence", List.of("收据 7"));

    /**
     * 转办: the water company has no account; it answers by its link, and the clock stands so long.
     */
    @Test
    void anOutsiderAnswersByLinkAndTheClockStoodMeanwhile(County county) {
        Client desk = county.dispatcher();
        JsonNode reported = desk.dispatched(Report.hazard("主管漏水").at(county.places().get(3)));
        String id = reported.path("id").asString();
        Instant due = Instant.parse(reported.at("/deadlines/handleBy").asString());
        Instant answerBy = Instant.now().plus(Duration.ofHours(6));

        Answer forwarded =
                desk.act(
                        id,
                        "forward",
                        Map.of(
                                "to",
                                Map.of("name", "供水公司", "phone", COMPANY),
                                "what",
                                "请查主管阀门",
                                "answerBy",
                                answerBy.toString(),
                                "pauses",
                                true));
        assertThat(forwarded.status()).as(forwarded.toString()).isEqualTo(200);
        assertThat(forwarded.json().path("deadlines").hasNonNull("handleBy")).isFalse();
        assertThat(page(county, reported)).contains("正在等待有关方面回答").doesNotContain("阀门", "供水公司");
        JsonNode standing = desk.get("/api/v1/cases/" + id + "/clock").json();
        assertThat(standing.at("/steps/0").hasNonNull("dueAt")).isFalse();

        Message sms = county.phones().awaitFirst("ALIYUN_SMS", reported.path("number").asString());
        assertThat(sms.to()).isEqualTo(COMPANY);
        URI link = followed(county, sms.link());
        assertThat(get(county, link).text()).contains("请查主管阀门").doesNotContain("主管漏水");
        Answer answered = tap(county, link, "action=answer&question=Q1&text=" + encoded("阀门已换"));
        assertThat(answered.status()).as(answered.toString()).isEqualTo(200);

        JsonNode now = desk.theCase(id);
        assertThat(now.at("/questions/0/answer").asString()).isEqualTo("阀门已换");
        JsonNode clock = desk.get("/api/v1/cases/" + id + "/clock").json();
        Instant from = Instant.parse(clock.at("/steps/0/pauses/0/from").asString());
        Instant to = Instant.parse(clock.at("/steps/0/pauses/0/to").asString());
        assertThat(Instant.parse(clock.at("/steps/0/dueAt").asString()))
                .isEqualTo(due.plus(Duration.between(from, to)))
                .isEqualTo(Instant.parse(now.at("/deadlines/handleBy").asString()));
        assertThat(page(county, reported)).doesNotContain("正在等待");
        String member = now.at("/assignee/code").asString();
        await("who has it is told")
                .atMost(County.SOON)
                .until(() ->
                        Json.list(desk.alerts("case=" + id)).stream()
                                .anyMatch(alert ->
                                        alert.path("rule").asString().equals("ANSWERED")
                                                && alert.path("recipient")
                                                        .asString()
                                                        .equals(member)));
        assertThat(desk.get("/api/v1/cases/" + id + "/timeline?limit=200").text())
                .contains("wangge.case.answered.v1")
                .doesNotContain(COMPANY, "供水公司");
    }

    /**
     * 虚假办结: by the handler in another name, by the handler's client as itself, without evidence.
     */
    @Test
    void aFalseClosureIsRefusedThreeWays(County county) {
        Client desk = county.dispatcher();
        Place place = county.places().get(4);
        JsonNode reported = desk.dispatched(Report.hazard("护栏断了").at(place));
        String id = reported.path("id").asString();
        String member = reported.at("/assignee/code").asString();

        Answer without = desk.act(id, "handle", Map.of("by", member, "what", "修好了"));
        assertThat(without.problem()).isEqualTo("evidence-required");
        Answer handled =
                desk.act(
                        id,
                        "handle",
                        Map.of("by", member, "what", "修好了", "evidence", List.of("收据 7")));
        assertThat(handled.status()).as(handled.toString()).isEqualTo(200);

        Answer itself = desk.act(id, "verify", Map.of("passed", true));
        assertThat(itself.status()).as(itself.toString()).isEqualTo(409);
        assertThat(itself.problem()).isEqualTo("verifier-is-handler");
        Answer elsewhere =
                county.client("county-verifier")
                        .act(id, "verify", Map.of("by", member, "passed", true));
        assertThat(elsewhere.problem()).isEqualTo("verifier-is-handler");

        // And the other way round: what a client handled, naming nobody, it checks in no name.
        JsonNode second = desk.dispatched(Report.hazard("护栏又断了").at(place));
        String other = second.path("id").asString();
        assertThat(desk.act(other, "handle", DONE).status()).isEqualTo(200);
        assertThat(desk.act(other, "verify", Map.of("by", member, "passed", true)).problem())
                .isEqualTo("verifier-is-handler");

        for (String each : List.of(id, other)) {
            assertThat(desk.theCase(each).path("status").asString()).isEqualTo("HANDLED");
            assertThat(
                            county.client("county-verifier")
                                    .act(each, "verify", Map.of("passed", true))
                                    .status())
                    .isEqualTo(200);
            assertThat(desk.act(each, "close", Map.of("outcome", "办结")).problem())
                    .isEqualTo("verifier-is-handler");
        }
    }

    private static String page(County county, JsonNode reported) {
        return county.dispatcher()
                .get("/c/" + reported.path("code").asString() + "?lang=zh")
                .text();
    }

    /** Where a short link leads. */
    private static URI followed(County county, String link) {
        return URI.create(link).resolve(get(county, URI.create(link)).header("Location"));
    }

    private static Answer get(County county, URI address) {
        return Client.send(county.http(), HttpRequest.newBuilder(address));
    }

    private static Answer tap(County county, URI page, String form) {
        return Client.send(
                county.http(),
                HttpRequest.newBuilder(page)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
