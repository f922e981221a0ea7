package dev.wangge.grids.period;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Begins days, chases before the hour and escalates after it, what waits longest first. Any number
 * of instances may: a day's reports are made by their identity, and moved by their version.
 */
@Component
class PeriodSweep {
    private static final Logger log = LoggerFactory.getLogger(PeriodSweep.class);
    private static final int PERIODS = 20;
    private static final int REPORTS = 500;

    private final PeriodStore periods;
    private final ZeroReportStore reports;
    private final Reporters reporters;
    private final Clock clock;
    private final AtomicLong lagMillis = new AtomicLong();

    PeriodSweep(
            PeriodStore periods,
            ZeroReportStore reports,
            Reporters reporters,
            Clock clock,
            MeterRegistry metrics) {
        this.periods = periods;
        this.reports = reports;
        this.reporters = reporters;
        this.clock = clock;
        Gauge.builder("wangge.zero.reports.wake.lag", lagMillis, lag -> lag.get() / 1000.0)
                .description("By how much the zero-report that waits longest is late")
                .baseUnit("seconds")
                .register(metrics);
    }

    @Scheduled(fixedDelayString = "${wangge.periods.sweep-every:500ms}")
    void sweep() {
        for (var due : periods.due(clock.instant(), PERIODS)) {
            guarded(due.period().id(), () -> wake(due));
        }
        var now = clock.instant();
        var due = reports.due(now, REPORTS);
        lagMillis.set(due.isEmpty() ? 0 : Duration.between(due.getFirst().since(), now).toMillis());
        var known = new HashMap<String, Optional<KeyPeriod>>();
        due.forEach(one -> guarded(one.id(), () -> wake(one.id(), known)));
    }

    /** One that cannot be looked at holds up none of its neighbours. */
    private static void guarded(String id, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("{} is left for the next sweep", id, e);
        }
    }

    private void wake(PeriodStore.Due due) {
        if (due.period().cancelled() != null) {
            withdrawAll(due.period());
        } else if (due.nextDay() != null) {
            begin(due.period(), due.nextDay());
        }
    }

    /** Killed in between, the day is begun again: what is there already is left as it is. */
    private void begin(KeyPeriod period, LocalDate day) {
        var divisions = reporters.divisions(period, day);
        var known =
                reports.known(
                        divisions.stream()
                                .map(division -> ZeroReport.id(period.id(), division, day))
                                .toList());
        for (var division : divisions) {
            if (!known.contains(ZeroReport.id(period.id(), division, day))) {
                var reporter = reporters.reporter(period, division).orElse(null);
                reports.create(ZeroReport.begun(period, division, day, reporter, clock.instant()));
            }
        }
        periods.dayBegun(period, day);
    }

    private void withdrawAll(KeyPeriod period) {
        var by = period.cancelled() == null ? "system" : period.cancelled().by();
        for (var missing = reports.missing(period.id(), REPORTS);
                !missing.isEmpty();
                missing = reports.missing(period.id(), REPORTS)) {
            missing.forEach(id -> change(id, it -> it.withdraw(by, clock.instant())));
        }
        periods.allWithdrawn(period);
    }

    private void wake(String id, Map<String, Optional<KeyPeriod>> known) {
        change(
                id,
                it -> {
                    var now = clock.instant();
                    if (it.isDue(now)) {
                        known.computeIfAbsent(it.head().period(), periods::find)
                                .ifPresent(period -> next(it, period, now));
                    }
                });
    }

    private void next(ZeroReport it, KeyPeriod period, Instant now) {
        var division = it.head().division();
        if (period.cancelled() != null) {
            it.withdraw(period.cancelled().by(), now);
        } else if (it.isOverdue(now)) {
            @Nullable String reporter = it.state().recipient();
            it.miss(period.name(), reporters.superior(division, reporter, now).orElse(null), now);
        } else {
            // Who is on duty now may not be who was when the day began.
            it.chase(period.name(), reporters.reporter(period, division).orElse(null), now);
        }
    }

    private interface Change {
        void on(ZeroReport report);
    }

    /** Changes a report once; whoever was quicker has said what there was to say. */
    private void change(String id, Change how) {
        reports.find(id)
                .ifPresent(it -> {
                    var before = it.status();
                    how.on(it);
                    if (!reports.save(it, before, null)) {
                        log.debug("{} was changed by another", id);
                    }
                });
    }
}
