package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Import;
import dev.wangge.grids.directory.Import.Wanted;
import dev.wangge.grids.directory.ImportMode;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.grid.GridImport.Allotted;
import dev.wangge.grids.grid.GridLines.Line;
import dev.wangge.grids.grid.VillageLots.Lot;
import dev.wangge.grids.place.FeatureFile;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.csv.Earliest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One import of grids, some villages after the other. Written are the rows of an import that shows
 * when it ends well, so a feature that turns out wrong, or a dying process, leaves nothing; codes
 * are not taken before their grids are.
 */
final class GridImportRun implements AutoCloseable {
    private static final int MOST_TOLD = 100_000;
    private final Directory directory;
    private final NewCodes codes;
    private final FeatureFile file;
    private final LocalDate today;
    private final ImportMode mode;
    private final String by;
    private final ImportedGround ground;
    private final Earliest<Warning> warnings = new Earliest<>();
    private final List<Allotted> allotted = new ArrayList<>();
    private Import importing;
    private boolean refused;
    private int created;
    private int changed;
    private int unchanged;

    GridImportRun(
            Directory directory,
            GridSurvey survey,
            NewCodes codes,
            FeatureFile file,
            LocalDate today,
            ImportMode mode,
            String by) {
        this.directory = directory;
        this.codes = codes;
        this.file = file;
        this.today = today;
        this.mode = mode;
        this.by = by;
        this.ground = new ImportedGround(survey, today);
        this.importing = directory.beginImport(by, mode.dryRun());
    }

    void warn(Warning warning, int feature) {
        warnings.add(feature, warning);
    }

    /** Checks and stores the features for these villages. */
    void take(List<Lot> lots, GridLines reader) {
        var known =
                directory.find(Kind.DIVISION, lots.stream().map(Lot::village).toList()).keySet();
        var lines = new ArrayList<Line>();
        for (var lot : lots) {
            if (known.contains(lot.village())) {
                lines.addAll(reader.of(lot));
            } else {
                lot.pieces()
                        .forEach(piece ->
                                file.wrong(
                                        piece.index(),
                                        "no-such-division",
                                        "No division " + lot.village()));
            }
        }
        var batch = ImportBatch.of(lines, ground, directory);
        for (var line : lines) {
            if (line.code() != null) {
                var code = line.code();
                batch.wanted()
                        .add(new Wanted(Kind.GRID, code, old -> named(code, line, old, batch)));
            }
        }
        unnamed(lines, batch);
        stage(batch.wanted());
        ground.overlaps(
                batch.grids(),
                batch.drawn(),
                batch.villages(),
                (overlap, of) -> {
                    int feature = batch.features().getOrDefault(of, 0);
                    warn(Warning.overlap(overlap, of, feature), feature);
                });
    }

    private void stage(List<Wanted> wanted) {
        if (file.refused() > 0 && !mode.lineByLine() && !refused) {
            // Nothing of it will be stored; what else is wrong is found all the same.
            refused = true;
            importing.close();
            importing = directory.beginImport(by, true);
        }
        if (!wanted.isEmpty()) {
            importing.stage(wanted);
        }
    }

    private Optional<Entry> named(String code, Line line, @Nullable Entry old, ImportBatch batch) {
        Entry grid;
        try {
            grid =
                    old == null
                            ? made(code, line.draft())
                            : GridDays.changed(old, line.draft(), today);
        } catch (WrongGrid e) {
            file.wrong(line.index(), e.code(), e.message());
            return Optional.empty();
        }
        var serving = batch.members().getOrDefault(code, List.of());
        if (old != null && !serving.isEmpty() && ends(grid, old)) {
            if (GridDays.isRetired(grid, today)) {
                file.wrong(
                        line.index(),
                        "members-serve",
                        "Members serve " + code + "; give them another grid first");
                return Optional.empty();
            }
            warn(Warning.stillAssigned(serving, line.index(), code), line.index());
        }
        if (old == null) {
            created++;
        } else if (old.sameAs(grid)) {
            unchanged++;
        } else {
            changed++;
        }
        batch.note(
                grid,
                line.index(),
                grid.geometry() != null
                        && (old == null || !grid.geometry().equals(old.geometry())));
        return Optional.of(grid);
    }

    /** Whether it gets another last day, and had not come to its last one. */
    private boolean ends(Entry grid, Entry old) {
        var to = Validity.of(grid.state()).to();
        return to != null
                && !to.equals(Validity.of(old.state()).to())
                && !GridDays.isRetired(old, today);
    }

    /** A feature without a code that came before is not made again. */
    private void unnamed(List<Line> lines, ImportBatch batch) {
        var byVillage = new TreeMap<String, List<Line>>();
        for (var line : lines) {
            if (line.code() == null) {
                byVillage.computeIfAbsent(line.village(), _ -> new ArrayList<>()).add(line);
            }
        }
        byVillage.forEach((village, some) -> {
            var names = new HashMap<String, Entry>();
            batch.villages()
                    .getOrDefault(village, List.of())
                    .forEach(grid -> names.put(grid.text("name"), grid));
            var taken = new TreeSet<String>();
            for (var line : some) {
                var there = names.get(line.draft().name());
                if (there == null) {
                    if (taken.isEmpty()) {
                        taken.addAll(taken(village, batch));
                        lines.stream()
                                .filter(it -> it.code() != null && it.village().equals(village))
                                .forEach(it -> taken.add(String.valueOf(it.code())));
                    }
                    make(line, taken, batch);
                } else if (isSame(there, line.draft())) {
                    unchanged++;
                    tell(line, there.code());
                } else {
                    file.wrong(
                            line.index(),
                            "same-name",
                            "%s has a grid of this name, %s: to change it, give its code"
                                    .formatted(village, there.code()));
                }
            }
        });
    }

    /**
     * All codes that were taken. Those that do not show are looked at again when all is stored: if
     * another import is about to make them, it may be by the names of this one.
     */
    private Set<String> taken(String village, ImportBatch batch) {
        var taken = codes.everTaken(village);
        taken.forEach(
                code -> batch.wanted().add(new Wanted(Kind.GRID, code, _ -> Optional.empty())));
        return taken;
    }

    private void make(Line line, NavigableSet<String> taken, ImportBatch batch) {
        var code = NewCodes.free(line.village(), taken);
        taken.add(code);
        var grid = made(code, line.draft());
        batch.wanted().add(Wanted.fresh(grid));
        batch.note(grid, line.index(), grid.geometry() != null);
        created++;
        if (!mode.dryRun()) {
            tell(line, code);
        }
    }

    private void tell(Line line, String code) {
        if (allotted.size() < MOST_TOLD) {
            allotted.add(new Allotted(line.index(), line.draft().own().foreignId(), code));
        }
    }

    private Entry made(String code, GridDraft draft) {
        return Entry.of(
                Kind.GRID,
                code,
                code,
                GridDays.made(draft, draft.validity(), today),
                draft.outline());
    }

    private boolean isSame(Entry there, GridDraft draft) {
        try {
            return GridDays.changed(there, draft, today).sameAs(there);
        } catch (WrongGrid e) {
            return false;
        }
    }

    /**
     * Shows all of it, if there is anything to show: without a change nobody makes a new map.
     *
     * @throws dev.wangge.platform.problem.Problem invalid-geometry, changed-meanwhile
     */
    GridImport.Report end(int read) {
        if (!mode.lineByLine()) {
            file.refuseIfWrong();
        }
        if (created + changed > 0) {
            importing.commit();
        }
        return new GridImport.Report(
                read,
                created,
                changed,
                unchanged,
                file.refused(),
                mode.dryRun(),
                file.errors(),
                warnings.first(),
                warnings.count(),
                allotted.stream().sorted(Comparator.comparingInt(Allotted::feature)).toList());
    }

    @Override
    public void close() {
        importing.close();
    }
}
