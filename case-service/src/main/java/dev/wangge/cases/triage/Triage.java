package dev.wangge.cases.triage;

import dev.wangge.cases.condition.FirstMatch;
import java.util.List;

/** Decides levels by rows, of which the first that takes a case decides. */
public final class Triage {
    private final FirstMatch match;
    private final List<Level> levels;

    /**
     * @param levels one for each row
     */
    Triage(FirstMatch match, List<Level> levels) {
        this.match = match;
        this.levels = List.copyOf(levels);
    }

    /** The level of a case: the last row takes whatever comes. */
    public Level level(TriageInput input) {
        return levels.get(match.first(input.variables()).orElse(levels.size() - 1));
    }
}
