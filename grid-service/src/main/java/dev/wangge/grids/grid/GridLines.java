package dev.wangge.grids.grid;

import dev.wangge.grids.grid.VillageLots.Lot;
import dev.wangge.grids.grid.VillageLots.Piece;
import dev.wangge.grids.place.Drawn;
import dev.wangge.grids.place.FeatureFile;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.InvalidGeometry;
import dev.wangge.platform.csv.Upload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the features of a village again, each by itself and then beside each other. */
final class GridLines {
    private final Upload upload;
    private final FeatureFile file;
    private final Counties.Visit visit;
    private final ObjIntConsumer<Warning> warned;

    GridLines(
            Upload upload, FeatureFile file, Counties.Visit visit, ObjIntConsumer<Warning> warned) {
        this.upload = upload;
        this.file = file;
        this.visit = visit;
        this.warned = warned;
    }

    /** A feature that was read; its code is null until one is allotted. */
    record Line(int index, @Nullable String code, String village, GridDraft draft) {}

    /** Those of a village that can be grids. */
    List<Line> of(Lot lot) {
        var lines = new ArrayList<Line>();
        var seen = new HashSet<String>();
        for (var piece : lot.pieces()) {
            read(piece, lot.village(), seen, lines);
        }
        return lines;
    }

    private void read(Piece piece, String village, Set<String> seen, List<Line> lines) {
        int index = piece.index();
        var feature =
                file.feature(
                        index, upload.slice(piece.from(), piece.length()), Drawn.MOST_OF_A_GRID);
        var code = feature.text("code");
        try {
            var outline = feature.outline();
            if (outline != null) {
                visit.requireWithin(outline, new GridCode(code.isEmpty() ? village + "000" : code));
            }
            if (file.isWrong(index)) {
                return;
            }
            var draft = GridDraft.of(feature);
            var identity = code.isEmpty() ? village + " " + draft.name() : code;
            if (!seen.add(identity)) {
                file.wrong(index, "duplicate", identity + " comes twice");
                return;
            }
            lines.add(new Line(index, code.isEmpty() ? null : code, village, draft));
            feature.repairs().forEach(it -> warned.accept(Warning.mended(it, index), index));
        } catch (InvalidGeometry e) {
            file.wrong(index, e);
        } catch (WrongGrid e) {
            file.wrong(index, e.code(), e.message());
        }
    }
}
