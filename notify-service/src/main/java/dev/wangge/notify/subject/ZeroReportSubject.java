package dev.wangge.notify.subject;

import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.contracts.alerts.v1.AlertEvent.ZeroReportAlertStatusChanged;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.FindingReported;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportDue;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
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
        // Also one that was asked for at the very same moment.
        var settlesBefore = envelope.time().plusNanos(1);
        var telling = telling(event, envelope.subject());
        return Occasion.of(SubjectType.ZERO_REPORT, event, envelope, telling, settlesBefore);
    }

    private static Telling telling(ZeroReportEvent event, String id) {
        return switch (event) {
            case ZeroReportChased e ->
                    Telling.of(
                                    new ZeroReportSubject(id, e.periodName(), e.day()),
                                    null,
                                    e.division())
                            .due(e.dueBy())
                            .naming(Party.REPORTING, e.recipient());
            case ZeroReportMissed e ->
                    Telling.of(
                                    new ZeroReportSubject(id, e.periodName(), e.day()),
                                    null,
                                    e.division())
                            .due(e.dueBy())
                            .naming(Party.ESCALATED_TO, e.escalatedTo());
            case ZeroReportDue _, ZeroReportFiled _, ZeroReportWithdrawn _, FindingReported _ ->
                    Telling.NOTHING;
        };
    }

    @Override
    public SubjectType type() {
        return SubjectType.ZERO_REPORT;
    }

    @Override
    public Subject wording(String place, @Nullable Instant due) {
        return new Subject(Map.of("period", period, "day", day), Map.of(), place, due);
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
