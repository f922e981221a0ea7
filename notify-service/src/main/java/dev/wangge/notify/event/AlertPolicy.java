package dev.wangge.notify.event;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.Recipient;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.notify.alert.Alert;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.alert.Audience;
import dev.wangge.notify.alert.Rule;
import dev.wangge.notify.delivery.Courier;
import dev.wangge.notify.reach.ContactDirectory;
import dev.wangge.notify.subject.Cause;
import dev.wangge.notify.subject.Occasion;
import dev.wangge.notify.subject.Party;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Decides by the rules who is told of what happened, and whose alert it settles. */
@Component
class AlertPolicy {
    private final Courier courier;
    private final AlertStore store;
    private final ContactDirectory contacts;
    private final Clock clock;

    AlertPolicy(Courier courier, AlertStore store, ContactDirectory contacts, Clock clock) {
        this.courier = courier;
        this.store = store;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Takes in what happened; taking it in again changes nothing. */
    void notice(Occasion occasion) {
        if (occasion.event() instanceof CaseAlertAcknowledged it) {
            acknowledge(it.alertId(), occasion.envelope());
        }
        if (occasion.settlesBefore() != null) {
            settle(occasion, occasion.settlesBefore());
        }
        if (occasion.cause() != null) {
            tell(occasion, occasion.cause());
        }
    }

    private void acknowledge(String alertId, ReceivedEvent event) {
        store.change(
                alertId,
                alert -> {
                    if (alert.cause().subject().id().equals(event.subject())) {
                        alert.acknowledged(event.actor().toString(), clock.instant());
                    }
                });
    }

    /** One event tells one person once, and nobody of what they did themselves. */
    private void tell(Occasion occasion, Cause cause) {
        var told = new HashSet<String>();
        for (var rule : Rule.values()) {
            if (rule.isToldOf(occasion.event())) {
                recipient(rule.audience(), occasion, cause.place())
                        .filter(recipient -> !isBy(recipient, occasion.envelope().actor()))
                        .filter(told::add)
                        .ifPresent(recipient -> courier.tell(rule, recipient, cause));
            }
        }
    }

    private static boolean isBy(String recipient, Actor actor) {
        return new Actor(recipient, null).isSamePersonAs(actor);
    }

    private Optional<String> recipient(Audience audience, Occasion occasion, String place) {
        var named = audience.party().flatMap(occasion::named).map(this::known);
        return switch (audience.otherwise()) {
            case NOBODY -> named;
            case DISPATCHER -> named.or(() -> Optional.of(dispatcher(place)));
            case SUPERIOR -> above(occasion.named(Party.ASSIGNEE), place);
        };
    }

    /** Whoever answers for a division is somebody, as far as that is known. */
    private String known(String named) {
        var recipient = Recipient.parse(named);
        return recipient.type() == Recipient.Type.DISPATCHER
                ? contacts.answering(recipient.code())
                : named;
    }

    private String dispatcher(String place) {
        return contacts.dispatchers(place).getFirst();
    }

    /** The next dispatch centre above who has it; above the place's where nobody has it. */
    private Optional<String> above(Optional<String> assignee, String place) {
        var centres = contacts.dispatchers(place);
        var who = assignee.orElse(centres.getFirst());
        return centres.stream().skip(centres.indexOf(who) + 1L).findFirst();
    }

    /**
     * What was done settles what people were told before: whose alert it is has answered it, the
     * rest is overtaken.
     */
    private void settle(Occasion occasion, Instant before) {
        var event = occasion.envelope();
        if (Stream.of(Rule.values()).noneMatch(rule -> rule.isSettledBy(occasion.event()))) {
            return;
        }
        for (var told : store.about(occasion.type(), event.subject())) {
            if (told.rule().isSettledBy(occasion.event()) && isOpen(told, before)) {
                store.change(told.id(), alert -> settle(alert, event.actor(), before));
            }
        }
    }

    private void settle(Alert alert, Actor by, Instant before) {
        if (!isOpen(alert, before)) {
            return;
        }
        if (alert.rule().isAnsweredByAnybody() || alert.recipient().equals(by.who())) {
            alert.acknowledged(by.toString(), clock.instant());
        } else {
            alert.overtaken(clock.instant());
        }
    }

    /** What came with this very event, or after it, is not settled by it. */
    private static boolean isOpen(Alert alert, Instant before) {
        return alert.isOpen() && alert.cause().at().isBefore(before);
    }
}
