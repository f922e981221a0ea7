package dev.wangge.grids.directory;

import com.mongodb.client.model.Filters;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import java.util.ArrayList;
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
            return Codes.outermost(caller.divisions());
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

    /** Places within one of the prefixes. */
    static Bson filter(List<String> prefixes) {
        return Filters.or(
                prefixes.stream()
                        .map(prefix -> Filters.and(Filters.gte("place", prefix), upTo(prefix)))
                        .toList());
    }

    /**
     * What comes after an entry in the order of places and ids, one run for each prefix, two for
     * the one in which it lies: what lies before it is not looked at again.
     *
     * @param after its key; null for all
     */
    static List<Bson> runs(List<String> prefixes, String place, @Nullable String after) {
        var runs = new ArrayList<Bson>();
        for (var prefix : Codes.outermost(prefixes)) {
            if (after == null || prefix.compareTo(place) > 0) {
                runs.add(Filters.and(Filters.gte("place", prefix), upTo(prefix)));
            } else if (place.startsWith(prefix)) {
                runs.add(Filters.and(Filters.eq("place", place), Filters.gt("_id", after)));
                runs.add(Filters.and(Filters.gt("place", place), upTo(prefix)));
            }
        }
        return runs;
    }

    /** Codes are digits: everything below 540328 sorts before 540328 followed by a colon. */
    private static Bson upTo(String prefix) {
        return Filters.lt("place", prefix + ":");
    }
}
