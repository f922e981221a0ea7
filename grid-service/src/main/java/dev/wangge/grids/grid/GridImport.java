package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.grid.GridLines.Line;
import dev.wangge.grids.grid.Overlaps.Plot;
import dev.wangge.grids.place.Drawn;
import dev.wangge.platform.security.Caller;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Imports grids from GeoJSON. A feature with a code says what that grid is from today on; one
 * without makes a grid in the village it names, unless there is one of that name. Read feature by
 * feature; what is kept of each is its text.
 */
@Component
class GridImport {
    private static final int COUNTY_DIGITS = 6;
    private static final int VILLAGE_DIGITS = 12;
    private static final int FEW_VILLAGES = 20;
    private final Directory directory;
    private final Counties counties;
    private final GridSurvey survey;
    private final NewCodes codes;
    private final Clock clock;

    GridImport(
            Directory directory,
            Counties counties,
            GridSurvey survey,
            NewCodes codes,
            Clock clock) {
        this.directory = directory;
        this.counties = counties;
        this.survey = survey;
        this.codes = codes;
        this.clock = clock;
    }

    /**
     * What an import did, or would do.
     *
     * @param refused features that were left out, line by line only
     * @param errors the first 100, with the index of the feature
     * @param warnings the first 100
     */
    record Report(
            int read,
            int created,
            int changed,
            int unchanged,
            int refused,
            boolean dryRun,
            List<Map<String, @Nullable Object>> errors,
            List<Warning> warnings,
            int warningCount) {}

    /**
     * Stores all grids of a FeatureCollection or none; line by line, the good ones.
     *
     * @param dryRun only says what would happen
     */
    Report run(InputStream body, boolean lineByLine, boolean dryRun, Caller caller) {
        var run = new GridLines(directory, counties.visit(), GridDays.today(clock), caller);
        run.file.read(body, Drawn.MOST_OF_A_GRID, run::feature);
        run.check();
        var known =
                directory.find(
                        Kind.GRID,
                        run.lines.stream().map(Line::code).filter(Objects::nonNull).toList());
        var unnamed = new ArrayList<Line>();
        var wanted = run.wanted(known, unnamed);
        int same = findByName(run, unnamed);
        if (!lineByLine) {
            run.file.refuseIfWrong();
        }
        var drawn = drawn(wanted, known);
        var named =
                wanted.keySet().stream()
                        .collect(
                                Collectors.groupingBy(
                                        code -> code.substring(0, VILLAGE_DIGITS),
                                        Collectors.toSet()));
        for (var line : unnamed) {
            // A dry run takes no code: its warnings name the village and a number past all codes.
            var code =
                    dryRun
                            ? line.village() + "?" + line.index()
                            : codes.next(
                                    line.village(),
                                    caller.client(),
                                    named.getOrDefault(line.village(), Set.of()));
            wanted.put(code, run.made(code, line.draft()));
            run.indexOf.put(code, line.index());
            drawn.add(code);
        }
        overlaps(run, wanted, drawn);
        int different = Directory.differing(List.copyOf(wanted.values()), known).size();
        int changed =
                (int)
                        Directory.differing(List.copyOf(wanted.values()), known).stream()
                                .filter(grid -> known.containsKey(grid.code()))
                                .count();
        if (!dryRun && different > 0) {
            directory.save(List.copyOf(wanted.values()), known, caller.client());
        }
        return new Report(
                run.read,
                different - changed,
                changed,
                wanted.size() - different + same,
                run.file.refused(),
                dryRun,
                run.file.errors(),
                List.copyOf(run.warnings),
                run.warned);
    }

    /** A feature without a code that came before is not made again. */
    private int findByName(GridLines run, List<Line> unnamed) {
        var known = new HashSet<Integer>();
        int same = 0;
        var byVillage = new TreeMap<String, List<Line>>();
        unnamed.forEach(line ->
                byVillage.computeIfAbsent(line.village(), _ -> new ArrayList<>()).add(line));
        for (var village : byVillage.entrySet()) {
            var named = new HashMap<String, Entry>();
            survey.within(village.getKey()).forEach(grid -> named.put(grid.text("name"), grid));
            for (var line : village.getValue()) {
                var there = named.get(line.draft().name());
                if (there != null) {
                    known.add(line.index());
                    if (isSame(there, line.draft(), run.today)) {
                        same++;
                    } else {
                        run.file.wrong(
                                line.index(),
                                "same-name",
                                "%s has a grid of this name, %s: to change it, give its code"
                                        .formatted(line.village(), there.code()));
                    }
                }
            }
        }
        unnamed.removeIf(line -> known.contains(line.index()));
        return same;
    }

    private static boolean isSame(Entry there, GridDraft draft, LocalDate today) {
        try {
            return Directory.differing(
                            List.of(GridDays.changed(there, draft, today)),
                            Map.of(there.code(), there))
                    .isEmpty();
        } catch (WrongGrid e) {
            return false;
        }
    }

    /** Codes of grids that get another outline. */
    private static Set<String> drawn(Map<String, Entry> wanted, Map<String, Entry> known) {
        var drawn = new HashSet<String>();
        for (var grid : wanted.values()) {
            var old = known.get(grid.code());
            if (old == null || !Objects.equals(old.geometry(), grid.geometry())) {
                drawn.add(grid.code());
            }
        }
        return drawn;
    }

    /** Says which outlines lie over others of their village. */
    private void overlaps(GridLines run, Map<String, Entry> wanted, Set<String> drawn) {
        var byVillage = new TreeMap<String, Map<String, Entry>>();
        for (var code : drawn) {
            byVillage.computeIfAbsent(
                    code.substring(0, VILLAGE_DIGITS), _ -> new LinkedHashMap<>());
        }
        for (var prefix : prefixes(byVillage.keySet())) {
            for (var grid : survey.within(prefix)) {
                var village = byVillage.get(grid.code().substring(0, VILLAGE_DIGITS));
                if (village != null) {
                    village.put(grid.code(), grid);
                }
            }
        }
        for (var grid : wanted.values()) {
            var village = byVillage.get(grid.code().substring(0, VILLAGE_DIGITS));
            if (village != null) {
                village.put(grid.code(), grid);
            }
        }
        for (var village : byVillage.values()) {
            var plots = new ArrayList<Plot>();
            village.values().stream()
                    .filter(grid -> !GridDays.isRetired(grid, run.today))
                    .forEach(grid -> Plot.of(grid).ifPresent(plots::add));
            for (var overlap : survey.overlaps().among(plots, drawn)) {
                var of = drawn.contains(overlap.a()) ? overlap.a() : overlap.b();
                run.warn(Warning.overlap(overlap, of, run.indexOf.get(of)));
            }
        }
    }

    /** Few villages are asked for one by one, many by their counties. */
    private static Set<String> prefixes(Set<String> villages) {
        if (villages.size() <= FEW_VILLAGES) {
            return villages;
        }
        var some = new HashSet<String>();
        villages.forEach(village -> some.add(village.substring(0, COUNTY_DIGITS)));
        return some;
    }
}
