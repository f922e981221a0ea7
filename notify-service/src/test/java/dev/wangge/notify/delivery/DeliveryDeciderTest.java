package dev.wangge.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.notify.alert.Alert;
import dev.wangge.notify.alert.AlertSettings;
import dev.wangge.notify.alert.Attempt;
import dev.wangge.notify.alert.Rule;
import dev.wangge.notify.alert.ShortCodes;
import dev.wangge.notify.alert.Status;
import dev.wangge.notify.channel.Channel;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Channels;
import dev.wangge.notify.channel.Channels.Way;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.channel.Outcome;
import dev.wangge.notify.channel.Outcome.Accepted;
import dev.wangge.notify.channel.Outcome.Down;
import dev.wangge.notify.channel.Outcome.Refused;
import dev.wangge.notify.channel.Outcome.Throttled;
import dev.wangge.notify.channel.Outcome.Unheard;
import dev.wangge.notify.channel.Proof;
import dev.wangge.notify.delivery.DeliveryDecider.Step;
import dev.wangge.notify.link.Links;
import dev.wangge.notify.reach.Contact;
import dev.wangge.notify.reach.Contact.Address;
import dev.wangge.notify.reach.Contacts;
import dev.wangge.notify.subject.AlertSubject;
import dev.wangge.notify.subject.CaseSubject;
import dev.wangge.notify.subject.Cause;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done with an alert next, over channels and contacts that do as they are told. */
class DeliveryDeciderTest {
    private static final ChannelName CARD = new ChannelName("CARD");
    private static final ChannelName SMS = new ChannelName("SMS");
    private static final Duration REMEMBERED = Duration.ofMinutes(30);
    private static final Contact BY_BOTH =
            new Contact("zh", List.of(new Address("cardId", "a.b"), new Address("phone", "139")));
    private static final Contact BY_CARD = new Contact("zh", List.of(new Address("cardId", "a.b")));
    private static final Contact BY_SMS = new Contact("zh", List.of(new Address("phone", "139")));

    private final MovableClock clock = MovableClock.stopped();
    private final Directory contacts = new Directory();
    private final DeliveryDecider decider = decider();

    private DeliveryDecider decider() {
        var settings =
                new AlertSettings(
                        "http://localhost:8080",
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(3),
                        Duration.ofMinutes(2),
                        Duration.ofHours(1),
                        Duration.ofDays(14));
        var vault = new Vault(new byte[32]);
        return new DeliveryDecider(
                contacts,
                new Channels(
                        List.of(
                                new Silent(CARD, "cardId", false, REMEMBERED),
                                new Silent(SMS, "phone", true, Duration.ZERO)),
                        new SimpleMeterRegistry()),
                new Links(settings, vault),
                new ShortCodes(vault),
                settings,
                vault,
                clock);
    }

    /** Nobody asks it anything: only what it is like counts here. */
    private record Silent(ChannelName name, Traits traits) implements Channel {
        Silent(ChannelName name, String takes, boolean isPhone, Duration repeatsDropped) {
            this(name, new Traits(takes, isPhone, isPhone, repeatsDropped, 64));
        }

        @Override
        public Optional<String> usable(String address) {
            return Optional.of(address);
        }

        @Override
        public Outcome send(String address, String outId, Message message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Proof proof(String address, String outId, Instant sentAt) {
            throw new UnsupportedOperationException();
        }
    }

    /** One person, known or not. */
    private static final class Directory implements Contacts {
        private @Nullable Contact known = BY_BOTH;
        private String place = "拉乌村";

        @Override
        public Optional<Contact> contact(String recipient) {
            return Optional.ofNullable(known);
        }

        @Override
        public Target target(String recipient, @Nullable String grid, @Nullable String division) {
            return new Target(contact(recipient), place);
        }
    }

    private Alert alert(String kind) {
        AlertSubject subject =
                new CaseSubject("5f1d3a52-0d5c-5c0e-9a3e-6f0a0a3c7d10", "WG2026-1", kind);
        var now = clock.instant();
        var cause = new Cause("e", now, subject, null, "540328", null);
        return Alert.due(Rule.DISPATCHED, "M-1", cause, now);
    }

    private Step.Send sends(Step step) {
        assertThat(step).isInstanceOf(Step.Send.class);
        return (Step.Send) step;
    }

    /** Recorded as sent by the first way there is. */
    private Step.Send begun(Alert alert) {
        return sends(decider.next(alert, decider.target(alert)));
    }

    private void hears(Alert alert, Outcome outcome) {
        decider.hear(alert, alert.delivery().last(), outcome);
    }

    private void learns(Alert alert, Proof proof) {
        decider.learn(alert, alert.delivery().last(), proof);
    }

    private boolean isDueIn(Alert alert, Duration time) {
        return alert.isDue(clock.instant().plus(time));
    }

    private void assertWakesAfter(Alert alert, Duration time) {
        assertThat(isDueIn(alert, time.minusMillis(1))).isFalse();
        assertThat(isDueIn(alert, time)).isTrue();
    }

    @Test
    void thePreferredAddressIsTriedFirst() {
        var alert = alert("REQUEST");
        assertThat(decider.provider(alert, decider.target(alert))).contains(CARD);

        var step = begun(alert);

        assertThat(step.way()).isEqualTo(new Way(CARD, "a.b"));
        assertThat(step.message().text()).contains("WG2026-1", "拉乌村");
        assertThat(step.attempt().possibleDuplicate()).isFalse();
        assertThat(alert.status()).isEqualTo(Status.SENDING);
        assertWakesAfter(alert, Duration.ofSeconds(20));
        assertThat(decider.provider(alert, decider.target(alert))).contains(CARD);
    }

    @Test
    void whoIsUnknownIsWaitedForAndThenUndelivered() {
        contacts.known = null;
        var alert = alert("REQUEST");
        assertThat(decider.provider(alert, decider.target(alert))).isEmpty();

        assertThat(decider.next(alert, decider.target(alert))).isEqualTo(new Step.Rest());
        assertThat(alert.status()).isEqualTo(Status.PENDING);
        assertWakesAfter(alert, Duration.ofSeconds(1));

        clock.forward(Duration.ofMinutes(2));
        assertThat(decider.due(alert, decider.target(alert))).isEqualTo(new Step.TellSuperior());
        assertThat(alert.status()).isEqualTo(Status.UNDELIVERED);
        assertThat(decider.due(alert, decider.target(alert))).isEqualTo(new Step.TellSuperior());
        assertThat(decider.provider(alert, decider.target(alert))).isEmpty();
    }

    @Test
    void whoHasNoAddressIsUndeliveredAtOnce() {
        contacts.known = new Contact("zh", List.of());
        var alert = alert("REQUEST");

        assertThat(decider.next(alert, decider.target(alert))).isEqualTo(new Step.TellSuperior());
    }

    @Test
    void whatIsOvertakenWhileItIsRefusedGoesOutByNoOtherChannel() {
        var alert = alert("REQUEST");
        var _ = begun(alert);
        alert.overtaken(clock.instant());
        hears(alert, new Refused("81013", "x"));
        assertThat(alert.status()).isEqualTo(Status.PENDING);
        assertThat(decider.provider(alert, decider.target(alert))).isEmpty();

        assertThat(decider.due(alert, decider.target(alert))).isEqualTo(new Step.Rest());

        assertThat(alert.status()).isEqualTo(Status.SUPPRESSED);
        assertThat(isDueIn(alert, Duration.ofDays(1))).isFalse();
    }

    private void accepted(Step.Send step, Alert alert) {
        decider.hear(alert, step.attempt(), new Accepted("p"));
    }

    @Test
    void anAnswerIsWaitedForShorterInAnEmergencyAndAReceiptAsLongAsIsSet() {
        var ordinary = alert("REQUEST");
        accepted(begun(ordinary), ordinary);
        assertWakesAfter(ordinary, Duration.ofMinutes(10));

        var urgent = alert("EMERGENCY");
        accepted(begun(urgent), urgent);
        assertWakesAfter(urgent, Duration.ofMinutes(2));

        contacts.known = BY_SMS;
        var bySms = alert("EMERGENCY");
        accepted(begun(bySms), bySms);
        assertWakesAfter(bySms, Duration.ofMinutes(3));
    }

    @Test
    void withoutProofTheNextChannelIsTaken() {
        var alert = alert("REQUEST");
        accepted(begun(alert), alert);

        assertThat(decider.due(alert, decider.target(alert))).isInstanceOf(Step.Ask.class);
        learns(alert, new Proof.CannotTell());

        assertThat(alert.status()).isEqualTo(Status.PENDING);
        assertThat(begun(alert).way().channel()).isEqualTo(SMS);
    }

    @Test
    void aRefusedChannelIsLeftAndTheLastOneEndsUndelivered() {
        var alert = alert("REQUEST");
        var _ = begun(alert);
        hears(alert, new Refused("81013", "x"));
        assertThat(begun(alert).way().channel()).isEqualTo(SMS);
        hears(alert, new Refused("isv.X", "x"));

        assertThat(decider.due(alert, decider.target(alert))).isEqualTo(new Step.TellSuperior());
        assertThat(alert.status()).isEqualTo(Status.UNDELIVERED);
    }

    @Test
    void oneThatIsDownIsLeftForAnotherAtOnceAndTriedAgainWhereThereIsNone() {
        var alert = alert("REQUEST");
        var _ = begun(alert);
        hears(alert, new Down("unreachable", "x"));
        assertThat(begun(alert).way().channel()).isEqualTo(SMS);

        contacts.known = BY_CARD;
        var onlyByCard = alert("REQUEST");
        for (int i = 0; i < 5; i++) {
            assertThat(begun(onlyByCard).way().channel()).isEqualTo(CARD);
            hears(onlyByCard, new Down("unreachable", "x"));
            assertThat(onlyByCard.status()).isEqualTo(Status.PENDING);
        }
        clock.forward(Duration.ofHours(1).plusSeconds(1));
        var _ = begun(onlyByCard);
        hears(onlyByCard, new Down("unreachable", "x"));
        assertThat(decider.due(onlyByCard, decider.target(onlyByCard)))
                .isEqualTo(new Step.TellSuperior());
    }

    @Test
    void aThrottledChannelIsTriedThreeTimesWithLongerPauses() {
        var alert = alert("REQUEST");
        for (int i = 0; i < 3; i++) {
            assertThat(begun(alert).way().channel()).isEqualTo(CARD);
            hears(alert, new Throttled("45009", "x", Duration.ofSeconds(20)));
            if (i < 2) {
                assertThat(isDueIn(alert, Duration.ofSeconds(19))).isFalse();
                assertThat(isDueIn(alert, Duration.ofSeconds(30).plusMillis(1))).isTrue();
            }
        }

        assertThat(isDueIn(alert, Duration.ZERO)).isTrue();
        assertThat(begun(alert).way().channel()).isEqualTo(SMS);
    }

    @Test
    void aPauseDoublesAndIsAMinuteAndAHalfAtTheVeryMost() {
        contacts.known = BY_CARD;
        var alert = alert("REQUEST");
        for (int tries = 0; tries < 8; tries++) {
            var _ = begun(alert);
            hears(alert, new Down("unreachable", "x"));
            var pause = Duration.ofSeconds(Math.min(60, 2L << tries));
            assertThat(isDueIn(alert, pause.minusMillis(1))).as("%d", tries).isFalse();
            assertThat(isDueIn(alert, pause.plus(pause.dividedBy(2)).plusMillis(1)))
                    .as("%d", tries)
                    .isTrue();
        }
    }

    /** Its provider drops a repeat in the same words: it need not be marked. */
    @Test
    void whatMayHaveBeenTakenIsRepeatedWordByWord() {
        var alert = alert("REQUEST");
        var first = begun(alert);
        hears(alert, new Unheard("no-answer", "x"));
        assertWakesAfter(alert, Duration.ofSeconds(2));

        var again = sends(decider.due(alert, decider.target(alert)));

        assertThat(again.way().channel()).isEqualTo(CARD);
        assertThat(again.message()).isEqualTo(first.message());
        assertThat(again.attempt().possibleDuplicate()).isFalse();
    }

    @Test
    void aRepeatInOtherWordsOrTooLateMayBeADuplicate() {
        contacts.known = BY_CARD;
        var inOtherWords = alert("REQUEST");
        var _ = begun(inOtherWords);
        contacts.place = "嘎托村";
        assertThat(
                        sends(decider.due(inOtherWords, decider.target(inOtherWords)))
                                .attempt()
                                .possibleDuplicate())
                .isTrue();

        var late = alert("REQUEST");
        var _ = begun(late);
        clock.forward(REMEMBERED.minusMillis(1));
        assertThat(sends(decider.due(late, decider.target(late))).attempt().possibleDuplicate())
                .isFalse();
        clock.forward(Duration.ofMillis(1)); // Since the first of these words, not the last.
        assertThat(sends(decider.due(late, decider.target(late))).attempt().possibleDuplicate())
                .isTrue();
    }

    @Test
    void whereNothingIsDroppedTheProviderIsAskedFirst() {
        contacts.known = BY_SMS;
        var alert = alert("REQUEST");
        var _ = begun(alert);
        hears(alert, new Unheard("no-answer", "x"));
        assertThat(decider.due(alert, decider.target(alert)))
                .isEqualTo(new Step.Ask(new Way(SMS, "139"), alert.delivery().last()));
        assertWakesAfter(alert, Duration.ofSeconds(20));

        learns(alert, new Proof.NeverSeen());

        assertThat(alert.delivery().last().state()).isEqualTo(Attempt.State.DOWN);
        assertThat(begun(alert).attempt().possibleDuplicate()).isFalse();
    }

    @Test
    void whoCannotTellIsAskedAgainAndThenSentToOnceMoreAndMarked() {
        contacts.known = BY_SMS;
        var alert = alert("REQUEST");
        var _ = begun(alert);
        hears(alert, new Unheard("no-answer", "x"));
        learns(alert, new Proof.CannotTell());
        assertThat(decider.due(alert, decider.target(alert))).isInstanceOf(Step.Ask.class);
        learns(alert, new Proof.CannotTell());

        assertThat(sends(decider.due(alert, decider.target(alert))).attempt().possibleDuplicate())
                .isTrue();
    }

    @Test
    void whatTheProviderKnowsDecides() {
        contacts.known = BY_SMS;
        var delivered = alert("REQUEST");
        var _ = begun(delivered);
        learns(delivered, new Proof.Delivered());
        assertThat(delivered.status()).isEqualTo(Status.DELIVERED);
        assertThat(decider.due(delivered, decider.target(delivered))).isEqualTo(new Step.Rest());
        assertThat(decider.provider(delivered, decider.target(delivered))).isEmpty();

        var failed = alert("REQUEST");
        var _ = begun(failed);
        learns(failed, new Proof.Failed("UNREACHABLE"));
        assertThat(decider.due(failed, decider.target(failed))).isEqualTo(new Step.TellSuperior());

        var waiting = alert("REQUEST");
        var _ = begun(waiting);
        learns(waiting, new Proof.Waiting());
        assertThat(waiting.status()).isEqualTo(Status.SENT);
        assertWakesAfter(waiting, Duration.ofMinutes(3));
    }

    @Test
    void threeInVainWhereThereIsAnotherWayLeaveTheChannel() {
        var alert = alert("REQUEST");
        var _ = begun(alert);
        for (int i = 0; i < 3; i++) {
            hears(alert, new Unheard("no-answer", "x"));
        }

        assertThat(sends(decider.due(alert, decider.target(alert))).way().channel()).isEqualTo(SMS);
    }

    @Test
    void whoseAddressIsGoneIsTriedByTheNextChannel() {
        var alert = alert("REQUEST");
        accepted(begun(alert), alert);
        contacts.known = BY_SMS;

        assertThat(sends(decider.due(alert, decider.target(alert))).way().channel()).isEqualTo(SMS);
    }

    /** By then another instance may be finding out about it. */
    @Test
    void anAttemptThatWasRecordedLongAgoIsNotSentAnyMore() {
        var attempt = begun(alert("REQUEST")).attempt();
        clock.forward(Duration.ofSeconds(10));
        assertThat(decider.isStale(attempt)).isFalse();

        clock.forward(Duration.ofMillis(1));

        assertThat(decider.isStale(attempt)).isTrue();
    }
}
