package dev.wangge.grids.grid;

import com.mongodb.client.model.Filters;
import dev.wangge.contracts.grids.v1.DirectoryKey;
import java.util.List;
import org.bson.conversions.Bson;

/**
 * Where grids lie in the order of their ids. A grid's place is its code, so a list within some
 * divisions begins and ends there, instead of looking at all others in between.
 */
final class GridIds {
    private GridIds() {}

    /** Below these divisions. */
    static Bson within(List<String> prefixes) {
        return prefixes.size() == 1
                ? between(prefixes.getFirst(), prefixes.getFirst())
                : prefixes.isEmpty()
                        ? Filters.in("_id", List.<String>of())
                        : Filters.or(
                                prefixes.stream().map(prefix -> between(prefix, prefix)).toList());
    }

    /** From those below one division to those below another. */
    static Bson between(String first, String last) {
        // Codes are digits, and a colon comes after them.
        return Filters.and(
                Filters.gte("_id", DirectoryKey.grid(first)),
                Filters.lt("_id", DirectoryKey.grid(last + ":")));
    }
}
