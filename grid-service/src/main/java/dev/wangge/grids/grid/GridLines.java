package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.FeatureFile;
import dev.wangge.grids.place.FeatureFile.Feature;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.InvalidGeometry;
import dev.wangge.grids.place.Level;
import dev.wangge.platform.security.Caller;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The features of one import, read and checked one after the other, then beside each other. */
final class GridLines {
    private static final int MOST_WARNINGS = 100;

    /** A feature that was read; its code is null until one is allotted. */
    record Line(int index, @Nullable String code, String village, GridDraft draft) {}

    final FeatureFile file = new FeatureFile();
    final List<Line> lines = new ArrayList<>();
    final List<Warning> warnings = new ArrayList<>();
    final Map<String, Integer> indexOf = new HashMap<>();
    private final Counties.Visit visit;
    final LocalDate today;
    private final Directory directory;
    private final Caller caller;
    int read;
    int warned;

    GridLines(Directory directory, Counties.Visit visit, LocalDate today, Caller caller) {
        this.directory = directory;
        this.visit = visit;
        this.today = today;
        this.caller = caller;
    }

    void feature(Feature feature) {
        read++;
        int index = feature.index();
        var code = feature.text("code");
        var grid = GridCode.parse(code.isEmpty() ? feature.text("divisionCode") + "000" : code);
        if (grid.isEmpty() || (code.isEmpty() && !isVillage(feature.text("divisionCode")))) {
            file.wrong(
                    index,
                    "code",
                    "A grid code has 15 digits: those of its village and a sequence; without"
                            + " one, divisionCode is the 12 digits of a village");
            return;
        }
        if (!caller.covers(grid.get().value())) {
            file.wrong(index, "outside-scope", grid.get().value() + " is outside your divisions");
            return;
        }
        try {
            var outline = feature.outline();
            if (outline != null) {
                visit.requireWithin(outline, grid.get());
            }
            if (!file.isWrong(index)) {
                lines.add(
                        new Line(
                                index,
                                code.isEmpty() ? null : code,
                                grid.get().village().value(),
                                GridDraft.of(feature)));
                feature.repairs().forEach(it -> warn(Warning.mended(it, index)));
            }
        } catch (InvalidGeometry e) {
            file.wrong(index, e);
        } catch (WrongGrid e) {
            file.wrong(index, e.code(), e.message());
        }
    }

    void warn(Warning warning) {
        warned++;
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
        }
    }

    /** Takes out what is wrong with the lines as they stand beside each other and the stored. */
    void check() {
        var villages =
                directory.find(
                        Kind.DIVISION, lines.stream().map(Line::village).distinct().toList());
        var seen = new HashSet<String>();
        for (var line : lines) {
            var identity = line.code() == null ? name(line) : line.code();
            if (!villages.containsKey(line.village())) {
                file.wrong(line.index(), "no-such-division", "No division " + line.village());
            } else if (!seen.add(identity)) {
                file.wrong(line.index(), "duplicate", identity + " comes twice");
            }
        }
        lines.removeIf(line -> file.isWrong(line.index()));
    }

    /** The entries as they are to be, by code; codes that are not allotted yet lack. */
    Map<String, Entry> wanted(Map<String, Entry> known, List<Line> unnamed) {
        var wanted = new LinkedHashMap<String, Entry>();
        for (var line : lines) {
            if (line.code() == null) {
                unnamed.add(line);
                continue;
            }
            var old = known.get(line.code());
            try {
                wanted.put(
                        line.code(),
                        old == null
                                ? made(line.code(), line.draft())
                                : GridDays.changed(old, line.draft(), today));
                indexOf.put(line.code(), line.index());
            } catch (WrongGrid e) {
                file.wrong(line.index(), e.code(), e.message());
            }
        }
        refuseServed(wanted, known);
        return wanted;
    }

    /** A grid ends only when nobody serves it. */
    private void refuseServed(Map<String, Entry> wanted, Map<String, Entry> known) {
        var ending =
                wanted.values().stream()
                        .filter(grid -> GridDays.isRetired(grid, today))
                        .filter(grid ->
                                known.containsKey(grid.code())
                                        && !GridDays.isRetired(
                                                known.getOrDefault(grid.code(), grid), today))
                        .map(Entry::code)
                        .toList();
        for (var member : directory.membersOf(ending)) {
            if (wanted.remove(member.place()) != null) {
                file.wrong(
                        indexOf.getOrDefault(member.place(), 0),
                        "members-serve",
                        "Members serve " + member.place() + "; give them another grid first");
            }
        }
    }

    Entry made(String code, GridDraft draft) {
        return Entry.of(
                Kind.GRID,
                code,
                code,
                GridDays.made(draft, draft.validity(), today),
                draft.outline());
    }

    private static String name(Line line) {
        return line.village() + " " + line.draft().name();
    }

    private static boolean isVillage(String code) {
        return DivisionCode.parse(code).filter(it -> it.level() == Level.VILLAGE).isPresent();
    }
}
