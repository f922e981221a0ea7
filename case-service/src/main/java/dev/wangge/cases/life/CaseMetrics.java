package dev.wangge.cases.life;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Open cases by kind, tier and state, and how many of them are late. */
@Component
class CaseMetrics {
    private final CaseStore store;
    private final Clock clock;
    private final MultiGauge open;
    private final AtomicLong overdue = new AtomicLong();

    CaseMetrics(CaseStore store, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.clock = clock;
        this.open =
                MultiGauge.builder("wangge.cases.open")
                        .description("Cases that somebody still has to do something about")
                        .register(metrics);
        Gauge.builder("wangge.cases.overdue", overdue, AtomicLong::get)
                .description("Dispatched cases past the time they were to be handled by")
                .register(metrics);
    }

    @Scheduled(fixedDelay = 15_000)
    void count() {
        open.register(
                store.openByKindTierStatus().stream()
                        .map(row -> {
                            var id = row.get("_id", Document.class);
                            return MultiGauge.Row.of(
                                    Tags.of(
                                            "status", id.getString("status"),
                                            "kind", id.getString("kind"),
                                            "tier", Objects.toString(id.get("tier"), "NONE")),
                                    row.get("count", Number.class));
                        })
                        .toList(),
                true);
        overdue.set(store.overdue(clock.instant()));
    }
}
