package dev.wangge.cases.condition;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Inputs that show what a condition does. */
final class Samples {
    private final Map<String, String> usual;

    /**
     * @param usual all variables, with a value that is nothing special
     */
    Samples(Map<String, String> usual) {
        this.usual = Map.copyOf(usual);
    }

    /** One that the condition takes; empty where none is found. */
    Optional<Map<String, String>> of(Condition condition) {
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
