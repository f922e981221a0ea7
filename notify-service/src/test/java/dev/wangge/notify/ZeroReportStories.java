package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.contracts.alerts.v1.AlertEvent.Answering;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.contracts.cases.v1.CaseEvent.About;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
import dev.wangge.notify.FakeProviders.Trouble;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.SignedLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who is chased for a zero-report, and who is told that it never came; on both engines. */
abstract class ZeroReportStories extends RunningNotifyService {
    private static final String VILLAGE = "540328101201";
    private static final Instant DUE_BY = Instant.parse("2026-10-01T09:00:00Z");

    @Autowired MeterRegistry metrics;

    static String newReport() {
        return UUID.randomUUID().toString();
    }

    static ZeroReportChased chased(@Nullable String recipient) {
        return new ZeroReportChased("p-1", "国庆节", VILLAGE, "2026-10-01", recipient, DUE_BY);
    }

    private static ZeroReportMissed missed(@Nullable String recipient, @Nullable String superior) {
        return new ZeroReportMissed(
                "p-1", "国庆节", VILLAGE, "2026-10-01", recipient, superior, DUE_BY);
    }

    static ZeroReportFiled filed() {
        return new ZeroReportFiled("p-1", VILLAGE, "2026-10-01", "LINK", false, false);
    }

    /** The alert about a zero-report by a rule to somebody, once it has this status. */
    JsonNode told(String report, String recipient, String rule, String status) {
        return await().until(
                        () -> {
                            for (var one : alerts("limit=200&recipient=" + recipient)) {
                                if (one.at("/about/id").asString().equals(report)
                                        && one.path("rule").asString().equals(rule)) {
                                    return one;
                                }
                            }
                            return json.createObjectNode();
                        },
                        one -> one.path("status").asString().equals(status));
    }

    @Test
    void whoReportsIsRemindedOnceWithALinkToOneTap() {
        var id = newReport();
        var member = member("zh");

        happens(id, 2, chased(member.code()), "system");
        happens(id, 2, chased(member.code()), "system");

        var alert = told(id, member.code(), "ZERO_REPORT_DUE", "SENT");
        assertThat(alert.at("/about/type").asString()).isEqualTo("ZERO_REPORT");
        assertThat(alert.path("caseId").isNull()).isTrue();
        assertThat(PROVIDERS.sentTo(member.wecom()))
                .singleElement()
                .satisfies(card ->
                        assertThat(card.text())
                                .contains("零报告待报", "国庆节", VILLAGE, "2026-10-01", "10-01 17:00"));
        var link = PROVIDERS.sentTo(member.wecom()).getFirst().text().lines().toList().getLast();
        assertThat(link).startsWith("https://wg.example.org/z/");
        assertThat(SignedLink.read(link.substring(link.lastIndexOf('/') + 1), vault))
                .hasValueSatisfying(signed -> {
                    assertThat(signed.caseId()).hasToString(id);
                    assertThat(signed.recipient()).isEqualTo(member.code());
                });
    }

    @Test
    void whoHasFiledIsNotTroubledAgain() {
        var id = newReport();
        var member = member("zh");
        happens(id, 2, chased(member.code()), "system");
        told(id, member.code(), "ZERO_REPORT_DUE", "SENT");

        happens(id, 3, filed(), member.code());
        told(id, member.code(), "ZERO_REPORT_DUE", "ACKNOWLEDGED");
        var silent = member("zh");
        happens(newReport(), 2, chased(silent.code()), "system");
        awaitTold(silent);
        clock.forward(Duration.ofMinutes(11));

        // Somebody who was told later and is told again shows that the sweep has been by.
        await().until(() -> PROVIDERS.sentTo(silent.phone()), sms -> sms.size() == 1);
        assertThat(PROVIDERS.sentTo(member.phone())).isEmpty();
    }

    @Test
    void whatNeverCameIsTheSuperiorsUntilItComes() {
        var id = newReport();
        var member = member("zh");
        var superior = member("en");
        happens(id, 2, chased(member.code()), "system");
        happens(id, 3, missed(member.code(), superior.code()), "system");
        told(id, superior.code(), "ZERO_REPORT_MISSED", "SENT");
        assertThat(PROVIDERS.sentTo(superior.wecom()).getFirst().text())
                .contains("Zero-report missing", VILLAGE);

        happens(id, 4, filed(), "county-demo");
        // Whoever is told of the same report later shows that it was taken in.
        var later = member("zh");
        happens(id, 5, chased(later.code()), "system");
        awaitTold(later);
        clock.forward(Duration.ofMinutes(11));

        await().until(() -> PROVIDERS.sentTo(later.phone()), sms -> sms.size() == 1);
        assertThat(PROVIDERS.sentTo(superior.phone())).isEmpty();
        assertThat(PROVIDERS.sentTo(member.phone())).isEmpty();
    }

    @Test
    void whereNobodyIsKnownTheDispatchersAre() {
        var id = newReport();
        happens(id, 2, missed(null, null), "system");

        told(id, "unit:540328-dispatch", "ZERO_REPORT_MISSED", "SENT");
    }

    @Test
    void aReminderThatReachesNobodyIsTheDispatchers() {
        var id = newReport();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        PROVIDERS.trouble(member.phone(), Trouble.REFUSED);

        happens(id, 2, chased(member.code()), "system");

        told(id, member.code(), "ZERO_REPORT_DUE", "UNDELIVERED");
        told(id, "unit:540328-dispatch", "ZERO_REPORT_UNREACHED", "SENT");
    }

    @Test
    void aWithdrawnReportIsNobodysConcern() {
        var id = newReport();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.THROTTLED);
        happens(id, 2, chased(member.code()), "system");
        // Not while the provider is being asked, nor before: then its answer would come later.
        await().until(() ->
                state(told(id, member.code(), "ZERO_REPORT_DUE", "PENDING"), 0)
                        .equals("THROTTLED"));

        happens(id, 3, new ZeroReportWithdrawn("p-1", VILLAGE, "2026-10-01"), "county-demo");

        told(id, member.code(), "ZERO_REPORT_DUE", "SUPPRESSED");
    }

    @Test
    void aReportOfTheNextCountyIsNotSeen() {
        var id = newReport();
        var member = member("zh");
        happens(id, 2, chased(member.code()), "system");
        var alert = told(id, member.code(), "ZERO_REPORT_DUE", "SENT").path("id").asString();

        assertThat(get(desk, "/api/v1/alerts/" + alert).statusCode()).isEqualTo(200);
        assertThat(get(neighbour, "/api/v1/alerts/" + alert).statusCode()).isEqualTo(404);
    }

    /** Somebody whom only SMS reaches, reminded of this zero-report. */
    private Person remindedBySms(String report) {
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        happens(report, 2, chased(member.code()), "system");
        told(report, member.code(), "ZERO_REPORT_DUE", "SENT");
        assertThat(PROVIDERS.sentTo(member.phone())).hasSize(1);
        return member;
    }

    private void answers(String phone, String text, String sequence) {
        var answer =
                post(
                        "",
                        "/callbacks/aliyun-sms/" + TOKEN + "/replies",
                        """
                        [{"phone_number":"%s","send_time":"2026-10-01 16:00:00","content":"%s",
                          "sign_name":"芒康网格","dest_code":"1234","sequence_id":%s}]
                        """
                                .formatted(phone, text, sequence));
        assertThat(answer.body()).contains("\"code\":0");
    }

    private List<AlertReplied> replies(String report) {
        var found = new ArrayList<AlertReplied>();
        for (var value : published(Topics.ALERTS)) {
            new EventCodec(AlertEvent.class)
                    .read(value)
                    .event()
                    .filter(event ->
                            event instanceof AlertReplied it && it.zeroReportId().equals(report))
                    .ifPresent(event -> found.add((AlertReplied) event));
        }
        return found;
    }

    @Test
    void aReplyThatAllIsWellIsPublishedOnceHoweverOftenItIsPushed() {
        var id = newReport();
        var member = remindedBySms(id);

        answers("+86" + member.phone(), "１。", "77");
        answers(member.phone(), "１。", "\"77\"");

        told(id, member.code(), "ZERO_REPORT_DUE", "ACKNOWLEDGED");
        await().until(() -> replies(id), all -> !all.isEmpty());
        assertThat(replies(id))
                .singleElement()
                .satisfies(reply -> {
                    assertThat(reply.recipient()).isEqualTo(member.code());
                    assertThat(reply.sealedText()).isNull();
                });
    }

    @Test
    void whoAnswersForTwoVillagesAnswersTheNewestThenTheOther() {
        var older = newReport();
        var member = remindedBySms(older);
        clock.forward(Duration.ofSeconds(1));
        var newer = newReport();
        happens(newer, 2, chased(member.code()), "system");
        told(newer, member.code(), "ZERO_REPORT_DUE", "SENT");

        answers(member.phone(), "平安", "1");
        told(newer, member.code(), "ZERO_REPORT_DUE", "ACKNOWLEDGED");
        answers(member.phone(), "平安", "1"); // Pushed again: it is not for the other.
        told(older, member.code(), "ZERO_REPORT_DUE", "SENT");
        answers(member.phone(), "无", "2");
        told(older, member.code(), "ZERO_REPORT_DUE", "ACKNOWLEDGED");
    }

    /** Pushed twice, it is not for the other village either; and the report is still to come. */
    @Test
    void courtesyIsAnAcknowledgementAndNoReport() {
        var older = newReport();
        var member = remindedBySms(older);
        clock.forward(Duration.ofSeconds(1));
        var newer = newReport();
        happens(newer, 2, chased(member.code()), "system");
        told(newer, member.code(), "ZERO_REPORT_DUE", "SENT");

        answers(member.phone(), "收到，谢谢！", "31");
        answers(member.phone(), "收到，谢谢！", "31");

        told(newer, member.code(), "ZERO_REPORT_DUE", "ACKNOWLEDGED");
        told(older, member.code(), "ZERO_REPORT_DUE", "SENT");
        answers(member.phone(), "平安", "32");
        told(older, member.code(), "ZERO_REPORT_DUE", "ACKNOWLEDGED");
        assertThat(replies(newer)).isEmpty();
    }

    /** A case came after the reminder: it is the case that was read. */
    @Test
    void courtesyAcknowledgesWhatTheNewestSmsWasAbout() {
        var report = newReport();
        var member = remindedBySms(report);
        clock.forward(Duration.ofSeconds(1));
        var id = newCase();
        happens(id, 5, dispatchedTo(member, "WG2026-0000062"), "system");
        alert(id, "DISPATCHED", "SENT");

        answers(member.phone(), "收到", "33");
        answers(member.phone(), "收到", "33");

        alert(id, "DISPATCHED", "ACKNOWLEDGED");
        told(report, member.code(), "ZERO_REPORT_DUE", "SENT");
    }

    /** Its repeat comes when a newer one went out meanwhile, which nobody has read yet. */
    @Test
    void courtesyThatIsPushedAgainIsForNoNewerSms() {
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        var first = newCase();
        happens(first, 5, dispatchedTo(member, "WG2026-0000067"), "system");
        alert(first, "DISPATCHED", "SENT");
        answers(member.phone(), "收到", "35");
        alert(first, "DISPATCHED", "ACKNOWLEDGED");
        answers(member.phone(), "好的", "36"); // Changes nothing, and its repeat neither.
        clock.forward(Duration.ofSeconds(1));
        var second = newCase();
        happens(second, 5, dispatchedTo(member, "WG2026-0000068"), "system");
        alert(second, "DISPATCHED", "SENT");

        answers(member.phone(), "收到", "35");
        answers(member.phone(), "好的", "36");

        assertThat(statusOf(second)).isEqualTo("SENT");
        answers(member.phone(), "收到", "37");
        assertThat(statusOf(second)).isEqualTo("ACKNOWLEDGED");
    }

    private String statusOf(String caseId) {
        return alerts("case=" + caseId).path(0).path("status").asString();
    }

    /** Nor does one that answered nothing file the report that is asked for a moment later. */
    @Test
    void whatAnsweredNothingAnswersNothingWhenItIsPushedAgain() {
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        var id = newCase();
        happens(id, 5, dispatchedTo(member, "WG2026-0000069"), "system");
        alert(id, "DISPATCHED", "SENT");
        answers(member.phone(), "平安", "38");
        clock.forward(Duration.ofSeconds(1));
        var report = newReport();
        happens(report, 2, chased(member.code()), "system");
        told(report, member.code(), "ZERO_REPORT_DUE", "SENT");

        answers(member.phone(), "平安", "38");

        told(report, member.code(), "ZERO_REPORT_DUE", "SENT");
        answers(member.phone(), "平安", "39");
        told(report, member.code(), "ZERO_REPORT_DUE", "ACKNOWLEDGED");
    }

    /** A card first, and an SMS where nobody answered: later than one about what came later. */
    @Test
    void theNewestSmsIsTheOneThatWentOutLast() {
        var first = newCase();
        var member = member("zh");
        happens(first, 5, dispatchedTo(member, "WG2026-0000063"), "system");
        alert(first, "DISPATCHED", "SENT");
        clock.forward(Duration.ofMinutes(5));
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        var second = newCase();
        happens(second, 5, dispatchedTo(member, "WG2026-0000064"), "system");
        alert(second, "DISPATCHED", "SENT");
        clock.forward(Duration.ofMinutes(6));
        await().until(() -> PROVIDERS.sentTo(member.phone()).size() == 2);
        alert(first, "DISPATCHED", "SENT");

        answers(member.phone(), "收到", "34");

        alert(first, "DISPATCHED", "ACKNOWLEDGED");
    }

    @Test
    void anSmsThatNobodyCanReadHoldsUpNoOther() {
        var id = newReport();
        var member = remindedBySms(id);

        var answer =
                post(
                        "",
                        "/callbacks/aliyun-sms/" + TOKEN + "/replies",
                        """
                        [null, 7, {"phone_number":{},"content":"x"},
                         {"phone_number":"%1$s","content":[]},
                         {"phone_number":"%1$s","content":"平安","sequence_id":91}]
                        """
                                .formatted(member.phone()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"code\":0");
        told(id, member.code(), "ZERO_REPORT_DUE", "ACKNOWLEDGED");
        assertThat(service.metrics())
                .containsPattern(
                        "wangge_callbacks_unreadable_total\\{[^}]*callback=\"replies\"[^}]*} [1-9]");
    }

    @Test
    void whatIsFoundIsHeardHoweverLateItComes() {
        var id = newReport();
        var member = remindedBySms(id);
        clock.forward(Duration.ofDays(30));

        answers(member.phone(), "平安", "41");
        answers(member.phone(), "桥塌了", "42");

        var all = await().until(() -> replies(id), some -> !some.isEmpty());
        assertThat(all).singleElement().satisfies(it -> assertThat(it.sealedText()).isNotNull());
    }

    @Test
    void whatIsWrongTravelsSealed() {
        var id = newReport();
        var member = remindedBySms(id);

        answers(member.phone(), "王五家房子裂了", "5");

        var reply = await().until(() -> replies(id), all -> !all.isEmpty()).getFirst();
        var alert = told(id, member.code(), "ZERO_REPORT_DUE", "ACKNOWLEDGED");
        assertThat(vault.open(String.valueOf(reply.sealedText()), alert.path("id").asString()))
                .isEqualTo("王五家房子裂了");
        for (var value : published(Topics.ALERTS)) {
            assertThat(new String(value, StandardCharsets.UTF_8)).doesNotContain("王五");
        }
    }

    /** Told that a case is closed, and not content. */
    @Test
    void whatSomebodyHasToSayWhoWasAskedNothingTravelsSealed() {
        var id = newCase();
        var reporter = reporter("zh");
        happens(
                id,
                9,
                new CaseClosed(
                        "WG2026-0000061", "REQUEST", reporter.code(), null, VILLAGE, null, null),
                "county-demo");
        var alert = alert(id, "CLOSED", "SENT").path("id").asString();

        answers(reporter.phone(), "修好没几天又漏了", "61");
        answers(reporter.phone(), "修好没几天又漏了", "61");
        answers(reporter.phone(), "谢谢", "62");

        var said = await().until(() -> unasked(reporter), all -> !all.isEmpty());
        assertThat(said)
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.place()).isEqualTo(VILLAGE);
                    assertThat(vault.open(it.sealedText(), alert)).isEqualTo("修好没几天又漏了");
                });
        for (var value : published(Topics.ALERTS)) {
            assertThat(new String(value, StandardCharsets.UTF_8)).doesNotContain("又漏");
        }
    }

    private String asked(Person reporter, String number, int seq) {
        var id = newCase();
        happens(
                id,
                seq,
                new CaseAsked(
                        "Q1",
                        "sha256:x",
                        reporter.code(),
                        clock.instant().plus(Duration.ofDays(3)),
                        false,
                        new About(number, "REQUEST", null, VILLAGE)),
                "county-demo");
        alert(id, "ASKED", "SENT");
        return id;
    }

    /** Whether it still is a question the case knows; thanks are thanks to whoever asked, too. */
    @Test
    void anSmsOfWhomIsAskedGoesToWhoeverAsked() {
        var reporter = reporter("zh");
        var first = asked(reporter, "WG2026-0000071", 3);
        clock.forward(Duration.ofSeconds(1));
        var second = asked(reporter, "WG2026-0000072", 3);

        answers(reporter.phone(), "收到", "71");
        answers(reporter.phone(), "没有", "72");
        answers(reporter.phone(), "是的", "73");
        answers(reporter.phone(), "早上七点停的", "74");
        answers(reporter.phone(), "早上七点停的", "74");

        await().until(() -> unasked(reporter), all -> all.size() == 3);
        assertThat(unasked(reporter))
                .extracting(UnaskedReply::answering)
                .containsExactly(
                        new Answering(second, true),
                        new Answering(second, true),
                        new Answering(second, false));
        alert(second, "ASKED", "ACKNOWLEDGED");
        alert(first, "ASKED", "SENT");
    }

    /** What went out after the question is what “yes” is about. */
    @Test
    void aWordThatSaysNothingIsAboutTheNewestSms() {
        var member = remindedBySms(newReport());
        clock.forward(Duration.ofSeconds(1));
        var question = asked(member, "WG2026-0000074", 3);
        clock.forward(Duration.ofSeconds(1));
        var id = newCase();
        happens(id, 5, dispatchedTo(member, "WG2026-0000075"), "system");
        alert(id, "DISPATCHED", "SENT");

        answers(member.phone(), "好的", "77");

        alert(id, "DISPATCHED", "ACKNOWLEDGED");
        alert(question, "ASKED", "SENT");
        assertThat(unasked(member)).isEmpty();
    }

    /** What was asked last is meant. */
    @Test
    void whoIsRemindedAfterwardsAnswersTheReminder() {
        var id = newReport();
        var member = remindedBySms(id);
        clock.forward(Duration.ofSeconds(1));
        var asked = asked(member, "WG2026-0000073", 3);
        answers(member.phone(), "王五家房子裂了", "75");
        await().until(() -> unasked(member), all -> all.size() == 1);
        assertThat(unasked(member).getFirst().answering()).isEqualTo(new Answering(asked, false));

        clock.forward(Duration.ofSeconds(1));
        var later = newReport();
        happens(later, 2, chased(member.code()), "system");
        told(later, member.code(), "ZERO_REPORT_DUE", "SENT");
        answers(member.phone(), "路也断了", "76");

        await().until(() -> replies(later), all -> all.size() == 1);
        assertThat(unasked(member)).hasSize(1);
    }

    /** Without a number and a time only the words tell one from the next. */
    @Test
    void smsThatAreNeitherNumberedNorDatedAreToldApart() {
        var reporter = toldThatACaseIsClosed("WG2026-0000065");

        for (var text : List.of("修好没几天又漏了", "屋顶也漏了", "修好没几天又漏了")) {
            push(
                    "[{\"phone_number\":\"%s\",\"content\":\"%s\"}]"
                            .formatted(reporter.phone(), text));
        }

        await().until(() -> unasked(reporter), all -> all.size() == 2);
    }

    /** The alert stays one that can be written, and what else there is to say is heard. */
    @Test
    void whatAnAlertHasNoRoomForReachesADispatcherAllTheSame() {
        var reporter = toldThatACaseIsClosed("WG2026-0000066");

        push(found(reporter, 0, 120));
        push(found(reporter, 90, 121)); // Again, but for one.

        await().until(() -> unasked(reporter), all -> all.size() >= 121);
        var all = unasked(reporter);
        assertThat(all).extracting(UnaskedReply::reply).hasSize(121).doesNotHaveDuplicates();
        assertThat(all).extracting(UnaskedReply::place).containsOnly(VILLAGE);
        assertThat(openedUnasked(reporter)).hasSize(121).contains("漏了 7000", "漏了 7120");

        // Also when there is a newer one by now that has room.
        var report = newReport();
        clock.forward(Duration.ofSeconds(1));
        happens(report, 2, chased(reporter.code()), "system");
        told(report, reporter.code(), "ZERO_REPORT_DUE", "SENT");
        push(found(reporter, 119, 121));
        assertThat(replies(report)).isEmpty();
        told(report, reporter.code(), "ZERO_REPORT_DUE", "SENT");
    }

    @Test
    void whatAReminderHasNoRoomForReachesADispatcherAllTheSame() {
        var id = newReport();
        var member = remindedBySms(id);

        push(found(member, 0, 103));

        await().until(() -> unasked(member), all -> all.size() >= 3);
        assertThat(unasked(member)).hasSize(3);
        assertThat(openedUnasked(member))
                .containsExactlyInAnyOrder("漏了 7100", "漏了 7101", "漏了 7102");
        await().until(() -> replies(id), all -> all.size() == 100);
    }

    /** More in an hour than anybody writes. */
    @Test
    void whatOnePhoneSendsBeyondAllReasonIsCounted() {
        var reporter = toldThatACaseIsClosed("WG2026-0000070");
        for (int from = 0; from < 160; from += 80) {
            push(found(reporter, from, from + 80));
        }
        double before = dropped();

        push(found(reporter, 160, 165));
        push(found(reporter, 150, 165)); // What was taken is not counted again.

        assertThat(dropped()).isEqualTo(before + 10);
        clock.forward(Duration.ofMinutes(61));
        push(found(reporter, 165, 166));
        await().until(() -> unasked(reporter), all -> all.size() == 161);
        assertThat(dropped()).isEqualTo(before + 10);
    }

    private double dropped() {
        return metrics.counter("wangge.alerts.replies.dropped").count();
    }

    private static String found(Person by, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n ->
                        "{\"phone_number\":\"%1$s\",\"content\":\"漏了 7%2$03d\",\"sequence_id\":7%2$03d}"
                                .formatted(by.phone(), n))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Their words, as whoever opens their cases reads them. */
    private List<String> openedUnasked(Person by) {
        var found = new ArrayList<String>();
        for (var value : published(Topics.ALERTS)) {
            var read = new EventCodec(AlertEvent.class).read(value);
            if (read.event().orElse(null) instanceof UnaskedReply it
                    && it.recipient().equals(by.code())) {
                found.add(vault.open(it.sealedText(), read.subject()));
            }
        }
        return found;
    }

    private Person toldThatACaseIsClosed(String number) {
        var id = newCase();
        var reporter = reporter("zh");
        happens(
                id,
                9,
                new CaseClosed(number, "REQUEST", reporter.code(), null, VILLAGE, null, null),
                "county-demo");
        alert(id, "CLOSED", "SENT");
        return reporter;
    }

    private void push(String batch) {
        var answer = post("", "/callbacks/aliyun-sms/" + TOKEN + "/replies", batch);
        assertThat(answer.body()).contains("\"code\":0");
    }

    @Test
    void whatAStrangerSaysIsCountedOnly() {
        answers("19988887777", "桥塌了", "63");

        assertThat(service.metrics())
                .containsPattern(
                        "wangge_alerts_replies_unasked_total\\{[^}]*phone=\"UNKNOWN\"[^}]*} [1-9]");
    }

    private List<UnaskedReply> unasked(Person by) {
        var found = new ArrayList<UnaskedReply>();
        for (var value : published(Topics.ALERTS)) {
            new EventCodec(AlertEvent.class)
                    .read(value)
                    .event()
                    .filter(event ->
                            event instanceof UnaskedReply it && it.recipient().equals(by.code()))
                    .ifPresent(event -> found.add((UnaskedReply) event));
        }
        return found;
    }

    @Test
    void whatAnswersNothingChangesNothing() {
        var id = newReport();
        var member = remindedBySms(id);

        answers(member.phone(), "TD", "6");
        answers(member.phone(), " ", "7");
        answers("19999999999", "1", "8");
        var wrong = "/callbacks/aliyun-sms/somebody/replies";
        assertThat(post("", wrong, "[]").statusCode()).isEqualTo(404);
        var odd = "/callbacks/aliyun-sms/" + TOKEN + "/replies";
        assertThat(post("", odd, "{").statusCode()).isEqualTo(400);
        assertThat(post("", odd, "[{\"content\":\"1\"}]").body()).contains("\"code\":0");

        told(id, member.code(), "ZERO_REPORT_DUE", "SENT");
        assertThat(replies(id)).isEmpty();
    }
}
