package dev.wangge.notify.intake;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.notify.alert.Alert;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.alert.AlertSubject.ACase;
import dev.wangge.notify.alert.Cause;
import dev.wangge.notify.alert.Rule;
import dev.wangge.notify.delivery.Courier;
import dev.wangge.notify.reach.ContactDirectory;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides who is told of what happened to a case, and whose alert it settles. */
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

    /** Takes in what happened to a case; taking it in again changes nothing. */
    void notice(CaseEvent event, ReceivedEvent envelope) {
        switch (event) {
            case CaseDispatched e -> {
                settle(envelope, Rule.values());
                courier.tell(
                        Rule.DISPATCHED,
                        e.assignee().recipient().toString(),
                        cause(
                                envelope,
                                e.number(),
                                e.kind(),
                                e.gridCode(),
                                e.divisionCode(),
                                e.handleBy()));
            }
            case CaseLeftForDispatcher e -> {
                var cause = cause(envelope, e.number(), e.kind(), null, e.divisionCode(), null);
                courier.tell(
                        Rule.LEFT_FOR_DISPATCHER,
                        contacts.dispatchers(cause.place()).getFirst(),
                        cause);
            }
            case CaseClosed e -> {
                settle(envelope, Rule.DISPATCHED, Rule.LEFT_FOR_DISPATCHER, Rule.UNDELIVERED);
                tellReporter(
                        e.reporter(),
                        cause(envelope, e.number(), e.kind(), null, e.divisionCode(), null));
            }
            case CaseSettled e -> {
                settle(envelope, Rule.DISPATCHED, Rule.LEFT_FOR_DISPATCHER, Rule.UNDELIVERED);
                tellReporter(
                        e.reporter(),
                        cause(envelope, e.number(), e.kind(), null, e.divisionCode(), null));
            }
            case CaseAccepted _, CaseDeclined _, CaseVoided _ ->
                    settle(envelope, Rule.LEFT_FOR_DISPATCHER);
            case CaseStarted _, CaseHandled _, CaseRecalled _, CaseReturned _ ->
                    settle(envelope, Rule.DISPATCHED, Rule.UNDELIVERED);
            case CaseAlertAcknowledged e ->
                    store.change(
                            e.alertId(),
                            alert -> {
                                if (alert.cause().about().id().equals(envelope.subject())) {
                                    alert.acknowledged(
                                            envelope.actor().toString(), clock.instant());
                                }
                            });
            default -> {}
        }
    }

    private void tellReporter(@Nullable String reporter, Cause cause) {
        if (reporter != null) {
            courier.tell(Rule.CLOSED, reporter, cause);
        }
    }

    /**
     * What a person did settles what others were told before: their own alert is answered, the rest
     * is overtaken.
     */
    private void settle(ReceivedEvent event, Rule... rules) {
        if (event.actor().equals(Actor.SYSTEM)) {
            return; // What the system does answers nobody's alert, and overtakes none.
        }
        for (var told : store.ofCase(event.subject())) {
            if (List.of(rules).contains(told.rule()) && isOpen(told, event.time())) {
                var answers =
                        told.recipient().equals(event.actor().who())
                                || told.rule() == Rule.LEFT_FOR_DISPATCHER;
                store.change(
                        told.id(),
                        alert -> {
                            if (answers) {
                                alert.acknowledged(event.actor().toString(), clock.instant());
                            } else {
                                alert.overtaken(clock.instant());
                            }
                        });
            }
        }
    }

    /** What came after this very event is not settled by it. */
    private static boolean isOpen(Alert alert, Instant until) {
        return alert.isOpen() && alert.cause().at().isBefore(until);
    }

    private static Cause cause(
            ReceivedEvent event,
            String number,
            String kind,
            @Nullable String grid,
            @Nullable String division,
            @Nullable Instant due) {
        return new Cause(
                event.id(),
                event.time(),
                new ACase(Objects.requireNonNull(event.subject()), number, kind),
                grid,
                division,
                due);
    }
}
