package dev.wangge.cases.supervision;

import dev.wangge.cases.store.CaseStore;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks from outside whether the sweep keeps up and whether every open case is woken some time, and
 * gives cases of versions before, which did not wake any, the time that their facts say.
 */
@Component
class WakeUpCheck {
    private static final Logger log = LoggerFactory.getLogger(WakeUpCheck.class);
    private static final int AT_ONCE = 500;
    private final WakeUps wakeUps;
    private final CaseStore store;
    private final Clock clock;
    private final EachAlone each;
    private volatile double lag;
    private volatile double forgotten;

    WakeUpCheck(WakeUps wakeUps, CaseStore store, Clock clock, MeterRegistry metrics) {
        this.wakeUps = wakeUps;
        this.store = store;
        this.clock = clock;
        this.each = new EachAlone("cases without wake-up", clock, metrics);
        TimeGauge.builder("wangge.cases.sweep.lag", this, TimeUnit.SECONDS, self -> self.lag)
                .description("How long that has been due by itself which waits longest")
                .register(metrics);
        Gauge.builder("wangge.cases.without.wakeup", this, self -> self.forgotten)
                .description("Open cases that nothing would wake")
                .register(metrics);
    }

    @Scheduled(fixedDelayString = "${wangge.cases.wake-check-every:10s}")
    void look() {
        var now = clock.instant();
        lag = wakeUps.dueSince(now).map(since -> seconds(since, now)).orElse(0d);
        forgotten = wakeUps.forgotten();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000d;
    }

    /** Also later: during an update instances of before go on writing. */
    @Scheduled(
            initialDelayString = "${wangge.cases.wake-forgotten-after:15s}",
            fixedDelayString = "${wangge.cases.wake-forgotten-every:5m}")
    void wakeForgotten() {
        int woken = 0;
        for (var ids = after(""); !ids.isEmpty(); ids = after(ids.getLast())) {
            woken += each.forEach(ids, Function.identity(), this::wake);
        }
        if (woken > 0) {
            log.info("{} cases that nothing would have woken are looked after", woken);
        }
    }

    private List<String> after(String last) {
        return wakeUps.forgotten(last, AT_ONCE);
    }

    private void wake(String id) {
        store.find(id).ifPresent(wakeUps::correct);
    }
}
