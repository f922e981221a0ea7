package dev.wangge.contracts.cases.v1;

import dev.wangge.contracts.EventType;
import dev.wangge.contracts.Recipient;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fact in the life of a case. Who did it and when are in the envelope. Names, phones and free
 * text never ride in a fact: people are references, texts are salted digests.
 */
public sealed interface CaseEvent {

    /**
     * Somebody reported it. {@code reporter} is a person reference on wangge.people.v1;
     * coordinates, address and grid are as the report gave them.
     */
    @EventType("wangge.case.reported.v1")
    record CaseReported(
            String number,
            String kind,
            String channel,
            @Nullable String reporter,
            @Nullable Instant occurredAt,
            List<String> scope,
            String title,
            @Nullable String description,
            @Nullable Coordinates coordinates,
            @Nullable String address,
            @Nullable String gridCode)
            implements CaseEvent {}

    /**
     * Where it lies: rule is GRID_CODE, POLYGON, REPORTER_GRID, PLACE_NAME, UNLOCATED or
     * OUTSIDE_SCOPE; confidence 0 to 1; path holds the codes of all divisions above and the grid.
     */
    @EventType("wangge.case.located.v1")
    record CaseLocated(
            String rule,
            double confidence,
            @Nullable String gridCode,
            @Nullable String divisionCode,
            List<String> path)
            implements CaseEvent {}

    /**
     * The grids could not be asked; it is located by itself when they can. Added later: division,
     * where it lies when they know no grid for its point; null for a report, which then lies
     * nowhere.
     */
    @EventType("wangge.case.locating-postponed.v1")
    record CaseLocatingPostponed(List<String> path, @Nullable String division)
            implements CaseEvent {}

    /**
     * Not dispatched by itself: UNLOCATED, OUTSIDE_SCOPE, NOBODY_ON_DUTY or KIND_NEEDS_A_PERSON.
     */
    @EventType("wangge.case.left-for-dispatcher.v1")
    record CaseLeftForDispatcher(
            String number, String kind, String reason, @Nullable String divisionCode)
            implements CaseEvent {}

    @EventType("wangge.case.accepted.v1")
    record CaseAccepted() implements CaseEvent {}

    @EventType("wangge.case.declined.v1")
    record CaseDeclined(String reason) implements CaseEvent {}

    @EventType("wangge.case.voided.v1")
    record CaseVoided(String reason) implements CaseEvent {}

    /** Tier is NEIGHBOUR, COMMITTEE or SUPERIOR; rule names what decided, or PERSON. */
    @EventType("wangge.case.triaged.v1")
    record CaseTriaged(String tier, String rule, @Nullable String reason) implements CaseEvent {}

    /** Given to a member or unit; carries what an alert needs to say. */
    @EventType("wangge.case.dispatched.v1")
    record CaseDispatched(
            String number,
            String kind,
            String tier,
            Assignee assignee,
            @Nullable String gridCode,
            @Nullable String divisionCode,
            @Nullable Instant handleBy,
            @Nullable String reason)
            implements CaseEvent {}

    @EventType("wangge.case.recalled.v1")
    record CaseRecalled(String reason) implements CaseEvent {}

    @EventType("wangge.case.returned.v1")
    record CaseReturned(String reason) implements CaseEvent {}

    @EventType("wangge.case.started.v1")
    record CaseStarted() implements CaseEvent {}

    @EventType("wangge.case.handled.v1")
    record CaseHandled(String what, List<String> evidence) implements CaseEvent {}

    /** 即办即结: done on the spot and closed at once. */
    @EventType("wangge.case.settled.v1")
    record CaseSettled(
            String number,
            String kind,
            @Nullable String reporter,
            String what,
            List<String> evidence,
            @Nullable String divisionCode)
            implements CaseEvent {}

    @EventType("wangge.case.verified.v1")
    record CaseVerified(@Nullable String reason) implements CaseEvent {}

    /** 返工: back to the same unit. */
    @EventType("wangge.case.verification-failed.v1")
    record CaseVerificationFailed(String reason) implements CaseEvent {}

    @EventType("wangge.case.closed.v1")
    record CaseClosed(
            String number,
            String kind,
            @Nullable String reporter,
            @Nullable String outcome,
            @Nullable String divisionCode)
            implements CaseEvent {}

    @EventType("wangge.case.replied.v1")
    record CaseReplied(String number, @Nullable String reporter, String text)
            implements CaseEvent {}

    /** Score is 1 to 5; 4 and 5 count as satisfied. */
    @EventType("wangge.case.rated.v1")
    record CaseRated(int score, @Nullable String comment) implements CaseEvent {}

    @EventType("wangge.case.noted.v1")
    record CaseNoted(String text) implements CaseEvent {}

    /** A person followed the link of this alert and answered. */
    @EventType("wangge.case.alert-acknowledged.v1")
    record CaseAlertAcknowledged(String alertId) implements CaseEvent {}

    /** A delivery fact that came back; status as in the alert, recipient a reference. */
    @EventType("wangge.case.alert-reported.v1")
    record CaseAlertReported(
            String alertId, String recipient, @Nullable String channel, String status)
            implements CaseEvent {}

    /** Degrees, as given, in the named system: WGS84, GCJ02 or CGCS2000. */
    record Coordinates(double lng, double lat, String crs) {}

    /** Type is MEMBER or UNIT. */
    record Assignee(String type, String code) {
        /** As alerts name them. */
        public Recipient recipient() {
            return type.equals("UNIT") ? Recipient.unit(code) : Recipient.member(code);
        }
    }
}
