package dev.wangge.grids.gazetteer;

import dev.wangge.grids.place.DivisionCode;
import java.util.List;
import java.util.Optional;

/**
 * What a text says of where it is.
 *
 * @param place the township or village it names, when that is likelier than not
 * @param confidence 0 to 1, how sure that this place is meant; 0 without one
 * @param candidates what else it may name, the likeliest first, while that is open: villages below
 *     the place, or without a place all there are; at most {@value #MOST}
 */
public record Finding(Optional<DivisionCode> place, double confidence, List<Scored> candidates) {
    static final int MOST = 20;
    static final Finding NOTHING = new Finding(Optional.empty(), 0, List.of());

    /** A place and how sure it is, 0 to 1. */
    public record Scored(DivisionCode code, double score) {}
}
