package dev.wangge.grids.directory;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list, with the cursor of the next. */
public record Listing<T>(List<T> items, @Nullable String next, String asOf) {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** What a caller asked to see: how many, after which key. */
    public record Page(int limit, @Nullable String after) {
        /**
         * Checks the two parameters.
         *
         * @throws Problem invalid-request
         */
        public static Page of(int limit, @Nullable String cursor) {
            if (limit < 1 || limit > 200) {
                throw Problem.invalid(
                        Pointed.parameter("limit", "out-of-range", "limit is 1 to 200"));
            }
            if (cursor == null) {
                return new Page(limit, null);
            }
            try {
                return new Page(
                        limit,
                        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw Problem.invalid(
                        Pointed.parameter("cursor", "wrong-value", "This is no cursor of ours"));
            }
        }
    }

    /** A page of what was found, one more than asked for telling that there is a next page. */
    static <T> Listing<T> of(List<Entry> found, Page page, Instant now, Function<Entry, T> view) {
        var shown = found.size() > page.limit() ? found.subList(0, page.limit()) : found;
        var next =
                found.size() > page.limit()
                        ? Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        shown.getLast().key().getBytes(StandardCharsets.UTF_8))
                        : null;
        return new Listing<>(shown.stream().map(view).toList(), next, MILLIS.format(now));
    }
}
