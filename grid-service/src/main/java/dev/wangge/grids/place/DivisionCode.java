package dev.wangge.grids.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The 12 digits of a division: 2 province, 2 prefecture, 2 county, 3 township, 3 village, padded
 * with zeros. The code is a path: its prefixes are its ancestors.
 */
public record DivisionCode(String value) {
    private static final int DIGITS = 12;

    public DivisionCode {
        if (!isOne(value)) {
            throw new IllegalArgumentException("A division code has 12 digits: " + value);
        }
    }

    public static Optional<DivisionCode> parse(String value) {
        return isOne(value) ? Optional.of(new DivisionCode(value)) : Optional.empty();
    }

    private static boolean isOne(String value) {
        if (value.length() != DIGITS || value.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The lowest level whose digits are not all zeros. */
    public Level level() {
        var lowest = Level.PROVINCE;
        for (var level : Level.values()) {
            lowest = hasDigitsOf(level) ? level : lowest;
        }
        return lowest;
    }

    /** Without padding: {@code 540328} for a county. */
    public String prefix() {
        return value.substring(0, level().digits());
    }

    /** The prefixes of all divisions above, and its own, from the top. */
    public List<String> path() {
        var own = level();
        var path = new ArrayList<String>();
        for (var level : Level.values()) {
            // A township may lie directly in a prefecture: it has no county to name.
            if (level.compareTo(own) <= 0 && (level == Level.PROVINCE || hasDigitsOf(level))) {
                path.add(value.substring(0, level.digits()));
            }
        }
        return path;
    }

    /** The 12 digits of all divisions that its own name above it, from the nearest up. */
    public List<String> above() {
        return path().reversed().stream()
                .map(prefix -> prefix + "0".repeat(DIGITS - prefix.length()))
                .filter(code -> !code.equals(value))
                .toList();
    }

    /** Whether the other lies above this one. */
    public boolean isBelow(DivisionCode other) {
        return !equals(other) && value.startsWith(other.prefix());
    }

    private boolean hasDigitsOf(Level level) {
        for (int i = level.from(); i < level.digits(); i++) {
            if (value.charAt(i) != '0') {
                return true;
            }
        }
        return false;
    }
}
