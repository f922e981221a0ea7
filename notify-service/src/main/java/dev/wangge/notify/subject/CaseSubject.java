package dev.wangge.notify.subject;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.notify.wording.Subject;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Instant;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A case: its kind and number are what its alerts say. */
public record CaseSubject(String id, String number, String kind) implements AlertSubject {
    static CaseSubject from(String id, Document cause) {
        return new CaseSubject(id, cause.getString("number"), cause.getString("kind"));
    }

    /** What happened to a case, as alerts see it. */
    public static Occasion occasion(CaseEvent event, ReceivedEvent envelope) {
        return switch (event) {
            case CaseDispatched e -> {
                var subject = new CaseSubject(envelope.subject(), e.number(), e.kind());
                var cause =
                        Cause.of(envelope, subject, e.gridCode(), e.divisionCode(), e.handleBy());
                yield occasion(event, envelope, cause, e.assignee().recipient().toString());
            }
            case CaseLeftForDispatcher e ->
                    occasion(event, envelope, e.number(), e.kind(), e.divisionCode(), null);
            case CaseClosed e ->
                    occasion(event, envelope, e.number(), e.kind(), e.divisionCode(), e.reporter());
            case CaseSettled e ->
                    occasion(event, envelope, e.number(), e.kind(), e.divisionCode(), e.reporter());
            default -> occasion(event, envelope, null, null);
        };
    }

    private static Occasion occasion(
            CaseEvent event,
            ReceivedEvent envelope,
            String number,
            String kind,
            @Nullable String division,
            @Nullable String named) {
        var subject = new CaseSubject(envelope.subject(), number, kind);
        return occasion(event, envelope, Cause.of(envelope, subject, null, division, null), named);
    }

    /** What the system does answers nobody's alert, and overtakes none. */
    private static Occasion occasion(
            CaseEvent event,
            ReceivedEvent envelope,
            @Nullable Cause cause,
            @Nullable String named) {
        var settlesBefore = envelope.actor().equals(Actor.SYSTEM) ? null : envelope.time();
        return new Occasion(SubjectType.CASE, event, envelope, cause, named, settlesBefore);
    }

    @Override
    public SubjectType type() {
        return SubjectType.CASE;
    }

    @Override
    public Subject wording(String place, @Nullable Instant due) {
        return new Subject(Map.of("number", number), kind, place, due);
    }

    @Override
    public String page() {
        return "/l/";
    }

    @Override
    public boolean isEmergency() {
        return kind.equals("EMERGENCY");
    }

    @Override
    public AlertEvent moved(
            String rule,
            String recipient,
            @Nullable String channel,
            String status,
            boolean possibleDuplicate) {
        return new AlertStatusChanged(id, rule, recipient, channel, status, possibleDuplicate);
    }

    @Override
    public void into(Document cause) {
        cause.append("number", number).append("kind", kind);
    }
}
