package dev.wangge.platform.place;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** A code is a path: its ancestors are its own prefixes of 2, 4, 6, 9 and 12 digits. */
public final class Codes {
    private static final int[] LEVELS = {2, 4, 6, 9, 12, 15};

    private Codes() {}

    /** Without the zeros that pad it: {@code 540328000000} is {@code 540328}. */
    public static String prefix(String code) {
        if (code.length() != 12) {
            return code;
        }
        for (int length : LEVELS) {
            if (length < 12 && code.substring(length).matches("0+")) {
                return code.substring(0, length);
            }
        }
        return code;
    }

    /**
     * The prefix that a list's parameter {@code within} names.
     *
     * @throws Problem wrong-value, when it is no code
     */
    public static String within(String code) {
        if (!code.matches("\\d{2,15}")) {
            throw Problem.invalid(
                    Pointed.parameter("within", "wrong-value", "within is 2 to 15 digits"));
        }
        return prefix(code);
    }

    /** A division's own twelve digits: {@code 540328} is {@code 540328000000}. */
    public static String padded(String code) {
        return code + "0".repeat(Math.max(0, 12 - code.length()));
    }

    /** The narrowest division that a code lies in: a grid's is the village of its first digits. */
    public static String division(String code) {
        return padded(code.length() > 12 ? code.substring(0, 12) : code);
    }

    /** Without those that lie in another one, in the order of codes. */
    public static List<String> outermost(Collection<String> prefixes) {
        var kept = new ArrayList<String>();
        for (var prefix : new TreeSet<>(prefixes)) {
            // What it lies in comes right before it.
            if (kept.isEmpty() || !prefix.startsWith(kept.getLast())) {
                kept.add(prefix);
            }
        }
        return List.copyOf(kept);
    }

    /**
     * The narrowest division that all of them lie in; empty where that is none.
     *
     * @param prefixes at least one
     */
    public static String common(Collection<String> prefixes) {
        var first = prefixes.iterator().next();
        var common = "";
        for (int length : LEVELS) {
            if (length <= first.length()
                    && prefixes.stream()
                            .allMatch(it -> it.startsWith(first.substring(0, length)))) {
                common = first.substring(0, length);
            }
        }
        return common;
    }

    /** All codes on the way down to this one, widest first, itself included. */
    public static List<String> path(String code) {
        var prefix = prefix(code);
        var path = new ArrayList<String>();
        for (int length : LEVELS) {
            if (length <= prefix.length()) {
                path.add(prefix.substring(0, length));
            }
        }
        return path;
    }
}
