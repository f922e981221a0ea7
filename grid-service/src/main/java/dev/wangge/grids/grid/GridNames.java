package dev.wangge.grids.grid;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.grids.name.SearchTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * How grids are found by what they are called, or were called once.
 *
 * @param names any of these, of a grid as it is or as it was: by the indexed terms of its name,
 *     which are the beginning of it, of a part of it, of its pinyin or the initials of that
 * @param code by the beginning of the code; null for what begins none
 */
record GridNames(List<Bson> names, @Nullable Bson code) {
    /** Of 【拉乌】 there is a term that begins with 拉; the embedded engine takes lists for [text]. */
    private static final Pattern BRACKETS = Pattern.compile("^[^\\p{L}\\p{N}]+");

    private static final Pattern CODE = Pattern.compile("[0-9]+");

    static GridNames find(String q) {
        var term = BRACKETS.matcher(SearchTerms.normalised(q)).replaceFirst("");
        if (term.isEmpty()) {
            return new GridNames(List.of(Within.nothing()), null);
        }
        return new GridNames(
                List.of(
                        Filters.regex("search", Pattern.compile("^" + Pattern.quote(term))),
                        // Those that were made when grids had no terms.
                        Filters.and(
                                Filters.eq("search", null),
                                Filters.regex("state.name", Pattern.quote(q.strip())))),
                CODE.matcher(term).matches() ? Within.beginning(Kind.GRID, term) : null);
    }

    /** As they are. */
    Bson now() {
        var any = new ArrayList<>(names);
        if (code != null) {
            any.add(code);
        }
        return Filters.or(any);
    }

    /**
     * As they were at a time: as they are now if they were so then, or as they were before. Any of
     * these; asked for together the database would use none of their indexes.
     *
     * @param then what has to be so of it
     */
    List<Bson> when(Bson then) {
        var any = new ArrayList<Bson>();
        any.add(Filters.and(Filters.or(names), then));
        any.add(
                Filters.and(
                        Filters.exists("former"),
                        Filters.or(
                                names.stream()
                                        .map(name -> Filters.and(name, then))
                                        .map(was -> Filters.elemMatch("former", was))
                                        .toList())));
        if (code != null) {
            any.add(Filters.and(code, then(then)));
        }
        return any;
    }

    /** So now, or once. */
    static Bson then(Bson then) {
        return Filters.or(then, Filters.elemMatch("former", then));
    }
}
