package dev.wangge.grids.grid;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.grids.grid.GridViews.GridView;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.web.Page;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How grids are found in the directory. */
@Component
class GridSearch {
    private final Directory directory;
    private final GridViews views;
    private final Clock clock;

    GridSearch(Directory directory, GridViews views, Clock clock) {
        this.directory = directory;
        this.views = views;
        this.clock = clock;
    }

    /**
     * A page of them.
     *
     * @param day as they were then; null for now
     * @throws Problem invalid-request, for a kind that is none
     */
    Page<GridView> find(
            @Nullable String within,
            @Nullable String kind,
            @Nullable String q,
            @Nullable LocalDate day,
            boolean retired,
            Asked asked) {
        var wanted = new ArrayList<Bson>();
        if (kind != null) {
            if (!GridDraft.KINDS.contains(kind)) {
                throw Problem.invalid(
                        Pointed.parameter("kind", "wrong-value", "Kinds are " + GridDraft.KINDS));
            }
            wanted.add(Filters.eq("state.kind", kind));
        }
        var name = q == null || q.isEmpty() ? null : GridNames.find(q);
        var prefixes = Within.prefixes(within);
        if (day != null) {
            wanted.add(heldOn(day));
            var then = Filters.and(wanted);
            return directory.list(
                    Kind.GRID,
                    prefixes,
                    List.of(GridIds.within(prefixes)),
                    name == null ? List.of(GridNames.then(then)) : name.when(then),
                    asked,
                    found -> found.stream().map(grid -> on(grid, day)).toList());
        }
        wanted.add(GridIds.within(prefixes));
        if (name != null) {
            wanted.add(name.now());
        }
        if (!retired) {
            var today = GridDays.today(clock).toString();
            wanted.add(
                    Filters.or(
                            Filters.exists("state.validTo", false),
                            Filters.gt("state.validTo", today)));
        }
        return directory.list(Kind.GRID, prefixes, wanted, asked, views::all);
    }

    /** ISO dates are in order as text. */
    private static Bson heldOn(LocalDate day) {
        return Filters.and(
                Filters.or(
                        Filters.exists("state.validFrom", false),
                        Filters.lte("state.validFrom", day.toString())),
                Filters.or(
                        Filters.exists("state.validTo", false),
                        Filters.gte("state.validTo", day.toString())));
    }

    /**
     * A grid as it was on a day.
     *
     * @throws Problem no-such-grid, when it was not there
     */
    static GridView on(Entry grid, LocalDate day) {
        return GridDays.on(grid, day)
                .map(was -> GridViews.former(grid, was))
                .orElseThrow(() ->
                        new Problem(
                                ProblemType.NO_SUCH_GRID,
                                "No grid %s on %s".formatted(grid.code(), day)));
    }
}
