package dev.wangge.cases.condition;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When a row of rules takes what comes: all its atoms hold. */
final class Condition {
    /** Without any. */
    static final Condition ALWAYS = new Condition(List.of(), null, Map.of());

    private final List<Atom> atoms;
    private final CelRuntime.@Nullable Program program;
    private final Map<String, ValueType> types;

    /**
     * @param program decides where an atom cannot be told without it; null where each can
     * @param types of all variables
     */
    Condition(
            List<Atom> atoms, CelRuntime.@Nullable Program program, Map<String, ValueType> types) {
        this.atoms = List.copyOf(atoms);
        this.program = program;
        this.types = Map.copyOf(types);
    }

    List<Atom> atoms() {
        return atoms;
    }

    /** Whether it asks for nothing. */
    boolean isAlways() {
        return atoms.isEmpty();
    }

    /**
     * Whether it is so.
     *
     * @param input all variables with their values
     * @throws FailedCondition where it cannot be told of this input: a number is asked of a word
     */
    boolean holds(Map<String, String> input) throws FailedCondition {
        for (var atom : atoms) {
            if (!atom.holds(input)) {
                return false;
            }
        }
        if (program == null) {
            return true;
        }
        try {
            return Boolean.TRUE.equals(program.eval(typed(input)));
        } catch (CelEvaluationException e) {
            throw new FailedCondition(e);
        }
    }

    private Map<String, Object> typed(Map<String, String> input) {
        var typed = new HashMap<String, Object>();
        types.forEach((name, type) -> typed.put(name, type.value(input.getOrDefault(name, ""))));
        return typed;
    }

    /**
     * The same where items of lists come with others.
     *
     * @param known items, each with those that are there whenever it is
     */
    Condition knowing(Map<String, List<String>> known) {
        var all = new LinkedHashSet<>(atoms);
        for (var atom : atoms) {
            if (atom instanceof Atom.Item e) {
                known.getOrDefault(e.text(), List.of())
                        .forEach(other -> all.add(new Atom.Item(e.variable(), other)));
            }
        }
        return new Condition(List.copyOf(all), program, types);
    }

    /** What it wants to be among the items of lists. */
    List<Atom.Item> items() {
        return atoms.stream()
                .filter(Atom.Item.class::isInstance)
                .map(Atom.Item.class::cast)
                .toList();
    }

    /** Whether whatever this one takes, the other would take too, as far as that is plain. */
    boolean implies(Condition other) {
        return other.atoms.stream()
                .allMatch(wanted -> atoms.stream().anyMatch(atom -> atom.implies(wanted)));
    }

    /** Whether nothing can be so, as far as that is plain. */
    boolean isContradiction() {
        if (atoms.contains(Atom.NEVER)) {
            return true;
        }
        for (int i = 0; i < atoms.size(); i++) {
            for (int j = i + 1; j < atoms.size(); j++) {
                if (atoms.get(i).excludes(atoms.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What it wants a variable to equal; empty where it does not say so. */
    List<String> wanted(String variable) {
        return atoms.stream()
                .filter(atom -> atom instanceof Atom.Equal e && e.variable().equals(variable))
                .map(atom -> ((Atom.Equal) atom).text())
                .toList();
    }
}
