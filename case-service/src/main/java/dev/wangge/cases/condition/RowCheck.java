package dev.wangge.cases.condition;

import dev.wangge.cases.ruleset.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with rows of which the first that fits decides. */
final class RowCheck {
    private static final int MOST_ROWS = 4_000;

    /** Rows that have to be looked at whatever comes. */
    private static final int MOST_ALWAYS = 32;

    private final Conditions conditions;
    private final Map<String, List<String>> possible;
    private final List<Map<String, String>> trials;
    private final Map<String, List<String>> known;
    private final Samples samples;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param possible values of variables that have no others
     * @param trials ordinary inputs, by which conditions are tried
     * @param known items of lists, each with those that are there whenever it is
     */
    RowCheck(
            Conditions conditions,
            Map<String, List<String>> possible,
            List<Map<String, String>> trials,
            Map<String, List<String>> known) {
        this.conditions = conditions;
        this.possible = possible;
        this.trials = trials;
        this.known = known;
        this.samples = new Samples(trials);
    }

    List<Finding> findings(List<? extends ConditionalRow> rows) {
        if (rows.size() > MOST_ROWS) {
            return List.of(
                    new Finding("#/body/rows", "too-many", "At most " + MOST_ROWS + " rows"));
        }
        var read = new ArrayList<Condition>();
        for (int i = 0; i < rows.size(); i++) {
            var condition = read(rows.get(i), when(i));
            if (condition != null) {
                read.add(condition);
            }
        }
        names(rows);
        if (findings.isEmpty()) {
            neverFire(read, rows);
            gap(read);
            alwaysLookedAt(read);
        }
        return findings;
    }

    private static String when(int row) {
        return "#/body/rows/%d/when".formatted(row);
    }

    private @Nullable Condition read(ConditionalRow row, String pointer) {
        try {
            var condition = conditions.read(row.when());
            return trials.stream().anyMatch(input -> fails(condition, input, pointer))
                    ? null
                    : condition.knowing(known);
        } catch (WrongCondition e) {
            findings.add(
                    new Finding(
                            pointer,
                            "wrong-condition",
                            "Column %d: %s".formatted(e.column(), e.getMessage())));
            return null;
        }
    }

    private boolean fails(Condition condition, Map<String, String> input, String pointer) {
        try {
            var _ = condition.holds(input);
            return false;
        } catch (FailedCondition e) {
            findings.add(
                    new Finding(
                            pointer,
                            "wrong-condition",
                            "Of some reports it cannot be told: " + e.getMessage(),
                            input));
            return true;
        }
    }

    private void names(List<? extends ConditionalRow> rows) {
        var seen = new HashSet<String>();
        for (int i = 0; i < rows.size(); i++) {
            var name = rows.get(i).name();
            if (!seen.add(name)) {
                findings.add(
                        new Finding(
                                "#/body/rows/%d/name".formatted(i),
                                "duplicate",
                                name + " comes twice"));
            }
        }
    }

    private void neverFire(List<Condition> conditions, List<? extends ConditionalRow> rows) {
        for (int i = 0; i < conditions.size(); i++) {
            var condition = conditions.get(i);
            var unknown = unknown(condition);
            if (unknown != null) {
                findings.add(
                        new Finding(
                                when(i),
                                "never-fires",
                                "No %s %s".formatted(unknown.variable(), unknown.value())));
            } else if (condition.isContradiction()) {
                findings.add(new Finding(when(i), "never-fires", "Nothing can be so"));
            } else {
                overtaken(i, conditions, rows);
            }
        }
    }

    /** What a variable never is. */
    private record Unknown(String variable, String value) {}

    /** Null where it asks for nothing that there is not. */
    private @Nullable Unknown unknown(Condition condition) {
        return Stream.concat(
                        possible.entrySet().stream().flatMap(values -> unknown(condition, values)),
                        condition.items().stream()
                                .filter(item -> !known.containsKey(item.text()))
                                .map(item -> new Unknown(item.variable(), item.text())))
                .findFirst()
                .orElse(null);
    }

    private static Stream<Unknown> unknown(
            Condition condition, Map.Entry<String, List<String>> values) {
        return condition.wanted(values.getKey()).stream()
                .filter(value -> !values.getValue().contains(value))
                .map(value -> new Unknown(values.getKey(), value));
    }

    private void overtaken(
            int row, List<Condition> conditions, List<? extends ConditionalRow> rows) {
        for (int before = 0; before < row; before++) {
            if (conditions.get(row).implies(conditions.get(before))) {
                findings.add(
                        new Finding(
                                when(row),
                                "never-fires",
                                "%s takes before it whatever it would"
                                        .formatted(rows.get(before).name()),
                                samples.of(conditions.get(row)).orElse(null)));
                return;
            }
        }
    }

    private void gap(List<Condition> conditions) {
        if (conditions.isEmpty() || !conditions.getLast().isAlways()) {
            findings.add(
                    new Finding(
                            "#/body/rows",
                            "gap",
                            "The last row takes whatever is left: it has no condition",
                            left(new FirstMatch(conditions))));
        }
    }

    private @Nullable Map<String, String> left(FirstMatch match) {
        for (var variable : possible.entrySet()) {
            for (var value : variable.getValue()) {
                var input = new HashMap<>(trials.getFirst());
                input.put(variable.getKey(), value);
                if (match.first(input).isEmpty()) {
                    return Map.copyOf(input);
                }
            }
        }
        return null;
    }

    private void alwaysLookedAt(List<Condition> conditions) {
        if (new FirstMatch(conditions).alwaysLookedAt() > MOST_ALWAYS) {
            findings.add(
                    new Finding(
                            "#/body/rows",
                            "too-many",
                            "At most %d rows without anything that is equal, begun with or contained"
                                    .formatted(MOST_ALWAYS)));
        }
    }
}
