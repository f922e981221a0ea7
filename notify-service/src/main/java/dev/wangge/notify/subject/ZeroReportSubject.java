package dev.wangge.notify.subject;

import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.contracts.alerts.v1.AlertEvent.ZeroReportAlertStatusChanged;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.notify.wording.Subject;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A zero-report: its key period and its ISO day are what its alerts say. */
public record ZeroReportSubject(String id, String period, String day) implements AlertSubject {

    static ZeroReportSubject from(String id, Document cause) {
        return new ZeroReportSubject(id, cause.getString("period"), cause.getString("day"));
    }

    /** What happened to a zero-report, as alerts see it. */
    public static Occasion occasion(ZeroReportEvent event, ReceivedEvent envelope) {
        return switch (event) {
            case ZeroReportChased e ->
                    occasion(
                            event,
                            envelope,
                            cause(envelope, e.periodName(), e.day(), e.division(), e.dueBy()),
                            e.recipient());
            case ZeroReportMissed e ->
                    occasion(
                            event,
                            envelope,
                            cause(envelope, e.periodName(), e.day(), e.division(), e.dueBy()),
                            e.escalatedTo());
            default -> occasion(event, envelope, null, null);
        };
    }

    private static Cause cause(
            ReceivedEvent envelope, String period, String day, String division, Instant due) {
        var subject = new ZeroReportSubject(envelope.subject(), period, day);
        return Cause.of(envelope, subject, null, division, due);
    }

    private static Occasion occasion(
            ZeroReportEvent event,
            ReceivedEvent envelope,
            @Nullable Cause cause,
            @Nullable String named) {
        // Also one that was asked for at the very same moment.
        var settlesBefore = envelope.time().plusNanos(1);
        return new Occasion(SubjectType.ZERO_REPORT, event, envelope, cause, named, settlesBefore);
    }

    @Override
    public SubjectType type() {
        return SubjectType.ZERO_REPORT;
    }

    @Override
    public Subject wording(String place, @Nullable Instant due) {
        return new Subject(Map.of("period", period, "day", day), null, place, due);
    }

    @Override
    public String page() {
        return "/z/";
    }

    @Override
    public AlertEvent moved(
            String rule,
            String recipient,
            @Nullable String channel,
            String status,
            boolean possibleDuplicate) {
        return new ZeroReportAlertStatusChanged(
                id, rule, recipient, channel, status, possibleDuplicate);
    }

    @Override
    public Optional<AlertEvent> replied(
            String recipient, String reply, @Nullable String sealedText) {
        return Optional.of(new AlertReplied(id, recipient, reply, sealedText));
    }

    @Override
    public void into(Document cause) {
        cause.append("period", period).append("day", day);
    }
}
