package dev.wangge.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.subject.AlertSubject;
import dev.wangge.notify.subject.CaseSubject;
import dev.wangge.notify.subject.Cause;
import dev.wangge.notify.subject.ZeroReportSubject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When an alert wants to be looked at again, and what its recipient's answers mean for it. */
class AlertWakesTest {
    private static final ChannelName SMS = new ChannelName("SMS");
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(20);
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final AlertSubject CASE = new CaseSubject("c", "WG2026-1", "REQUEST");
    private static final AlertSubject REPORT = new ZeroReportSubject("z", "国庆节", "2026-11-24");

    @Test
    void whileAProviderIsAskedItWakesWhenItsAnswerIsOverdue() {
        var alert = sending(Rule.DISPATCHED, CASE);

        assertWakesAt(alert, SOON);
    }

    @Test
    void withoutProofItWakesWhenTheProofIsOverdue() {
        var alert = sending(Rule.DISPATCHED, CASE);

        alert.accepted(outId(alert), "p", LATER, NOW);

        assertThat(alert.status()).isEqualTo(Status.SENT);
        assertWakesAt(alert, LATER);
    }

    @Test
    void acknowledgedDeliveredOrOvertakenItSleeps() {
        var acknowledged = sent();
        acknowledged.acknowledged("M-1", NOW);
        var delivered = sent();
        delivered.delivered(outId(delivered), NOW, NOW);
        var overtaken = sent();
        overtaken.overtaken(NOW);
        var suppressed = fresh(Rule.DISPATCHED, CASE);
        suppressed.overtaken(NOW);

        assertThat(acknowledged.status()).isEqualTo(Status.ACKNOWLEDGED);
        assertThat(delivered.status()).isEqualTo(Status.DELIVERED);
        assertThat(overtaken.status()).isEqualTo(Status.SENT);
        assertThat(suppressed.status()).isEqualTo(Status.SUPPRESSED);
        for (var alert : new Alert[] {acknowledged, delivered, overtaken, suppressed}) {
            assertThat(alert.isDue(Instant.MAX)).isFalse();
        }
    }

    @Test
    void undeliveredItWakesOnceMoreWhereSomebodyIsAbove() {
        var dispatched = fresh(Rule.DISPATCHED, CASE);
        dispatched.undelivered(NOW);
        assertWakesAt(dispatched, NOW);

        var closed = fresh(Rule.CLOSED, CASE);
        closed.undelivered(NOW);
        assertThat(closed.isDue(Instant.MAX)).isFalse();
    }

    @Test
    void postponedMovesOnlyWhatIsUnderWay() {
        var alert = sending(Rule.DISPATCHED, CASE);
        var id = outId(alert);

        assertThat(alert.postponed("another", Attempt.State.DOWN, "x", "y", LATER, NOW)).isFalse();
        assertWakesAt(alert, SOON);
        assertThat(alert.postponed(id, Attempt.State.DOWN, "x", "y", LATER, NOW)).isTrue();
        assertThat(alert.status()).isEqualTo(Status.PENDING);
        assertWakesAt(alert, LATER);
        assertThat(alert.postponed(id, Attempt.State.DOWN, "x", "y", NOW, NOW)).isFalse();
        assertWakesAt(alert, LATER);
    }

    @Test
    void anSmsThatSaysItWasReadAcknowledgesWhatIsOpen() {
        var alert = sent();

        alert.heard("r-1", false, NOW);
        assertThat(alert.status()).isEqualTo(Status.SENT);
        // The same SMS again, whatever is read out of it now.
        alert.heard("r-1", true, NOW);
        assertThat(alert.status()).isEqualTo(Status.SENT);
        alert.heard("r-2", true, NOW);
        assertThat(alert.status()).isEqualTo(Status.ACKNOWLEDGED);
        assertThat(alert.isOpen()).isFalse();
    }

    @Test
    void whatIsOvertakenOrSuppressedIsNotAcknowledgedByAnSms() {
        var overtaken = sent();
        overtaken.overtaken(NOW);
        overtaken.heard("r-1", true, NOW);
        assertThat(overtaken.status()).isEqualTo(Status.SENT);
        assertThat(overtaken.isOpen()).isFalse();

        var suppressed = fresh(Rule.DISPATCHED, CASE);
        suppressed.overtaken(NOW);
        suppressed.heard("r-1", true, NOW);
        assertThat(suppressed.status()).isEqualTo(Status.SUPPRESSED);
        assertThat(fresh(Rule.DISPATCHED, CASE).isOpen()).isTrue();
    }

    @Test
    void aZeroReportsReplyIsAFactOnceAndAcknowledges() {
        var alert = sending(Rule.ZERO_REPORT_DUE, REPORT);
        alert.stored();

        assertThat(alert.replied("r-1", "sealed", NOW)).isTrue();
        assertThat(alert.replied("r-1", "sealed", NOW)).isTrue();

        assertThat(alert.status()).isEqualTo(Status.ACKNOWLEDGED);
        assertThat(alert.newFacts())
                .flatExtracting(fact -> Alert.CODEC.event(fact).stream().toList())
                .filteredOn(AlertReplied.class::isInstance)
                .containsExactly(new AlertReplied("z", "M-1", "r-1", "sealed"));
        assertThat(alert.newFacts()).allMatch(fact -> fact.by().equals("M-1"));
    }

    @Test
    void aCaseIsNotAnsweredBySms() {
        var alert = sent();
        alert.stored();

        assertThat(alert.replied("r-1", "sealed", NOW)).isTrue();

        assertThat(alert.newFacts()).isEmpty();
        assertThat(alert.status()).isEqualTo(Status.SENT);
    }

    @Test
    void whatNobodyAskedForIsAFactOnceAndAcknowledgesNothing() {
        var alert = sent();
        alert.stored();

        assertThat(alert.unasked(alert.said("r-1", "sealed", true), NOW)).isTrue();
        assertThat(alert.unasked(alert.said("r-1", "sealed", true), NOW)).isTrue();

        assertThat(alert.newFacts()).hasSize(1);
        assertThat(Alert.CODEC.event(alert.newFacts().getFirst()))
                .contains(new UnaskedReply("540328", "M-1", "r-1", "sealed", null));
        assertThat(alert.status()).isEqualTo(Status.SENT);
    }

    @Test
    void thereIsRoomForAHundredReplies() {
        var alert = sending(Rule.ZERO_REPORT_DUE, REPORT);
        for (int i = 0; i < 100; i++) {
            assertThat(alert.unasked(alert.said("r-" + i, "s", true), NOW)).isTrue();
        }

        assertThat(alert.replied("one more", null, NOW)).isFalse();
        assertThat(alert.unasked(alert.said("one more", "s", true), NOW)).isFalse();
        // Known ones need none.
        assertThat(alert.replied("r-0", null, NOW)).isTrue();
        assertThat(alert.unasked(alert.said("r-0", "s", true), NOW)).isTrue();
    }

    private static void assertWakesAt(Alert alert, Instant at) {
        assertThat(alert.isDue(at.minusMillis(1))).isFalse();
        assertThat(alert.isDue(at)).isTrue();
    }

    private static String outId(Alert alert) {
        return alert.delivery().last().outId();
    }

    private static Alert sent() {
        var alert = sending(Rule.DISPATCHED, CASE);
        alert.accepted(outId(alert), "p", LATER, NOW);
        return alert;
    }

    private static Alert sending(Rule rule, AlertSubject about) {
        var alert = fresh(rule, about);
        var message = new LocalizedMessage("zh", new Message("t", "x", "b", "l", "s", Map.of()));
        var _ = alert.sending(SMS, message, false, NOW, SOON);
        return alert;
    }

    private static Alert fresh(Rule rule, AlertSubject about) {
        return Alert.due(rule, "M-1", new Cause("e", NOW, about, null, "540328", null), NOW);
    }
}
