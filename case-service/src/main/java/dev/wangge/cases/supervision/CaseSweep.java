package dev.wangge.cases.supervision;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.asking.Lapse;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.cases.room.Room;
import dev.wangge.cases.rulebook.Rulebooks;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.cases.timing.Resumption;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseWindowWarned;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Does what comes by itself, whether or not somebody has the case. What is due follows from its
 * facts, and is written only where nobody wrote meanwhile: any number of instances may sweep, and
 * each thing is told once.
 */
@Component
class CaseSweep {
    private static final int AT_ONCE = 200;

    /** Batches that an instance may pass over when another one is at the first. */
    private static final int APART = 8;

    private final WakeUps wakeUps;
    private final CaseStore store;
    private final Errands errands;
    private final Rulebooks rulebooks;
    private final Clock clock;
    private final EachAlone each;
    private volatile Instant lastPass;

    CaseSweep(
            WakeUps wakeUps,
            CaseStore store,
            Errands errands,
            Rulebooks rulebooks,
            Clock clock,
            MeterRegistry metrics) {
        this.wakeUps = wakeUps;
        this.store = store;
        this.errands = errands;
        this.rulebooks = rulebooks;
        this.clock = clock;
        this.each = new EachAlone("wake-ups of cases", clock, metrics);
        this.lastPass = clock.instant();
        TimeGauge.builder(
                        "wangge.cases.sweep.heartbeat",
                        this,
                        TimeUnit.SECONDS,
                        self -> self.lastPass.getEpochSecond())
                .description("When this instance last did all that was due")
                .register(metrics);
    }

    /** Does all that is due. */
    @Scheduled(fixedDelayString = "${wangge.cases.wake-every:1s}")
    void sweep() {
        int passedOver = 0;
        while (true) {
            var batch = new Batch();
            if (batch.find(passedOver)) {
                batch.wake();
            } else if (passedOver == 0) {
                lastPass = clock.instant();
                return;
            }
            passedOver = batch.contended ? AT_ONCE * ThreadLocalRandom.current().nextInt(APART) : 0;
        }
    }

    /** Some that are due, written together. */
    private final class Batch {
        private final Instant now = clock.instant();
        private final ArrayList<StoredCase> due = new ArrayList<>();
        private boolean contended;

        boolean find(int passedOver) {
            var ids = wakeUps.due(now, passedOver, each.among(AT_ONCE));
            due.addAll(store.find(ids.stream().filter(each::isDue).limit(AT_ONCE).toList()));
            return !due.isEmpty();
        }

        void wake() {
            var _ = each.together(due, StoredCase::id, this::wake);
        }

        private void wake(Collection<StoredCase> some) {
            var changed = new ArrayList<Case>();
            for (var stored : some) {
                var it = stored.now();
                var context =
                        new CommandContext(
                                Actor.SYSTEM, rulebooks.named(it.rulebook(), it.path()), now);
                switch (it.agenda(context.rules().ladder()).due(now).orElse(null)) {
                    case WakeUp.Told what -> {
                        tell(it, what, context);
                        changed.add(it);
                    }
                    case WakeUp.Errand errand -> errands.run(it.id(), errand);
                    case null -> wakeUps.correct(stored);
                }
            }
            contended |= !store.append(changed);
        }

        private void tell(Case it, WakeUp.Told what, CommandContext context) {
            if (!Room.forWakeUps(it)) {
                throw new IllegalStateException("No room to tell that it is late");
            }
            it.record(event(it, what, context), context.actor(), context.now());
        }
    }

    private static CaseEvent event(Case it, WakeUp.Told what, CommandContext context) {
        return switch (what) {
            case WakeUp.Remind remind -> Late.of(it, remind.side()).reminded(remind.percent());
            case WakeUp.Escalate escalate -> Late.of(it, escalate.side()).escalated(escalate.to());
            case WakeUp.Lapse lapse -> Lapse.of(it, lapse.question(), context);
            case WakeUp.Warn warn ->
                    new CaseWindowWarned(warn.shutsAt(), it.assignee(), it.about());
            case WakeUp.Resume _ -> Resumption.byItself(it, context);
        };
    }
}
