package dev.wangge.grids.locate;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.gazetteer.Finding;
import dev.wangge.grids.gazetteer.PlaceNames;
import dev.wangge.grids.index.GridIndex;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.GridCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * All places in memory, as the directory has them now and as it had them on any day; never changed,
 * only replaced. Who is on duty, and where people live, is as of now whatever the day asked for.
 */
final class Atlas {
    private static final int GRID_DIGITS = 15;
    private static final long[] POWERS_OF_TEN =
            LongStream.iterate(1, power -> 10 * power).limit(GRID_DIGITS + 1L).toArray();
    private static final double SURE = 1.0;
    private static final double BOUNDARY_ONLY = 0.5;

    /** People mostly tell of what is near their home, and name the place when it is not. */
    private static final double AT_HOME = 0.7;

    private final Places places;
    private final Homes homes;
    private final PlaceNames names;
    private final GridIndex gridIndex;
    private final GridIndex boundaries;

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

    /** Longitude and latitude in degrees (EPSG:4490). */
    record LngLat(double lng, double lat) {}

    /**
     * What is known of where something lies.
     *
     * @param text may name a place
     * @param reporter blind index of a reporter's phone
     * @param day for which places count, in the county's zone
     */
    record Clues(
            @Nullable LngLat lngLat,
            @Nullable String text,
            @Nullable String reporter,
            LocalDate day) {}

    Atlas(Places places, Homes homes, PlaceNames names, GridIndex grids, GridIndex boundaries) {
        this.places = places;
        this.homes = homes;
        this.names = names;
        this.gridIndex = grids;
        this.boundaries = boundaries;
    }

    /** Reads the directory entry by entry, and takes over what is still the same. */
    static Atlas of(Directory directory, @Nullable Atlas before) {
        var builder = new AtlasBuilder(before);
        directory.forEach(Kind.DIVISION, builder::division);
        directory.forEach(Kind.MEMBER, builder::member);
        directory.forEach(Kind.HOUSEHOLD, builder::household);
        directory.forEach(Kind.GRID, builder::grid);
        return builder.build();
    }

    Places places() {
        return places;
    }

    GridIndex gridIndex() {
        return gridIndex;
    }

    GridIndex boundaries() {
        return boundaries;
    }

    /** Locates for a caller with these division prefixes, by the rules in their order. */
    Located locate(Clues clues, List<String> scope) {
        var lngLat = clues.lngLat();
        var day = clues.day();
        if (lngLat != null) {
            int slot = gridIndex.slot(lngLat.lng(), lngLat.lat(), day);
            if (slot >= 0) {
                return covered(scope, places.number(slot))
                        ? inOutline(slot, day)
                        : Located.nowhere("OUTSIDE_SCOPE");
            }
            int boundary = boundaries.slot(lngLat.lng(), lngLat.lat(), day);
            if (boundary >= 0) {
                var code = new DivisionCode(boundaries.code(boundary));
                if (covered(scope, code.value())) {
                    return inDivision(code, day, "POLYGON", BOUNDARY_ONLY);
                }
                // A caller of one township may well mean that township of this county.
                if (scope.stream().noneMatch(mine -> mine.startsWith(code.prefix()))) {
                    return Located.nowhere("OUTSIDE_SCOPE");
                }
            }
        }
        var home = home(clues);
        if (home.isPresent()) {
            return covered(scope, home.get().code())
                    ? inGrid(home.get(), day, "REPORTER_GRID", AT_HOME)
                    : Located.nowhere("OUTSIDE_SCOPE");
        }
        var text = clues.text();
        return text == null
                ? Located.nowhere("UNLOCATED")
                : named(names.find(text, scope, day), day);
    }

    /** The reporter's own grid, if it is one that day: in winter nobody lives on summer pasture. */
    private Optional<Places.Grid> home(Clues clues) {
        var reporter = clues.reporter();
        return reporter == null
                ? Optional.empty()
                : homes.of(reporter, clues.day())
                        .map(places::grid)
                        .filter(grid -> grid.isThere(clues.day()));
    }

    private static boolean covered(List<String> scope, String code) {
        for (var prefix : scope) {
            if (code.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The same for the 15 digits of a grid, without looking at a text. */
    private static boolean covered(List<String> scope, long grid) {
        for (var prefix : scope) {
            long first = 0;
            for (int i = 0; i < GRID_DIGITS; i++) {
                first = 10 * first + (i < prefix.length() ? prefix.charAt(i) - '0' : 0);
            }
            long beyond = first + POWERS_OF_TEN[Math.max(0, GRID_DIGITS - prefix.length())];
            if (grid >= first && grid < beyond) {
                return true;
            }
        }
        return false;
    }

    private Located named(Finding finding, LocalDate day) {
        return finding.place()
                .map(code -> named(code, day, finding.confidence()))
                .orElseGet(() -> Located.nowhere("UNLOCATED"))
                .withCandidates(
                        finding.candidates().stream().map(one -> candidate(one, day)).toList());
    }

    private Located named(DivisionCode code, LocalDate day, double confidence) {
        var inVillage = places.gridsOf(code, day);
        // A village with one grid leaves no doubt about the grid.
        return inVillage.size() == 1
                ? inGrid(inVillage.getFirst(), day, "PLACE_NAME", confidence)
                : inDivision(code, day, "PLACE_NAME", confidence);
    }

    private Candidate candidate(Finding.Scored one, LocalDate day) {
        var division = places.division(one.code(), day);
        return new Candidate(
                one.code().value(),
                division == null ? "" : division.name(),
                one.code().level().spelled(),
                one.code().path(),
                one.score());
    }

    /** Most questions end so: the answer is made once and not for each. */
    private Located inOutline(int slot, LocalDate day) {
        var kept = places.kept(slot);
        if (kept != null) {
            return kept;
        }
        var grid = places.gridOfSlot(slot);
        var made = inGrid(grid, day, "POLYGON", SURE);
        if (grid.neverChanged() && places.neverChanged(new GridCode(grid.code()).village())) {
            places.keep(slot, made);
        }
        return made;
    }

    private Located inGrid(Places.Grid grid, LocalDate day, String rule, double confidence) {
        var village = new GridCode(grid.code()).village();
        var path = new ArrayList<>(places.path(village));
        path.add(grid.code());
        return new Located(
                grid.on(day),
                places.division(village, day),
                List.copyOf(path),
                rule,
                confidence,
                grid.members(),
                List.of());
    }

    private Located inDivision(DivisionCode code, LocalDate day, String rule, double confidence) {
        return new Located(
                null,
                places.division(code, day),
                places.path(code),
                rule,
                confidence,
                List.of(),
                List.of());
    }
}
