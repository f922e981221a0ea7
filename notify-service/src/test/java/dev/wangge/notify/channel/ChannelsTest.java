package dev.wangge.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.notify.channel.Channels.Way;
import dev.wangge.notify.channel.Outcome.Accepted;
import dev.wangge.notify.channel.Outcome.Down;
import dev.wangge.notify.channel.Outcome.Unheard;
import dev.wangge.notify.channel.Proof.CannotTell;
import dev.wangge.notify.reach.Contact;
import dev.wangge.notify.reach.Contact.Address;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static final Message MESSAGE = new Message("t", "x", "b", "l", "s", Map.of());
    private static final ChannelName VOICE = new ChannelName("VOICE");
    private static final ChannelName CARD = new ChannelName("CARD");
    private final Fake voice = new Fake(VOICE, "phone", 2);
    private final Fake card = new Fake(CARD, "cardId", 64);
    private final Channels channels = new Channels(List.of(voice, card), new SimpleMeterRegistry());
    private final Contact both =
            new Contact("zh", List.of(new Address("cardId", "a.b"), new Address("phone", "139")));

    /** A channel that answers as it is told to. */
    private static final class Fake implements Channel {
        private final ChannelName name;
        private final Traits traits;
        private Supplier<Outcome> answer = () -> new Accepted("p");

        Fake(ChannelName name, String takes, int callsAtOnce) {
            this.name = name;
            this.traits = new Traits(takes, false, false, Duration.ZERO, callsAtOnce);
        }

        @Override
        public ChannelName name() {
            return name;
        }

        @Override
        public Traits traits() {
            return traits;
        }

        @Override
        public Optional<String> usable(String address) {
            return Optional.of(address).filter(it -> !it.equals("bad"));
        }

        @Override
        public Outcome send(String address, String outId, Message message) {
            return answer.get();
        }

        @Override
        public Proof proof(String address, String outId, Instant sentAt) {
            throw new IllegalStateException("Of the SDK");
        }
    }

    @Test
    void theWaysToSomebodyAreInTheOrderOfTheirAddresses() {
        assertThat(channels.ways(both, Set.of()))
                .containsExactly(new Way(CARD, "a.b"), new Way(VOICE, "139"));
        assertThat(channels.ways(both, Set.of(CARD))).containsExactly(new Way(VOICE, "139"));
        assertThat(channels.way(VOICE, both)).contains(new Way(VOICE, "139"));
    }

    @Test
    void anAddressThatNobodyTakesIsNoWay() {
        var contact =
                new Contact("zh", List.of(new Address("fax", "1"), new Address("phone", "bad")));

        assertThat(channels.ways(contact, Set.of())).isEmpty();
    }

    /** An alert may have been sent by one that is no longer there. */
    @Test
    void aChannelThatIsGoneIsNoWay() {
        assertThat(channels.way(new ChannelName("PAGER"), both)).isEmpty();
        assertThat(channels.names()).containsExactly(VOICE, CARD);
    }

    @Test
    void whatAnSdkThrowsMayHaveBeenSent() {
        card.answer =
                () -> {
                    throw new IllegalStateException("Of the SDK");
                };

        assertThat(channels.send(new Way(CARD, "a.b"), "o", MESSAGE)).isInstanceOf(Unheard.class);
        assertThat(channels.proof(new Way(CARD, "a.b"), "o", Instant.EPOCH))
                .isInstanceOf(CannotTell.class);
    }

    @Test
    void oneThatIsDownIsNotAskedForAWhileAndTheOtherIs() {
        card.answer = () -> new Down("unreachable", "x");
        for (int i = 0; i < 10; i++) {
            var _ = channels.send(new Way(CARD, "a.b"), "o", MESSAGE);
        }

        card.answer = () -> new Accepted("p");
        assertThat(channels.send(new Way(CARD, "a.b"), "o", MESSAGE))
                .isEqualTo(new Down("circuit-open", "The provider has been down"));
        assertThat(channels.send(new Way(VOICE, "139"), "o", MESSAGE)).isEqualTo(new Accepted("p"));
    }

    @Test
    void eachHasPlacesOfItsOwn() {
        var slots = new ChannelSlots(List.of(voice, card));
        var first = slots.tryAcquire(VOICE);
        var second = slots.tryAcquire(VOICE);

        assertThat(first).isPresent();
        assertThat(second).isPresent();
        assertThat(slots.tryAcquire(VOICE)).isEmpty();
        assertThat(slots.free(CARD)).isEqualTo(64);
        assertThat(slots.tryAcquire(null)).isPresent();

        first.orElseThrow().close();
        assertThat(slots.free(VOICE)).isEqualTo(1);
    }
}
