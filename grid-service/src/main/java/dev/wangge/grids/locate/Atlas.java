package dev.wangge.grids.locate;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.locate.GridIndex.Area;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.Outline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All places as of one moment, in memory; never changed, only replaced. */
final class Atlas {
    private static final double SURE = 1.0;
    private static final double BOUNDARY_ONLY = 0.5;

    private final Map<String, Place> divisions = new HashMap<>();
    private final Map<String, Place> grids = new HashMap<>();
    private final Map<String, List<OnDuty>> members = new HashMap<>();
    private final Map<String, List<String>> gridsOfVillage = new HashMap<>();
    private final PlaceNames names;
    private final Map<String, Located> insideGrids = new HashMap<>();
    private final GridIndex gridIndex;
    private final GridIndex boundaries;

    private record Place(String code, String name, String kind) {}

    /** A grid as an answer shows it. */
    record GridAnswer(String code, String name, String kind, String divisionCode) {}

    /** A division as an answer shows it. */
    record DivisionAnswer(String code, String name, String level) {}

    /** Somebody on duty. */
    record OnDuty(String code, String role, boolean onDuty) {}

    /** Where it lies, by which rule, how sure, and who is on duty there. */
    record Located(
            @Nullable GridAnswer grid,
            @Nullable DivisionAnswer division,
            List<String> path,
            String rule,
            double confidence,
            List<OnDuty> members,
            List<Candidate> candidates) {
        static Located nowhere(String rule) {
            return new Located(null, null, List.of(), rule, 0, List.of(), List.of());
        }

        Located withCandidates(List<Candidate> candidates) {
            return new Located(grid, division, path, rule, confidence, members, candidates);
        }
    }

    /** A place that a text may mean as well. */
    record Candidate(String code, String name, String level, List<String> path, double score) {}

    Atlas(List<Entry> divisions, List<Entry> grids, List<Entry> members) {
        var outlines = new ArrayList<Area>();
        var names = new PlaceNames.Builder();
        for (var division : divisions) {
            this.divisions.put(
                    division.code(),
                    new Place(division.code(), division.text("name"), division.text("level")));
            names.add(division);
            area(division, outlines);
        }
        this.names = names.build();
        boundaries = new GridIndex(outlines);
        outlines.clear();
        for (var grid : grids) {
            this.grids.put(
                    grid.code(), new Place(grid.code(), grid.text("name"), grid.text("kind")));
            gridsOfVillage
                    .computeIfAbsent(grid.code().substring(0, 12), any -> new ArrayList<>())
                    .add(grid.code());
            area(grid, outlines);
        }
        gridIndex = new GridIndex(outlines);
        members.stream()
                .sorted(DutyList.firstToTell())
                .forEach(member ->
                        this.members
                                .computeIfAbsent(member.place(), any -> new ArrayList<>())
                                .add(new OnDuty(member.code(), member.text("role"), true)));
        // Most questions end in a grid: its answer is made once and not for each.
        outlines.forEach(
                area -> insideGrids.put(area.code(), inGrid(area.code(), "POLYGON", SURE)));
    }

    static Atlas of(Directory directory) {
        return new Atlas(
                directory.all(Kind.DIVISION), directory.all(Kind.GRID), directory.all(Kind.MEMBER));
    }

    private static void area(Entry entry, List<Area> areas) {
        if (entry.geometry() != null) {
            areas.add(new Area(entry.code(), Outline.stored(entry.geometry()).geometry()));
        }
    }

    /** Locates for a caller with these division prefixes; null coordinates when there are none. */
    Located locate(
            double @Nullable [] lngLat, @Nullable String text, List<String> scope, LocalDate day) {
        if (lngLat != null) {
            var grid = gridIndex.find(lngLat[0], lngLat[1]);
            if (grid != null) {
                return covered(scope, grid)
                        ? Objects.requireNonNull(insideGrids.get(grid))
                        : Located.nowhere("OUTSIDE_SCOPE");
            }
            var division = boundaries.find(lngLat[0], lngLat[1]);
            if (division != null) {
                var code = new DivisionCode(division);
                if (covered(scope, division)) {
                    return inDivision(code, null, "POLYGON", BOUNDARY_ONLY);
                }
                // A caller of one township may well mean that township of this county.
                if (scope.stream().noneMatch(mine -> mine.startsWith(code.prefix()))) {
                    return Located.nowhere("OUTSIDE_SCOPE");
                }
            }
        }
        return text == null ? Located.nowhere("UNLOCATED") : named(names.find(text, scope, day));
    }

    private static boolean covered(List<String> scope, String code) {
        for (var prefix : scope) {
            if (code.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private Located named(Finding finding) {
        return finding.place()
                .map(code -> named(code, finding.confidence()))
                .orElseGet(() -> Located.nowhere("UNLOCATED"))
                .withCandidates(finding.candidates().stream().map(this::candidate).toList());
    }

    private Located named(DivisionCode code, double confidence) {
        var inVillage = gridsOfVillage.getOrDefault(code.value(), List.of());
        // A village with one grid leaves no doubt about the grid.
        return inVillage.size() == 1
                ? inGrid(inVillage.getFirst(), "PLACE_NAME", confidence)
                : inDivision(code, null, "PLACE_NAME", confidence);
    }

    private Candidate candidate(Finding.Scored one) {
        var division = divisions.get(one.code().value());
        return new Candidate(
                one.code().value(),
                division == null ? "" : division.name(),
                one.code().level().spelled(),
                one.code().path(),
                one.score());
    }

    private Located inGrid(String grid, String rule, double confidence) {
        return inDivision(new GridCode(grid).village(), grid, rule, confidence);
    }

    private Located inDivision(
            DivisionCode code, @Nullable String grid, String rule, double confidence) {
        var division = divisions.get(code.value());
        var place = grid == null ? null : Objects.requireNonNull(grids.get(grid));
        return new Located(
                place == null
                        ? null
                        : new GridAnswer(place.code(), place.name(), place.kind(), code.value()),
                division == null
                        ? null
                        : new DivisionAnswer(division.code(), division.name(), division.kind()),
                grid == null ? code.path() : new GridCode(grid).path(),
                rule,
                confidence,
                grid == null ? List.of() : List.copyOf(members.getOrDefault(grid, List.of())),
                List.of());
    }
}
