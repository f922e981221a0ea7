package dev.wangge.grids.grid;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.grids.place.Drawn.Repair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was accepted and should be looked at.
 *
 * @param code as {@code ring-closed}, {@code overlap}
 * @param feature its index, in an import
 * @param grid the other grid it concerns
 * @param squareMetres how much ground it concerns
 * @param where a point in it, longitude and latitude
 * @param members codes of those it concerns
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Warning(
        String code,
        String message,
        @Nullable Integer feature,
        @Nullable String grid,
        @Nullable Long squareMetres,
        @Nullable List<Double> where,
        @Nullable List<String> members) {
    Warning(
            String code,
            String message,
            @Nullable Integer feature,
            @Nullable String grid,
            @Nullable Long squareMetres,
            @Nullable List<Double> where) {
        this(code, message, feature, grid, squareMetres, where, null);
    }

    /** A grid is given a last day, and these serve there beyond it. */
    static Warning stillAssigned(List<String> members, @Nullable Integer feature, String grid) {
        return new Warning(
                "still-assigned",
                "After its last day they would serve no grid; give them another until then",
                feature,
                grid,
                null,
                null,
                members);
    }

    static Warning of(String code, String message) {
        return new Warning(code, message, null, null, null, null);
    }

    static Warning mended(Repair repair, @Nullable Integer feature) {
        return new Warning(repair.code(), repair.message(), feature, null, null, null);
    }

    static Warning overlap(Overlaps.Overlap overlap, String of, @Nullable Integer feature) {
        var other = overlap.a().equals(of) ? overlap.b() : overlap.a();
        return new Warning(
                "overlap",
                "It overlaps grid " + other,
                feature,
                other,
                overlap.squareMetres(),
                overlap.where());
    }

    static Warning ground(String code, String message, String grid, Overlaps.Patch patch) {
        return new Warning(code, message, null, grid, patch.squareMetres(), patch.where());
    }
}
