package dev.wangge.notify.delivery;

import dev.wangge.notify.alert.Alert;
import dev.wangge.notify.alert.AlertMetrics;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.alert.Attempt;
import dev.wangge.notify.alert.Rule;
import dev.wangge.notify.alert.Status;
import dev.wangge.notify.channel.ChannelSlots;
import dev.wangge.notify.channel.ChannelSlots.Slot;
import dev.wangge.notify.channel.Channels;
import dev.wangge.notify.channel.Channels.Way;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.channel.Outcome.Accepted;
import dev.wangge.notify.delivery.DeliveryDecider.Step;
import dev.wangge.notify.reach.ContactDirectory;
import dev.wangge.notify.subject.Cause;
import dev.wangge.platform.store.DatabaseAway;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings alerts to people: records, sends, waits for proof, takes the next channel, and tells the
 * superior in the end. Every step is one version-checked write made before the step is taken, so
 * that a crash leaves an alert that wakes by itself, and two instances never take the same step.
 */
@Component
public class Courier {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    /** Alerts looked at at once. What is asked of providers has places of its own. */
    private static final int AT_ONCE = 64;

    private final AlertStore store;
    private final DeliveryDecider decider;
    private final ContactDirectory contacts;
    private final Channels channels;
    private final ChannelSlots slots;
    private final Stumbles stumbles;
    private final AlertMetrics metrics;
    private final Clock clock;
    private final Semaphore looks = new Semaphore(AT_ONCE);
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("courier-", 0).factory());

    Courier(
            AlertStore store,
            DeliveryDecider decider,
            ContactDirectory contacts,
            Channels channels,
            ChannelSlots slots,
            Stumbles stumbles,
            AlertMetrics metrics,
            Clock clock) {
        this.store = store;
        this.decider = decider;
        this.contacts = contacts;
        this.channels = channels;
        this.slots = slots;
        this.stumbles = stumbles;
        this.metrics = metrics;
        this.clock = clock;
    }

    @PreDestroy
    void close() {
        workers.shutdown();
    }

    /**
     * Tells somebody of something, unless they are told already. Nobody waits here for a provider:
     * where it has no place free the alert is recorded as due, and sent when it has one.
     */
    public void tell(Rule rule, String recipient, Cause cause) {
        try {
            tellNow(Alert.due(rule, recipient, cause, clock.instant()));
        } catch (RuntimeException e) {
            if (DatabaseAway.causes(e)) {
                throw e;
            }
            // It cannot even be said how: recorded, and looked at again like all that stumble.
            var alert = Alert.due(rule, recipient, cause, clock.instant());
            if (store.create(alert, null)) {
                stumbled(alert.id(), e);
            }
        }
    }

    private void tellNow(Alert alert) {
        var target = decider.target(alert);
        var provider = decider.provider(alert, target).orElse(null);
        var slot = slots.tryAcquire(provider);
        if (slot.isEmpty()) {
            var _ = store.create(alert, provider);
            return;
        }
        under(
                slot.get(),
                () -> {
                    var step = decider.next(alert, target);
                    if (!store.create(alert, null)) {
                        return false;
                    }
                    takeSoon(slot.get(), step, alert);
                    return true;
                });
    }

    /** Looks at an alert that is due, soon. */
    void wakeSoon(String id) {
        looks.acquireUninterruptibly();
        workers.execute(() -> {
            try {
                guarded(id, () -> wake(id));
            } finally {
                looks.release();
            }
        });
    }

    private void wake(String id) {
        store.find(id).filter(alert -> alert.isDue(clock.instant())).ifPresent(this::wake);
    }

    /** First a place, then the record that it is being sent: who waits for one promises nothing. */
    private void wake(Alert alert) {
        var target = decider.target(alert);
        var provider = decider.provider(alert, target).orElse(null);
        var slot = slots.tryAcquire(provider);
        if (slot.isEmpty()) {
            store.queue(alert, Objects.requireNonNull(provider));
            return;
        }
        under(
                slot.get(),
                () -> {
                    var step = decider.due(alert, target);
                    if (!store.save(alert)) {
                        return false;
                    }
                    takeSoon(slot.get(), step, alert);
                    return true;
                });
    }

    /** Gives the place back unless the step was begun, which then gives it back. */
    private static void under(Slot slot, BooleanSupplier begun) {
        boolean takes = false;
        try {
            takes = begun.getAsBoolean();
        } finally {
            if (!takes) {
                slot.close();
            }
        }
    }

    private void takeSoon(Slot slot, Step step, Alert alert) {
        workers.execute(() -> {
            try (slot) {
                guarded(alert.id(), () -> take(step, alert));
            }
        });
    }

    /** One alert's fault is its own: it comes again later and later, and stands before no other. */
    private void guarded(String id, Runnable work) {
        try {
            try {
                work.run();
            } catch (RuntimeException e) {
                if (DatabaseAway.causes(e)) {
                    throw e;
                }
                stumbled(id, e);
            }
        } catch (RuntimeException e) {
            log.warn("{} is left for the next sweep: {}", id, e.getMessage());
        }
    }

    private void stumbled(String id, RuntimeException why) {
        if (stumbles.areEnough(id, why)) {
            store.change(id, it -> Stumbles.giveUp(it, clock.instant()));
        }
    }

    private void take(Step step, Alert alert) {
        switch (step) {
            case Step.Send(var way, var attempt, var message) -> send(alert, way, attempt, message);
            case Step.Ask(var way, var attempt) -> ask(alert, way, attempt);
            case Step.TellSuperior() -> tellSuperior(alert);
            case Step.Rest() -> {}
        }
    }

    private void send(Alert alert, Way way, Attempt attempt, Message message) {
        if (decider.isStale(attempt)) {
            return; // It wakes by itself, and whoever sees it then asks what became of this one.
        }
        var outcome = channels.send(way, attempt.outId(), message);
        metrics.asked(way.channel(), outcome);
        if (outcome instanceof Accepted) {
            metrics.accepted(way.channel(), Duration.between(alert.cause().at(), clock.instant()));
        }
        change(alert, it -> decider.hear(it, attempt, outcome));
        if (!(outcome instanceof Accepted)) {
            wake(alert.id()); // The next channel may be due at once.
        }
    }

    private void ask(Alert alert, Way way, Attempt attempt) {
        var proof = channels.proof(way, attempt.outId(), attempt.at());
        change(alert, it -> decider.learn(it, attempt, proof));
        wake(alert.id());
    }

    /** Nobody could be told: whoever dispatches there, or above, is, and whoever is on duty. */
    private void tellSuperior(Alert alert) {
        alert.rule()
                .whenUndelivered()
                .ifPresent(rule ->
                        above(alert).forEach(superior -> tell(rule, superior, alert.cause())));
        store.change(
                alert.id(),
                it -> {
                    if (it.status() == Status.UNDELIVERED) {
                        it.wakes(null, clock.instant());
                    }
                });
    }

    /**
     * The next dispatch centre, and the next who is on duty from the village up to the county: the
     * one can give the case to another, the other is near. Whoever is told already is not again.
     */
    private Set<String> above(Alert alert) {
        var place = alert.cause().place();
        var above = new LinkedHashSet<String>();
        for (var ladder : List.of(contacts.dispatchers(place), contacts.onDutyAbove(place))) {
            ladder.stream()
                    .skip(ladder.indexOf(alert.recipient()) + 1L)
                    .findFirst()
                    .ifPresent(above::add);
        }
        return above;
    }

    /** Changes an alert as we left it; as it is now, if others changed it meanwhile. */
    private void change(Alert asLeft, Consumer<Alert> how) {
        how.accept(asLeft);
        if (!store.save(asLeft)) {
            store.change(asLeft.id(), how);
        }
    }
}
