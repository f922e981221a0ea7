package dev.wangge.platform.sweep;

import dev.wangge.platform.store.DatabaseAway;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same with many things that are due, each alone: one that fails stops none of its
 * neighbours. It is named in the log, counted, and left out for a while, twice as long each time,
 * so that those behind it have their turn however many fail.
 *
 * <p>Only this process knows what is left out: after a restart each is tried once more. The absence
 * of the database is nobody's own failure; the rest of a round waits with it.
 */
public final class EachAlone {
    private static final Logger log = LoggerFactory.getLogger(EachAlone.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int MOST = 10_000;
    private final LinkedHashMap<String, Failing> failing = new LinkedHashMap<>();
    private final String sweep;
    private final InstantSource clock;
    private final Counter failures;

    /** Failed so many times, and is left out until then. */
    private record Failing(int times, Instant until) {}

    /**
     * @param sweep names what is done, in logs and metrics
     */
    public EachAlone(String sweep, InstantSource clock, MeterRegistry metrics) {
        this.sweep = sweep;
        this.clock = clock;
        this.failures =
                Counter.builder("wangge.sweeps.failures")
                        .description("Times that something due failed for itself")
                        .tag("sweep", sweep)
                        .register(metrics);
        Gauge.builder("wangge.sweeps.left.out", this, EachAlone::number)
                .description("Things that failed for themselves and are left out for a while")
                .tag("sweep", sweep)
                .register(metrics);
    }

    /** How many to ask for so that so many remain without those that are left out. */
    public synchronized int among(int most) {
        return most + failing.size();
    }

    /** Whether it is not left out now. */
    public synchronized boolean isDue(String id) {
        var known = failing.get(id);
        return known == null || !known.until().isAfter(clock.instant());
    }

    /**
     * Does it with each of those that are not left out.
     *
     * @param id tells things apart; never a name or a phone, since the log says it
     * @return with how many it was done
     */
    public <T> int forEach(Collection<T> due, Function<T, String> id, Consumer<T> work) {
        int done = 0;
        for (var one : due) {
            var its = id.apply(one);
            if (!isDue(its)) {
                continue;
            }
            try {
                work.accept(one);
                succeeded(its);
                done++;
            } catch (RuntimeException e) {
                if (DatabaseAway.causes(e)) {
                    log.warn("{}: the rest waits for the database: {}", sweep, e.getMessage());
                    return done;
                }
                failed(its, e);
            }
        }
        return done;
    }

    /**
     * Does it with all at once, where that fails with each alone.
     *
     * @return those that failed
     */
    public <T> List<T> together(
            Collection<T> all, Function<T, String> id, Consumer<Collection<T>> work) {
        try {
            work.accept(all);
            all.forEach(one -> succeeded(id.apply(one)));
            return List.of();
        } catch (RuntimeException e) {
            if (DatabaseAway.causes(e)) {
                throw e;
            }
            log.warn(
                    "{}: {} at once fail, each is tried alone: {}",
                    sweep,
                    all.size(),
                    e.getClass());
        }
        var failed = new ArrayList<T>();
        for (var one : all) {
            try {
                work.accept(List.of(one));
                succeeded(id.apply(one));
            } catch (RuntimeException e) {
                if (DatabaseAway.causes(e)) {
                    throw e;
                }
                failed(id.apply(one), e);
                failed.add(one);
            }
        }
        return failed;
    }

    /** One failed for itself. */
    public void failed(String id, RuntimeException why) {
        int times;
        synchronized (this) {
            var before = failing.remove(id);
            times = before == null ? 1 : before.times() + 1;
            failing.put(id, new Failing(times, clock.instant().plus(pause(times))));
            if (failing.size() > MOST) {
                failing.pollFirstEntry();
            }
        }
        failures.increment();
        log.error("{}: {} fails, {} times by now", sweep, id, times, why);
    }

    /** Twice as long each time. */
    private static Duration pause(int times) {
        var longer = PAUSE.multipliedBy(1L << Math.min(times, 20));
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** One is done with, whatever became of it before. */
    public synchronized void succeeded(String id) {
        failing.remove(id);
    }

    private synchronized int number() {
        // Of what nobody finds due any more nobody would say that it is done with.
        var longAgo = clock.instant().minus(LONGEST_PAUSE);
        failing.values().removeIf(it -> it.until().isBefore(longAgo));
        return failing.size();
    }
}
