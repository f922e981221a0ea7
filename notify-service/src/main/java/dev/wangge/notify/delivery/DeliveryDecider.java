package dev.wangge.notify.delivery;

import dev.wangge.notify.alert.Alert;
import dev.wangge.notify.alert.AlertSettings;
import dev.wangge.notify.alert.Attempt;
import dev.wangge.notify.alert.LocalizedMessage;
import dev.wangge.notify.alert.ShortCodes;
import dev.wangge.notify.alert.Status;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.channel.Channels;
import dev.wangge.notify.channel.Channels.Way;
import dev.wangge.notify.channel.Message;
import dev.wangge.notify.channel.Outcome;
import dev.wangge.notify.channel.Outcome.Accepted;
import dev.wangge.notify.channel.Outcome.Down;
import dev.wangge.notify.channel.Outcome.Refused;
import dev.wangge.notify.channel.Outcome.Throttled;
import dev.wangge.notify.channel.Outcome.Unheard;
import dev.wangge.notify.channel.Proof;
import dev.wangge.notify.channel.Proof.CannotTell;
import dev.wangge.notify.channel.Proof.Delivered;
import dev.wangge.notify.channel.Proof.Failed;
import dev.wangge.notify.channel.Proof.NeverSeen;
import dev.wangge.notify.channel.Proof.Waiting;
import dev.wangge.notify.link.Links;
import dev.wangge.notify.reach.Contact;
import dev.wangge.notify.reach.Contacts;
import dev.wangge.notify.reach.Contacts.Target;
import dev.wangge.notify.wording.Wording;
import dev.wangge.platform.seal.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** Decides what is to be done with an alert next, and what an answer means for it. */
@Component
class DeliveryDecider {
    /**
     * After so long without an answer somebody else finds out. A provider's call may take longer: a
     * token to be had first, a repeat by its SDK; then what it answers meets a later attempt.
     */
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private static final Duration ASK_SOON = Duration.ofSeconds(2);
    private static final Duration CONTACT_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Contacts contacts;
    private final Channels channels;
    private final Links links;
    private final ShortCodes codes;
    private final AlertSettings settings;
    private final Vault vault;
    private final Clock clock;

    DeliveryDecider(
            Contacts contacts,
            Channels channels,
            Links links,
            ShortCodes codes,
            AlertSettings settings,
            Vault vault,
            Clock clock) {
        this.contacts = contacts;
        this.channels = channels;
        this.links = links;
        this.codes = codes;
        this.settings = settings;
        this.vault = vault;
        this.clock = clock;
    }

    /** Something to be done, after it has been recorded. */
    sealed interface Step {
        record Send(Way way, Attempt attempt, Message message) implements Step {}

        record Ask(Way way, Attempt attempt) implements Step {}

        record TellSuperior() implements Step {}

        record Rest() implements Step {}
    }

    /**
     * How its recipient is reached now, and what its place is called; nobody where that is not
     * asked for, as what cannot even be looked up is not to stand in the way of what follows.
     */
    Target target(Alert alert) {
        return switch (alert.status()) {
            case PENDING -> alert.isMoot() ? Target.NOBODY : lookUp(alert);
            case SENDING, SENT -> lookUp(alert);
            case DELIVERED, ACKNOWLEDGED, SUPPRESSED, UNDELIVERED -> Target.NOBODY;
        };
    }

    private Target lookUp(Alert alert) {
        return contacts.target(alert.recipient(), alert.cause().grid(), alert.cause().division());
    }

    /** Whose provider the next step is going to ask; empty when none, or it is not known yet. */
    Optional<ChannelName> provider(Alert alert, Target target) {
        return switch (alert.status()) {
            case PENDING ->
                    alert.isMoot()
                            ? Optional.empty()
                            : target.contact()
                                    .flatMap(contact ->
                                            channels
                                                    .ways(contact, alert.delivery().exhausted())
                                                    .stream()
                                                    .findFirst())
                                    .map(Way::channel);
            case SENDING, SENT -> Optional.ofNullable(alert.delivery().channel());
            case DELIVERED, ACKNOWLEDGED, SUPPRESSED, UNDELIVERED -> Optional.empty();
        };
    }

    /**
     * Whether an attempt was recorded so long ago that somebody else may be finding out about it by
     * the time the provider is asked: it must not be asked any more.
     */
    boolean isStale(Attempt attempt) {
        return clock.instant().isAfter(attempt.at().plus(ANSWER.dividedBy(2)));
    }

    /** What is due for an alert that woke; changes it as if the step had been begun. */
    Step due(Alert alert, Target target) {
        return switch (alert.status()) {
            case PENDING -> next(alert, target);
            case SENDING -> findOut(alert, target);
            case SENT -> ask(alert, target);
            case UNDELIVERED -> new Step.TellSuperior();
            case DELIVERED, ACKNOWLEDGED, SUPPRESSED -> {
                alert.wakes(null, clock.instant());
                yield new Step.Rest();
            }
        };
    }

    /** For an alert that is to be sent: by the first channel that has not failed yet. */
    Step next(Alert alert, Target target) {
        var now = clock.instant();
        if (alert.isMoot()) {
            alert.overtaken(now);
            return new Step.Rest();
        }
        var contact = target.contact();
        if (contact.isEmpty()) {
            if (now.isBefore(alert.createdAt().plus(settings.contactWithin()))) {
                alert.wakes(now.plus(CONTACT_PAUSE), now);
                return new Step.Rest();
            }
            return undelivered(alert, now);
        }
        var ways = channels.ways(contact.get(), alert.delivery().exhausted());
        if (ways.isEmpty()) {
            return undelivered(alert, now);
        }
        return sending(
                alert, ways.getFirst(), message(alert, contact.get(), target.place()), false, now);
    }

    private static Step undelivered(Alert alert, Instant now) {
        alert.undelivered(now);
        return new Step.TellSuperior();
    }

    private Step sending(
            Alert alert, Way way, LocalizedMessage message, boolean duplicate, Instant now) {
        if (channels.traits(way.channel()).isAnswerable()) {
            alert.goesTo(vault.blindIndexOf(way.address()));
        }
        var attempt = alert.sending(way.channel(), message, duplicate, now, now.plus(ANSWER));
        return new Step.Send(way, attempt, message.message());
    }

    private LocalizedMessage message(Alert alert, Contact contact, String place) {
        var cause = alert.cause();
        return new LocalizedMessage(
                contact.language(),
                Wording.of(
                        alert.rule().name(),
                        contact.language(),
                        cause.subject().wording(place, cause.due()),
                        links.of(alert),
                        codes.of(alert.id())));
    }

    /** A provider was being asked when the process died, or it did not answer. */
    private Step findOut(Alert alert, Target target) {
        var now = clock.instant();
        var attempt = alert.delivery().last();
        var contact = target.contact();
        var way = way(attempt, contact);
        if (contact.isEmpty()
                || way.isEmpty()
                || alert.isMoot()
                || isOverdue(alert, now)
                || (alert.delivery().hasTriedEnough() && hasAnotherWay(alert))) {
            alert.leaveChannel(now);
            return next(alert, target);
        }
        var dropped = channels.traits(attempt.channel()).repeatsDropped();
        if (dropped.isZero() && !alert.delivery().hasTriedEnough()) {
            return ask(alert, target);
        }
        // Once more; who drops repeats of the very same message drops this one if he had the first.
        var message = message(alert, contact.get(), target.place());
        var same = attempt.words().equals(message.digest());
        var remembered = now.isBefore(alert.delivery().firstOf(attempt).at().plus(dropped));
        return sending(alert, way.get(), message, !same || !remembered, now);
    }

    /** Asks the provider what became of the last attempt; nobody else does so meanwhile. */
    private Step ask(Alert alert, Target target) {
        var now = clock.instant();
        var attempt = alert.delivery().last();
        var way = way(attempt, target.contact());
        if (way.isEmpty()) {
            alert.leaveChannel(now);
            return next(alert, target);
        }
        alert.wakes(now.plus(ANSWER), now);
        return new Step.Ask(way.get(), attempt);
    }

    private Optional<Way> way(Attempt attempt, Optional<Contact> contact) {
        return contact.flatMap(known -> channels.way(attempt.channel(), known));
    }

    /** What a provider's answer means. */
    void hear(Alert alert, Attempt attempt, Outcome outcome) {
        var now = clock.instant();
        var id = attempt.outId();
        switch (outcome) {
            case Accepted(var providerId) ->
                    alert.accepted(id, providerId, now.plus(patience(alert, attempt)), now);
            case Refused(var code, var why) -> alert.refused(id, code, why, now);
            case Throttled(var code, var why, var after) -> {
                var again = now.plus(pause(alert.delivery().tries(), after));
                if (alert.postponed(id, Attempt.State.THROTTLED, code, why, again, now)) {
                    leaveIf(alert.delivery().hasTriedEnough(), alert, now);
                }
            }
            case Down(var code, var why) -> {
                var again = now.plus(pause(alert.delivery().tries(), Duration.ZERO));
                if (alert.postponed(id, Attempt.State.DOWN, code, why, again, now)) {
                    leaveIf(true, alert, now);
                }
            }
            case Unheard(var code, var why) ->
                    alert.unheard(id, code, why, now.plus(ASK_SOON), now);
        }
    }

    /** What it means that a provider was asked, and knows this. */
    void learn(Alert alert, Attempt attempt, Proof proof) {
        var now = clock.instant();
        var id = attempt.outId();
        switch (proof) {
            case Delivered _ -> alert.delivered(id, now, now);
            case Failed(var code) -> alert.failed(id, code, now, now);
            case Waiting _, NeverSeen _, CannotTell _ when alert.status() == Status.SENT ->
                    alert.leaveChannel(now); // Taken long ago, and no proof in time.
            case Waiting _ -> alert.accepted(id, "", now.plus(patience(alert, attempt)), now);
            case NeverSeen _ -> {
                var why = "The provider has not seen it";
                if (alert.postponed(id, Attempt.State.DOWN, "never-seen", why, now, now)
                        && alert.delivery().hasTriedEnough()) {
                    alert.leaveChannel(now);
                }
            }
            case CannotTell _ ->
                    alert.unheard(
                            id,
                            "cannot-tell",
                            "The provider cannot be asked",
                            now.plus(pause(alert.delivery().tries(), Duration.ZERO)),
                            now);
        }
    }

    /** A channel that does not work does not hold up the next one; and none is tried for ever. */
    private void leaveIf(boolean enough, Alert alert, Instant now) {
        if (isOverdue(alert, now) || (enough && hasAnotherWay(alert))) {
            alert.leaveChannel(now);
        }
    }

    private boolean isOverdue(Alert alert, Instant now) {
        return now.isAfter(alert.createdAt().plus(settings.giveUpAfter()));
    }

    private boolean hasAnotherWay(Alert alert) {
        return contacts.contact(alert.recipient())
                .map(contact -> channels.ways(contact, alert.delivery().exhausted()).size() > 1)
                .orElse(false);
    }

    /** Twice as long each time, and not all at the same moment. */
    private static Duration pause(int tries, Duration atLeast) {
        var doubled = ASK_SOON.multipliedBy(1L << Math.min(tries, 5));
        var pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        var longer = pause.compareTo(atLeast) > 0 ? pause : atLeast;
        return longer.plusMillis(ThreadLocalRandom.current().nextLong(longer.toMillis() / 2 + 1));
    }

    private Duration patience(Alert alert, Attempt attempt) {
        if (channels.traits(attempt.channel()).hasReceipts()) {
            return settings.receiptWithin();
        }
        return alert.cause().subject().isEmergency()
                ? settings.emergencyWithin()
                : settings.acknowledgeWithin();
    }
}
