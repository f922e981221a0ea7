package dev.wangge.cases.calendar;

import dev.wangge.cases.rulebook.CalendarRules;
import dev.wangge.cases.rulebook.CalendarRules.Body;
import dev.wangge.cases.rulebook.CalendarRules.Change;
import dev.wangge.cases.rulebook.CalendarRules.Year;
import dev.wangge.cases.ruleset.RuleDesk;
import dev.wangge.cases.ruleset.RuleDivision;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Years that come as files, and what a calendar would move before it does. */
@RestController
@Tag(name = "rules", description = "规则")
class CalendarController {
    private static final String PATH = "/api/v1/rules/calendars";
    private static final int SHOWN = 200;
    private final CalendarRules calendars;
    private final RuleDesk desk;
    private final CalendarPass pass;
    private final StrictBodies bodies;

    CalendarController(
            CalendarRules calendars, RuleDesk desk, CalendarPass pass, StrictBodies bodies) {
        this.calendars = calendars;
        this.desk = desk;
        this.pass = pass;
        this.bodies = bodies;
    }

    /**
     * What it moves.
     *
     * @param moved so many due times of open cases
     * @param cases the first of them
     * @param years that the file told, for what comes with one
     */
    record Moves(int moved, List<Moved> cases, List<Integer> years) {}

    /**
     * A step's due time, before and then.
     *
     * @param side whose part it is; null where it is the case's own step
     */
    record Moved(
            String id,
            String number,
            String step,
            String before,
            String dueAt,
            @Nullable Side side) {}

    @Operation(
            summary = "What a calendar would move; nothing is set",
            description = "Counts every open case anew; shows the first 200 that move")
    @AllowedTo(Role.ADMIN)
    @PostMapping(PATH + ":preview")
    @Takes(Change.class)
    Moves preview(
            @RequestParam(required = false) @Nullable String division,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var of = RuleDivision.settable(division, Caller.current());
        var change = bodies.read(raw == null ? new byte[0] : raw, Change.class);
        desk.requireSound(calendars, change, of);
        return preview(of, change.body(), List.of());
    }

    @Operation(
            summary = "Set the years that a file tells, and leave the others",
            description =
                    "CSV with the columns date and type (off or work), or iCalendar, where an event"
                            + " whose summary says 班 is worked and any other is off. What is open is"
                            + " counted anew within seconds; with dryRun=true nothing is set")
    @AllowedTo(Role.ADMIN)
    @PostMapping(
            path = PATH + ":import",
            consumes = {"text/csv", "text/calendar"})
    @Takes(
            value = String.class,
            as = {"text/csv", "text/calendar"})
    Moves imported(
            @RequestParam(required = false) @Nullable String division,
            @RequestParam String why,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var caller = Caller.current();
        var of = RuleDivision.settable(division, caller);
        var reason = FreeText.required(why, "why", Change.LONGEST_WHY);
        var file = new String(raw == null ? new byte[0] : raw, StandardCharsets.UTF_8);
        var years =
                file.stripLeading().startsWith("BEGIN:VCALENDAR")
                        ? CalendarFile.ofIcs(file)
                        : CalendarFile.ofCsv(file);
        var change = new Change(reason, with(desk.inForce(calendars, of), years));
        desk.requireSound(calendars, change, of);
        var moves = preview(of, change.body(), years.stream().map(Year::year).toList());
        if (!dryRun) {
            var _ = desk.set(calendars, of, change, null, caller.by());
        }
        return moves;
    }

    private static Body with(Body before, List<Year> years) {
        var told = years.stream().map(Year::year).toList();
        return new Body(
                before.hours(),
                Stream.concat(
                                before.years().stream().filter(year -> !told.contains(year.year())),
                                years.stream())
                        .sorted(Comparator.comparing(Year::year))
                        .toList(),
                before.unitHours());
    }

    private Moves preview(String division, Body body, List<Integer> years) {
        var shown = new ArrayList<Moved>();
        var count = new int[1];
        pass.preview(
                division,
                calendars.rules(body),
                (it, move) -> {
                    if (count[0]++ < SHOWN) {
                        shown.add(
                                new Moved(
                                        it.id(),
                                        it.number(),
                                        move.step(),
                                        Times.utc(move.before()),
                                        Times.utc(move.dueAt()),
                                        move.side()));
                    }
                });
        return new Moves(count[0], shown, years);
    }
}
