package dev.wangge.grids.grid;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.grid.Overlaps.Overlap;
import dev.wangge.grids.grid.Overlaps.Plot;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.InvalidGeometry;
import dev.wangge.grids.place.Outline;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.Told;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Looks through the grids of a division for what somebody should mend. */
@Component
class GridCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 200;
    private static final int MOST_GRIDS = 20_000;
    private static final int COUNTY_DIGITS = 6;
    private final Directory directory;
    private final GridSurvey survey;
    private final Counties counties;
    private final Occupants occupants;
    private final Clock clock;

    GridCheck(
            Directory directory,
            GridSurvey survey,
            Counties counties,
            Occupants occupants,
            Clock clock) {
        this.directory = directory;
        this.survey = survey;
        this.counties = counties;
        this.occupants = occupants;
        this.clock = clock;
    }

    /** Ground of a division that no basic grid covers in any season. */
    record Gap(String divisionCode, long squareMetres, List<Double> where) {}

    /** An outline with something wrong about it. */
    record Fault(String code, String error, String message, List<Double> where) {}

    /**
     * A grid with a last day, and who is to serve there beyond it.
     *
     * @param validTo its last day, gone by or ahead
     */
    record StillAssigned(String code, String validTo, List<String> members) {}

    /** How many there are of each; the lists hold the biggest of them. */
    record Counts(
            int grids,
            int overlaps,
            int gaps,
            int outside,
            int withoutOutline,
            int invalid,
            int stillAssigned) {}

    record Findings(
            List<Overlap> overlaps,
            List<Gap> gaps,
            List<Fault> outside,
            List<String> withoutOutline,
            List<Fault> invalid,
            List<StillAssigned> stillAssigned,
            Counts counts,
            String asOf)
            implements Told {}

    /**
     * Looks at the grids with these prefixes that are not retired.
     *
     * @param limit how many of each are listed
     * @throws Problem invalid-request, when there are more than 20,000
     */
    Findings of(List<String> prefixes, int limit) {
        var seen = new Seen();
        for (var prefix : prefixes) {
            survey.within(
                    prefix,
                    grid -> {
                        seen.add(grid);
                        return seen.grids < MOST_GRIDS;
                    });
        }
        if (seen.grids >= MOST_GRIDS) {
            throw Problem.invalid(
                    Pointed.parameter(
                            "within",
                            "too-many",
                            "More than %d grids; name a smaller division".formatted(MOST_GRIDS)));
        }
        var overlaps = survey.overlaps().among(seen.plots.values(), seen.plots.keySet());
        var gaps = gaps(prefixes, seen.plots);
        var stillAssigned = stillAssigned(prefixes);
        return new Findings(
                first(overlaps, limit),
                first(gaps, limit),
                first(seen.outside, limit),
                first(seen.without, limit),
                first(seen.invalid, limit),
                first(stillAssigned, limit),
                new Counts(
                        seen.grids,
                        overlaps.size(),
                        gaps.size(),
                        seen.outside.size(),
                        seen.without.size(),
                        seen.invalid.size(),
                        stillAssigned.size()),
                GridDays.today(clock).toString());
    }

    /** What was seen of the grids so far: of each no more than its ground is kept. */
    private final class Seen {
        final List<Fault> outside = new ArrayList<>();
        final List<String> without = new ArrayList<>();
        final List<Fault> invalid = new ArrayList<>();
        final TreeMap<String, Plot> plots = new TreeMap<>();
        private final Counties.Visit visit = counties.visit();
        int grids;

        void add(Entry grid) {
            grids++;
            var geometry = grid.geometry();
            if (geometry == null) {
                without.add(grid.code());
                return;
            }
            var outline = Outline.stored(geometry);
            if (new IsValidOp(outline.geometry()).isValid()) {
                Plot.of(grid).ifPresent(plot -> plots.put(plot.code(), plot));
                outside(grid.code(), outline, visit, outside);
            } else {
                invalid.add(invalid(grid.code(), geometry));
            }
        }
    }

    /** Retired ones among them: what was a warning once is a fault when the day has come. */
    private List<StillAssigned> stillAssigned(List<String> prefixes) {
        var found = new ArrayList<StillAssigned>();
        var asked = new Asked(PAGE, null);
        while (true) {
            var page =
                    directory.list(
                            Kind.GRID,
                            prefixes,
                            List.of(GridIds.within(prefixes), Filters.exists("state.validTo")),
                            asked,
                            grids -> grids);
            occupants
                    .servingBeyond(page.items())
                    .forEach((grid, members) ->
                            found.add(
                                    new StillAssigned(grid.code(), grid.text("validTo"), members)));
            String next = page.next();
            if (next == null) {
                return found;
            }
            asked = Asked.of(PAGE, next);
        }
    }

    private static void outside(
            String code, Outline outline, Counties.Visit visit, List<Fault> outside) {
        try {
            visit.requireWithin(outline, new GridCode(code));
        } catch (InvalidGeometry e) {
            outside.add(fault(code, e));
        }
    }

    private static Fault invalid(String code, String geometry) {
        try {
            Outline.read(JSON.readTree(geometry));
            return new Fault(code, "invalid", "The outline is broken", List.of());
        } catch (InvalidGeometry e) {
            return fault(code, e);
        }
    }

    private static Fault fault(String code, InvalidGeometry e) {
        var at = e.point();
        return new Fault(
                code,
                e.code(),
                String.valueOf(e.getMessage()),
                at == null ? List.of() : List.of(at[0], at[1]));
    }

    /** By the smallest divisions whose boundary is stored, where at least one grid is drawn. */
    private List<Gap> gaps(List<String> prefixes, NavigableMap<String, Plot> plots) {
        var boundaries = new TreeMap<String, String>();
        for (var prefix : prefixes) {
            boundaries(prefix, plots, boundaries);
        }
        var gaps = new ArrayList<Gap>();
        boundaries.forEach((code, boundary) -> {
            var below = new DivisionCode(code).prefix();
            var next = boundaries.higherKey(code);
            if (!boundary.isEmpty() && (next == null || !next.startsWith(below))) {
                survey.overlaps()
                        .pieces(
                                Outline.stored(boundary).geometry(),
                                drawn(plots, below).stream().map(Plot::geometry).toList())
                        .forEach(piece ->
                                gaps.add(new Gap(code, piece.squareMetres(), piece.where())));
            }
        });
        gaps.sort(Comparator.comparingLong(Gap::squareMetres).reversed());
        return gaps;
    }

    private static Collection<Plot> drawn(NavigableMap<String, Plot> plots, String prefix) {
        // Codes are digits, and a colon comes after them.
        return plots.subMap(prefix, prefix + ":").values();
    }

    /** By code; without its points where no grid is drawn. */
    private void boundaries(
            String prefix,
            NavigableMap<String, Plot> plots,
            NavigableMap<String, String> boundaries) {
        var asked = new Asked(PAGE, null);
        while (true) {
            var page =
                    directory.list(
                            Kind.DIVISION,
                            List.of(prefix),
                            List.of(Filters.ne("geometry", null)),
                            asked,
                            found -> found);
            for (var division : page.items()) {
                var geometry = division.geometry();
                var below = new DivisionCode(division.code()).prefix();
                // A province is no ground that one would search for gaps.
                if (geometry != null && below.length() >= COUNTY_DIGITS) {
                    boundaries.put(division.code(), drawn(plots, below).isEmpty() ? "" : geometry);
                }
            }
            String next = page.next();
            if (next == null) {
                return;
            }
            asked = Asked.of(PAGE, next);
        }
    }

    private static <T> List<T> first(List<T> all, int limit) {
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }
}
