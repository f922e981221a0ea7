package dev.wangge.grids.locate;

import dev.wangge.grids.directory.Entry;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The atlas as grid-service's own endpoint asks it: grid, division, path, rule, who is on duty. */
public final class WholeAnswer {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
    private final Atlas atlas;
    private final List<String> scope;

    public WholeAnswer(
            List<Entry> divisions, List<Entry> grids, List<Entry> members, List<String> scope) {
        this.atlas = new Atlas(divisions, grids, members);
        this.scope = scope;
    }

    /** Builds the whole answer, and shows the grid's code in it. */
    public @Nullable String gridAt(double lng, double lat) {
        var grid = atlas.locate(new double[] {lng, lat}, null, scope, DAY).grid();
        return grid == null ? null : grid.code();
    }
}
