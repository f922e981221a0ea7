package dev.wangge.contracts.alerts.v1;

import dev.wangge.contracts.EventType;
import org.jspecify.annotations.Nullable;

/** What became of an alert about a case. */
public sealed interface AlertEvent {

    /**
     * The alert's status moved to SENT, DELIVERED, ACKNOWLEDGED, UNDELIVERED or SUPPRESSED; PENDING
     * and SENDING are notify-service's own business. Recipient is a member code, {@code unit:} and
     * a unit's code, or a person reference.
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
}
