package dev.wangge.notify.channel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How many calls of one provider are under way at once: one that hangs fills its own places and
 * nobody else's. Nobody waits for a place: who has none comes again.
 */
@Component
public class ChannelSlots {
    private final Map<ChannelName, Semaphore> slots = new HashMap<>();

    ChannelSlots(List<Channel> channels) {
        for (var channel : channels) {
            slots.put(channel.name(), new Semaphore(channel.traits().callsAtOnce()));
        }
    }

    /** A place at a provider, or none where no provider is asked. */
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place; empty when the provider has none free.
     *
     * @param channel null for what asks no provider, which needs none
     */
    public Optional<Slot> tryAcquire(@Nullable ChannelName channel) {
        if (channel == null) {
            return Optional.of(() -> {});
        }
        var of = of(channel);
        return of.tryAcquire() ? Optional.of(of::release) : Optional.empty();
    }

    /** How many could be taken now. */
    public int free(ChannelName channel) {
        return of(channel).availablePermits();
    }

    private Semaphore of(ChannelName channel) {
        return Objects.requireNonNull(slots.get(channel));
    }
}
