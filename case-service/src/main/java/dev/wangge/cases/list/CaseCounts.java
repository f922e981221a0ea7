package dev.wangge.cases.list;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.cases.life.Status;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many open cases there are, each number the length of a list (docs/api/lists.md). With {@code
 * by=grid} only {@code asOf}, {@code grids} and {@code atLeast} are there, else all but these.
 *
 * @param asOf when they were counted
 * @param dueWithinHour whose step is due within an hour, and is not overdue yet
 * @param overdue that wait past the due time of their step
 * @param unlocated that lie nowhere that anybody knows
 * @param nobodyOnDuty for which nobody was there, and which nobody has since
 * @param returned that were given back, and which nobody has since
 * @param byStatus of each state in which a case is open
 * @param grids of each grid with open cases, by its code
 * @param atLeast names of the numbers that are greater than what is said; absent where none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CaseCounts(
        String asOf,
        @Nullable Long open,
        @Nullable Long dueWithinHour,
        @Nullable Long overdue,
        @Nullable Long unlocated,
        @Nullable Long nobodyOnDuty,
        @Nullable Long returned,
        @Nullable Long waitingForVerification,
        @Nullable Long emergencies,
        @Nullable Map<Status, Long> byStatus,
        @Nullable Map<String, OfGrid> grids,
        @Nullable List<String> atLeast) {

    /** Open cases that lie in one grid, and how many of them are overdue. */
    record OfGrid(long open, long overdue) {}
}
