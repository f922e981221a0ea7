package dev.wangge.grids.grid;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Import.Wanted;
import dev.wangge.grids.grid.GridLines.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an import is to store of some villages.
 *
 * @param villages the stored grids of those villages in which grids without a code are wanted
 * @param members who serves in the grids that are given a last day
 * @param grids as they shall be, by code
 * @param features the indexes of their features
 * @param drawn codes of those that get another outline
 */
record ImportBatch(
        Map<String, List<Entry>> villages,
        Map<String, List<String>> members,
        List<Wanted> wanted,
        Map<String, Entry> grids,
        Map<String, Integer> features,
        Set<String> drawn) {

    static ImportBatch of(List<Line> lines, ImportedGround ground, Directory directory) {
        var withoutCode =
                lines.stream()
                        .filter(line -> line.code() == null)
                        .map(Line::village)
                        .distinct()
                        .toList();
        return new ImportBatch(
                ground.villages(withoutCode),
                membersOf(lines, directory),
                new ArrayList<>(),
                new TreeMap<>(),
                new HashMap<>(),
                new HashSet<>());
    }

    private static Map<String, List<String>> membersOf(List<Line> lines, Directory directory) {
        var ending =
                lines.stream()
                        .filter(line -> line.draft().validity().to() != null)
                        .map(Line::code)
                        .filter(Objects::nonNull)
                        .toList();
        return ending.isEmpty()
                ? Map.of()
                : directory.membersOf(ending).stream()
                        .collect(groupingBy(Entry::place, mapping(Entry::code, toList())));
    }

    /** Notes what becomes of a grid. */
    void note(Entry grid, int feature, boolean isDrawn) {
        grids.put(grid.code(), grid);
        features.put(grid.code(), feature);
        if (isDrawn) {
            drawn.add(grid.code());
        }
    }
}
