package dev.wangge.notify.delivery;

import dev.wangge.notify.alert.AlertMetrics;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.ChannelSlots;
import dev.wangge.notify.channel.Channels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Wakes alerts that are due, the one that waits longest first; any number of instances may. Of
 * those that wait for a place at a provider it wakes as many as there are places, so that they
 * never stand before all others.
 */
@Component
class AlertSweep {
    private static final int BATCH = 500;
    private final AlertQueue queue;
    private final Courier courier;
    private final Channels channels;
    private final ChannelSlots slots;
    private final AlertMetrics metrics;
    private final Clock clock;

    AlertSweep(
            AlertQueue queue,
            Courier courier,
            Channels channels,
            ChannelSlots slots,
            AlertMetrics metrics,
            Clock clock) {
        this.queue = queue;
        this.courier = courier;
        this.channels = channels;
        this.slots = slots;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 500)
    void sweep() {
        var now = clock.instant();
        var longest = wake(null, BATCH, now);
        for (var channel : channels.names()) {
            var free = Math.min(slots.free(channel), BATCH);
            var waited = free == 0 ? Duration.ZERO : wake(channel, free, now);
            longest = waited.compareTo(longest) > 0 ? waited : longest;
        }
        metrics.lag(longest);
    }

    private Duration wake(@Nullable ChannelName waitsFor, int most, Instant now) {
        var due = queue.due(waitsFor, now, most);
        due.forEach(one -> courier.wakeSoon(one.id()));
        return due.isEmpty() ? Duration.ZERO : Duration.between(due.getFirst().since(), now);
    }
}
