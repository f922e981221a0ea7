package dev.wangge.notify.subject;

import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.notify.wording.Subject;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is about. A further one is a class of its own, and its row in {@link SubjectType}.
 */
public interface AlertSubject {

    SubjectType type();

    /** A UUID: of the case, or of whatever else it is. */
    String id();

    /** What its alerts say of it, at a place of this name. */
    Subject wording(String place, @Nullable Instant due);

    /** Where the page behind its alerts lies, before the link's token. */
    String page();

    /** Whether an answer is waited for only shortly. */
    default boolean isEmergency() {
        return false;
    }

    /** That an alert about it moved to a status. */
    AlertEvent moved(
            String rule,
            String recipient,
            @Nullable String channel,
            String status,
            boolean possibleDuplicate);

    /** That an alert's recipient answered by SMS; empty where it asks nothing of them. */
    default Optional<AlertEvent> replied(
            String recipient, String reply, @Nullable String sealedText) {
        return Optional.empty();
    }

    /** What is stored of it in an alert's cause, besides its id. */
    void into(Document cause);
}
