package dev.wangge.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.subject.CaseSubject;
import dev.wangge.notify.subject.Cause;
import dev.wangge.notify.subject.ZeroReportSubject;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to an alert, in whatever order. */
class AlertTest {
    private static final ChannelName CARD = new ChannelName("CARD");
    private static final ChannelName SMS = new ChannelName("SMS");
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final LocalizedMessage MESSAGE =
            new LocalizedMessage("zh", new Message("t", "x", "b", "l", "s", Map.of()));

    /** What may happen, as the courier, the providers and the case make it happen. */
    enum Happening {
        SENDING,
        ACCEPTED,
        REFUSED,
        POSTPONED,
        UNHEARD,
        DELIVERED,
        FAILED,
        NO_PROOF,
        ACKNOWLEDGED,
        OVERTAKEN,
        UNDELIVERED
    }

    @Provide
    Arbitrary<List<Happening>> stories() {
        return Arbitraries.of(Happening.class).list().ofMaxSize(25);
    }

    private static Alert fresh() {
        return Alert.due(
                Rule.DISPATCHED,
                "M-1",
                new Cause(
                        "e",
                        NOW,
                        new CaseSubject("c", "WG2026-1", "REQUEST"),
                        null,
                        "540328",
                        null),
                NOW);
    }

    private static void happen(Alert alert, Happening what) {
        // The courier takes a step only in the state that asks for it; the world keeps no order.
        var outId =
                alert.delivery().attempts().isEmpty() ? "none" : alert.delivery().last().outId();
        switch (what) {
            case SENDING -> {
                if (alert.status() == Status.PENDING && !alert.isMoot()) {
                    var by = alert.delivery().exhausted().contains(CARD) ? SMS : CARD;
                    var _ = alert.sending(by, MESSAGE, false, NOW, LATER);
                }
            }
            case ACCEPTED -> alert.accepted(outId, "p", LATER, NOW);
            case REFUSED -> {
                if (alert.status() == Status.SENDING) {
                    alert.refused(outId, "x", "y", NOW);
                }
            }
            case POSTPONED -> alert.postponed(outId, Attempt.State.THROTTLED, "x", "y", LATER, NOW);
            case UNHEARD -> alert.unheard(outId, "x", "y", LATER, NOW);
            case DELIVERED -> alert.delivered(outId, NOW, NOW);
            case FAILED -> alert.failed(outId, "x", NOW, NOW);
            case NO_PROOF -> {
                if (alert.status() == Status.SENT && !alert.isMoot()) {
                    alert.leaveChannel(NOW);
                }
            }
            case ACKNOWLEDGED -> alert.acknowledged("M-1", NOW);
            case OVERTAKEN -> alert.overtaken(NOW);
            case UNDELIVERED -> {
                if (alert.status() == Status.PENDING && !alert.isMoot()) {
                    alert.undelivered(NOW);
                }
            }
        }
    }

    @Property
    void noAlertIsEverForgotten(@ForAll("stories") List<Happening> story) {
        var alert = fresh();
        for (var what : story) {
            happen(alert, what);

            var waits =
                    alert.status() == Status.PENDING
                            || alert.status() == Status.SENDING
                            || (alert.status() == Status.SENT && !alert.isMoot());
            assertThat(alert.state().wakeAt() != null || !waits)
                    .as("%s after %s", alert.status(), story)
                    .isTrue();
        }
    }

    @Property
    void proofIsNeverLost(@ForAll("stories") List<Happening> story) {
        var alert = fresh();
        for (var what : story) {
            var before = alert.status();
            happen(alert, what);

            if (before == Status.ACKNOWLEDGED) {
                assertThat(alert.status()).isEqualTo(Status.ACKNOWLEDGED);
            } else if (before == Status.DELIVERED) {
                assertThat(alert.status()).isIn(Status.DELIVERED, Status.ACKNOWLEDGED);
            }
        }
    }

    @Property
    void itsFactsTellItsStatusInOrder(@ForAll("stories") List<Happening> story) {
        var alert = fresh();
        story.forEach(what -> happen(alert, what));

        var previous = Fact.GENESIS;
        long seq = 0;
        for (var fact : alert.newFacts()) {
            assertThat(fact.seq()).isEqualTo(++seq);
            assertThat(fact.follows(alert.id(), previous)).isTrue();
            previous = fact.hash();
        }
        if (alert.status().isProven()) {
            assertThat(Alert.CODEC.event(alert.newFacts().getLast()))
                    .hasValueSatisfying(last ->
                            assertThat(((AlertStatusChanged) last).status())
                                    .isEqualTo(alert.status().name()));
        }
    }

    @Example
    void anAnswerToAnEarlierAttemptDoesNotDisturbTheOneUnderWay() {
        for (var late : List.of(Happening.REFUSED, Happening.POSTPONED, Happening.UNHEARD)) {
            var alert = fresh();
            var first = alert.sending(CARD, MESSAGE, false, NOW, NOW);
            var second = alert.sending(CARD, MESSAGE, false, NOW, LATER);

            answer(alert, late, first.outId());

            assertThat(alert.status()).as("%s", late).isEqualTo(Status.SENDING);
            assertThat(alert.state().wakeAt()).as("%s", late).isEqualTo(LATER);
            assertThat(alert.delivery().exhausted()).as("%s", late).isEmpty();
            assertThat(alert.delivery().tries()).as("%s", late).isZero();
            assertThat(alert.delivery().attempts().getFirst().state())
                    .as("kept all the same: %s", late)
                    .isNotEqualTo(Attempt.State.SENDING);
            assertThat(alert.delivery().last()).isEqualTo(second);
        }
    }

    @Example
    void aRefusalOfTheRepeatDoesNotUndoWhatTheFirstAchieved() {
        var alert = fresh();
        var first = alert.sending(CARD, MESSAGE, false, NOW, NOW);
        var second = alert.sending(CARD, MESSAGE, false, NOW, LATER);
        alert.accepted(first.outId(), "p", LATER, NOW);

        alert.refused(second.outId(), "x", "y", NOW);

        assertThat(alert.status()).isEqualTo(Status.SENT);
        assertThat(alert.delivery().exhausted()).isEmpty();
        assertThat(alert.state().wakeAt()).isEqualTo(LATER);
    }

    /** The network was quicker than the provider, or it repeats itself: nothing undoes a proof. */
    @Example
    void whatComesLateDoesNotOverwriteThatItWasDelivered() {
        for (var late : Happening.values()) {
            var alert = fresh();
            var sent = alert.sending(SMS, MESSAGE, false, NOW, LATER);
            alert.delivered(sent.outId(), NOW, NOW);

            answer(alert, late, sent.outId());

            assertThat(alert.status()).as("%s", late).isEqualTo(Status.DELIVERED);
            assertThat(alert.state().wakeAt()).as("%s", late).isNull();
            assertThat(alert.delivery().last().state())
                    .as("%s", late)
                    .isEqualTo(Attempt.State.DELIVERED);
            assertThat(alert.delivery().exhausted()).as("%s", late).isEmpty();
            assertThat(alert.newFacts()).as("%s", late).hasSize(1);
        }
    }

    @Example
    void aFailureReceiptOfTheFirstAttemptDoesNotDisturbTheSecond() {
        var alert = fresh();
        var first = alert.sending(SMS, MESSAGE, false, NOW, NOW);
        alert.accepted(first.outId(), "p", NOW, NOW);
        var second = alert.sending(SMS, MESSAGE, false, NOW, LATER);

        alert.failed(first.outId(), "UNREACHABLE", NOW, NOW);

        assertThat(alert.status()).isEqualTo(Status.SENDING);
        assertThat(alert.state().wakeAt()).isEqualTo(LATER);
        assertThat(alert.delivery().exhausted()).isEmpty();
        assertThat(alert.delivery().attempts())
                .extracting(Attempt::state)
                .containsExactly(Attempt.State.FAILED, Attempt.State.SENDING);
        alert.accepted(second.outId(), "q", LATER, NOW);
        alert.failed(first.outId(), "UNREACHABLE", NOW, NOW);
        assertThat(alert.status()).isEqualTo(Status.SENT);
        assertThat(alert.delivery().exhausted()).isEmpty();
    }

    /** Or its document would be full some day, and nothing about it could be written any more. */
    @Example
    void itHoldsNoMoreRepliesThanItHasRoomFor() {
        var told = fresh();
        for (int i = 0; i < 150; i++) {
            told.unasked(told.said("r-" + i, "sealed", true), NOW);
        }
        assertThat(told.newFacts()).hasSize(100);

        var reminder =
                Alert.due(
                        Rule.ZERO_REPORT_DUE,
                        "M-1",
                        new Cause(
                                "e",
                                NOW,
                                new ZeroReportSubject("z", "国庆节", "2026-10-01"),
                                null,
                                "540328",
                                null),
                        NOW);
        for (int i = 0; i < 150; i++) {
            reminder.replied("r-" + i, "sealed", NOW);
        }
        assertThat(reminder.newFacts()).hasSize(101); // One says that it is acknowledged.
        assertThat(reminder.replies().holds("r-99")).isTrue();
        assertThat(reminder.replies().holds("r-100")).isFalse();
    }

    private static void answer(Alert alert, Happening what, String outId) {
        var soon = NOW.plusSeconds(2);
        switch (what) {
            case ACCEPTED -> alert.accepted(outId, "p", soon, NOW);
            case REFUSED -> alert.refused(outId, "x", "y", NOW);
            case POSTPONED -> alert.postponed(outId, Attempt.State.DOWN, "x", "y", soon, NOW);
            case UNHEARD -> alert.unheard(outId, "x", "y", soon, NOW);
            case DELIVERED -> alert.delivered(outId, soon, NOW);
            case FAILED -> alert.failed(outId, "x", soon, NOW);
            case SENDING, NO_PROOF, ACKNOWLEDGED, OVERTAKEN, UNDELIVERED -> {} // Nobody's answer.
        }
    }
}
