package dev.wangge.cases.list;

import com.mongodb.client.model.Filters;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.search.CaseQuery.Order;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.TimeOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * In which order cases are listed: by when they were reported, or by when their step is due; equal
 * times by id.
 */
record ListOrder(By by, TimeOrder direction) {

    static final String NEWEST = "-reportedAt";

    /** By which time; the names are the caller's, and the document's. */
    enum By {
        REPORT("reportedAt", "reportedAt"),
        DEADLINE("dueAt", "deadline");

        private final String parameter;
        private final String field;

        By(String parameter, String field) {
            this.parameter = parameter;
            this.field = field;
        }

        @Nullable Instant of(Case it) {
            return switch (this) {
                case REPORT -> it.reportedAt();
                case DEADLINE -> it.dueAt();
            };
        }
    }

    /**
     * Reads the parameter {@code sort}: a name, with a minus for the latest first.
     *
     * @throws Problem invalid-request for any other
     */
    static ListOrder of(String sort) {
        return Arrays.stream(By.values())
                .filter(it -> sort.equals(it.parameter) || sort.equals("-" + it.parameter))
                .map(it -> new ListOrder(it, TimeOrder.of(sort, it.parameter)))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalid(
                                Pointed.parameter(
                                        "sort",
                                        "unknown-sort",
                                        "sort is reportedAt or dueAt, or one with a minus before it")));
    }

    boolean isByDeadline() {
        return by == By.DEADLINE;
    }

    /** The same order of what was searched for. */
    Order ofSearch() {
        boolean newest = direction == TimeOrder.NEWEST_FIRST;
        return switch (by) {
            case REPORT -> newest ? Order.NEWEST : Order.OLDEST;
            case DEADLINE -> newest ? Order.DUE_LAST : Order.DUE_FIRST;
        };
    }

    String field() {
        return by.field;
    }

    Bson sort() {
        return direction.sort(by.field);
    }

    Bson after(String cursor) {
        return direction.after(by.field, cursor);
    }

    /** Where a case stands in the list. */
    String cursor(Case it) {
        var at = by.of(it);
        if (at == null) {
            throw new IllegalStateException(it.id() + " has no place in a list by " + by.parameter);
        }
        return TimeOrder.cursor(at, it.id());
    }

    /** Which of two stored ones comes first. */
    int compare(Document one, Document other) {
        int byTime = at(one).compareTo(at(other));
        int ascending =
                byTime != 0 ? byTime : one.getString("_id").compareTo(other.getString("_id"));
        return direction == TimeOrder.OLDEST_FIRST ? ascending : -ascending;
    }

    private Instant at(Document stored) {
        return stored.getDate(by.field).toInstant();
    }

    /**
     * Those whose step is due some time.
     *
     * @param late only those that wait past it now; false: only those that do not
     * @param before only those that are due before this time
     */
    static Bson due(Optional<Boolean> late, Optional<Instant> before, Instant now) {
        var field = By.DEADLINE.field;
        var from = late.filter(it -> !it).map(it -> now).orElse(Instant.EPOCH);
        var to =
                Stream.concat(late.filter(it -> it).map(it -> now).stream(), before.stream())
                        .min(Comparator.naturalOrder());
        var since = Filters.gte(field, Date.from(from));
        return to.map(until -> Filters.and(since, Filters.lt(field, Date.from(until))))
                .orElse(since);
    }
}
