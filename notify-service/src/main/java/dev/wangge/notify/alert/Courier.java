package dev.wangge.notify.alert;

import com.mongodb.MongoException;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Channels;
import dev.wangge.notify.channel.Channels.Way;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.channel.Outcome.Accepted;
import dev.wangge.notify.channel.Outcome.Down;
import dev.wangge.notify.channel.Outcome.Refused;
import dev.wangge.notify.channel.Outcome.Throttled;
import dev.wangge.notify.channel.Outcome.Unheard;
import dev.wangge.notify.channel.Proof.CannotTell;
import dev.wangge.notify.channel.Proof.Delivered;
import dev.wangge.notify.channel.Proof.Failed;
import dev.wangge.notify.channel.Proof.NeverSeen;
import dev.wangge.notify.channel.Proof.Waiting;
import dev.wangge.notify.reach.Contact;
import dev.wangge.notify.reach.Reach;
import dev.wangge.notify.wording.Subject;
import dev.wangge.notify.wording.Wording;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
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
class Courier {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final int AT_ONCE = 64;
    private static final int TURNS = 50;

    /** Longer than any call of a provider may take. */
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private static final Duration ASK_SOON = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final AlertStore store;
    private final Reach reach;
    private final Channels channels;
    private final Links links;
    private final ShortCodes codes;
    private final AlertSettings settings;
    private final AlertMetrics metrics;
    private final Clock clock;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("courier-", 0).factory());

    Courier(
            AlertStore store,
            Reach reach,
            Channels channels,
            Links links,
            ShortCodes codes,
            AlertSettings settings,
            AlertMetrics metrics,
            Clock clock) {
        this.store = store;
        this.reach = reach;
        this.channels = channels;
        this.links = links;
        this.codes = codes;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    @PreDestroy
    void close() {
        workers.shutdown();
    }

    /** A step that has been recorded and is now to be taken. */
    private sealed interface Step {
        record Send(Way way, Attempt attempt, Message message) implements Step {}

        record TellSuperior() implements Step {}

        record Rest() implements Step {}
    }

    /** Tells somebody of something, unless they are told already. */
    void tell(Rule rule, String recipient, Cause cause) {
        recorded(rule, recipient, cause, (step, alert) -> soon(() -> take(step, alert)));
    }

    private void recorded(Rule rule, String recipient, Cause cause, BiConsumer<Step, Alert> then) {
        var alert = Alert.due(rule, recipient, cause, clock.instant());
        var step = next(alert);
        if (store.create(alert)) {
            metrics.moved(alert);
            then.accept(step, alert);
        }
    }

    /** Looks at an alert that is due, soon. */
    void wakeSoon(String id) {
        soon(() -> wake(id));
    }

    private void soon(Runnable work) {
        slots.acquireUninterruptibly();
        workers.execute(() -> {
            try {
                work.run();
            } catch (MongoException e) {
                log.warn("Left for the next sweep: {}", e.getMessage());
            } finally {
                slots.release();
            }
        });
    }

    private void wake(String id) {
        var found = store.find(id);
        if (found.isEmpty() || !found.get().isDue(clock.instant())) {
            return;
        }
        var alert = found.get();
        switch (alert.status()) {
            case PENDING -> record(alert, next(alert));
            case SENDING -> findOut(alert);
            case SENT -> proofIsLate(alert);
            case UNDELIVERED -> take(new Step.TellSuperior(), alert);
            case DELIVERED, ACKNOWLEDGED, SUPPRESSED -> {
                alert.wakes(null, clock.instant());
                store.save(alert);
            }
        }
    }

    /** Stores a step, and takes it when nobody else was quicker. */
    private void record(Alert alert, Step step) {
        if (store.save(alert)) {
            metrics.moved(alert);
            take(step, alert);
        }
    }

    private void take(Step step, Alert alert) {
        switch (step) {
            case Step.Send(var way, var attempt, var message) ->
                    send(alert.id(), alert.cause(), way, attempt, message);
            case Step.TellSuperior() -> tellSuperior(alert);
            case Step.Rest() -> {}
        }
    }

    /** Decides what to do with an alert that is to be sent. */
    private Step next(Alert alert) {
        var now = clock.instant();
        if (alert.isMoot()) {
            alert.overtaken(now);
            return new Step.Rest();
        }
        var contact = reach.contact(alert.recipient());
        if (contact.isEmpty()) {
            if (now.isBefore(alert.createdAt().plus(settings.contactWithin()))) {
                alert.wakes(now.plus(Duration.ofSeconds(1)), now);
                return new Step.Rest();
            }
            return undelivered(alert, now);
        }
        var ways = channels.ways(contact.get(), alert.exhausted());
        return ways.isEmpty()
                ? undelivered(alert, now)
                : sending(alert, ways.getFirst(), contact.get(), false, now);
    }

    private Step sending(Alert alert, Way way, Contact contact, boolean duplicate, Instant now) {
        var attempt =
                alert.sending(way.channel(), contact.language(), duplicate, now, now.plus(ANSWER));
        return new Step.Send(way, attempt, message(alert, contact.language()));
    }

    private Message message(Alert alert, String language) {
        var cause = alert.cause();
        return Wording.of(
                alert.rule().name(),
                language,
                new Subject(
                        cause.number(),
                        cause.kind(),
                        reach.placeName(cause.grid(), cause.division()),
                        cause.due()),
                links.of(alert),
                codes.of(alert.id()));
    }

    private static Step undelivered(Alert alert, Instant now) {
        alert.undelivered(now);
        return new Step.TellSuperior();
    }

    private void send(String id, Cause cause, Way way, Attempt attempt, Message message) {
        var outcome = channels.send(way, attempt.outId(), message);
        metrics.asked(way.channel(), outcome);
        var now = clock.instant();
        if (outcome instanceof Accepted) {
            metrics.accepted(way.channel(), Duration.between(cause.at(), now));
        }
        change(
                id,
                alert -> {
                    switch (outcome) {
                        case Accepted(var providerId) ->
                                alert.accepted(
                                        attempt.outId(),
                                        providerId,
                                        now.plus(patience(way.channel(), cause.kind())),
                                        now);
                        case Refused(var code, var why) ->
                                alert.refused(attempt.outId(), code, why, now);
                        case Throttled(var code, var why, var after) ->
                                postpone(
                                        alert,
                                        attempt,
                                        Attempt.State.THROTTLED,
                                        code,
                                        why,
                                        after,
                                        now);
                        case Down(var code, var why) ->
                                postpone(
                                        alert,
                                        attempt,
                                        Attempt.State.DOWN,
                                        code,
                                        why,
                                        Duration.ZERO,
                                        now);
                        case Unheard(var code, var why) ->
                                alert.unheard(attempt.outId(), code, why, now.plus(ASK_SOON), now);
                    }
                });
        if (outcome instanceof Refused) {
            wake(id); // The next channel, at once.
        }
    }

    /** Again after a while; but a channel that is down does not hold up the next one. */
    private void postpone(
            Alert alert,
            Attempt attempt,
            Attempt.State why,
            String code,
            String message,
            Duration after,
            Instant now) {
        alert.postponed(
                attempt.outId(), why, code, message, now.plus(pause(alert.tries(), after)), now);
        var enough = why == Attempt.State.DOWN || alert.hasTriedEnough();
        if (isOverdue(alert, now) || (enough && hasAnotherWay(alert))) {
            alert.leaveChannel(now);
        }
    }

    private boolean isOverdue(Alert alert, Instant now) {
        return now.isAfter(alert.createdAt().plus(settings.giveUpAfter()));
    }

    private boolean hasAnotherWay(Alert alert) {
        return reach.contact(alert.recipient())
                .map(contact -> channels.ways(contact, alert.exhausted()).size() > 1)
                .orElse(false);
    }

    /** Twice as long each time, and not all at the same moment. */
    private static Duration pause(int tries, Duration atLeast) {
        var doubled = Duration.ofSeconds(2).multipliedBy(1L << Math.min(tries, 5));
        var pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        var longer = pause.compareTo(atLeast) > 0 ? pause : atLeast;
        return longer.plusMillis(ThreadLocalRandom.current().nextLong(longer.toMillis() / 2 + 1));
    }

    private Duration patience(ChannelName channel, String kind) {
        return switch (channel) {
            case WECOM ->
                    kind.equals("EMERGENCY")
                            ? settings.emergencyWithin()
                            : settings.acknowledgeWithin();
            case ALIYUN_SMS -> settings.receiptWithin();
        };
    }

    /** A provider was being asked when the process died, or it did not answer. */
    private void findOut(Alert alert) {
        var now = clock.instant();
        var attempt = alert.attempt();
        var contact = reach.contact(alert.recipient());
        var way = contact.flatMap(known -> channels.way(attempt.channel(), known));
        var dropped = channels.repeatsDropped(attempt.channel());
        var enough = alert.hasTriedEnough() && hasAnotherWay(alert);
        if (contact.isEmpty()
                || way.isEmpty()
                || alert.isMoot()
                || enough
                || isOverdue(alert, now)) {
            alert.leaveChannel(now);
            record(alert, next(alert));
            return;
        }
        if (!dropped.isZero() || alert.hasTriedEnough()) {
            // The very same message again: who drops repeats drops it if the first was taken.
            var duplicate = !now.isBefore(attempt.at().plus(dropped));
            record(alert, sending(alert, way.get(), contact.get(), duplicate, now));
            return;
        }
        alert.wakes(now.plus(ANSWER), now);
        if (!store.save(alert)) {
            return; // Somebody else is finding out.
        }
        var proof = channels.proof(way.get(), attempt.outId(), attempt.at());
        change(
                alert.id(),
                it -> {
                    var then = clock.instant();
                    switch (proof) {
                        case Delivered _ -> it.delivered(attempt.outId(), then, then);
                        case Waiting _ ->
                                it.accepted(
                                        attempt.outId(),
                                        "",
                                        then.plus(settings.receiptWithin()),
                                        then);
                        case Failed(var code) -> it.failed(attempt.outId(), code, then, then);
                        case NeverSeen _ -> neverSeen(it, attempt, then);
                        case CannotTell _ ->
                                it.unheard(
                                        attempt.outId(),
                                        "cannot-tell",
                                        "The provider cannot be asked",
                                        then.plus(pause(it.tries(), Duration.ZERO)),
                                        then);
                    }
                });
        wake(alert.id());
    }

    private static void neverSeen(Alert alert, Attempt attempt, Instant now) {
        alert.postponed(
                attempt.outId(),
                Attempt.State.DOWN,
                "never-seen",
                "The provider has not seen it",
                now,
                now);
        if (alert.hasTriedEnough()) {
            alert.leaveChannel(now);
        }
    }

    /** Taken by a provider, and neither a receipt nor an answer in time. */
    private void proofIsLate(Alert alert) {
        var now = clock.instant();
        var attempt = alert.attempt();
        var way =
                reach.contact(alert.recipient())
                        .flatMap(known -> channels.way(attempt.channel(), known));
        alert.wakes(now.plus(ANSWER), now);
        if (!store.save(alert)) {
            return;
        }
        var proof =
                way.map(known -> channels.proof(known, attempt.outId(), attempt.at()))
                        .orElseGet(CannotTell::new);
        change(
                alert.id(),
                it -> {
                    var then = clock.instant();
                    switch (proof) {
                        case Delivered _ -> it.delivered(attempt.outId(), then, then);
                        case Failed(var code) -> it.failed(attempt.outId(), code, then, then);
                        case Waiting _, NeverSeen _, CannotTell _ -> it.leaveChannel(then);
                    }
                });
        wake(alert.id());
    }

    /** Nobody could be told: whoever dispatches there, or above, is. */
    private void tellSuperior(Alert alert) {
        alert.rule()
                .whenUndelivered()
                .ifPresent(rule ->
                        above(alert)
                                .ifPresent(superior ->
                                        recorded(rule, superior, alert.cause(), this::take)));
        change(
                alert.id(),
                it -> {
                    if (it.status() == Status.UNDELIVERED) {
                        it.wakes(null, clock.instant());
                    }
                });
    }

    private Optional<String> above(Alert alert) {
        var dispatchers = reach.dispatchers(alert.cause().place());
        return dispatchers.stream().skip(dispatchers.indexOf(alert.recipient()) + 1L).findFirst();
    }

    /** Changes the present state of an alert, however often others change it meanwhile. */
    void change(String id, Consumer<Alert> how) {
        for (int i = 0; i < TURNS; i++) {
            var alert = store.find(id);
            if (alert.isEmpty()) {
                return;
            }
            how.accept(alert.get());
            if (store.save(alert.get())) {
                metrics.moved(alert.get());
                return;
            }
        }
        throw new IllegalStateException("No turn to write " + id);
    }
}
