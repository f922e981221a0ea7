package dev.wangge.cases.tally;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * 首派准确率 and its sisters, by county: how cases found whoever handles them. Every instance says the
 * same about the whole county, as with {@link CaseMetrics}.
 */
@Component
class DispatchMetrics {
    /** By what a sum's name begins with; what follows there are the tags' values. */
    private static final Map<String, Series> SERIES =
            Map.of(
                    "dispatched",
                    new Series("wangge.cases.dispatched", "Cases dispatched at first", "by"),
                    "first",
                    new Series(
                            "wangge.cases.first.dispatches",
                            "First dispatches, by whether they were right",
                            "by",
                            "result"),
                    "advice",
                    new Series(
                            "wangge.cases.dispatch.advice",
                            "First dispatches by persons, by what the rules would have done",
                            "result"),
                    "redispatched",
                    new Series("wangge.cases.redispatched", "Times that another got a case"),
                    "recalled",
                    new Series("wangge.cases.recalled", "Times that a case was taken back"),
                    "returned",
                    new Series("wangge.cases.returned", "Times it was given back", "cause"));

    private final Tallies tallies;
    private final MeterRegistry metrics;
    private final Set<String> registered = new HashSet<>();
    private final Map<String, Long> sums = new ConcurrentHashMap<>();

    DispatchMetrics(Tallies tallies, MeterRegistry metrics) {
        this.tallies = tallies;
        this.metrics = metrics;
    }

    /**
     * What is counted.
     *
     * @param tags beside the county
     */
    private record Series(String name, String about, List<String> tags) {
        Series(String name, String about, String... tags) {
            this(name, about, List.of(tags));
        }

        Tags tagged(String[] parts) {
            var tagged = Tags.of("county", parts[1]);
            for (int i = 0; i < tags.size(); i++) {
                tagged = tagged.and(tags.get(i), parts[i + 2]);
            }
            return tagged;
        }
    }

    @Scheduled(fixedDelay = 5_000)
    void look() {
        tallies.sums()
                .forEach((name, sum) -> {
                    var parts = name.split(":", -1);
                    var series = SERIES.get(parts[0]);
                    if (series != null) {
                        sums.put(name, sum);
                        if (registered.add(name)) {
                            register(name, series, parts);
                        }
                    }
                });
    }

    private void register(String name, Series series, String[] parts) {
        FunctionCounter.builder(series.name(), sums, now -> now.getOrDefault(name, 0L))
                .description(series.about())
                .tags(series.tagged(parts))
                .register(metrics);
    }
}
