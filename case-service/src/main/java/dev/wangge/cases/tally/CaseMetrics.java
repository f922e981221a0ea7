package dev.wangge.cases.tally;

import dev.wangge.cases.list.Worklists;
import dev.wangge.contracts.cases.v1.CaseKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Cases by kind, tier and state; steps done in time and late; cases that are late now. Every
 * instance says the same about the whole county: take the greatest, never the sum, over instances.
 */
@Component
class CaseMetrics {
    private final Worklists worklists;
    private final Tallies tallies;
    private final MultiGauge cases;
    private final MultiGauge overdue;
    private volatile Map<String, Long> sums = Map.of();

    CaseMetrics(Worklists worklists, Tallies tallies, MeterRegistry metrics) {
        this.worklists = worklists;
        this.tallies = tallies;
        this.cases =
                MultiGauge.builder("wangge.cases")
                        .description("Cases, closed ones included")
                        .register(metrics);
        this.overdue =
                MultiGauge.builder("wangge.cases.overdue")
                        .description("Cases that wait past the due time of their step")
                        .register(metrics);
        for (var step : List.of("accept", "handle", "verify")) {
            for (var kind : CaseKind.values()) {
                count(metrics, step, kind, "in_time");
                count(metrics, step, kind, "late");
            }
        }
    }

    private void count(MeterRegistry metrics, String step, CaseKind kind, String result) {
        var name = "sla:%s:%s:%s".formatted(step, kind, result);
        FunctionCounter.builder("wangge.cases.sla", this, self -> self.sums.getOrDefault(name, 0L))
                .description("Steps done, by whether they were done in time")
                .tags("step", step, "kind", kind.name(), "result", result)
                .register(metrics);
    }

    @Scheduled(fixedDelay = 5_000)
    void look() {
        sums = tallies.sums();
        cases.register(
                sums.keySet().stream()
                        .filter(name -> name.startsWith("cases:"))
                        .map(this::row)
                        .toList(),
                true);
    }

    @Scheduled(fixedDelay = 30_000)
    void lookForLateOnes() {
        overdue.register(
                worklists.late().stream()
                        .map(late ->
                                MultiGauge.Row.of(
                                        Tags.of(
                                                "status", late.status().name(),
                                                "kind", late.kind().name()),
                                        late.cases()))
                        .toList(),
                true);
    }

    private MultiGauge.Row<Number> row(String name) {
        var parts = name.split(":", -1);
        return MultiGauge.Row.of(
                Tags.of("kind", parts[1], "tier", parts[2], "status", parts[3]),
                sums.getOrDefault(name, 0L));
    }
}
