package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.grids.grid.Overlaps.Plot;
import dev.wangge.grids.place.Drawn;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.InvalidGeometry;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Checks what bodies say about grids, their outlines among them. */
@Component
class GridSurvey {
    private static final int PAGE = 200;
    private static final int VILLAGE_DIGITS = 12;
    private final Directory directory;
    private final Counties counties;
    private final Overlaps overlaps;
    private final Clock clock;

    GridSurvey(Directory directory, Counties counties, OutlineSettings settings, Clock clock) {
        this.directory = directory;
        this.counties = counties;
        this.overlaps = new Overlaps(settings.sliver());
        this.clock = clock;
    }

    /** A checked draft, and what was mended in it. */
    record Surveyed(GridDraft draft, List<Warning> mended) {}

    /**
     * Checks a body.
     *
     * @param pointer where in the request it stands
     * @throws Problem invalid-request, invalid-geometry
     */
    Surveyed of(GridBody body, String pointer, GridCode grid) {
        try {
            var geometry = body.geometry();
            if (geometry == null || geometry.isNull()) {
                return new Surveyed(GridDraft.of(body, null), List.of());
            }
            var drawn = drawn(geometry, pointer + "/geometry", grid);
            return new Surveyed(
                    GridDraft.of(body, drawn.outline().geoJson()),
                    drawn.repairs().stream().map(it -> Warning.mended(it, null)).toList());
        } catch (WrongGrid e) {
            throw e.in(pointer);
        }
    }

    private Drawn drawn(JsonNode geometry, String pointer, GridCode grid) {
        try {
            var drawn = Drawn.read(geometry, Drawn.MOST_OF_A_GRID);
            counties.visit().requireWithin(drawn.outline(), grid);
            return drawn;
        } catch (InvalidGeometry e) {
            var error = new LinkedHashMap<String, Object>();
            error.put("pointer", pointer);
            error.put("code", e.code());
            error.put("message", String.valueOf(e.getMessage()));
            var at = e.point();
            var point = at == null ? List.of() : List.of(at[0], at[1]);
            error.put("point", point);
            throw new Problem(ProblemType.INVALID_GEOMETRY, String.valueOf(e.getMessage()))
                    .with("point", point)
                    .with("errors", List.of(error));
        }
    }

    /** What was mended in a grid that is stored now, and whom it overlaps in its village. */
    List<Warning> warnings(Entry grid, Surveyed surveyed) {
        var warnings = new ArrayList<>(surveyed.mended());
        if (Plot.of(grid).isPresent()) {
            for (var overlap : overlaps.among(plots(village(grid.code())), List.of(grid.code()))) {
                warnings.add(Warning.overlap(overlap, grid.code(), null));
            }
        }
        return warnings;
    }

    /** The grids of a village that are not retired. */
    List<Entry> village(String grid) {
        return within(grid.substring(0, VILLAGE_DIGITS));
    }

    /** The grids with this prefix that are not retired. */
    List<Entry> within(String prefix) {
        var grids = new ArrayList<Entry>();
        within(prefix, grids::add);
        return grids;
    }

    /** Gives them by code, for as long as the reader goes on. */
    void within(String prefix, Predicate<Entry> reader) {
        each(GridIds.within(List.of(prefix)), reader);
    }

    /** Gives those from one village to another that are not retired, by code. */
    void between(String first, String last, Consumer<Entry> reader) {
        each(
                GridIds.between(first, last),
                grid -> {
                    reader.accept(grid);
                    return true;
                });
    }

    private void each(Bson which, Predicate<Entry> reader) {
        var today = GridDays.today(clock);
        var asked = new Asked(PAGE, null);
        while (true) {
            var page =
                    directory.list(
                            Kind.GRID, Within.EVERYWHERE, List.of(which), asked, found -> found);
            for (var grid : page.items()) {
                if (!GridDays.isRetired(grid, today) && !reader.test(grid)) {
                    return;
                }
            }
            String next = page.next();
            if (next == null) {
                return;
            }
            asked = Asked.of(PAGE, next);
        }
    }

    private static List<Plot> plots(List<Entry> grids) {
        return grids.stream().flatMap(grid -> Plot.of(grid).stream()).toList();
    }

    /** Of outlines that are not stored yet. */
    Overlaps overlaps() {
        return overlaps;
    }
}
