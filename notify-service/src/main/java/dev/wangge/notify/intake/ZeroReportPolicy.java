package dev.wangge.notify.intake;

import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.FindingReported;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportDue;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.alert.AlertSubject.AZeroReport;
import dev.wangge.notify.alert.Cause;
import dev.wangge.notify.alert.Rule;
import dev.wangge.notify.delivery.Courier;
import dev.wangge.notify.reach.ContactDirectory;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides who is told that a zero-report is missing, and whose alert its coming settles. */
@Component
class ZeroReportPolicy {
    private final Courier courier;
    private final AlertStore store;
    private final ContactDirectory contacts;
    private final Clock clock;

    ZeroReportPolicy(Courier courier, AlertStore store, ContactDirectory contacts, Clock clock) {
        this.courier = courier;
        this.store = store;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Takes in what happened to a zero-report; taking it in again changes nothing. */
    void notice(ZeroReportEvent event, ReceivedEvent envelope) {
        switch (event) {
            case ZeroReportChased e ->
                    courier.tell(
                            Rule.ZERO_REPORT_DUE,
                            recipient(e.recipient(), e.division()),
                            cause(envelope, e.periodName(), e.day(), e.division(), e.dueBy()));
            case ZeroReportMissed e ->
                    courier.tell(
                            Rule.ZERO_REPORT_MISSED,
                            recipient(e.escalatedTo(), e.division()),
                            cause(envelope, e.periodName(), e.day(), e.division(), e.dueBy()));
            case ZeroReportFiled _, ZeroReportWithdrawn _ -> settle(envelope);
            case ZeroReportDue _, FindingReported _ -> {}
        }
    }

    private String recipient(@Nullable String named, String division) {
        return named != null ? named : contacts.dispatchers(division).getFirst();
    }

    /** It came, or nobody waits any more: whoever filed it has answered, the rest is overtaken. */
    private void settle(ReceivedEvent event) {
        for (var told : store.ofZeroReport(event.subject())) {
            store.change(
                    told.id(),
                    alert -> {
                        if (!alert.isOpen() || alert.cause().at().isAfter(event.time())) {
                            return;
                        }
                        if (alert.recipient().equals(event.actor().who())) {
                            alert.acknowledged(event.actor().toString(), clock.instant());
                        } else {
                            alert.overtaken(clock.instant());
                        }
                    });
        }
    }

    private static Cause cause(
            ReceivedEvent event, String period, String day, String division, Instant due) {
        return new Cause(
                event.id(),
                event.time(),
                new AZeroReport(event.subject(), period, day),
                null,
                division,
                due);
    }
}
