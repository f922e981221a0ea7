package dev.wangge.cases.triage;

import dev.wangge.cases.condition.Condition;
import dev.wangge.cases.condition.Conditions;
import dev.wangge.cases.condition.FailedCondition;
import dev.wangge.cases.condition.FirstMatch;
import dev.wangge.cases.condition.Samples;
import dev.wangge.cases.condition.WrongCondition;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.triage.TriageRules.Row;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with rows of which the first that fits decides. */
final class TriageCheck {
    private static final int MOST_ROWS = 4_000;

    /** Rows that have to be looked at whatever comes. */
    private static final int MOST_ALWAYS = 32;

    private static final TriageInput USUAL =
            new TriageInput(CaseKind.REQUEST, "", "API", "540328101201");
    private static final TriageInput OTHER =
            new TriageInput(CaseKind.HAZARD, "路边落石，两人受伤", "微信", null);
    private final Conditions conditions;
    private final Samples samples = new Samples(USUAL.variables());
    private final List<Finding> findings = new ArrayList<>();

    TriageCheck(Conditions conditions) {
        this.conditions = conditions;
    }

    List<Finding> findings(List<Row> rows) {
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

    private @Nullable Condition read(Row row, String pointer) {
        try {
            var condition = conditions.read(row.when());
            for (var input : List.of(USUAL.variables(), OTHER.variables())) {
                if (fails(condition, input, pointer)) {
                    return null;
                }
            }
            return condition;
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

    private void names(List<Row> rows) {
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

    private void neverFire(List<Condition> conditions, List<Row> rows) {
        for (int i = 0; i < conditions.size(); i++) {
            var condition = conditions.get(i);
            var unknown = unknownKind(condition);
            if (unknown != null) {
                findings.add(new Finding(when(i), "never-fires", "No kind " + unknown));
            } else if (condition.isContradiction()) {
                findings.add(new Finding(when(i), "never-fires", "Nothing can be so"));
            } else {
                overtaken(i, conditions, rows);
            }
        }
    }

    private static @Nullable String unknownKind(Condition condition) {
        var kinds = Arrays.stream(CaseKind.values()).map(Enum::name).toList();
        return condition.wanted("kind").stream()
                .filter(kind -> !kinds.contains(kind))
                .findFirst()
                .orElse(null);
    }

    private void overtaken(int row, List<Condition> conditions, List<Row> rows) {
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

    private static @Nullable Map<String, String> left(FirstMatch match) {
        return Arrays.stream(CaseKind.values())
                .map(kind -> new TriageInput(kind, "", "API", "").variables())
                .filter(input -> match.first(input).isEmpty())
                .findFirst()
                .orElse(null);
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
