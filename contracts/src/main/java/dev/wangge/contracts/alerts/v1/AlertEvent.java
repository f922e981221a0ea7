package dev.wangge.contracts.alerts.v1;

import dev.wangge.contracts.EventType;
import org.jspecify.annotations.Nullable;

/** What became of an alert, about a case or about a zero-report. */
public sealed interface AlertEvent {

    /**
     * The alert's status moved to SENT, DELIVERED, ACKNOWLEDGED, UNDELIVERED or SUPPRESSED; PENDING
     * and SENDING are notify-service's own business. Recipient is a {@link
     * dev.wangge.contracts.Recipient}.
     */
    @EventType("wangge.alert.status.v1")
    record AlertStatusChanged(
            String caseId,
            String rule,
            String recipient,
            @Nullable String channel,
            String status,
            boolean possibleDuplicate)
            implements AlertEvent {}

    /**
     * As {@link AlertStatusChanged}, of an alert about a zero-report: a type of its own, so that
     * who knows only cases passes it over.
     */
    @EventType("wangge.alert.zero-report-status.v1")
    record ZeroReportAlertStatusChanged(
            String zeroReportId,
            String rule,
            String recipient,
            @Nullable String channel,
            String status,
            boolean possibleDuplicate)
            implements AlertEvent {}

    /**
     * The recipient of an alert about a zero-report answered by SMS.
     *
     * @param reply the same for the same SMS, however often the network brings it
     * @param sealedText what there is to report, sealed for the alert's id; null for nothing
     */
    @EventType("wangge.alert.replied.v1")
    record AlertReplied(
            String zeroReportId, String recipient, String reply, @Nullable String sealedText)
            implements AlertEvent {}

    /**
     * Somebody who got an SMS wrote back, and has something to say: it answers what they were asked
     * about a case, or becomes a case for whoever dispatches there.
     *
     * @param place what the SMS was about lies there: a grid's code, or a division's
     * @param recipient who got the SMS
     * @param reply the same for the same SMS, however often the network brings it
     * @param sealedText what they wrote, sealed for the alert's id
     * @param answering added later: the question that it answers, if that is not answered yet; null
     *     where the SMS was about none
     */
    @EventType("wangge.alert.unasked-reply.v1")
    record UnaskedReply(
            String place,
            String recipient,
            String reply,
            String sealedText,
            @Nullable Answering answering)
            implements AlertEvent {}

    /**
     * What its recipient was asked last.
     *
     * @param caseId of the case about which they were asked
     * @param only it answers that, or says nothing: “no” is no case
     */
    record Answering(String caseId, boolean only) {}
}
