package dev.wangge.cases.condition;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which the first that takes what comes decides. Each row lies by one of its atoms, the one
 * that the fewest others ask for too: only rows are looked at whose atom holds, and those that have
 * none to lie by.
 */
public final class FirstMatch {
    private final List<Condition> rows;
    private final Map<String, Map<String, BitSet>> byEqual = new HashMap<>();
    private final Map<String, Map<String, BitSet>> byPrefix = new HashMap<>();
    private final Map<String, Parts> byPart = new HashMap<>();
    private final Map<String, Map<String, BitSet>> byItem = new HashMap<>();
    private final BitSet always = new BitSet();

    FirstMatch(List<Condition> rows) {
        this.rows = List.copyOf(rows);
        var asked = new HashMap<Atom, Integer>();
        rows.forEach(row -> row.atoms().forEach(atom -> asked.merge(atom, 1, Integer::sum)));
        for (int i = 0; i < rows.size(); i++) {
            lay(i, rarest(rows.get(i), asked));
        }
    }

    private static @Nullable Atom rarest(Condition row, Map<Atom, Integer> asked) {
        return row.atoms().stream()
                .filter(atom -> !(atom instanceof Atom.Other) && !text(atom).isEmpty())
                .min(Comparator.comparingInt(atom -> asked.getOrDefault(atom, 0)))
                .orElse(null);
    }

    private static String text(Atom atom) {
        return switch (atom) {
            case Atom.Equal e -> e.text();
            case Atom.Prefix e -> e.text();
            case Atom.Part e -> e.text();
            case Atom.Item e -> e.text();
            case Atom.Other e -> e.source();
        };
    }

    private void lay(int row, @Nullable Atom by) {
        switch (by) {
            case Atom.Equal e -> add(byEqual, e.variable(), e.text(), row);
            case Atom.Prefix e -> add(byPrefix, e.variable(), e.text(), row);
            case Atom.Part e ->
                    byPart.computeIfAbsent(e.variable(), any -> new Parts()).add(e.text(), row);
            case Atom.Item e -> add(byItem, e.variable(), e.text(), row);
            case Atom.Other _ -> always.set(row);
            case null -> always.set(row);
        }
    }

    private static void add(
            Map<String, Map<String, BitSet>> into, String variable, String text, int row) {
        into.computeIfAbsent(variable, any -> new HashMap<>())
                .computeIfAbsent(text, any -> new BitSet())
                .set(row);
    }

    /** Texts to be found in a text, by their first two characters. */
    private static final class Parts {
        private final Map<String, List<Lying>> byHead = new HashMap<>();

        private record Lying(String text, int row) {}

        void add(String text, int row) {
            byHead.computeIfAbsent(head(text, 0), any -> new ArrayList<>())
                    .add(new Lying(text, row));
        }

        private static String head(String text, int at) {
            return text.substring(at, Math.min(text.length(), at + 2));
        }

        void collect(String in, BitSet into) {
            for (int i = 0; i < in.length(); i++) {
                collect(byHead.get(head(in, i)), in, i, into);
                if (i + 2 <= in.length()) {
                    collect(byHead.get(in.substring(i, i + 1)), in, i, into);
                }
            }
        }

        private static void collect(@Nullable List<Lying> some, String in, int at, BitSet into) {
            if (some != null) {
                for (var one : some) {
                    if (in.startsWith(one.text(), at)) {
                        into.set(one.row());
                    }
                }
            }
        }
    }

    /** How many rows are looked at whatever comes. */
    int alwaysLookedAt() {
        return (int) always.stream().filter(row -> !rows.get(row).isAlways()).count();
    }

    /** The rows to look at, in their order. */
    BitSet candidates(Map<String, String> input) {
        var found = (BitSet) always.clone();
        byEqual.forEach((variable, texts) -> {
            var rows = texts.get(input.getOrDefault(variable, ""));
            if (rows != null) {
                found.or(rows);
            }
        });
        byPrefix.forEach((variable, texts) -> {
            var value = input.getOrDefault(variable, "");
            for (int length = 1; length <= value.length(); length++) {
                var rows = texts.get(value.substring(0, length));
                if (rows != null) {
                    found.or(rows);
                }
            }
        });
        byItem.forEach((variable, texts) -> {
            for (var item : RowLanguage.items(input.getOrDefault(variable, ""))) {
                var rows = texts.get(item);
                if (rows != null) {
                    found.or(rows);
                }
            }
        });
        byPart.forEach((variable, parts) -> parts.collect(input.getOrDefault(variable, ""), found));
        return found;
    }

    /** The first row that takes it; one of which that cannot be told does not. */
    public OptionalInt first(Map<String, String> input) {
        return next(input, 0);
    }

    /** The first row from there on that takes it. */
    public OptionalInt next(Map<String, String> input, int from) {
        var candidates = candidates(input);
        for (int i = candidates.nextSetBit(from); i >= 0; i = candidates.nextSetBit(i + 1)) {
            if (takes(i, input)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private boolean takes(int row, Map<String, String> input) {
        try {
            return rows.get(row).holds(input);
        } catch (FailedCondition e) {
            return false;
        }
    }
}
