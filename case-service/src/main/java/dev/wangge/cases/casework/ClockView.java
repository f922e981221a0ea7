package dev.wangge.cases.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.cases.clock.Limit;
import dev.wangge.cases.clock.Run;
import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.bond.Part;
import dev.wangge.cases.life.time.Step;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.platform.web.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the due times of a case come about: each begins somewhere, has its limit, and stands still in
 * its pauses.
 *
 * @param rulebook the version whose limits these are
 * @param dueAt of the present step; null when it waits for none
 * @param isSuspended its clock stands still
 * @param unknownYears into which working time reaches, and whose holidays are not known yet
 * @param steps the time to handle it, since it was accepted, the present step, and the open parts
 *     of those who joined
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ClockView(
        String rulebook,
        Status status,
        @Nullable String dueAt,
        boolean isSuspended,
        List<Integer> unknownYears,
        List<StepView> steps) {

    /**
     * A step and its limit.
     *
     * @param step accept, dispatch, handle, verify, close or check
     * @param limit how long it may take, its extensions not counted
     * @param extensions how often the limit was granted once more
     * @param pauses in which nothing ran; one that lasts has no end
     * @param dueAt null while it stands still
     * @param side whose part it is; null for who is in charge
     */
    record StepView(
            String step,
            String from,
            LimitView limit,
            int extensions,
            List<PauseView> pauses,
            @Nullable String dueAt,
            @Nullable Side side) {}

    /**
     * A length of time.
     *
     * @param amount as ISO 8601 writes it; a working day is PT24H
     * @param time CONTINUOUS, day and night, or WORKING, on working days, or WORKING_HOURS, in
     *     their hours
     */
    record LimitView(String amount, Limit.Time time) {}

    /** From when until when. */
    record PauseView(String from, @Nullable String to) {}

    static ClockView of(Case it, Rulebook rules, Instant now) {
        var steps = new ArrayList<StepView>();
        var step = it.step();
        var began = it.stepBegan();
        if (it.wasAccepted()) {
            steps.add(handling(it, rules, now));
        }
        if (step != null && step != Step.HANDLE && began != null) {
            steps.add(
                    new StepView(
                            step.spelled(),
                            Times.utc(began),
                            limit(rules.limit(step, it.kind())),
                            0,
                            List.of(),
                            Times.utcOrNull(it.dueAt()),
                            null));
        }
        it.bonds().openParts().forEach(part -> steps.add(part(it, part, rules)));
        return new ClockView(
                rules.version(),
                it.status(),
                Times.utcOrNull(it.dueAt()),
                it.isSuspended(),
                unknownYears(it, rules),
                steps);
    }

    private static List<Integer> unknownYears(Case it, Rulebook rules) {
        var due = it.dueAt();
        var from = it.stepBegan();
        var step = it.step();
        if (due == null
                || from == null
                || step == null
                || !rules.limit(step, it.kind()).isWorking()) {
            return List.of();
        }
        return IntStream.rangeClosed(year(from), year(due))
                .filter(year -> !rules.limits().calendar().knows(year))
                .boxed()
                .toList();
    }

    private static int year(Instant instant) {
        return instant.atZone(WorkCalendar.ZONE).getYear();
    }

    private static StepView handling(Case it, Rulebook rules, Instant now) {
        var run = it.handlingTime(now);
        var standsSince = it.standsSince();
        return new StepView(
                Step.HANDLE.spelled(),
                Times.utc(run.from()),
                limit(rules.limits().handle(it.kind())),
                run.extensions(),
                run.pauses().stream().map(pause -> pause(pause, standsSince)).toList(),
                standsSince == null
                        ? Times.utc(rules.handleBy(it.kind(), run, it.assignee()))
                        : null,
                null);
    }

    private static StepView part(Case it, Part part, Rulebook rules) {
        return new StepView(
                "handle",
                Times.utc(part.since()),
                limit(rules.limits().handle(it.kind())),
                0,
                List.of(),
                Times.utc(part.handleBy()),
                part.side());
    }

    private static PauseView pause(Run.Pause pause, @Nullable Instant lasting) {
        var lasts = Objects.equals(pause.from(), lasting);
        return new PauseView(Times.utc(pause.from()), lasts ? null : Times.utc(pause.to()));
    }

    private static LimitView limit(Limit limit) {
        return new LimitView(limit.amount().toString(), limit.time());
    }
}
