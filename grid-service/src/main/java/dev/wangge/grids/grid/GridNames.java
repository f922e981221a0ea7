package dev.wangge.grids.grid;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.grids.name.SearchTerms;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;

/**
 * How grids are found by their names.
 *
 * @param now by the indexed terms of what they are called: the beginning of the name, of a part of
 *     it, of its pinyin or the initials of that; or by the beginning of the code
 * @param before by what they were called once, of which there are no terms
 */
record GridNames(Bson now, Bson before) {
    /** Of 【拉乌】 there is a term that begins with 拉; the embedded engine takes lists for [text]. */
    private static final Pattern BRACKETS = Pattern.compile("^[^\\p{L}\\p{N}]+");

    private static final Pattern CODE = Pattern.compile("[0-9]+");

    static GridNames find(String q) {
        var name = Filters.regex("state.name", Pattern.quote(q.strip()));
        var term = BRACKETS.matcher(SearchTerms.normalised(q)).replaceFirst("");
        if (term.isEmpty()) {
            return new GridNames(Within.nothing(), Within.nothing());
        }
        var start = Pattern.compile("^" + Pattern.quote(term));
        var byTerm =
                Filters.or(
                        Filters.regex("search", start),
                        // Those that were made when grids had no terms.
                        Filters.and(Filters.eq("search", null), name));
        return new GridNames(
                CODE.matcher(term).matches()
                        ? Filters.or(byTerm, Within.beginning(Kind.GRID, term))
                        : byTerm,
                name);
    }
}
