package dev.wangge.cases.intake;

import dev.wangge.cases.casework.Cases;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.locate.Asked;
import dev.wangge.cases.locate.LaterLocator;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.people.People;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.CaseStore.Postponed;
import dev.wangge.platform.store.DatabaseAway;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Locates what came while grid-service was away, as soon as it answers again: each case alone,
 * several at once. One that fails comes again later and later, so that it is in nobody's way, and
 * is left to a dispatcher in the end.
 */
@Component
class LateLocating {
    private static final Logger log = LoggerFactory.getLogger(LateLocating.class);
    private static final int BATCH = 200;
    private static final int AT_ONCE = 8;

    /** About two minutes: a dispatcher can find out as well by then. */
    private static final int TRIES = 8;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private final CaseStore store;
    private final Cases cases;
    private final LaterLocator locator;
    private final Findings findings;
    private final People people;
    private final Clock clock;

    LateLocating(
            CaseStore store,
            Cases cases,
            LaterLocator locator,
            Findings findings,
            People people,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.locator = locator;
        this.findings = findings;
        this.people = people;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1000)
    void sweep() {
        List<Postponed> due;
        do {
            due = store.postponed(clock.instant(), BATCH);
        } while (new Round().locate(due) && due.size() == BATCH);
    }

    /** Some that are due, several at once. */
    private final class Round {
        private final Semaphore turns = new Semaphore(AT_ONCE);
        private final AtomicInteger settled = new AtomicInteger();
        private final AtomicInteger unanswered = new AtomicInteger();

        /** Whether any of them is settled. */
        boolean locate(List<Postponed> due) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var one : due) {
                    turns.acquireUninterruptibly();
                    if (isInVain()) {
                        break;
                    }
                    threads.execute(() -> {
                        try {
                            alone(one);
                        } finally {
                            turns.release();
                        }
                    });
                }
            }
            return settled.get() > 0;
        }

        /** Nobody gets an answer: the rest would only wait too. */
        private boolean isInVain() {
            return settled.get() == 0 && unanswered.get() >= AT_ONCE;
        }

        private void alone(Postponed one) {
            try {
                var stored = store.find(one.id());
                if (stored.isPresent()) {
                    locate(one, stored.get().now());
                }
            } catch (RuntimeException e) {
                if (DatabaseAway.causes(e)) {
                    unanswered.incrementAndGet();
                    return;
                }
                // Not even a dispatcher can be asked: its own document does not take it.
                log.error("{} cannot be located: {}", one.id(), e.getClass().getName());
                putOff(one);
            }
        }

        private void locate(Postponed one, Case it) {
            long answeredBefore = locator.answers();
            switch (ask(it)) {
                case Asked.Answered(var place) -> settle(it, place);
                case Asked.Failed(var why) -> fail(one, it, why);
                case Asked.Away() -> {
                    if (locator.answers() > answeredBefore) {
                        fail(one, it, "no answer, while others got theirs");
                    } else {
                        unanswered.incrementAndGet();
                        store.putOff(one.id(), clock.instant().plus(PAUSE), one.tries());
                    }
                }
            }
        }

        private void fail(Postponed one, Case it, String why) {
            if (one.tries() + 1 < TRIES) {
                putOff(one);
                return;
            }
            log.warn("{} is left to a dispatcher after {} tries: {}", it.number(), TRIES, why);
            settle(it, Located.nowhere());
        }

        private void settle(Case it, Located place) {
            cases.locateNow(it.id(), place);
            settled.incrementAndGet();
            log.info("Located {} late: {}", it.number(), place.rule());
        }
    }

    private Asked ask(Case it) {
        var division = it.division();
        if (division != null) {
            return findings.ask(it, division);
        }
        var scope = it.scope();
        var theirs = scope.isEmpty() ? List.<String>of() : List.of(scope.getLast());
        return switch (locator.ask(it.whereabouts().from(phoneOf(it.reporter())))) {
            case Asked.Answered(var place) -> new Asked.Answered(place.within(theirs));
            case Asked unknown -> unknown;
        };
    }

    private @Nullable String phoneOf(@Nullable String reporter) {
        return Optional.ofNullable(reporter).flatMap(people::phoneIndexOf).orElse(null);
    }

    /** Twice as long each time. */
    private void putOff(Postponed one) {
        var longer = PAUSE.multipliedBy(1L << Math.min(one.tries(), 10));
        var pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        store.putOff(one.id(), clock.instant().plus(pause), one.tries() + 1);
    }
}
