package dev.wangge.platform.web;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list; an answer with a next page also says so in its {@code Link} header.
 *
 * @param next the cursor of the next page; null on the last one
 * @param asOf when it was so, UTC with milliseconds
 */
public record Page<T>(List<T> items, @Nullable String next, String asOf) {
    private static final int MOST = 200;

    /**
     * A page of what was found, one more than the limit telling that there is a next page.
     *
     * @param cursor the place of an item in the list
     */
    public static <F, T> Page<T> of(
            List<F> found,
            int limit,
            Instant now,
            Function<F, String> cursor,
            Function<List<F>, List<T>> view) {
        var shown = found.size() > limit ? found.subList(0, limit) : found;
        return new Page<>(
                view.apply(shown),
                found.size() > limit ? cursor.apply(shown.getLast()) : null,
                Times.utc(now));
    }

    /**
     * Checks how many items a caller may ask for.
     *
     * @throws Problem invalid-request
     */
    public static void checkLimit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid(
                    Pointed.parameter("limit", "out-of-range", "limit is 1 to " + MOST));
        }
    }
}
