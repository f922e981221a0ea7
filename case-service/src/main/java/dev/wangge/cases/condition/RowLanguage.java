package dev.wangge.cases.condition;

import dev.wangge.cases.ruleset.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the rows of a set may ask for: variables that are texts, lists of texts, which stand as one
 * text in what comes, and numbers.
 */
public final class RowLanguage {
    private static final String BETWEEN = "/";

    private final Conditions conditions;
    private final Map<String, List<String>> possible;
    private final List<Map<String, String>> trials;

    /**
     * @param variables by their names
     * @param possible values of variables that have no others
     * @param trials ordinary inputs, by which conditions are tried
     */
    public RowLanguage(
            Map<String, ValueType> variables,
            Map<String, List<String>> possible,
            List<Map<String, String>> trials) {
        this.conditions = new Conditions(variables);
        this.possible = Map.copyOf(possible);
        this.trials = List.copyOf(trials);
    }

    /** A list as it stands in what comes; its items are without a slash. */
    public static String list(List<String> items) {
        return String.join(BETWEEN, items);
    }

    static List<String> items(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(BETWEEN, -1));
    }

    /** A list with one more item. */
    static String with(String list, String item) {
        if (list.isEmpty()) {
            return item;
        }
        return items(list).contains(item) ? list : list + BETWEEN + item;
    }

    /**
     * What is wrong with rows.
     *
     * @param known items of lists, each with those that are there whenever it is
     * @param there values of variables that have no others where the rows are to be set
     */
    public List<Finding> findings(
            List<? extends ConditionalRow> rows,
            Map<String, List<String>> known,
            Map<String, List<String>> there) {
        var all = new LinkedHashMap<>(possible);
        all.putAll(there);
        return new RowCheck(conditions, all, trials, known).findings(rows);
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
