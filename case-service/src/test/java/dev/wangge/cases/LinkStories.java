package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.Answering;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState.OnDuty;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.testing.AtOnce;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What the holder of an alert's link can do; the same on both database engines. */
abstract class LinkStories extends RunningCaseService {

    @Test
    void theMembersLinkTakesItUpAndReportsItDone() throws Exception {
        var id = created(desk, IN_LAWU);
        var page =
                "/l/"
                        + new SignedLink(
                                        UUID.fromString(id),
                                        UUID.randomUUID(),
                                        MEMBER,
                                        Instant.now().plusSeconds(3600))
                                .token(vault);

        var seen = get("", page);
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).contains("lang=\"bo\"", "水管坏了").hasSizeLessThan(6000);
        // As a browser does it: the address keeps its query, and the form says it again.
        assertThat(service.form(page + "?lang=en", "lang=en&action=start").body())
                .contains("lang=\"en\"")
                .doesNotContain("id=\"start\"");
        assertThat(service.form(page, "action=handle&what=").statusCode()).isEqualTo(400);
        assertThat(service.form(page, "action=handle&what=done").statusCode()).isEqualTo(200);

        assertThat(status(id)).isEqualTo("HANDLED");
        var timeline = get(desk, "/api/v1/cases/" + id + "/timeline").body();
        assertThat(timeline).containsOnlyOnce("wangge.case.alert-acknowledged.v1");
        assertThat(service.form(page, "action=rate&score=5").statusCode()).isEqualTo(404);
        assertThat(get("", "/l/" + "A".repeat(90)).statusCode()).isEqualTo(404);
    }

    /** Somebody who works by links alone asks for time, and says that they know of a rung. */
    @Test
    void theMembersLinkAsksForTimeAndKnowsOfTheSupervision() throws Exception {
        var id = created(desk, IN_LAWU);
        var page = page(id, MEMBER);
        assertThat(get("", page).body()).contains("id=\"extend\"").doesNotContain("id=\"rung\"");
        assertThat(service.form(page, "action=extend&why=+").statusCode()).isEqualTo(400);

        var asked = service.form(page + "?lang=en", "action=extend&why=等配件");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
        assertThat(asked.body()).doesNotContain("id=\"extend\"");
        assertThat(act(desk, id, "approve-extension", "{}").statusCode()).isEqualTo(200);

        act(desk, id, "supervise", "{\"rung\":\"YELLOW\",\"text\":\"快办\"}");
        assertThat(get("", page + "?lang=en").body())
                .contains("<p id=\"rung\">They press for it: yellow card</p>");
        assertThat(get("", page(id, "M-somebody-else")).body())
                .doesNotContain("id=\"rung\"", "id=\"extend\"");
        assertThat(service.form(page, "action=acknowledge-rung").body())
                .doesNotContain("id=\"rung\"");
        assertThat(service.form(page, "action=acknowledge-rung").statusCode()).isEqualTo(409);
        assertThat(get(desk, "/api/v1/cases/" + id + "/timeline").body())
                .containsOnlyOnce("wangge.case.extension-asked.v1")
                .containsOnlyOnce("wangge.case.supervision-acknowledged.v1");
    }

    /** Whoever has its code follows a case: nobody's name, nothing of what was reported. */
    @Test
    void aCaseIsFollowedByItsCode() throws Exception {
        var id = created(desk, IN_LAWU.replace("REQUEST", "HAZARD"));
        var it = json.readTree(get(desk, "/api/v1/cases/" + id).body());
        var page = "/c/" + it.get("code").asString();
        act(desk, id, "reply", "{\"text\":\"明天来修\"}");

        var seen = get("", page + "?lang=zh");

        assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
        assertThat(seen.body())
                .contains(it.get("number").asString(), "待处置", "拉乌", "明天来修", "0分钟", "qr.svg")
                .doesNotContain(MEMBER, "水管坏了", id)
                .hasSizeLessThan(6000);
        assertThat(seen.headers().firstValue("X-Robots-Tag")).hasValue("noindex");
        assertThat(get("", page + "?lang=en").body()).contains("To be handled");
        assertThat(get("", page + "?lang=bo&utm_source=wechat").body()).contains("ཐག་གཅོད་སྒུག");
        var qr = get("", page + "/qr.svg");
        assertThat(qr.statusCode()).isEqualTo(200);
        assertThat(qr.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(get("", "/c/" + "A".repeat(32)).statusCode()).isEqualTo(404);
        assertThat(get("", "/c/" + "A".repeat(32) + "/qr.svg").statusCode()).isEqualTo(404);

        act(handler, id, "handle", "{\"what\":\"清了\",\"evidence\":[\"x\"]}");
        // The check is not owed by the grid that did the work.
        assertThat(get("", page + "?lang=zh").body())
                .contains("待核查 · ")
                .doesNotContain("待核查 · 拉乌村网格");
        act(verifier, id, "verify", "{\"passed\":true}");
        act(desk, id, "close", "{}");
        assertThat(get("", page + "?lang=en").body())
                .contains("Dispatched", "Handled", "Verified", "Closed")
                .doesNotContain("id=\"due\"");
    }

    /** Its reporter follows what stands for it, by the code that they have. */
    @Test
    void aDuplicateJoinsTheOlderOneAndShowsWhatBecomesOfThat() throws Exception {
        var older = created(desk, IN_LAWU);
        var duplicate = created(desk, reportedBy("13900000091"));
        act(desk, duplicate, "recall", "{\"reason\":\"重复\"}");
        var into = "{\"into\":\"%s\"}";
        var merging = into.formatted(older);
        assertThat(act(handler, duplicate, "merge", merging).statusCode()).isEqualTo(403);
        assertThat(act(neighbour, duplicate, "merge", merging).statusCode()).isEqualTo(404);
        act(desk, older, "recall", "{\"reason\":\"重复\"}");
        var wrong = act(desk, older, "merge", into.formatted(duplicate));
        assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(409);
        assertThat(wrong.body()).contains("/problems/cannot-merge", "\"NEWER\"", duplicate);
        var unknown = act(desk, duplicate, "merge", into.formatted(UUID.randomUUID()));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("#/into", "unknown-case");

        var answer = act(desk, duplicate, "merge", merging);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var merged = json.readTree(answer.body());
        var number = json.readTree(get(desk, "/api/v1/cases/" + older).body()).get("number");
        assertThat(merged.get("status").asString()).isEqualTo("MERGED");
        assertThat(merged.get("mergedInto").get("id").asString()).isEqualTo(older);
        assertThat(merged.get("mergedInto").get("number")).isEqualTo(number);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(get(desk, "/api/v1/cases/" + older).body())
                                .contains(
                                        "\"merged\":[{\"id\":\"" + duplicate,
                                        merged.get("number").asString()));
        assertThat(act(desk, duplicate, "merge", merging).statusCode()).isEqualTo(409);
        assertThat(get(desk, "/api/v1/cases?status=MERGED").body()).contains(duplicate);

        act(desk, older, "reply", "{\"text\":\"后天来修\"}");
        var page = get("", "/c/" + merged.get("code").asString() + "?lang=zh").body();
        assertThat(page)
                .contains(merged.get("number").asString(), number.asString(), "待派遣", "后天来修")
                .doesNotContain("水管坏了", older, duplicate);
        var theirs = get("", page(duplicate, reporterOf(duplicate)) + "?lang=zh").body();
        assertThat(theirs).contains(number.asString(), "后天来修").doesNotContain("id=\"rate\"");
    }

    @Test
    void whoHandlesItSeesWhatCameWithTheReportAndWhatWasAdded() throws Exception {
        var id =
                created(
                        desk,
                        IN_LAWU.replaceFirst(
                                "\\{",
                                "{\"attachments\":[\"https://12345.example/1.jpg\",\"<b>工单 7\"],"));
        act(desk, id, "amend", "{\"description\":\"水更大了\"}");

        var seen = get("", page(id, MEMBER)).body();

        assertThat(seen)
                .contains("<a href=\"https://12345.example/1.jpg\"")
                .contains("&lt;b&gt;工单 7")
                .contains("水更大了");
        assertThat(get("", page(id, "M-somebody-else")).body())
                .doesNotContain("12345.example", "水更大了");
    }

    @Test
    void theReporterIsAskedInTheirOwnLanguage() throws Exception {
        var id =
                created(
                        desk,
                        IN_LAWU.replaceFirst(
                                "\\{",
                                "{\"reporter\":{\"phone\":\"13900000001\",\"language\":\"bo\"},"));

        var seen = get("", page(id, reporterOf(id)));

        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).contains("lang=\"bo\"");
    }

    /** A cadre team's lead is told where nobody else could be, and is nobody's member. */
    @Test
    void whoeverIsOnDutyThereIsSpokenToInTheirOwnLanguage() throws Exception {
        var id = created(desk, IN_LAWU);
        var lead = "person:540328101201.lead";
        publish(
                "duty:540328101201",
                new DutyState(
                        "540328101201",
                        List.of(
                                new OnDuty(
                                        "PERSON", lead, "TEAM_LEAD", "bo", null, null, "sealed"))));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(get("", page(id, lead)).body()).contains("lang=\"bo\""));
        service.form(page(id, lead), "action=start");
        assertThat(status(id)).isEqualTo("DISPATCHED");
    }

    @Test
    void anExpiredLinkShowsNothing() throws Exception {
        var id = created(desk, IN_LAWU);
        var link =
                new SignedLink(
                        UUID.fromString(id),
                        UUID.randomUUID(),
                        MEMBER,
                        Instant.now().minusSeconds(1));

        var page = get("", "/l/" + link.token(vault));

        assertThat(page.statusCode()).isEqualTo(410);
        assertThat(page.body()).doesNotContain("水管坏了");
    }

    @Test
    void aPhotoIsKeptWhenItIsOneAndItsSenderMayReport() throws Exception {
        var id = created(desk, IN_LAWU.replace("REQUEST", "HAZARD"));
        var member = page(id, MEMBER);
        var png = TestPhoto.of(0x336699, "png");

        assertThat(upload(page(id, "M-somebody-else"), png).statusCode()).isEqualTo(404);
        assertThat(photos(id)).isZero();
        assertThat(upload(member, "RIFFxxxxWAVE".getBytes(StandardCharsets.US_ASCII)).statusCode())
                .isEqualTo(415);
        assertThat(service.form(member, "action=handle&what=done").body())
                .contains("id=\"problem\"");

        var done = upload(member, png);

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("HANDLED");
        assertThat(photos(id)).isEqualTo(1);
        var source = done.body().replaceAll("(?s).*src=\"([^\"]+)\".*", "$1");
        var photo = get("", source.replace("&#x2F;", "/"));
        assertThat(photo.statusCode()).isEqualTo(200);
        assertThat(photo.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    }

    @Test
    void aMemberSeesTheMapAndSendsSeveralPhotosAtOnce() throws Exception {
        var id = created(desk, IN_LAWU.replace("REQUEST", "HAZARD"));
        var at = json.readTree(get(desk, "/api/v1/cases/" + id).body()).get("location");
        var member = page(id, MEMBER);

        assertThat(get("", member).body())
                .contains(
                        "id=\"map\"",
                        "position&#x3D;%.5f,%.5f&amp;coordinate&#x3D;wgs84"
                                .formatted(at.get("lng").asDouble(), at.get("lat").asDouble()),
                        "name=\"photo\" accept=\"image/*\" multiple");
        assertThat(get("", page(id, "M-somebody-else")).body()).doesNotContain("id=\"map\"");
        var confidential = created(desk, IN_LAWU.replaceFirst("\\{", "{\"confidential\":true,"));
        act(desk, confidential, "accept", "{}");
        act(desk, confidential, "dispatch", "{\"member\":\"%s\"}".formatted(MEMBER));
        assertThat(get("", page(confidential, MEMBER)).body())
                .contains("id=\"map\"")
                .doesNotContain("coordinate&#x3D;");

        var red = TestPhoto.of(0xaa3333, "png");
        assertThat(upload(member, red, TestPhoto.of(0x33aa33, "png"), red).statusCode())
                .isEqualTo(200);

        var evidence = json.readTree(get(desk, "/api/v1/cases/" + id).body()).get("evidence");
        assertThat(evidence.size()).isEqualTo(2);
    }

    @Test
    void whatWasTypedStaysWhenSomethingIsMissing() throws Exception {
        var id = created(desk, IN_LAWU.replace("REQUEST", "HAZARD"));
        var refused = service.form(page(id, MEMBER), "action=handle&what=%3Cb%3Efixed");

        assertThat(refused.body())
                .contains("id=\"problem\"", "required>&lt;b&gt;fixed</textarea>")
                .doesNotContain("<b>fixed");

        var asked = created(desk, reportedBy("13900000010"));
        for (int i = 0; i < 2; i++) {
            act(
                    handler,
                    asked,
                    "ask",
                    "{\"question\":\"几点？\",\"answerBy\":\"%s\"}"
                            .formatted(Instant.now().plusSeconds(3600)));
        }
        var second =
                json.readTree(get(desk, "/api/v1/cases/" + asked).body()).at("/questions/1/id");
        var unanswered =
                service.form(
                        page(asked, reporterOf(asked)),
                        "action=answer&text=seven%00x&question=" + second.asString());
        assertThat(unanswered.body().split("seven", -1)).hasSize(2);
        assertThat(unanswered.body()).doesNotContain("class=\"answer\"");
        assertThat(unanswered.body().indexOf("seven"))
                .isGreaterThan(unanswered.body().indexOf(second.asString()));

        var rated = closedCase();
        var link = page(rated, reporterOf(rated));
        assertThat(
                        service.form(
                                        link,
                                        "action=rate&score=2&unsolved=true&comment=x%00y&lang=en")
                                .body())
                .contains("value=\"2\" checked", "value=\"true\" checked")
                .doesNotContain("value=\"5\" required checked");
    }

    @Test
    void aCaseIsRatedOnceByWhicheverLinkOrClient() throws Exception {
        var id = closedCase();
        var reporter = reporterOf(id);
        var link = page(id, reporter);
        assertThat(service.form(link, "action=rate&score=9").statusCode()).isEqualTo(400);
        assertThat(
                        service.form(link, "action=rate&score=5&comment=" + "a".repeat(2_001))
                                .statusCode())
                .isEqualTo(400);
        assertThat(service.form(link, "action=rate&score=5&comment=a%00b").statusCode())
                .isEqualTo(400);

        var taps = AtOnce.times(6, () -> service.form(link, "action=rate&score=4").statusCode());

        assertThat(taps).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(service.form(link, "action=rate&score=1").body())
                .contains("id=\"problem\"", "评价过了");
        assertThat(service.form(page(id, reporter), "action=rate&score=1").statusCode())
                .isEqualTo(409);
        assertThat(act(desk, id, "rate", "{\"score\":1}").body()).contains("action-not-allowed");
        assertThat(get(desk, "/api/v1/cases/" + id).body())
                .contains("\"score\":4")
                .doesNotContain("/actions/rate");
        assertThat(get(desk, "/api/v1/cases/" + id + "/timeline").body())
                .containsOnlyOnce("wangge.case.rated.v1");
    }

    /** What was done and replied is shown before it is asked how content they are. */
    @Test
    void theReporterSeesWhatWasDoneAndRepliedAndThenIsAsked() throws Exception {
        var id = created(desk, reportedBy("13900000001"));
        var link = page(id, reporterOf(id));
        act(handler, id, "handle", "{\"what\":\"换了<水管>\"}");
        act(desk, id, "reply", "{\"text\":\"本周五前修好\"}");

        var meanwhile = get("", link).body();
        assertThat(meanwhile)
                .contains("id=\"reply\">本周五前修好", "id=\"acknowledge\"")
                .doesNotContain("id=\"what\"", "id=\"rate\"");
        assertThat(service.form(link, "action=acknowledge").statusCode()).isEqualTo(200);

        act(verifier, id, "verify", "{\"passed\":true}");
        act(desk, id, "reply", "{\"text\":\"已经修好\"}");
        assertThat(act(desk, id, "close", "{}").statusCode()).isEqualTo(200);
        var asked = get("", link).body();
        assertThat(asked)
                .containsSubsequence("id=\"what\">换了&lt;水管&gt;", "id=\"reply\">已经修好", "id=\"rate\"")
                .doesNotContain("本周五", "id=\"acknowledge\"");
        // Others see no more of it than before.
        assertThat(get("", page(id, "unit:somebody")).body()).doesNotContain("换了", "已经修好");
    }

    @Test
    void aReporterWhoIsNotContentIsFollowedUp() throws Exception {
        var id = closedCase();
        var page = page(id, reporterOf(id));
        assertThat(get("", page).body()).contains("name=\"unsolved\"");
        assertThat(service.form(page, "action=rate&score=4&unsolved=true").statusCode())
                .isEqualTo(200);

        assertThat(get(verifier, "/api/v1/cases?check=NOT_SOLVED&limit=200").body()).contains(id);
        assertThat(get(verifier, "/api/v1/cases?check=NOT_SOLVED&kind=HAZARD&limit=200").body())
                .doesNotContain(id);
        assertThat(get(neighbour, "/api/v1/cases?check=NOT_SOLVED&limit=200").body())
                .doesNotContain(id);
        assertThat(get(verifier, "/api/v1/cases/" + id).body())
                .contains("\"check\":{\"reason\":\"NOT_SOLVED\"", "/actions/verify");
        assertThat(get(desk, "/api/v1/cases/" + id + "/clock").body())
                .contains("\"step\":\"check\"");

        act(verifier, id, "verify", "{\"passed\":false,\"reason\":\"确实没修好\"}");
        assertThat(status(id)).isEqualTo("FILED");
        assertThat(get(verifier, "/api/v1/cases?check=NOT_SOLVED&limit=200").body())
                .doesNotContain(id);
    }

    @Test
    void theReporterSeesWhyItIsNotTakenUp() throws Exception {
        var id = created(desk, reportedBy("13900000001").replaceFirst(",\"location.*", "}"));
        assertThat(act(desk, id, "decline", "{\"reason\":\"不归本县管\"}").statusCode()).isEqualTo(200);

        assertThat(get("", page(id, reporterOf(id))).body())
                .contains("不予受理", "id=\"declined\">不归本县管");
    }

    @Test
    void aMemberSaysThatItIsNotTheirs() throws Exception {
        var id = created(desk, IN_LAWU);
        var link = page(id, MEMBER);
        assertThat(get("", link).body()).contains("id=\"return\"");
        assertThat(service.form(link, "action=return&reason=").statusCode()).isEqualTo(400);
        assertThat(service.form(page(id, "M-other"), "action=return&reason=x").statusCode())
                .isEqualTo(404);
        assertThat(status(id)).isEqualTo("DISPATCHED");

        var given = service.form(link, "lang=zh&action=return&reason=%E5%88%AB%E7%9A%84%E6%9D%91");

        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.body()).contains("id=\"taken\"").doesNotContain("id=\"return\"");
        assertThat(status(id)).isEqualTo("FILED");
        assertThat(get(desk, "/api/v1/cases/" + id + "/timeline").body())
                .contains("wangge.case.returned.v1", "别的村");
    }

    @Test
    void whoHadItSeesThatItIsTheirsNoMoreAndCannotAct() throws Exception {
        var id = created(desk, IN_LAWU);
        var link = page(id, MEMBER);
        assertThat(get("", link).body()).doesNotContain("id=\"taken\"");

        assertThat(act(desk, id, "recall", "{\"reason\":\"弄错了\"}").statusCode()).isEqualTo(200);

        assertThat(get("", link + "?lang=zh").body())
                .contains("id=\"taken\">这个事件已不归您办理", "id=\"acknowledge\"")
                .doesNotContain("id=\"start\"", "id=\"handle\"");
        assertThat(service.form(link, "action=start").statusCode()).isEqualTo(404);
        assertThat(service.form(link, "action=acknowledge").statusCode()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("FILED");
        assertThat(get("", page(id, "unit:540328-dispatch")).body())
                .doesNotContain("id=\"taken\"")
                .contains("id=\"acknowledge\"");
    }

    /** 转办: a company answers by its link, and sees nothing of the report. */
    @Test
    void anOutsiderAnswersByTheLink() throws Exception {
        var id = created(desk, IN_LAWU);
        var order =
                """
                {"to":{"name":"供水公司","phone":"13900000099","language":"en"},
                 "what":"查<主管>","answerBy":"%s","pauses":true}
                """
                        .formatted(Instant.now().plusSeconds(3600));
        var forwarded = act(desk, id, "forward", order);
        assertThat(forwarded.statusCode()).as(forwarded.body()).isEqualTo(200);
        assertThat(forwarded.body()).doesNotContain("13900000099", "供水公司");
        var facts = get(desk, "/api/v1/cases/" + id + "/timeline").body();
        assertThat(facts)
                .contains("wangge.case.forwarded.v1")
                .doesNotContain("13900000099", "供水公司");
        var outsider = facts.replaceFirst("(?s).*\"to\":\"([^\"]+)\".*", "$1");
        var link = page(id, outsider);

        var seen = get("", link).body();

        assertThat(seen)
                .contains("lang=\"en\"", "查&lt;主管&gt;", "answer-Q1")
                .doesNotContain("水管坏了", "id=\"acknowledge\"", "13900000099");
        assertThat(get("", page(id, "somebody-else")).body()).doesNotContain("主管");
        assertThat(service.form(page(id, "somebody-else"), "action=answer&text=x").statusCode())
                .isEqualTo(404);
        assertThat(service.form(link, "action=answer&text=").statusCode()).isEqualTo(400);
        var code = json.readTree(get(desk, "/api/v1/cases/" + id).body()).get("code").asString();
        assertThat(get("", "/c/" + code + "?lang=en").body())
                .contains("Waiting for an answer")
                .doesNotContain("主管");
        var answered = service.form(link, "lang=en&action=answer&question=Q1&text=done");
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        assertThat(answered.body()).contains("class=\"answer\">done").doesNotContain("answer-Q1");
        assertThat(service.form(link, "action=answer&question=Q1&text=again").statusCode())
                .isEqualTo(404);

        var it = json.readTree(get(desk, "/api/v1/cases/" + id).body());
        var question = it.get("questions").get(0);
        assertThat(question.get("to").asString()).isEqualTo("OUTSIDER");
        assertThat(question.get("status").asString()).isEqualTo("ANSWERED");
        assertThat(question.get("answer").asString()).isEqualTo("done");
        assertThat(get("", "/c/" + code + "?lang=en").body()).doesNotContain("Waiting for");
        var clock = json.readTree(get(desk, "/api/v1/cases/" + id + "/clock").body());
        assertThat(clock.get("steps").get(0).get("pauses")).hasSize(1);
        var kept =
                Objects.requireNonNull(
                        mongo.getCollection("people").find(Filters.eq("_id", outsider)).first());
        assertThat(vault.open(kept.getString("sealed"), outsider)).contains("13900000099");
        assertThat(cases().find(Filters.eq("_id", id)).first()).doesNotContainKey("outsiders");
    }

    /** The service died between the fact and the contact's own document. */
    @Test
    void anOutsiderWhoWasLeftBehindIsBroughtByTheSweep() throws Exception {
        var id = created(desk, IN_LAWU);
        var outsider = UUID.randomUUID().toString();
        var left =
                new Document("ref", outsider)
                        .append("language", "zh")
                        .append("sealed", vault.seal("{\"phone\":\"13900000098\"}", outsider))
                        .append("at", Date.from(Instant.now().minusSeconds(60)));
        cases().updateOne(Filters.eq("_id", id), Updates.push("outsiders", left));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(mongo.getCollection("people").find(Filters.eq("_id", outsider)))
                            .hasSize(1);
                    assertThat(cases().find(Filters.eq("_id", id)).first())
                            .doesNotContainKey("outsiders");
                });
    }

    @Test
    void theReporterIsAskedAndWhoTakesTheCallEntersTheAnswer() throws Exception {
        var id = created(desk, reportedBy("13900000001"));
        var ask = "{\"question\":\"几点停的水？\",\"answerBy\":\"%s\"}";
        var until = Instant.now().plusSeconds(3600);
        assertThat(act(handler, id, "ask", ask.formatted(until)).statusCode()).isEqualTo(200);
        assertThat(act(handler, id, "ask", ask.formatted(until)).statusCode()).isEqualTo(200);

        assertThat(get("", page(id, reporterOf(id))).body())
                .contains("水管坏了", "几点停的水？", "answer-Q1", "answer-Q2");
        assertThat(act(desk, id, "answer", "{\"text\":\"七点\"}").body()).contains("#/questionId");
        assertThat(act(desk, id, "answer", "{\"text\":\"七点\",\"questionId\":\"Q2\"}").statusCode())
                .isEqualTo(200);
        assertThat(act(desk, id, "answer", "{\"text\":\"七点\"}").statusCode()).isEqualTo(200);
        assertThat(act(desk, id, "answer", "{\"text\":\"七点\"}").statusCode()).isEqualTo(409);
        // Nobody can be asked of what nobody reported.
        var anonymous = created(desk, IN_LAWU);
        assertThat(act(desk, anonymous, "ask", ask.formatted(until)).statusCode()).isEqualTo(409);
        assertThat(
                        act(
                                        desk,
                                        anonymous,
                                        "forward",
                                        "{\"to\":{\"phone\":\"没有\"},\"what\":\"查\",\"answerBy\":\"%s\"}"
                                                .formatted(until))
                                .body())
                .contains("#/to/phone");
    }

    private void says(String text, String reporter, Answering answering, String reply)
            throws Exception {
        var alert = UUID.randomUUID().toString();
        var said =
                new UnaskedReply(
                        FakeGridService.GRID, reporter, reply, vault.seal(text, alert), answering);
        for (int seq = 7; seq < 9; seq++) {
            kafka.send(
                            Topics.ALERTS,
                            alert,
                            new EventCodec(AlertEvent.class)
                                    .cloudEvent(
                                            "/notify-service",
                                            alert,
                                            seq,
                                            said,
                                            reporter,
                                            Instant.now()))
                    .get();
        }
    }

    private List<String> questions(String id) throws Exception {
        return json.readTree(get(desk, "/api/v1/cases/" + id).body())
                .path("questions")
                .valueStream()
                .map(it -> it.path("status").asString() + " " + it.path("answer").asString(""))
                .toList();
    }

    private boolean isOpened(String reply) {
        var id = Ids.of("unasked-reply", reply).toString();
        return get(desk, "/api/v1/cases/" + id).statusCode() == 200;
    }

    /** The newest question first, each SMS once, and what nobody waits for is a case. */
    @Test
    void anSmsAnswersWhatItsSenderWasAsked() throws Exception {
        var id = created(desk, reportedBy("13900000007"));
        var reporter = reporterOf(id);
        var ask = "{\"question\":\"几点停的水？\",\"answerBy\":\"%s\"}";
        var until = Instant.now().plusSeconds(3600);
        act(handler, id, "ask", ask.formatted(until));
        act(handler, id, "ask", ask.formatted(until));
        var replies = IntStream.range(0, 5).mapToObj(_ -> UUID.randomUUID().toString()).toList();

        says("没有", reporter, new Answering(id, true), replies.get(0));
        await().until(() -> questions(id), List.of("OPEN ", "ANSWERED 没有")::equals);
        says("早上七点", reporter, new Answering(id, false), replies.get(1));
        await().until(() -> questions(id), List.of("ANSWERED 早上七点", "ANSWERED 没有")::equals);
        says("是的", reporter, new Answering(id, true), replies.get(2));
        says("又漏了", reporter, new Answering(id, false), replies.get(3));
        says("桥塌了", reporter, new Answering(UUID.randomUUID().toString(), false), replies.get(4));

        await().until(() -> isOpened(replies.get(3)) && isOpened(replies.get(4)));
        assertThat(replies.subList(0, 3)).noneMatch(this::isOpened);
        assertThat(questions(id)).containsExactly("ANSWERED 早上七点", "ANSWERED 没有");
        var timeline = get(desk, "/api/v1/cases/" + id + "/timeline").body();
        assertThat(timeline.split("wangge.case.answered.v1", -1)).hasSize(3);
    }

    /** What others were asked is not theirs to answer. */
    @Test
    void anSmsAnswersNobodyElsesQuestion() throws Exception {
        var id = created(desk, reportedBy("13900000008"));
        act(
                handler,
                id,
                "ask",
                "{\"question\":\"几点停的水？\",\"answerBy\":\"%s\"}"
                        .formatted(Instant.now().plusSeconds(3600)));
        var other = reporterOf(created(desk, reportedBy("13900000009")));
        var reply = UUID.randomUUID().toString();

        says("七点", other, new Answering(id, false), reply);

        await().until(() -> isOpened(reply));
        assertThat(questions(id)).containsExactly("OPEN ");
    }

    private MongoCollection<Document> cases() {
        return mongo.getCollection("cases");
    }

    @Test
    void whatAClientRatedNoLinkRates() throws Exception {
        var id = closedCase();
        assertThat(act(desk, id, "rate", "{\"score\":2}").statusCode()).isEqualTo(200);

        assertThat(service.form(page(id, reporterOf(id)), "action=rate&score=5").statusCode())
                .isEqualTo(409);
        assertThat(service.form(page(id, "somebody-else"), "action=rate&score=5").statusCode())
                .isEqualTo(404);
    }

    private String closedCase() throws Exception {
        var id = created(desk, reportedBy("13900000001"));
        act(handler, id, "handle", "{\"what\":\"done\"}");
        act(verifier, id, "verify", "{\"passed\":true}");
        assertThat(act(desk, id, "close", "{}").statusCode()).isEqualTo(200);
        return id;
    }

    private static String reporterOf(String id) {
        return id;
    }

    private long photos(String id) {
        return mongo.getCollection("photos").countDocuments(Filters.eq("caseId", id));
    }

    private String page(String id, String recipient) {
        var link =
                new SignedLink(
                        UUID.fromString(id),
                        UUID.randomUUID(),
                        recipient,
                        Instant.now().plusSeconds(3600));
        return "/l/" + link.token(vault);
    }

    private HttpResponse<String> upload(String page, byte[]... photos) throws Exception {
        var body = new ByteArrayOutputStream();
        write(
                body,
                """
                --b
                Content-Disposition: form-data; name="action"

                handle
                --b
                Content-Disposition: form-data; name="what"

                done
                """);
        for (var photo : photos) {
            write(
                    body,
                    """
                    --b
                    Content-Disposition: form-data; name="photo"; filename="a.png"
                    Content-Type: image/png

                    """);
            body.write(photo);
            write(body, "\n");
        }
        write(body, "--b--\n");
        return service.upload(
                "", page, body.toByteArray(), "Content-Type", "multipart/form-data; boundary=b");
    }

    private static void write(ByteArrayOutputStream body, String lines) throws IOException {
        body.write(lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
