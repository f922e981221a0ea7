package dev.wangge.cases.asking;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/** By when somebody is to answer. */
final class AnswerBy {
    private AnswerBy() {}

    /**
     * A time, or a date: until that day is over.
     *
     * @throws Problem invalid-request for what is neither, has passed, or lies beyond a year
     */
    static Instant of(String said, Instant now) {
        var latest = now.atZone(WorkCalendar.ZONE).plusYears(1).toInstant();
        return endOfDay(said.strip())
                .or(() -> moment(said.strip()))
                .filter(at -> at.isAfter(now) && !at.isAfter(latest))
                .orElseThrow(() ->
                        Problem.invalid(
                                Pointed.at(
                                        "#/answerBy",
                                        "out-of-range",
                                        "A date or an RFC 3339 time to come, within a year")));
    }

    private static Optional<Instant> endOfDay(String said) {
        try {
            var next = LocalDate.parse(said).plusDays(1);
            return Optional.of(next.atStartOfDay(WorkCalendar.ZONE).toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> moment(String said) {
        try {
            return Optional.of(OffsetDateTime.parse(said).toInstant());
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
