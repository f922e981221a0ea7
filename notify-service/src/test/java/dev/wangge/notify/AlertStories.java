package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState.OnDuty;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.notify.FakeProviders.Trouble;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.testing.HouseRules;
import dev.wangge.testing.TestIssuer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What people are told, and what becomes of it; the same on both database engines. */
abstract class AlertStories extends RunningNotifyService {
    private static final AtomicInteger SPELLED_PHONES = new AtomicInteger();

    private static String newCase() {
        return UUID.randomUUID().toString();
    }

    private void passes(Duration time) {
        clock.forward(time);
    }

    private static String state(JsonNode alert, int attempt) {
        return alert.path("attempts").path(attempt).path("state").asString();
    }

    @Test
    void theMemberOnDutyIsToldByWecomOnce() {
        var id = newCase();
        var member = member("zh");

        happens(id, 5, dispatchedTo(member, "WG2026-0000001"), "system");
        happens(id, 5, dispatchedTo(member, "WG2026-0000001"), "system");

        var alert = alert(id, "DISPATCHED", "SENT");
        assertThat(alert.path("recipient").asString()).isEqualTo(member.code());
        assertThat(alert.path("channel").asString()).isEqualTo("WECOM");
        assertThat(alert.path("caseNumber").asString()).isEqualTo("WG2026-0000001");
        assertThat(alerts("case=" + id)).hasSize(1);
        assertThat(PROVIDERS.sentTo(member.wecom()))
                .singleElement()
                .satisfies(card ->
                        assertThat(card.text())
                                .contains("诉求待处置", "WG2026-0000001", "拉乌村网格", "11-25 10:00"));
        var link = PROVIDERS.sentTo(member.wecom()).getFirst().text().lines().toList().getLast();
        assertThat(link).startsWith("https://wg.example.org/l/");
        assertThat(SignedLink.read(link.substring(link.lastIndexOf('/') + 1), vault))
                .hasValueSatisfying(signed -> {
                    assertThat(signed.caseId()).hasToString(id);
                    assertThat(signed.alertId()).hasToString(alert.path("id").asString());
                    assertThat(signed.recipient()).isEqualTo(member.code());
                });
    }

    @Test
    void withoutAnAnswerInTimeTheNextChannelIsTakenAndItsReceiptIsProof() {
        var id = newCase();
        var member = member("bo");
        happens(id, 5, dispatchedTo(member, "WG2026-0000002"), "system");
        alert(id, "DISPATCHED", "SENT");
        assertThat(PROVIDERS.sentTo(member.phone())).isEmpty();

        passes(Duration.ofMinutes(11));

        await().until(() -> PROVIDERS.sentTo(member.phone()), sms -> sms.size() == 1);
        var sms = PROVIDERS.sentTo(member.phone()).getFirst();
        assertThat(sms.template()).isEqualTo("WANGGE_DISPATCHED_BO");
        receipt(String.valueOf(sms.outId()), true);
        receipt(String.valueOf(sms.outId()), true);
        var alert = alert(id, "DISPATCHED", "DELIVERED");
        assertThat(alert.path("language").asString()).isEqualTo("bo");
        assertThat(state(alert, 1)).isEqualTo("DELIVERED");
        assertThat(alert.path("attempts").path(1).path("receiptAt").asString())
                .isEqualTo("2026-11-24T02:00:01.000Z");
    }

    @Test
    void whoeverAnswersIsNotTroubledAgain() {
        var id = newCase();
        var member = member("zh");
        happens(id, 5, dispatchedTo(member, "WG2026-0000003"), "system");
        var alert = alert(id, "DISPATCHED", "SENT");

        happens(id, 6, new CaseAlertAcknowledged(alert.path("id").asString()), member.code());
        alert(id, "DISPATCHED", "ACKNOWLEDGED");
        passes(Duration.ofMinutes(11));

        // Somebody who is told later shows that the sweep has been by.
        var other = newCase();
        happens(other, 5, dispatchedTo(member("zh"), "WG2026-0000004"), "system");
        alert(other, "DISPATCHED", "SENT");
        assertThat(PROVIDERS.sentTo(member.phone())).isEmpty();
    }

    @Test
    void takingTheWorkUpAnswersTheAlert() {
        var id = newCase();
        var member = member("zh");
        happens(id, 5, dispatchedTo(member, "WG2026-0000005"), "system");
        alert(id, "DISPATCHED", "SENT");

        happens(id, 6, new CaseStarted(), member.code() + " via county-handler");

        alert(id, "DISPATCHED", "ACKNOWLEDGED");
    }

    @Test
    void anAcknowledgementOfAnotherCaseSettlesNothing() {
        var id = newCase();
        happens(id, 5, dispatchedTo(member("zh"), "WG2026-0000006"), "system");
        var alert = alert(id, "DISPATCHED", "SENT");

        var other = newCase();
        happens(other, 1, new CaseAlertAcknowledged(alert.path("id").asString()), "somebody");
        happens(other, 2, dispatchedTo(member("zh"), "WG2026-0000007"), "system");

        alert(other, "DISPATCHED", "SENT");
        alert(id, "DISPATCHED", "SENT");
    }

    @Test
    void aRefusedChannelIsFollowedByTheNextAtOnce() {
        var id = newCase();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);

        happens(id, 5, dispatchedTo(member, "WG2026-0000008"), "system");

        var alert = alert(id, "DISPATCHED", "SENT");
        assertThat(alert.path("channel").asString()).isEqualTo("ALIYUN_SMS");
        assertThat(state(alert, 0)).isEqualTo("REFUSED");
        assertThat(alert.path("attempts").path(0).path("code").asString()).isEqualTo("81013");
        assertThat(PROVIDERS.sentTo(member.phone())).hasSize(1);
    }

    @Test
    void whenNobodyCanBeToldItShowsAndTheDispatcherIsTold() {
        var id = newCase();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        PROVIDERS.trouble(member.phone(), Trouble.REFUSED);

        happens(id, 5, dispatchedTo(member, "WG2026-0000009"), "system");

        alert(id, "DISPATCHED", "UNDELIVERED");
        var told = alert(id, "UNDELIVERED", "SENT");
        assertThat(told.path("recipient").asString()).isEqualTo("unit:540328-dispatch");
        assertThat(PROVIDERS.sentTo("dispatch.540328"))
                .anySatisfy(card -> assertThat(card.text()).contains("WG2026-0000009", "无人收到"));
        assertThat(alerts("status=UNDELIVERED&recipient=" + member.code())).hasSize(1);
    }

    /** The dispatcher can give the case to another; whoever is on duty is near. */
    @Test
    void whoeverIsOnDutyAboveIsToldToo() {
        var jiali = "540621101201";
        var grid = jiali + "001";
        var there = TestIssuer.token("jiali-demo", "dispatcher", "540621");
        state(
                "unit:540621-dispatch",
                new UnitState(
                        "540621-dispatch",
                        "嘉黎县网格中心",
                        "DISPATCH_CENTRE",
                        "540621000000",
                        "zh",
                        contact("540621-dispatch", "dispatch.540621", "19900010621")));
        var lead = "person:540621.lead";
        var leader = "person:540621.leader";
        var reached = "leader." + UUID.randomUUID();
        state(
                "duty:" + jiali,
                new DutyState(
                        jiali,
                        List.of(
                                onDuty(lead, "TEAM_LEAD", "bo", "lead.540621"),
                                onDuty("person:540621.second", "TEAM_MEMBER", "zh", "second"))));
        state(
                "duty:540621101000",
                new DutyState(
                        "540621101000",
                        List.of(
                                onDuty(leader, "LEADER", "zh", reached),
                                new OnDuty("UNIT", "unit:gov", "UNIT", "zh", null, null, null))));
        PROVIDERS.trouble("lead.540621", Trouble.REFUSED);
        PROVIDERS.trouble("second", Trouble.REFUSED);
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        PROVIDERS.trouble(member.phone(), Trouble.REFUSED);

        var id = newCase();
        happens(
                id,
                5,
                new CaseDispatched(
                        "WG2026-0000050",
                        "HAZARD",
                        "NEIGHBOUR",
                        new Assignee("MEMBER", member.code()),
                        grid,
                        jiali,
                        null,
                        null),
                "system");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(told(there, id))
                                .containsExactlyInAnyOrder(
                                        member.code() + " UNDELIVERED",
                                        "unit:540621-dispatch SENT",
                                        lead + " UNDELIVERED",
                                        "person:540621.second UNDELIVERED",
                                        leader + " SENT"));
        assertThat(PROVIDERS.sentTo(reached))
                .singleElement()
                .satisfies(card -> assertThat(card.text()).contains("WG2026-0000050", "无人收到"));

        // Their duty is over: nobody is told of what comes now by an address that was kept.
        state("duty:540621101000", new DutyState("540621101000", List.of()));
        await().until(() -> reach.contact(leader).isEmpty());
    }

    private OnDuty onDuty(String person, String role, String language, String wecom) {
        return new OnDuty("PERSON", person, role, language, null, null, contact(person, wecom, ""));
    }

    private List<String> told(String token, String caseId) {
        return json.readTree(get(token, "/api/v1/alerts?case=" + caseId).body())
                .path("items")
                .valueStream()
                .map(it -> it.path("recipient").asString() + " " + it.path("status").asString())
                .toList();
    }

    @Test
    void whatDidNotGoOutByItselfIsTheDispatchers() {
        var id = newCase();

        happens(
                id,
                3,
                new CaseLeftForDispatcher("WG2026-0000010", "DISPUTE", "UNLOCATED", "540328"),
                "system");

        var alert = alert(id, "LEFT_FOR_DISPATCHER", "SENT");
        assertThat(alert.path("recipient").asString()).isEqualTo("unit:540328-dispatch");
        happens(id, 4, dispatchedTo(member("zh"), "WG2026-0000010"), "county-demo");
        alert(id, "LEFT_FOR_DISPATCHER", "ACKNOWLEDGED");
        alert(id, "DISPATCHED", "SENT");
    }

    @Test
    void aPlaceWithoutADispatcherShowsAsUndelivered() {
        var id = newCase();

        happens(
                id,
                3,
                new CaseLeftForDispatcher("WG2026-0000011", "ADVICE", "UNLOCATED", "540581"),
                "system");

        var there = TestIssuer.token("cuona-demo", "dispatcher", "540581");
        await().until(
                        () ->
                                json.readTree(get(there, "/api/v1/alerts?case=" + id).body())
                                        .path("items"),
                        items -> items.size() == 1);
        passes(Duration.ofMinutes(3));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(get(there, "/api/v1/alerts?status=UNDELIVERED").body())
                                .contains("dispatcher:540581", id));
    }

    @Test
    void theReporterIsAskedHowItWentByAShortLink() {
        var id = newCase();
        var phone = "1990005%04d".formatted(SPELLED_PHONES.incrementAndGet());
        var reporter = reporter("en", "+86 " + phone.substring(0, 3) + " " + phone.substring(3));

        happens(
                id,
                9,
                new CaseClosed("WG2026-0000012", "HAZARD", reporter.code(), null, "540328101201"),
                "county-demo");

        alert(id, "CLOSED", "SENT");
        var sms = PROVIDERS.sentTo(phone).getFirst();
        assertThat(sms.template()).isEqualTo("WANGGE_CLOSED_EN");
        var values = json.readTree(sms.text());
        assertThat(values.path("number").asString()).isEqualTo("WG2026-0000012");
        var code = values.path("code").asString();
        assertThat(code).matches("[0-9a-v]{12}");

        var followed = get("", "/a/" + code);
        assertThat(followed.statusCode()).isEqualTo(303);
        var page = followed.headers().firstValue("Location").orElseThrow();
        assertThat(SignedLink.read(page.substring("/l/".length()), vault))
                .hasValueSatisfying(
                        signed -> assertThat(signed.recipient()).isEqualTo(reporter.code()));
        assertThat(get("", "/a/000000000000").headers().firstValue("Location"))
                .hasValue("/l/unknown");
    }

    @Test
    void whoeverWasForgottenIsNotTold() {
        var id = newCase();
        var reporter = reporter("zh");
        forget(reporter);

        happens(
                id,
                9,
                new CaseClosed("WG2026-0000023", "REQUEST", reporter.code(), null, "540328"),
                "county-demo");
        await().until(() -> alerts("case=" + id).size() == 1);
        passes(Duration.ofMinutes(3));

        alert(id, "CLOSED", "UNDELIVERED");
        assertThat(PROVIDERS.sentTo(reporter.phone())).isEmpty();
    }

    @Test
    void aNumberThatCannotBeAPhoneShowsAsUndelivered() {
        var id = newCase();
        var reporter = reporter("zh", "about noon");

        happens(
                id,
                9,
                new CaseClosed("WG2026-0000013", "REQUEST", reporter.code(), null, "540328"),
                "county-demo");

        assertThat(alert(id, "CLOSED", "UNDELIVERED").path("attempts")).isEmpty();
    }

    @Test
    void anSmsWithoutAReceiptIsAskedFor() {
        var id = newCase();
        var reporter = reporter("zh");
        PROVIDERS.smsStatus(reporter.phone(), 3);
        happens(
                id,
                9,
                new CaseClosed("WG2026-0000014", "REQUEST", reporter.code(), null, "540328"),
                "county-demo");
        alert(id, "CLOSED", "SENT");

        passes(Duration.ofMinutes(3));

        alert(id, "CLOSED", "DELIVERED");
        assertThat(PROVIDERS.sentTo(reporter.phone())).hasSize(1);
    }

    @Test
    void anSmsThatTheNetworkFailedIsUndeliveredUntilALateReceipt() {
        var id = newCase();
        var reporter = reporter("zh");
        happens(
                id,
                9,
                new CaseClosed("WG2026-0000015", "REQUEST", reporter.code(), null, "540328"),
                "county-demo");
        alert(id, "CLOSED", "SENT");
        var outId = String.valueOf(PROVIDERS.sentTo(reporter.phone()).getFirst().outId());

        receipt(outId, false);
        alert(id, "CLOSED", "UNDELIVERED");
        receipt(outId, true);

        alert(id, "CLOSED", "DELIVERED");
    }

    @Test
    void anSmsThatWasTakenWithoutAnAnswerIsFoundAndNotSentAgain() {
        var id = newCase();
        var reporter = reporter("zh");
        PROVIDERS.trouble(reporter.phone(), Trouble.TAKEN_UNHEARD);
        happens(
                id,
                9,
                new CaseClosed("WG2026-0000016", "REQUEST", reporter.code(), null, "540328"),
                "county-demo");
        await().until(() -> PROVIDERS.sentTo(reporter.phone()).size() == 1);
        PROVIDERS.noTrouble(reporter.phone());

        passes(Duration.ofSeconds(25));

        var alert = alert(id, "CLOSED", "SENT");
        assertThat(alert.path("possibleDuplicate").asBoolean()).isFalse();
        assertThat(PROVIDERS.sentTo(reporter.phone())).hasSize(1);
    }

    @Test
    void anSmsThatWasNotTakenIsSentAgain() {
        var id = newCase();
        var reporter = reporter("zh");
        PROVIDERS.trouble(reporter.phone(), Trouble.UNHEARD);
        var before = PROVIDERS.calls();
        happens(
                id,
                9,
                new CaseClosed("WG2026-0000017", "REQUEST", reporter.code(), null, "540328"),
                "county-demo");
        await().until(() -> PROVIDERS.calls() > before);
        PROVIDERS.noTrouble(reporter.phone());

        passes(Duration.ofSeconds(25));

        var alert = alert(id, "CLOSED", "SENT");
        assertThat(alert.path("attempts")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(alert.path("possibleDuplicate").asBoolean()).isFalse();
        assertThat(PROVIDERS.sentTo(reporter.phone())).hasSize(1);
    }

    @Test
    void aWecomCardWithoutAnAnswerIsSentAgainWordByWord() {
        var id = newCase();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.TAKEN_UNHEARD);
        happens(id, 5, dispatchedTo(member, "WG2026-0000018"), "system");
        await().until(() -> PROVIDERS.sentTo(member.wecom()).size() == 1);
        PROVIDERS.noTrouble(member.wecom());

        passes(Duration.ofSeconds(25));

        var alert = alert(id, "DISPATCHED", "SENT");
        assertThat(alert.path("attempts")).hasSizeGreaterThanOrEqualTo(2);
        // The fake drops the identical body, as WeCom does: a changed one would show twice.
        assertThat(PROVIDERS.sentTo(member.wecom())).hasSize(1);
        assertThat(alert.path("possibleDuplicate").asBoolean()).isFalse();
    }

    @Test
    void aWecomCardThatIsRepeatedTooLateIsMarked() {
        var id = newCase();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.TAKEN_UNHEARD);
        happens(id, 5, dispatchedTo(member, "WG2026-0000019"), "system");
        await().until(() -> PROVIDERS.sentTo(member.wecom()).size() == 1);
        PROVIDERS.noTrouble(member.wecom());

        passes(Duration.ofMinutes(31));

        var alert = alert(id, "DISPATCHED", "SENT");
        assertThat(alert.path("possibleDuplicate").asBoolean()).isTrue();
    }

    @Test
    void aWecomCardThatIsRepeatedInOtherWordsIsMarked() {
        var id = newCase();
        var member = member("zh");
        var grid = "540328101201077";
        state("grid:" + grid, new GridState(grid, "旧名网格", "BASIC", "540328101201", List.of()));
        PROVIDERS.trouble(member.wecom(), Trouble.TAKEN_UNHEARD);
        happens(
                id,
                5,
                new CaseDispatched(
                        "WG2026-0000022",
                        "REQUEST",
                        "NEIGHBOUR",
                        new Assignee("MEMBER", member.code()),
                        grid,
                        "540328101201",
                        null,
                        null),
                "system");
        await().until(() -> PROVIDERS.sentTo(member.wecom()).size() == 1);
        state("grid:" + grid, new GridState(grid, "新名网格", "BASIC", "540328101201", List.of()));
        PROVIDERS.noTrouble(member.wecom());

        await().atMost(Duration.ofSeconds(20))
                .until(() -> PROVIDERS.sentTo(member.wecom()).size() == 2);

        assertThat(alert(id, "DISPATCHED", "SENT").path("possibleDuplicate").asBoolean()).isTrue();
        assertThat(PROVIDERS.sentTo(member.wecom()).getLast().text()).contains("新名网格");
    }

    @Test
    void aThrottledChannelIsTriedAgainAndThenLeft() {
        var id = newCase();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.THROTTLED);

        happens(id, 5, dispatchedTo(member, "WG2026-0000020"), "system");

        for (int tried = 1; tried < 3; tried++) {
            // Not while a provider is being asked: an answer that is late is another story.
            int last = tried - 1;
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            state(alert(id, "DISPATCHED", "PENDING"), last).equals("THROTTLED"));
            passes(Duration.ofMinutes(5));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> PROVIDERS.sentTo(member.phone()).size() == 1);
        var alert = alert(id, "DISPATCHED", "SENT");
        assertThat(alert.path("attempts")).hasSize(4);
        assertThat(state(alert, 2)).isEqualTo("THROTTLED");
        assertThat(state(alert, 3)).isEqualTo("ACCEPTED");
    }

    @Test
    void alertsAreSeenWithinTheCallersDivisionsOnly() {
        var id = newCase();
        happens(id, 5, dispatchedTo(member("zh"), "WG2026-0000021"), "system");
        var alert = alert(id, "DISPATCHED", "SENT");
        var path = "/api/v1/alerts/" + alert.path("id").asString();

        assertThat(get(desk, path).statusCode()).isEqualTo(200);
        assertThat(get(neighbour, path).statusCode()).isEqualTo(404);
        assertThat(post(neighbour, path + "/actions/acknowledge", "").statusCode()).isEqualTo(404);
        assertThat(get(neighbour, "/api/v1/alerts?case=" + id).body()).contains("\"items\":[]");
        assertThat(get("", path).statusCode()).isEqualTo(401);

        var acknowledged = post(desk, path + "/actions/acknowledge", "");
        assertThat(json.readTree(acknowledged.body()).path("status").asString())
                .isEqualTo("ACKNOWLEDGED");
        assertThat(post(desk, path + "/actions/acknowledge", "").statusCode()).isEqualTo(200);
    }

    @Test
    void theListPagesWithoutRepeats() {
        for (int i = 0; i < 3; i++) {
            var id = newCase();
            happens(id, 5, dispatchedTo(member("zh"), "WG2026-000003" + i), "system");
            alert(id, "DISPATCHED", "SENT");
        }
        var first = get(desk, "/api/v1/alerts?limit=2");
        var page = json.readTree(first.body());
        var second =
                json.readTree(
                        get(desk, "/api/v1/alerts?limit=2&cursor=" + page.path("next").asString())
                                .body());

        assertThat(first.headers().firstValue("Link").orElse("")).contains("rel=\"next\"");
        assertThat(page.path("items").findValuesAsString("id"))
                .doesNotContainAnyElementsOf(second.path("items").findValuesAsString("id"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/alerts?limit=0, 400, limit",
        "/api/v1/alerts?status=ASLEEP, 400, status",
        "/api/v1/alerts?colour=red, 400, unknown-parameter",
        "/api/v1/alerts?cursor=x, 400, cursor",
        "/api/v1/alerts/none, 404, no-such-alert"
    })
    void oddQuestionsGetNamedAnswers(String path, int status, String holds) {
        var answer = get(desk, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(holds);
    }

    @Test
    void onlyWhoKnowsTheAddressPushesReceipts() {
        var wrong = post("", "/callbacks/aliyun-sms/guessed", "[]");
        var garbled = post("", "/callbacks/aliyun-sms/" + TOKEN, "{\"out_id\":7");

        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(garbled.statusCode()).isEqualTo(400);
        receipt("nobodys-message-that-is-long-enough-to-be-one", true);
        receipt("short", false);
    }

    @Test
    void whatWasDoneIsCounted() {
        var id = newCase();
        happens(id, 5, dispatchedTo(member("zh"), "WG2026-0000040"), "system");
        alert(id, "DISPATCHED", "SENT");

        HouseRules.describesItsMetrics(get("", "/actuator/prometheus").body());
        assertThat(get("", "/actuator/prometheus").body())
                .contains(
                        "wangge_alerts_total{",
                        "result=\"SENT\"",
                        "wangge_alerts_latency_seconds_bucket{",
                        "wangge_relay_backlog{");
    }
}
