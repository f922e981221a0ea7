package dev.wangge.console;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Which modules a module brings with it, as a browser would find out one round trip after another.
 * Only those that it names itself count: what {@code import()} brings comes when it is wanted.
 */
public final class Imports {
    private static final Pattern STATEMENT =
            Pattern.compile(
                    "(?m)^(?:import|export)\\s+(?:[^'\";()]*?\\sfrom\\s+)?['\"]([^'\"]+)['\"]");

    private Imports() {}

    /**
     * The module itself and all that it brings, nearest first.
     *
     * @param path of a module, such as {@code desk/main.js}
     * @param sources a module's text by its path
     * @throws IllegalArgumentException where one is named by anything but a relative path
     */
    public static Set<String> reachable(String path, UnaryOperator<String> sources) {
        var found = new LinkedHashSet<String>();
        var ahead = new ArrayDeque<>(List.of(path));
        while (!ahead.isEmpty()) {
            var next = ahead.removeFirst();
            if (found.add(next)) {
                named(sources.apply(next)).stream()
                        .map(specifier -> resolved(next, specifier))
                        .forEach(ahead::addLast);
            }
        }
        return found;
    }

    private static List<String> named(String source) {
        return STATEMENT.matcher(source).results().map(found -> found.group(1)).toList();
    }

    /** Browsers find nothing by a bare name: an import map would have to stand inline. */
    private static String resolved(String from, String specifier) {
        if (!specifier.startsWith("./") && !specifier.startsWith("../")) {
            throw new IllegalArgumentException(from + " imports " + specifier + ": not a path");
        }
        return URI.create("/" + from).resolve(specifier).getPath().substring(1);
    }
}
