package dev.wangge.grids.place;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Level of a division, with how many digits its code has before the padding. */
public enum Level {
    PROVINCE(0, 2),
    PREFECTURE(2, 4),
    COUNTY(4, 6),
    TOWNSHIP(6, 9),
    VILLAGE(9, 12);

    private final int from;
    private final int digits;

    Level(int from, int digits) {
        this.from = from;
        this.digits = digits;
    }

    int from() {
        return from;
    }

    int digits() {
        return digits;
    }

    /** As it is spelled outside: {@code township}. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, for whoever spelled one wrong. */
    public static String allSpelled() {
        return Arrays.stream(values()).map(Level::spelled).collect(Collectors.joining(", "));
    }

    public static Optional<Level> of(String spelled) {
        return Arrays.stream(values()).filter(level -> level.spelled().equals(spelled)).findFirst();
    }
}
