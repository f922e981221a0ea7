package dev.wangge.notify.alert;

import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.contracts.alerts.v1.AlertEvent.ZeroReportAlertStatusChanged;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What an alert is about. */
public sealed interface AlertSubject {
    /** Of the case, or of the zero-report. */
    String id();

    /** A case's kind and number are what its alerts say. */
    record ACase(String id, String number, String kind) implements AlertSubject {}

    /** A zero-report is told by its period and day. */
    record AZeroReport(String id, String period, String day) implements AlertSubject {}

    /** That an alert about it moved to a status. */
    default AlertEvent moved(
            String rule, String recipient, @Nullable String by, String to, boolean duplicate) {
        return switch (this) {
            case ACase it -> new AlertStatusChanged(it.id(), rule, recipient, by, to, duplicate);
            case AZeroReport it ->
                    new ZeroReportAlertStatusChanged(it.id(), rule, recipient, by, to, duplicate);
        };
    }

    /** In what is stored, cases lie where they always did: alerts of last year read as before. */
    default void into(Document alert, Document cause) {
        switch (this) {
            case ACase it -> {
                alert.append("caseId", it.id());
                cause.append("number", it.number()).append("kind", it.kind());
            }
            case AZeroReport it -> {
                alert.append("zeroReportId", it.id());
                cause.append("period", it.period()).append("day", it.day());
            }
        }
    }

    static AlertSubject from(Document alert, Document cause) {
        var report = alert.getString("zeroReportId");
        return report == null
                ? new ACase(
                        alert.getString("caseId"),
                        cause.getString("number"),
                        cause.getString("kind"))
                : new AZeroReport(report, cause.getString("period"), cause.getString("day"));
    }
}
