package dev.wangge.platform.web;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** A page of a list; {@code next} is the cursor of the one after it, null on the last. */
public record Page<T>(List<T> items, @Nullable String next, String asOf) {
    private static final int MOST = 200;

    /**
     * Checks how many a caller asks for.
     *
     * @throws Problem invalid-request unless it is 1 to 200
     */
    public static int limit(int asked) {
        if (asked < 1 || asked > MOST) {
            throw Problem.invalid(
                    Pointed.parameter("limit", "out-of-range", "limit is 1 to " + MOST));
        }
        return asked;
    }

    /**
     * A page of what was found: one more than asked for tells that there is a next page.
     *
     * @param cursor the place of an item in the list
     */
    public static <S, T> Page<T> of(
            List<S> found,
            int limit,
            Instant now,
            Function<? super S, ? extends Object> cursor,
            Function<? super S, ? extends T> view) {
        var shown = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit ? Objects.toString(cursor.apply(shown.getLast())) : null;
        return new Page<>(shown.stream().<T>map(view).toList(), next, Times.utc(now));
    }

    /** The page as an answer, with the link to the next one (RFC 8288). */
    public ResponseEntity<Page<T>> answer(HttpServletRequest request) {
        var answer = ResponseEntity.ok();
        if (next != null) {
            var query = Objects.toString(request.getQueryString(), "");
            var kept =
                    Arrays.stream(query.split("&"))
                            .filter(pair -> !pair.isEmpty() && !pair.startsWith("cursor="))
                            .collect(Collectors.joining("&"));
            answer.header(
                    HttpHeaders.LINK,
                    "<%s?%s%scursor=%s>; rel=\"next\""
                            .formatted(
                                    request.getRequestURI(),
                                    kept,
                                    kept.isEmpty() ? "" : "&",
                                    next));
        }
        return answer.body(this);
    }
}
