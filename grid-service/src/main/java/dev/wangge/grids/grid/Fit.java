package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.grid.Overlaps.Plot;
import dev.wangge.grids.place.Outline;
import dev.wangge.grids.place.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.locationtech.jts.geom.Geometry;

/** Whether successors cover what they take the place of, no less and no more. */
record Fit(Overlaps overlaps) {

    static List<Geometry> outlines(List<Entry> grids) {
        var outlines = new ArrayList<Geometry>();
        for (var grid : grids) {
            if (grid.geometry() != null) {
                outlines.add(Outline.stored(grid.geometry()).geometry());
            }
        }
        return outlines;
    }

    List<Warning> of(Map<String, GridDraft> successors, List<Entry> replaced) {
        var warnings = new ArrayList<Warning>();
        var before = outlines(replaced);
        var plots = new ArrayList<Plot>();
        new TreeMap<>(successors)
                .forEach((code, draft) -> {
                    if (draft.outline() != null) {
                        plots.add(
                                new Plot(
                                        code,
                                        Outline.stored(draft.outline()).geometry(),
                                        Validity.ALWAYS,
                                        Optional.ofNullable(draft.season())));
                    } else if (!before.isEmpty()) {
                        warnings.add(
                                new Warning(
                                        "without-outline",
                                        "It has no outline, and what it takes the place of had one",
                                        null,
                                        code,
                                        null,
                                        null));
                    }
                });
        if (plots.isEmpty() || before.size() < replaced.size()) {
            return warnings;
        }
        for (var plot : plots) {
            var outside = overlaps.uncovered(plot.geometry(), before);
            if (outside != null) {
                warnings.add(
                        Warning.ground(
                                "part-outside",
                                "It leaves the ground of the old grid",
                                plot.code(),
                                outside));
            }
        }
        if (plots.size() == successors.size()) {
            var after = plots.stream().map(Plot::geometry).toList();
            var gap = overlaps.uncovered(Overlaps.union(before), after);
            if (gap != null) {
                warnings.add(
                        Warning.ground(
                                "part-gap",
                                "Ground of the old grid is in no new one",
                                replaced.getFirst().code(),
                                gap));
            }
        }
        for (var overlap : overlaps.among(plots, plots.stream().map(Plot::code).toList())) {
            warnings.add(Warning.overlap(overlap, overlap.a(), null));
        }
        return warnings;
    }
}
