package dev.wangge.cases.search;

import dev.wangge.cases.casework.CaseRow.Highlight;
import dev.wangge.cases.life.Case;
import java.time.Instant;
import java.util.List;

/**
 * What was found.
 *
 * @param asOf what was written before this is in it
 */
public record Found(List<Hit> hits, Instant asOf) {
    /**
     * A case that was found.
     *
     * @param place its place in the list, for a cursor
     * @param highlights where the words stand in it
     */
    public record Hit(Case it, String place, List<Highlight> highlights) {}
}
