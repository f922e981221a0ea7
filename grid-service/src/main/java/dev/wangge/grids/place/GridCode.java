package dev.wangge.grids.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The 15 digits of a grid: the code of its village or community, and a sequence of 3 digits. */
public record GridCode(String value) {
    private static final Pattern SHAPE = Pattern.compile("[1-9]\\d{14}");

    public GridCode {
        if (!belongsToVillage(value)) {
            throw new IllegalArgumentException(
                    "A grid code has 15 digits and belongs to a village: " + value);
        }
    }

    public static Optional<GridCode> parse(String value) {
        return belongsToVillage(value) ? Optional.of(new GridCode(value)) : Optional.empty();
    }

    /** The village or community it belongs to. */
    public DivisionCode village() {
        return new DivisionCode(value.substring(0, 12));
    }

    /** The prefixes of all divisions above, then the grid's own 15 digits. */
    public List<String> path() {
        var path = new ArrayList<>(village().path());
        path.add(value);
        return path;
    }

    private static boolean belongsToVillage(String value) {
        return SHAPE.matcher(value).matches()
                && new DivisionCode(value.substring(0, 12)).level() == Level.VILLAGE;
    }
}
