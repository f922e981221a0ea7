package dev.wangge.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Message;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryTest {
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
        assertThat(begin(ChannelName.WECOM, MESSAGE, NOW).outId()).isEqualTo("alert-01");
        assertThat(begin(ChannelName.WECOM, MESSAGE, NOW).outId()).isEqualTo("alert-02");
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
        var _ = begin(ChannelName.WECOM, MESSAGE, NOW);
        delivery.triedInVain();
        delivery.triedInVain();
        assertThat(delivery.hasTriedEnough()).isFalse();
        delivery.triedInVain();
        assertThat(delivery.hasTriedEnough()).isTrue();

        var _ = begin(ChannelName.ALIYUN_SMS, MESSAGE, NOW);

        assertThat(delivery.tries()).isZero();
        assertThat(delivery.exhausted()).isEmpty();
    }

    @Test
    void aChannelThatIsLeftIsExhausted() {
        delivery.leaveChannel();
        assertThat(delivery.exhausted()).isEmpty();
        var _ = begin(ChannelName.WECOM, MESSAGE, NOW);
        delivery.triedInVain();

        delivery.leaveChannel();

        assertThat(delivery.exhausted()).containsExactly(ChannelName.WECOM);
        assertThat(delivery.tries()).isZero();
    }

    @Test
    void aRepeatIsInTheSameWordsByTheSameChannel() {
        var first = begin(ChannelName.WECOM, MESSAGE, NOW);
        var _ = begin(ChannelName.WECOM, message("Hazard to handle"), NOW);
        var sms = begin(ChannelName.ALIYUN_SMS, MESSAGE, NOW);
        var again = begin(ChannelName.WECOM, MESSAGE, NOW.plusSeconds(20));

        assertThat(delivery.firstOf(again)).isEqualTo(first);
        assertThat(delivery.firstOf(sms)).isEqualTo(sms);
    }

    @Test
    void whatMayHaveArrivedWentOutLast() {
        var later = NOW.plusSeconds(60);
        var first = begin(ChannelName.ALIYUN_SMS, MESSAGE, NOW);
        var second = begin(ChannelName.ALIYUN_SMS, MESSAGE, later);
        assertThat(delivery.lastOut(ChannelName.ALIYUN_SMS::equals)).contains(later);
        assertThat(delivery.lastOut(ChannelName.WECOM::equals)).isEmpty();

        delivery.note(second.outId(), it -> it.answered(Attempt.State.REFUSED, "x", "y", null));
        assertThat(delivery.lastOut(ChannelName.ALIYUN_SMS::equals)).contains(NOW);

        delivery.note(first.outId(), it -> it.reported(Attempt.State.FAILED, "x", later));
        assertThat(delivery.lastOut(ChannelName.ALIYUN_SMS::equals)).isEmpty();
    }

    /** A network that said no may still say yes; never the other way round. */
    @Test
    void onlyALaterYesUndoesWhatTheNetworkReported() {
        var sent = begin(ChannelName.ALIYUN_SMS, MESSAGE, NOW);

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
        var _ = begin(ChannelName.WECOM, MESSAGE, NOW);
        assertThat(delivery.isPossibleDuplicate()).isFalse();

        var _ = delivery.begin("alert", ChannelName.WECOM, MESSAGE, true, NOW);

        assertThat(delivery.isPossibleDuplicate()).isTrue();
    }
}
