package dev.wangge.cases.search;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** How far this instance's index is behind, and how large it is. */
@Component
class SearchMetrics implements MeterBinder {
    private final IndexKeeper keeper;
    private final Clock clock;

    SearchMetrics(IndexKeeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("wangge.search.lag", this, SearchMetrics::lag)
                .baseUnit("seconds")
                .description("Since this instance's index of words was as the stored cases are")
                .register(registry);
        Gauge.builder("wangge.search.cases", keeper, it -> it.size().cases())
                .description("Cases in this instance's index of words")
                .register(registry);
        Gauge.builder("wangge.search.size", keeper, it -> it.size().bytes())
                .baseUnit("bytes")
                .description("What this instance's index of words takes on the disk")
                .register(registry);
    }

    private double lag() {
        var read = keeper.readUpTo();
        return read.equals(Instant.EPOCH)
                ? Double.POSITIVE_INFINITY
                : Duration.between(read, clock.instant()).toMillis() / 1000.0;
    }
}
