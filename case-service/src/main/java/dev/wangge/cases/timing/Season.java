package dev.wangge.cases.timing;

import static dev.wangge.cases.action.CaseCommand.CODE;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.contracts.cases.v1.CaseEvent.Window;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * When some work is possible: as days of any year, or of one.
 *
 * @param from the first day
 * @param to the last day
 */
record Season(
        @Schema(
                        requiredMode = REQUIRED,
                        maxLength = CODE,
                        example = "05-01",
                        description = "The first day, 05-01 of any year or 2027-05-01")
                String from,
        @Schema(
                        requiredMode = REQUIRED,
                        maxLength = CODE,
                        example = "10-31",
                        description = "The last day, spelled as the first is")
                String to) {

    /**
     * The window that is open, or opens next.
     *
     * @throws Problem invalid-request for what is no day, and for a window that has shut, or shuts
     *     beyond a year
     */
    Window window(Instant now) {
        var today = now.atZone(WorkCalendar.ZONE).toLocalDate();
        var window = daysOfAnyYear(today).or(this::days).orElseThrow(Season::unreadable);
        if (window.to().isBefore(window.from())
                || window.to().isBefore(today)
                || window.to().isAfter(today.plusYears(1))) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/window/to",
                            "out-of-range",
                            "A window shuts after it opens, today or later, within a year"));
        }
        return window;
    }

    private Optional<Window> daysOfAnyYear(LocalDate today) {
        var opens = dayOfAnyYear(from);
        var shuts = dayOfAnyYear(to);
        return opens.isEmpty() || shuts.isEmpty()
                ? Optional.empty()
                : IntStream.rangeClosed(today.getYear() - 1, today.getYear() + 1)
                        .mapToObj(year -> of(opens.get(), shuts.get(), year))
                        .filter(window -> !window.to().isBefore(today))
                        .findFirst();
    }

    /** Over the new year where it shuts before it opens. */
    private static Window of(MonthDay opens, MonthDay shuts, int year) {
        return new Window(
                opens.atYear(year), shuts.atYear(shuts.isBefore(opens) ? year + 1 : year));
    }

    private Optional<Window> days() {
        return Times.day(from.strip())
                .flatMap(opens -> Times.day(to.strip()).map(shuts -> new Window(opens, shuts)));
    }

    private static Optional<MonthDay> dayOfAnyYear(String said) {
        try {
            return Optional.of(MonthDay.parse("--" + said.strip()));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private static Problem unreadable() {
        return Problem.invalid(
                Pointed.at(
                        "#/window",
                        "wrong-value",
                        "The days of a window are both like 05-01 or both like 2027-05-01"));
    }
}
