package dev.wangge.cases.timing;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a suspended case waits for.
 *
 * @param until when it runs on by itself: at the given time, or a year later
 * @param words what it waits for; null where that is a time
 */
record ResumeWhen(Instant until, @Nullable String words) {

    /**
     * @throws Problem invalid-request for a time that has passed, or beyond a year
     */
    static ResumeWhen of(String said, Instant now) {
        var latest = now.atZone(WorkCalendar.ZONE).plusYears(1).toInstant();
        var time = time(said.strip());
        if (time.filter(at -> !at.isAfter(now) || at.isAfter(latest)).isPresent()) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/resumeWhen",
                            "out-of-range",
                            "A case is suspended until a time to come, within a year"));
        }
        return time.map(at -> new ResumeWhen(at, null))
                .orElseGet(() -> new ResumeWhen(latest, said));
    }

    private static Optional<Instant> time(String said) {
        try {
            return Optional.of(LocalDate.parse(said).atStartOfDay(WorkCalendar.ZONE).toInstant());
        } catch (DateTimeException noDate) {
            return moment(said);
        }
    }

    private static Optional<Instant> moment(String said) {
        try {
            return Optional.of(OffsetDateTime.parse(said).toInstant());
        } catch (DateTimeException words) {
            return Optional.empty();
        }
    }
}
