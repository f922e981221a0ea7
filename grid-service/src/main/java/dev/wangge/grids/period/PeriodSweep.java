package dev.wangge.grids.period;

import dev.wangge.contracts.Actor;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
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
    private final EachAlone eachPeriod;
    private final EachAlone eachReport;
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
        this.eachPeriod = new EachAlone("key periods", clock, metrics);
        this.eachReport = new EachAlone("zero-reports", clock, metrics);
        Gauge.builder("wangge.zero.reports.wake.lag", lagMillis, lag -> lag.get() / 1000.0)
                .description("By how much the zero-report that waits longest is late")
                .baseUnit("seconds")
                .register(metrics);
    }

    @Scheduled(fixedDelayString = "${wangge.periods.sweep-every:500ms}")
    void sweep() {
        eachPeriod.forEach(
                periods.due(clock.instant(), eachPeriod.among(PERIODS)),
                PeriodStore.Due::id,
                this::wake);
        var now = clock.instant();
        var due = reports.due(now, eachReport.among(REPORTS));
        lagMillis.set(due.isEmpty() ? 0 : Duration.between(due.getFirst().since(), now).toMillis());
        var known = new HashMap<String, Optional<KeyPeriod>>();
        eachReport.forEach(due, ZeroReportStore.Due::id, one -> wake(one.id(), known));
    }

    private void wake(PeriodStore.Due due) {
        var period = due.period();
        var nextDay = due.nextDay();
        if (period.cancelled() != null) {
            withdrawAll(period);
        } else if (nextDay != null) {
            begin(period, nextDay);
        }
    }

    /**
     * Killed in between, the day is begun again: what is there already is left as it is. A division
     * whose report cannot be made holds the next day up until that day comes, and no other division
     * at all.
     */
    private void begin(KeyPeriod period, LocalDate day) {
        var divisions = reporters.divisions(period, day);
        var known =
                reports.known(
                        divisions.stream()
                                .map(division -> ZeroReport.id(period.id(), division, day))
                                .toList());
        var missing =
                divisions.stream()
                        .filter(it -> !known.contains(ZeroReport.id(period.id(), it, day)))
                        .toList();
        int made =
                eachReport.forEach(
                        missing,
                        division -> ZeroReport.id(period.id(), division, day),
                        division -> make(period, division, day));
        if (made == missing.size() || day.isBefore(KeyPeriod.today(clock.instant()))) {
            periods.dayBegun(period, day);
        }
    }

    private void make(KeyPeriod period, String division, LocalDate day) {
        var reporter = reporters.reporter(period, division).orElse(null);
        reports.create(ZeroReport.begun(period, division, day, reporter, clock.instant()));
    }

    private void withdrawAll(KeyPeriod period) {
        var by = period.cancelled() == null ? Actor.SYSTEM.toString() : period.cancelled().by();
        int done;
        List<String> missing;
        do {
            missing = reports.missing(period.id(), eachReport.among(REPORTS));
            done =
                    eachReport.forEach(
                            missing,
                            Function.identity(),
                            id -> change(id, it -> it.withdraw(by, clock.instant())));
        } while (done > 0);
        if (missing.isEmpty()) {
            periods.allWithdrawn(period);
        }
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
