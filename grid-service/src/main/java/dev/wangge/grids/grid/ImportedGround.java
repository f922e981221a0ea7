package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.grid.Overlaps.Overlap;
import dev.wangge.grids.grid.Overlaps.Plot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The ground of some villages, as it is stored and as an import would have it. */
final class ImportedGround {
    private static final int VILLAGE_DIGITS = 12;
    private static final int FEW_VILLAGES = 20;
    private final GridSurvey survey;
    private final LocalDate today;

    ImportedGround(GridSurvey survey, LocalDate today) {
        this.survey = survey;
        this.today = today;
    }

    /** The stored grids of these villages that are not retired. */
    Map<String, List<Entry>> villages(Collection<String> codes) {
        var grids = new HashMap<String, List<Entry>>();
        codes.forEach(code -> grids.put(code, new ArrayList<>()));
        if (codes.size() <= FEW_VILLAGES) {
            grids.forEach((code, some) -> some.addAll(survey.within(code)));
        } else {
            // Villages come by code: what lies between the first and the last is mostly asked for.
            var inOrder = new TreeSet<>(codes);
            survey.between(
                    inOrder.first(),
                    inOrder.last(),
                    grid -> {
                        var village = grids.get(village(grid.code()));
                        if (village != null) {
                            village.add(grid);
                        }
                    });
        }
        return grids;
    }

    /**
     * Tells of outlines that lie over others of their village, each by one that is new.
     *
     * @param wanted grids as they shall be
     * @param drawn codes of those with a new outline
     * @param known villages that were asked for before
     */
    void overlaps(
            Map<String, Entry> wanted,
            Set<String> drawn,
            Map<String, List<Entry>> known,
            BiConsumer<Overlap, String> found) {
        var byVillage = new TreeMap<String, Map<String, Entry>>();
        drawn.forEach(code -> byVillage.computeIfAbsent(village(code), _ -> new TreeMap<>()));
        var stored = new HashMap<>(known);
        stored.putAll(
                villages(
                        byVillage.keySet().stream()
                                .filter(code -> !known.containsKey(code))
                                .toList()));
        byVillage.forEach((code, grids) ->
                stored.getOrDefault(code, List.of()).forEach(it -> grids.put(it.code(), it)));
        wanted.forEach((code, grid) -> {
            var village = byVillage.get(village(code));
            if (village != null) {
                village.put(code, grid);
            }
        });
        byVillage
                .values()
                .forEach(village -> {
                    var plots = new ArrayList<Plot>();
                    village.values().stream()
                            .filter(grid -> !GridDays.isRetired(grid, today))
                            .forEach(grid -> Plot.of(grid).ifPresent(plots::add));
                    for (var overlap : survey.overlaps().among(plots, drawn)) {
                        found.accept(
                                overlap, drawn.contains(overlap.a()) ? overlap.a() : overlap.b());
                    }
                });
    }

    private static String village(String grid) {
        return grid.substring(0, VILLAGE_DIGITS);
    }
}
