package dev.wangge.cases.condition;

import dev.wangge.cases.ruleset.Finding;
import java.util.List;
import java.util.Map;

/** What the rows of a set may ask for. */
public final class RowLanguage {
    private final Conditions conditions;
    private final Map<String, List<String>> possible;
    private final List<Map<String, String>> trials;

    /**
     * @param variables that conditions name
     * @param possible values of variables that have no others
     * @param trials ordinary inputs, by which conditions are tried
     */
    public RowLanguage(
            List<String> variables,
            Map<String, List<String>> possible,
            List<Map<String, String>> trials) {
        this.conditions = new Conditions(variables);
        this.possible = Map.copyOf(possible);
        this.trials = List.copyOf(trials);
    }

    /** What is wrong with rows. */
    public List<Finding> findings(List<? extends ConditionalRow> rows) {
        return new RowCheck(conditions, possible, trials).findings(rows);
    }

    /** Rows that were checked, ready to decide. */
    public FirstMatch match(List<? extends ConditionalRow> rows) {
        return new FirstMatch(rows.stream().map(this::condition).toList());
    }

    private Condition condition(ConditionalRow row) {
        try {
            return conditions.read(row.when());
        } catch (WrongCondition e) {
            throw new IllegalStateException("It was checked: " + row.name(), e);
        }
    }
}
