package dev.wangge.quickstart.replay;

import java.time.Instant;
import java.util.List;

/**
 * What became of one message.
 *
 * @param locatedBy the location rule that decided
 * @param alerts the states of the alerts about the case, as they are now
 */
record Outcome(
        String caseId, String number, String locatedBy, Instant reportedAt, List<String> alerts) {

    private static final List<String> UNDER_WAY = List.of("PENDING", "SENDING");
    private static final List<String> REACHED = List.of("SENT", "DELIVERED", "ACKNOWLEDGED");

    Outcome with(List<String> newAlerts) {
        return new Outcome(caseId, number, locatedBy, reportedAt, List.copyOf(newAlerts));
    }

    boolean isAlerted() {
        return !alerts.isEmpty();
    }

    boolean isSettled() {
        return isAlerted() && alerts.stream().noneMatch(UNDER_WAY::contains);
    }

    /** A provider took it; WeCom gives no receipt, so that SENT is the best that can be known. */
    boolean isDelivered() {
        return alerts.stream().anyMatch(REACHED::contains);
    }

    boolean isUndelivered() {
        return isSettled() && !isDelivered();
    }
}
