package dev.wangge.cases.life.supervision;

import dev.wangge.cases.clock.Ladder;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseEscalated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReminded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervised;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervisionAcknowledged;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was told of the present step and its due time, and how those above press for the case. When
 * either changes, reminders and escalation begin anew; a rung stays for the round.
 *
 * @param step that it waits for; null when for none
 * @param since when that began, or was given the due time that it has
 * @param reminded percent that was told last, 0 at first
 */
public record Supervision(
        @Nullable String step,
        @Nullable Instant since,
        @Nullable Instant dueAt,
        int reminded,
        @Nullable Escalation escalation,
        @Nullable Pressed pressed) {
    public static final Supervision NONE = new Supervision(null, null, null, 0, null, null);

    /** In place of a step, while its clock stands still until it is due. */
    public static final String SUSPENDED = "SUSPENDED";

    /** In place of a step, while its clock stands still for an answer. */
    public static final String AWAITING = "AWAITING";

    /** The division that was told last, and when. */
    public record Escalation(String to, Instant at) {}

    /**
     * The rung that it stands on.
     *
     * @param by whoever set it, as the fact says it
     * @param acknowledgedAt null while nobody who has it has read that
     */
    public record Pressed(Rung rung, Instant at, String by, @Nullable Instant acknowledgedAt) {}

    public Supervision apply(
            CaseEvent event, Fact fact, @Nullable String step, @Nullable Instant dueAt) {
        var told = told(event, fact);
        return Objects.equals(step, told.step) && Objects.equals(dueAt, told.dueAt)
                ? told
                : new Supervision(step, fact.at(), dueAt, 0, null, told.pressed);
    }

    private Supervision told(CaseEvent event, Fact fact) {
        return switch (event) {
            // A side's own part keeps its own.
            case CaseReminded e -> e.side() == null ? reminded(e.percent()) : this;
            case CaseEscalated e ->
                    e.side() == null ? escalated(new Escalation(e.to(), fact.at())) : this;
            case CaseSupervised e ->
                    pressed(new Pressed(Rung.valueOf(e.rung()), fact.at(), fact.by(), null));
            case CaseSupervisionAcknowledged _ -> pressed(acknowledged(fact.at()));
            case CaseReopened _ -> pressed(null);
            default -> this;
        };
    }

    public Supervision reminded(int percent) {
        return new Supervision(step, since, dueAt, percent, escalation, pressed);
    }

    public Supervision escalated(Escalation to) {
        return new Supervision(step, since, dueAt, reminded, to, pressed);
    }

    private Supervision pressed(@Nullable Pressed by) {
        return new Supervision(step, since, dueAt, reminded, escalation, by);
    }

    private @Nullable Pressed acknowledged(Instant at) {
        return pressed == null ? null : new Pressed(pressed.rung(), pressed.at(), pressed.by(), at);
    }

    /**
     * What comes next by itself while it stays as it is, earliest first: what a later one has
     * caught up with need not be told.
     *
     * @param ladder by which the case is decided
     * @param above superiors that are told, the nearest first
     */
    public List<WakeUp> plan(CaseKind kind, Ladder ladder, List<String> above) {
        var plan = new ArrayList<WakeUp>();
        if (since == null || dueAt == null) {
            return plan;
        }
        if (AWAITING.equals(step)) {
            return plan;
        }
        if (SUSPENDED.equals(step)) {
            plan.add(new WakeUp.Resume(dueAt));
            return plan;
        }
        if (escalation == null) {
            for (int percent : ladder.remindAt()) {
                var at = ladder.remindAt(kind, since, dueAt, percent);
                if (percent > reminded && at.isBefore(dueAt)) {
                    plan.add(new WakeUp.Remind(at, percent, null));
                }
            }
        }
        var at = ladder.climbsAt(kind, dueAt, escalation == null ? null : escalation.at());
        next(above).ifPresent(to -> plan.add(new WakeUp.Escalate(at, to, null)));
        return plan;
    }

    private Optional<String> next(List<String> above) {
        return above.stream()
                .filter(code -> escalation == null || code.length() < escalation.to().length())
                .findFirst();
    }

    /** Told all the way up: nothing more comes by itself. */
    public boolean isToldToAll(List<String> above) {
        return escalation != null && next(above).isEmpty();
    }
}
