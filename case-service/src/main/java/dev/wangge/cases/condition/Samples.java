package dev.wangge.cases.condition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inputs that show what a condition does. */
final class Samples {
    private final List<Map<String, String>> ordinary;

    /**
     * @param ordinary each with a value for all variables, the one in front nothing special
     */
    Samples(List<Map<String, String>> ordinary) {
        this.ordinary = List.copyOf(ordinary);
    }

    /** One that the condition takes; empty where none is found. */
    Optional<Map<String, String>> of(Condition condition) {
        return ordinary.stream().flatMap(one -> like(one, condition).stream()).findFirst();
    }

    private static Optional<Map<String, String>> like(
            Map<String, String> usual, Condition condition) {
        var sample = new HashMap<>(usual);
        for (var atom : condition.atoms()) {
            switch (atom) {
                case Atom.Prefix e -> sample.merge(e.variable(), e.text(), Samples::longer);
                case Atom.Part e ->
                        sample.merge(
                                e.variable(),
                                e.text(),
                                (old, part) -> old.contains(part) ? old : old + part);
                case Atom.Item e -> sample.merge(e.variable(), e.text(), RowLanguage::with);
                case Atom.Equal _, Atom.Other _ -> {}
            }
        }
        for (var atom : condition.atoms()) {
            if (atom instanceof Atom.Equal e) {
                sample.put(e.variable(), e.text());
            }
        }
        try {
            return condition.holds(sample) ? Optional.of(Map.copyOf(sample)) : Optional.empty();
        } catch (FailedCondition e) {
            return Optional.empty();
        }
    }

    private static String longer(String usual, String prefix) {
        return usual.startsWith(prefix) ? usual : prefix;
    }
}
