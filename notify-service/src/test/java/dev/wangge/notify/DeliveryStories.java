package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.notify.FakeProviders.Trouble;
import dev.wangge.testing.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a message on its way: lost answers, repeats, receipts. */
abstract class DeliveryStories extends RunningNotifyService {
    @Test
    void anSmsWithoutAReceiptIsAskedFor() {
        var id = newCase();
        var reporter = reporter("zh");
        PROVIDERS.smsStatus(reporter.phone(), 3);
        happens(
                id,
                9,
                new CaseClosed(
                        "WG2026-0000014", "REQUEST", reporter.code(), null, "540328", null, null),
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
                new CaseClosed(
                        "WG2026-0000015", "REQUEST", reporter.code(), null, "540328", null, null),
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
                new CaseClosed(
                        "WG2026-0000016", "REQUEST", reporter.code(), null, "540328", null, null),
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
        happens(
                id,
                9,
                new CaseClosed(
                        "WG2026-0000017", "REQUEST", reporter.code(), null, "540328", null, null),
                "county-demo");
        await().until(() -> PROVIDERS.calls(reporter.phone()) > 0);
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

        // While the trouble lasts: or a repeat might be heard before the half hour is over.
        passes(Duration.ofMinutes(31));
        PROVIDERS.noTrouble(member.wecom());

        var alert = alert(id, "DISPATCHED", "SENT");
        assertThat(alert.path("possibleDuplicate").asBoolean()).isTrue();
    }

    @Test
    void aWecomCardThatIsRepeatedInOtherWordsIsMarked() {
        var id = newCase();
        // Only this channel: it is tried until the new name is known, however long that takes.
        var member = memberWithoutAPhone("zh");
        var grid = "540328101201077";
        state("grid:" + grid, new GridState(grid, "旧名网格", "BASIC", "540328101201", List.of()));
        awaitName(grid, "旧名网格");
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
                        null,
                        null,
                        null,
                        null,
                        null),
                "system");
        await().until(() -> PROVIDERS.sentTo(member.wecom()).size() == 1);
        state("grid:" + grid, new GridState(grid, "新名网格", "BASIC", "540328101201", List.of()));
        awaitName(grid, "新名网格");
        PROVIDERS.noTrouble(member.wecom());

        await().until(() -> PROVIDERS.sentTo(member.wecom()).size() == 2);

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
            await().until(() ->
                    state(alert(id, "DISPATCHED", "PENDING"), last).equals("THROTTLED"));
            passes(Duration.ofMinutes(5));
        }
        await().until(() -> PROVIDERS.sentTo(member.phone()).size() == 1);
        var alert = alert(id, "DISPATCHED", "SENT");
        assertThat(alert.path("attempts")).hasSize(4);
        assertThat(state(alert, 2)).isEqualTo("THROTTLED");
        assertThat(state(alert, 3)).isEqualTo("ACCEPTED");
    }

    @Test
    void nothingIsReadOfWhatStrangersPushAndLittleOfWhatOthersDo() {
        try (var stranger = Wire.to(port);
                var lengthy = Wire.to(port)) {
            // It never sends the rest: an answer shows that nobody waits for it.
            var refused =
                    stranger.head(
                                    "POST /callbacks/aliyun-sms/guessed HTTP/1.1",
                                    "Host: x",
                                    "Content-Type: application/json",
                                    "Content-Length: 200000")
                            .send("[")
                            .beginning();
            Wire.assertProblem(refused, 404, "not-found");
            var tooLong =
                    lengthy.head(
                                    "POST /callbacks/aliyun-sms/" + TOKEN + " HTTP/1.1",
                                    "Host: x",
                                    "Content-Type: application/json",
                                    "Content-Length: 5000000")
                            .send("[")
                            .beginning();
            Wire.assertProblem(tooLong, 413, "body-too-large");
        }
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
    void aReceiptThatNobodyCanReadHoldsUpNoOther() {
        var id = newCase();
        var reporter = reporter("zh");
        happens(
                id,
                9,
                new CaseClosed(
                        "WG2026-0000023", "REQUEST", reporter.code(), null, "540328", null, null),
                "county-demo");
        alert(id, "CLOSED", "SENT");
        var outId = String.valueOf(PROVIDERS.sentTo(reporter.phone()).getFirst().outId());

        var answer =
                post(
                        "",
                        "/callbacks/aliyun-sms/" + TOKEN,
                        """
                        [null, 7, {"out_id":{},"success":true}, {"out_id":"%1$s","success":[]},
                         {"out_id":"%1$s","success":true}]
                        """
                                .formatted(outId));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"code\":0");
        alert(id, "CLOSED", "DELIVERED");
        assertThat(service.metrics())
                .containsPattern(
                        "wangge_callbacks_unreadable_total\\{[^}]*callback=\"receipts\"[^}]*} [1-9]");
    }

    /** Whom a provider knows under which name is not for who looks at alerts. */
    @Test
    void whomWecomDoesNotKnowIsNotNamed() {
        var id = newCase();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.INVALID);

        happens(id, 5, dispatchedTo(member, "WG2026-0000024"), "system");

        await().until(() -> PROVIDERS.sentTo(member.phone()).size() == 1);
        var alert = alert(id, "DISPATCHED", "SENT");
        assertThat(alert.at("/attempts/0/code").asString()).isEqualTo("invaliduser");
        assertThat(alert.toString()).doesNotContain(member.wecom());
    }

    /** Also for a call by which Kafka's own thread would wait: more alerts than places. */
    @Test
    void aProviderThatHangsHoldsUpNoOtherAndNothingGoesOutTwice() throws Exception {
        var members = new ArrayList<Person>();
        try (var _ = PROVIDERS.wecomHangs()) {
            for (int i = 0; i < 150; i++) {
                var member = memberWithoutAPhone("zh");
                members.add(member);
                happens(
                        newCase(),
                        5,
                        dispatchedTo(member, "WG2026-1000%03d".formatted(i)),
                        "system");
            }
            await().until(() -> PROVIDERS.held() == 64);
            var reporter = reporter("zh");

            happens(
                    newCase(),
                    9,
                    new CaseClosed(
                            "WG2026-0000031",
                            "REQUEST",
                            reporter.code(),
                            null,
                            "540328",
                            null,
                            null),
                    "county-demo");

            await().until(() -> PROVIDERS.sentTo(reporter.phone()).size() == 1);
            assertThat(PROVIDERS.held()).isEqualTo(64);
        }
        for (var member : members) {
            awaitTold(member);
            assertThat(PROVIDERS.calls(member.wecom())).isEqualTo(1);
        }
    }
}
