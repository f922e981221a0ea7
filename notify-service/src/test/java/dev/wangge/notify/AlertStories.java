package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.notify.FakeProviders.Trouble;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.testing.Wire;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who is told of what, and who is told next; the same on both database engines. */
abstract class AlertStories extends RunningNotifyService {
    private static final AtomicInteger SPELLED_PHONES = new AtomicInteger();

    private static final String GUESSER = "127.0.5.1";

    @Autowired CodeLookups lookups;

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
        var silent = member("zh");
        happens(newCase(), 5, dispatchedTo(silent, "WG2026-0000004"), "system");
        awaitTold(silent);
        passes(Duration.ofMinutes(11));

        // Somebody who was told later and is told again shows that the sweep has been by.
        await().until(() -> PROVIDERS.sentTo(silent.phone()), sms -> sms.size() == 1);
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

    /** Whoever was told before need not answer any more, and has not answered either. */
    @Test
    void whatAnotherTakesUpIsOvertaken() {
        var id = newCase();
        var member = member("zh");
        happens(id, 5, dispatchedTo(member, "WG2026-0000051"), "system");
        alert(id, "DISPATCHED", "SENT");

        happens(id, 6, new CaseStarted(), "M-another");
        // Whoever is told of the same case later shows that it was taken in.
        var later = member("zh");
        happens(id, 7, dispatchedTo(later, "WG2026-0000051"), "system");
        awaitTold(later);
        passes(Duration.ofMinutes(11));

        await().until(() -> PROVIDERS.sentTo(later.phone()), sms -> sms.size() == 1);
        assertThat(alerts("recipient=" + member.code()).path(0).path("status").asString())
                .isEqualTo("SENT");
        assertThat(PROVIDERS.sentTo(member.phone())).isEmpty();
    }

    @Test
    void whatTheSystemDoesAnswersNobodysAlert() {
        var id = newCase();
        var first = member("zh");
        var second = member("zh");
        happens(id, 5, dispatchedTo(first, "WG2026-0000053"), "system");
        alert(id, "DISPATCHED", "SENT");

        happens(id, 6, dispatchedTo(second, "WG2026-0000053"), "system");
        awaitTold(second);
        passes(Duration.ofMinutes(11));

        await().until(() -> PROVIDERS.sentTo(first.phone()), sms -> sms.size() == 1);
        await().until(() -> PROVIDERS.sentTo(second.phone()), sms -> sms.size() == 1);
    }

    /** A dispatch settles what was told before it, and not what it tells itself. */
    @Test
    void aDispatchThatIsToldTwiceDoesNotOvertakeItsOwnAlert() {
        var id = newCase();
        var member = member("zh");
        var later = member("zh");
        happensTwice(id, 5, dispatchedTo(member, "WG2026-0000054"), "county-demo");
        happens(id, 6, dispatchedTo(later, "WG2026-0000054"), "system");
        awaitTold(later);
        awaitTold(member);
        passes(Duration.ofMinutes(11));

        await().until(() -> PROVIDERS.sentTo(member.phone()), sms -> sms.size() == 1);
        assertThat(PROVIDERS.sentTo(member.wecom())).hasSize(1);
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
    void theReporterIsAskedHowItWentByAShortLink() {
        var id = newCase();
        var phone = "1990005%04d".formatted(SPELLED_PHONES.incrementAndGet());
        var reporter = reporter("en", "+86 " + phone.substring(0, 3) + " " + phone.substring(3));

        happens(
                id,
                9,
                new CaseClosed(
                        "WG2026-0000012",
                        "HAZARD",
                        reporter.code(),
                        null,
                        "540328101201",
                        null,
                        null),
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

        // Somebody guesses; what is no code costs no read.
        int before = lookups.number();
        assertThat(followed(GUESSER, "no-code-of-ours")).startsWith("HTTP/1.1 303");
        assertThat(followed(GUESSER, "0000000000007")).startsWith("HTTP/1.1 303");
        assertThat(lookups.number()).isEqualTo(before);
        assertThat(followed(GUESSER, code)).startsWith("HTTP/1.1 303").contains(page);
        assertThat(lookups.number()).as("one read a link").isEqualTo(before + 1);
        // Sixty at once; one more each second.
        int guesses = 0;
        while (followed(GUESSER, "000000000001").startsWith("HTTP/1.1 303")) {
            guesses++;
        }
        assertThat(guesses).isBetween(58, 180);
        assertThat(followed(GUESSER, code)).startsWith("HTTP/1.1 303").contains(page);

        // Who goes on guessing gives the database little work.
        int guessed = lookups.number();
        var begun = System.nanoTime();
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            refused += followed(GUESSER, "000000000001").startsWith("HTTP/1.1 429") ? 1 : 0;
        }
        var seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(refused).isGreaterThanOrEqualTo((int) (199 - seconds));
        assertThat(lookups.number() - guessed).isLessThanOrEqualTo((int) (21 + 21 * seconds));
        Wire.assertProblem(
                await().until(
                                () -> followed(GUESSER, "000000000001"),
                                it -> it.startsWith("HTTP/1.1 429")),
                429,
                "rate-limited");
        assertThat(followed("127.0.5.2", code)).startsWith("HTTP/1.1 303").contains(page);
    }

    private String followed(String from, String code) {
        try (var wire = Wire.to(port, from)) {
            return wire.head("GET /a/" + code + " HTTP/1.1", "Host: x", "Connection: close")
                    .answer();
        }
    }

    @Test
    void whoeverWasForgottenIsNotTold() {
        var id = newCase();
        var reporter = reporter("zh");
        forget(reporter);

        happens(
                id,
                9,
                new CaseClosed(
                        "WG2026-0000023", "REQUEST", reporter.code(), null, "540328", null, null),
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
                new CaseClosed(
                        "WG2026-0000013", "REQUEST", reporter.code(), null, "540328", null, null),
                "county-demo");

        assertThat(alert(id, "CLOSED", "UNDELIVERED").path("attempts")).isEmpty();
    }
}
