package dev.wangge.grids.directory;

import com.mongodb.client.model.Filters;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Bounds a list by the caller's divisions, and by the prefix the caller names. */
public final class Within {
    /** No bounds: for what all may read. */
    public static final List<String> EVERYWHERE = List.of("");

    private Within() {}

    /**
     * The prefixes to look at.
     *
     * @throws Problem outside-scope when the named one is foreign
     */
    public static List<String> prefixes(@Nullable String within) {
        var caller = Caller.current();
        if (within == null) {
            return caller.divisions();
        }
        var prefix = Codes.within(within);
        caller.requireScope(prefix);
        return List.of(prefix);
    }

    /** Those of a kind whose codes begin so, found along their ids. */
    public static Bson beginning(Kind kind, String code) {
        // Codes are digits, and a colon comes after them.
        return Filters.and(
                Filters.gte("_id", kind.key(code)), Filters.lt("_id", kind.key(code + ":")));
    }

    /** None at all: for a question that nothing can be the answer to. */
    public static Bson nothing() {
        return Filters.in("_id", List.<String>of());
    }

    /** Places within the prefixes, from one on: what lies before it is not looked at again. */
    static Bson filter(List<String> prefixes, String from) {
        // Codes are digits: everything below 540328 sorts before 540328 followed by a colon.
        var ranges =
                prefixes.stream()
                        .filter(p -> (p + ":").compareTo(from) > 0)
                        .map(p ->
                                Filters.and(
                                        Filters.gte("place", p.compareTo(from) > 0 ? p : from),
                                        Filters.lt("place", p + ":")))
                        .toList();
        return switch (ranges.size()) {
            case 0 -> nothing();
            case 1 -> ranges.getFirst();
            default -> Filters.or(ranges);
        };
    }
}
