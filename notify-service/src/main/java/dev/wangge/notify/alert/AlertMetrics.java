package dev.wangge.notify.alert;

import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.contracts.alerts.v1.AlertEvent.ZeroReportAlertStatusChanged;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Alerts by channel and result, and how long people wait for them. */
@Component
public class AlertMetrics {
    private final MeterRegistry metrics;
    private final Counter stumbles;
    private final AtomicLong lagMillis = new AtomicLong();

    AlertMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.stumbles =
                Counter.builder("wangge.alerts.stumbles")
                        .description("Times that an alert could not be looked at, for itself")
                        .register(metrics);
        Gauge.builder("wangge.alerts.wake.lag", lagMillis, lag -> lag.get() / 1000.0)
                .description("By how much the alert that waits longest is late to be looked at")
                .baseUnit("seconds")
                .register(metrics);
    }

    /** Counts the statuses that an alert has just moved to. */
    void moved(Alert alert) {
        for (var fact : alert.newFacts()) {
            switch ((AlertEvent) Alert.CODEC.event(fact).orElseThrow()) {
                case AlertStatusChanged it -> moved(it.rule(), it.channel(), it.status());
                case ZeroReportAlertStatusChanged it -> moved(it.rule(), it.channel(), it.status());
                case AlertReplied _ -> replyTaken();
                case UnaskedReply it when it.answering() != null -> replyTaken();
                case UnaskedReply _ -> replyUnasked("KNOWN");
            }
        }
    }

    private void moved(String rule, @Nullable String channel, String status) {
        metrics.counter(
                        "wangge.alerts",
                        "rule",
                        rule,
                        "channel",
                        Objects.requireNonNullElse(channel, "NONE"),
                        "result",
                        status)
                .increment();
    }

    private void replyTaken() {
        metrics.counter("wangge.alerts.replies").increment();
    }

    /**
     * Somebody wrote who was not asked.
     *
     * @param phone KNOWN when an SMS of ours went there once, else UNKNOWN
     */
    public void replyUnasked(String phone) {
        metrics.counter("wangge.alerts.replies.unasked", "phone", phone).increment();
    }

    /** An SMS came for an alert that holds as many as it may. */
    public void replyDropped() {
        metrics.counter("wangge.alerts.replies.dropped").increment();
    }

    /** A provider was asked, and said this. */
    public void asked(ChannelName channel, Outcome outcome) {
        metrics.counter(
                        "wangge.alerts.attempts",
                        "channel",
                        channel.value(),
                        "outcome",
                        outcome.getClass().getSimpleName().toUpperCase(Locale.ROOT))
                .increment();
    }

    /** A provider took an alert, so long after what it tells of. */
    public void accepted(ChannelName channel, Duration sinceTheFact) {
        Timer.builder("wangge.alerts.latency")
                .description("From what happened to the provider's acceptance of the alert")
                .tag("channel", channel.value())
                .publishPercentileHistogram()
                .register(metrics)
                .record(sinceTheFact);
    }

    /** An alert could not be looked at, for a reason of its own. */
    public void stumbled() {
        stumbles.increment();
    }

    public void lag(Duration longest) {
        lagMillis.set(longest.toMillis());
    }
}
