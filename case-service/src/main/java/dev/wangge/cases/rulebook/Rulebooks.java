package dev.wangge.cases.rulebook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The books that divisions have made of their rules, version by version. */
public interface Rulebooks {
    /**
     * The book in force where a case lies.
     *
     * @param path codes of divisions, widest first
     */
    Rulebook inForce(List<String> path);

    /**
     * The book by which a case is decided since it began, but for the calendar, which is that in
     * force where it lies.
     *
     * @param version as a fact names it; null in facts from before they did
     * @param path codes of divisions, widest first
     */
    Rulebook named(@Nullable String version, List<String> path);
}
