package dev.wangge.grids.period;

import dev.wangge.contracts.Recipient;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.period.KeyPeriod.Duty;
import dev.wangge.grids.period.PeriodBody.DutyBody;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Level;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks what a caller says of a key period, and points at what cannot be. */
@Component
class PeriodCheck {
    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_DAYS = 366;
    private static final int MOST_DIVISIONS = 1_000;
    private static final Duration REMIND_BEFORE = Duration.ofHours(2);
    private static final Duration LONGEST_REMIND = Duration.ofDays(1);
    private static final Set<Level> LEVELS = Set.of(Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE);

    private final Directory directory;

    PeriodCheck(Directory directory) {
        this.directory = directory;
    }

    /**
     * A period as the body says, checked.
     *
     * @param now when it is asked for: the hour of its last day must be ahead
     * @throws Problem invalid-request, or outside-scope for a foreign division or reporter
     */
    KeyPeriod checked(String id, PeriodBody body, Caller caller, Instant now) {
        var name = FreeText.required(body.name(), "#/name", LONGEST_NAME).strip();
        var from = day(body.from(), "#/from");
        var to = day(body.to(), "#/to");
        if (to.isBefore(from)) {
            throw invalid("#/to", "out-of-range", "It ends before it begins");
        }
        if (to.isAfter(from.plusDays(LONGEST_DAYS - 1))) {
            throw invalid("#/to", "out-of-range", "At most %d days".formatted(LONGEST_DAYS));
        }
        if (from.isBefore(KeyPeriod.today(now))) {
            throw invalid("#/from", "out-of-range", "It begins before today");
        }
        if (from.isAfter(KeyPeriod.today(now).plusYears(10))) {
            throw invalid("#/from", "out-of-range", "It begins within ten years");
        }
        var divisions = divisions(body.divisions(), from, caller);
        var period =
                new KeyPeriod(
                        id,
                        name,
                        from,
                        to,
                        divisions,
                        dueBy(body.dueBy()),
                        remindBefore(body.remindBefore()),
                        roster(body.dutyRoster(), divisions, from, caller),
                        caller.by(),
                        now,
                        null,
                        1);
        if (period.firstDay().isEmpty()) {
            throw invalid("#/dueBy", "out-of-range", "The hour of its last day has passed");
        }
        return period;
    }

    private static LocalDate day(@Nullable String day, String pointer) {
        if (day == null) {
            throw invalid(pointer, "required", "A day as 2026-10-01 is required");
        }
        return Times.day(day)
                .orElseThrow(() -> invalid(pointer, "wrong-date", "Not a day as 2026-10-01"));
    }

    private static LocalTime dueBy(@Nullable String time) {
        if (time == null) {
            throw invalid("#/dueBy", "required", "An hour as 17:00 is required");
        }
        try {
            return LocalTime.parse(time);
        } catch (DateTimeParseException e) {
            throw invalid("#/dueBy", "wrong-time", "Not an hour as 17:00 or 17:00:30");
        }
    }

    private static Duration remindBefore(@Nullable String text) {
        try {
            var before = text == null ? REMIND_BEFORE : Duration.parse(text);
            if (before.isNegative() || before.compareTo(LONGEST_REMIND) > 0) {
                throw invalid("#/remindBefore", "out-of-range", "PT0S to P1D");
            }
            return before;
        } catch (DateTimeParseException e) {
            throw invalid("#/remindBefore", "wrong-duration", "Not a duration as PT2H");
        }
    }

    private List<String> divisions(
            @Nullable List<@Nullable String> named, LocalDate from, Caller caller) {
        if (named == null || named.isEmpty()) {
            throw invalid("#/divisions", "required", "At least one division is required");
        }
        if (named.size() > MOST_DIVISIONS) {
            throw invalid("#/divisions", "too-many", "At most " + MOST_DIVISIONS);
        }
        var codes = new ArrayList<String>();
        for (int i = 0; i < named.size(); i++) {
            var pointer = "#/divisions/" + i;
            var code = String.valueOf(named.get(i));
            if (!LEVELS.contains(division(code, pointer, caller).level())) {
                throw invalid(pointer, "wrong-level", "A village, a township or a county");
            }
            codes.add(code);
        }
        var known = directory.find(Kind.DIVISION, codes);
        for (int i = 0; i < codes.size(); i++) {
            var pointer = "#/divisions/" + i;
            var division = known.get(codes.get(i));
            if (division == null) {
                throw invalid(pointer, "unknown-division", "No division " + codes.get(i));
            }
            requireThere(division, from, pointer);
        }
        return codes.stream().distinct().toList();
    }

    /** Nobody would report for one that is no more when the period begins. */
    private static void requireThere(Entry division, LocalDate from, String pointer) {
        var last = Validity.of(division.state()).to();
        var successor = division.state().getString("supersededBy");
        if (last == null ? successor == null : !last.isBefore(from)) {
            return;
        }
        var detail =
                "Division %s is no more%s%s"
                        .formatted(
                                division.code(),
                                last == null ? "" : " after " + last,
                                successor == null ? "" : "; now it is " + successor);
        var problem =
                new Problem(ProblemType.DIVISION_RETIRED, detail)
                        .with("errors", List.of(Pointed.at(pointer, "division-retired", detail)));
        throw successor == null ? problem : problem.with("supersededBy", successor);
    }

    private static DivisionCode division(String code, String pointer, Caller caller) {
        var division =
                DivisionCode.parse(code)
                        .orElseThrow(() ->
                                invalid(pointer, "wrong-code", "A division code has 12 digits"));
        caller.requireScope(division.prefix());
        return division;
    }

    private List<Duty> roster(
            @Nullable List<@Nullable DutyBody> bodies,
            List<String> divisions,
            LocalDate from,
            Caller caller) {
        var roster = new ArrayList<Duty>();
        var seen = new HashSet<String>();
        int i = 0;
        for (var body : bodies == null ? List.<@Nullable DutyBody>of() : bodies) {
            var pointer = "#/dutyRoster/" + i++;
            if (body == null || body.division() == null) {
                throw invalid(pointer + "/division", "required", "division is required");
            }
            var code = division(body.division(), pointer + "/division", caller);
            var belongs =
                    divisions.stream()
                            .anyMatch(named -> code.value().startsWith(Codes.prefix(named)));
            if (!belongs || !seen.add(code.value())) {
                throw invalid(
                        pointer + "/division",
                        belongs ? "twice" : "not-in-period",
                        belongs ? "It is on the roster already" : "No division of this period");
            }
            roster.add(new Duty(code.value(), recipient(body, pointer, caller)));
        }
        var known = directory.find(Kind.DIVISION, seen);
        for (int at = 0; at < roster.size(); at++) {
            var division = known.get(roster.get(at).division());
            if (division != null) {
                requireThere(division, from, "#/dutyRoster/" + at + "/division");
            }
        }
        return roster;
    }

    private String recipient(DutyBody body, String pointer, Caller caller) {
        if ((body.member() == null) == (body.unit() == null)) {
            throw invalid(pointer, "required", "Either a member or a unit");
        }
        return body.member() != null
                ? known(Kind.MEMBER, body.member(), pointer + "/member", caller)
                : Recipient.unit(
                                known(
                                        Kind.UNIT,
                                        String.valueOf(body.unit()),
                                        pointer + "/unit",
                                        caller))
                        .toString();
    }

    private String known(Kind kind, String code, String pointer, Caller caller) {
        var entry =
                directory
                        .find(kind, code)
                        .orElseThrow(() ->
                                invalid(
                                        pointer,
                                        kind == Kind.MEMBER ? "unknown-member" : "unknown-unit",
                                        "Not in the directory: " + code));
        caller.requireScope(Codes.prefix(entry.place()));
        return code;
    }

    private static Problem invalid(String pointer, String code, String message) {
        return Problem.invalid(Pointed.at(pointer, code, message));
    }
}
