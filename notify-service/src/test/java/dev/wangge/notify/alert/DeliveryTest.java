package dev.wangge.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Message;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final ChannelName CARD = new ChannelName("CARD");
    private static final ChannelName SMS = new ChannelName("SMS");
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final LocalizedMessage MESSAGE = message("Dispute to handle");
    private final Delivery delivery = Delivery.none();

    private static LocalizedMessage message(String title) {
        return new LocalizedMessage("en", new Message(title, "x", "b", "l", "s", Map.of()));
    }

    private Attempt begin(ChannelName by, LocalizedMessage message, Instant at) {
        return delivery.begin("alert", by, message, false, at);
    }

    @Test
    void eachAttemptHasAnOutIdOfItsOwnUnderItsAlert() {
        assertThat(begin(CARD, MESSAGE, NOW).outId()).isEqualTo("alert-01");
        assertThat(begin(CARD, MESSAGE, NOW).outId()).isEqualTo("alert-02");
        assertThat(delivery.last().outId()).isEqualTo("alert-02");
        assertThat(delivery.isLast("alert-01")).isFalse();
        assertThat(delivery.language()).isEqualTo("en");
    }

    @Test
    void beforeTheFirstThereIsNoLast() {
        assertThatThrownBy(delivery::last).isInstanceOf(IllegalStateException.class);
        assertThat(delivery.isLast("alert-01")).isFalse();
        assertThat(delivery.channel()).isNull();
    }

    @Test
    void aChannelIsTriedThreeTimesAndTheNextOneFromTheBeginning() {
        var _ = begin(CARD, MESSAGE, NOW);
        delivery.triedInVain();
        delivery.triedInVain();
        assertThat(delivery.hasTriedEnough()).isFalse();
        delivery.triedInVain();
        assertThat(delivery.hasTriedEnough()).isTrue();

        var _ = begin(SMS, MESSAGE, NOW);

        assertThat(delivery.tries()).isZero();
        assertThat(delivery.exhausted()).isEmpty();
    }

    @Test
    void aChannelThatIsLeftIsExhausted() {
        delivery.leaveChannel();
        assertThat(delivery.exhausted()).isEmpty();
        var _ = begin(CARD, MESSAGE, NOW);
        delivery.triedInVain();

        delivery.leaveChannel();

        assertThat(delivery.exhausted()).containsExactly(CARD);
        assertThat(delivery.tries()).isZero();
    }

    @Test
    void aRepeatIsInTheSameWordsByTheSameChannel() {
        var first = begin(CARD, MESSAGE, NOW);
        var _ = begin(CARD, message("Hazard to handle"), NOW);
        var sms = begin(SMS, MESSAGE, NOW);
        var again = begin(CARD, MESSAGE, NOW.plusSeconds(20));

        assertThat(delivery.firstOf(again)).isEqualTo(first);
        assertThat(delivery.firstOf(sms)).isEqualTo(sms);
    }

    @Test
    void whatMayHaveArrivedWentOutLast() {
        var later = NOW.plusSeconds(60);
        var first = begin(SMS, MESSAGE, NOW);
        var second = begin(SMS, MESSAGE, later);
        assertThat(delivery.lastOut(SMS::equals)).contains(later);
        assertThat(delivery.lastOut(CARD::equals)).isEmpty();

        delivery.note(second.outId(), it -> it.answered(Attempt.State.REFUSED, "x", "y", null));
        assertThat(delivery.lastOut(SMS::equals)).contains(NOW);

        delivery.note(first.outId(), it -> it.reported(Attempt.State.FAILED, "x", later));
        assertThat(delivery.lastOut(SMS::equals)).isEmpty();
    }

    /** A network that said no may still say yes; never the other way round. */
    @Test
    void onlyALaterYesUndoesWhatTheNetworkReported() {
        var sent = begin(SMS, MESSAGE, NOW);

        var failed = sent.reported(Attempt.State.FAILED, "UNREACHABLE", NOW);
        assertThat(failed.answered(Attempt.State.ACCEPTED, null, null, "p")).isEqualTo(failed);

        var delivered = failed.reported(Attempt.State.DELIVERED, null, NOW.plusSeconds(1));
        assertThat(delivered.state()).isEqualTo(Attempt.State.DELIVERED);
        assertThat(delivered.code()).isNull();
        assertThat(delivered.reported(Attempt.State.FAILED, "x", NOW)).isEqualTo(delivered);
        assertThat(delivered.answered(Attempt.State.UNHEARD, "x", "y", null)).isEqualTo(delivered);
    }

    @Test
    void oneDuplicateMakesADuplicate() {
        var _ = begin(CARD, MESSAGE, NOW);
        assertThat(delivery.isPossibleDuplicate()).isFalse();

        var _ = delivery.begin("alert", CARD, MESSAGE, true, NOW);

        assertThat(delivery.isPossibleDuplicate()).isTrue();
    }
}
