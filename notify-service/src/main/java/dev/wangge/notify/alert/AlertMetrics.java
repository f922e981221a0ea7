package dev.wangge.notify.alert;

import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Alerts by channel and result, and how long people wait for them. */
@Component
class AlertMetrics {
    private final MeterRegistry metrics;
    private final AtomicLong lagMillis = new AtomicLong();

    AlertMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        Gauge.builder("wangge.alerts.wake.lag", lagMillis, lag -> lag.get() / 1000.0)
                .description("By how much the alert that waits longest is late to be looked at")
                .baseUnit("seconds")
                .register(metrics);
    }

    /** Counts the statuses that an alert has just moved to. */
    void moved(Alert alert) {
        for (var fact : alert.newFacts()) {
            var change = (AlertStatusChanged) Alert.CODEC.event(fact).orElseThrow();
            metrics.counter(
                            "wangge.alerts",
                            "rule",
                            change.rule(),
                            "channel",
                            Objects.requireNonNullElse(change.channel(), "NONE"),
                            "result",
                            change.status())
                    .increment();
        }
    }

    /** A provider was asked, and said this. */
    void asked(ChannelName channel, Outcome outcome) {
        metrics.counter(
                        "wangge.alerts.attempts",
                        "channel",
                        channel.name(),
                        "outcome",
                        outcome.getClass().getSimpleName().toUpperCase(Locale.ROOT))
                .increment();
    }

    /** A provider took an alert, so long after what it tells of. */
    void accepted(ChannelName channel, Duration sinceTheFact) {
        Timer.builder("wangge.alerts.latency")
                .description("From what happened to the provider's acceptance of the alert")
                .tag("channel", channel.name())
                .publishPercentileHistogram()
                .register(metrics)
                .record(sinceTheFact);
    }

    void lag(Duration longest) {
        lagMillis.set(longest.toMillis());
    }
}
