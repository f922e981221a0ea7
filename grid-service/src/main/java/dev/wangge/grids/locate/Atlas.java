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
import org.jspecify.annotations.Nullable;

/**
 * All places in memory, as the directory has them now and as it had them on any day; never changed,
 * only replaced. Who is on duty, and where people live, is as of now whatever the day asked for.
 */
final class Atlas {
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
     */
    record Clues(@Nullable LngLat lngLat, @Nullable String text, @Nullable String reporter) {}

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

    /**
     * Locates by the rules in their order.
     *
     * @param day for which places count, in the county's zone
     */
    Located locate(Clues clues, LocalDate day, Scope scope) {
        var lngLat = clues.lngLat();
        int slot = lngLat == null ? -1 : gridIndex.slot(lngLat.lng(), lngLat.lat(), day);
        return locate(clues, slot, day, scope);
    }

    /** Locates many, each as if alone, in less time. */
    List<Located> locate(List<Clues> many, LocalDate day, Scope scope) {
        var lngLats = new double[2 * many.size()];
        for (int i = 0; i < many.size(); i++) {
            var lngLat = many.get(i).lngLat();
            lngLats[2 * i] = lngLat == null ? Double.NaN : lngLat.lng();
            lngLats[2 * i + 1] = lngLat == null ? Double.NaN : lngLat.lat();
        }
        var slots = gridIndex.slots(lngLats, day);
        var kept = kept(slots, scope);
        var answers = new ArrayList<Located>(slots.length);
        for (int i = 0; i < slots.length; i++) {
            var known = kept[i];
            answers.add(known != null ? known : locate(many.get(i), slots[i], day, scope));
        }
        return answers;
    }

    /** Those that are made already: a loop so small that the processor reads on far ahead. */
    private @Nullable Located[] kept(int[] slots, Scope scope) {
        @Nullable Located[] answers = new Located[slots.length];
        for (int i = 0; i < slots.length; i++) {
            int slot = slots[i];
            if (slot >= 0 && scope.covers(places.number(slot))) {
                answers[i] = places.kept(slot);
            }
        }
        return answers;
    }

    private Located locate(Clues clues, int slot, LocalDate day, Scope scope) {
        var lngLat = clues.lngLat();
        if (slot >= 0) {
            return scope.covers(places.number(slot))
                    ? inOutline(slot, day)
                    : Located.nowhere("OUTSIDE_SCOPE");
        }
        if (lngLat != null) {
            int boundary = boundaries.slot(lngLat.lng(), lngLat.lat(), day);
            if (boundary >= 0) {
                var code = new DivisionCode(boundaries.code(boundary));
                if (scope.covers(code.value())) {
                    return inDivision(code, day, "POLYGON", BOUNDARY_ONLY);
                }
                // A caller of one township may well mean that township of this county.
                if (!scope.reachesInto(code.prefix())) {
                    return Located.nowhere("OUTSIDE_SCOPE");
                }
            }
        }
        // Any county may name any phone in a move: a home elsewhere says nothing of this place.
        var home = home(clues, day).filter(grid -> scope.covers(grid.code()));
        if (home.isPresent()) {
            return inGrid(home.get(), day, "REPORTER_GRID", AT_HOME);
        }
        var text = clues.text();
        return text == null
                ? Located.nowhere("UNLOCATED")
                : named(names.find(text, scope.prefixes(), day), day);
    }

    /** The reporter's own grid, if it is one that day: in winter nobody lives on summer pasture. */
    private Optional<Places.Grid> home(Clues clues, LocalDate day) {
        var reporter = clues.reporter();
        return reporter == null
                ? Optional.empty()
                : homes.of(reporter, day).map(places::grid).filter(grid -> grid.isThere(day));
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
