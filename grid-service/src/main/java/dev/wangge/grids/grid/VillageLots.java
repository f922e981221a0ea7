package dev.wangge.grids.grid;

import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.FeatureFile;
import dev.wangge.grids.place.FeatureFile.Spot;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.Level;
import dev.wangge.platform.security.Caller;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The features of a file by the village they are for, found in a first reading that keeps only
 * where each of them lies: grids are judged beside those of their village, and a village fits into
 * memory where a province does not.
 */
final class VillageLots {
    /** What the first reading has to know of a feature. */
    static final Set<String> PROPERTIES = Set.of("code", "divisionCode");

    /** 20,000 points, however generously they are spaced. */
    private static final int LONGEST_FEATURE = 3 << 20;

    private static final long LONGEST_LOT = 32L << 20;
    private static final int BATCH = 500;
    private static final long LONGEST_BATCH = 4L << 20;
    private final FeatureFile file;
    private final Caller caller;
    private final TreeMap<String, List<Piece>> villages = new TreeMap<>();
    private int read;

    VillageLots(FeatureFile file, Caller caller) {
        this.file = file;
        this.caller = caller;
    }

    /** Where a feature lies. */
    record Piece(int index, long from, int length) {}

    /** All features for one village. */
    record Lot(String village, List<Piece> pieces) {
        long bytes() {
            return pieces.stream().mapToLong(Piece::length).sum();
        }
    }

    /** Takes a feature, unless it names no village of the caller's. */
    void note(Spot spot) {
        read++;
        int index = spot.index();
        var code = spot.text("code");
        var village = code.isEmpty() ? spot.text("divisionCode") : code;
        var grid = GridCode.parse(code.isEmpty() ? village + "000" : code);
        if (grid.isEmpty() || (code.isEmpty() && !isVillage(village))) {
            file.wrong(
                    index,
                    "code",
                    "A grid code has 15 digits: those of its village and a sequence; without"
                            + " one, divisionCode is the 12 digits of a village");
        } else if (!caller.covers(grid.get().value())) {
            file.wrong(index, "outside-scope", grid.get().value() + " is outside your divisions");
        } else if (spot.length() > LONGEST_FEATURE) {
            file.wrong(index, "feature-too-long", "A feature has at most 3 MiB");
        } else {
            villages.computeIfAbsent(grid.get().village().value(), _ -> new ArrayList<>())
                    .add(new Piece(index, spot.from(), (int) spot.length()));
        }
    }

    private static boolean isVillage(String code) {
        return DivisionCode.parse(code).filter(it -> it.level() == Level.VILLAGE).isPresent();
    }

    /** How many features there are, wrong ones among them. */
    int read() {
        return read;
    }

    /** Gives some villages at a time, by code: as many as one looks at together. */
    void inBatches(Consumer<List<Lot>> taker) {
        var batch = new ArrayList<Lot>();
        int features = 0;
        long bytes = 0;
        for (Iterator<Map.Entry<String, List<Piece>>> all = villages.entrySet().iterator();
                all.hasNext(); ) {
            var next = all.next();
            var lot = new Lot(next.getKey(), next.getValue());
            // What was taken is not needed any more.
            all.remove();
            if (lot.bytes() > LONGEST_LOT) {
                lot.pieces()
                        .forEach(piece ->
                                file.wrong(
                                        piece.index(),
                                        "village-too-long",
                                        "A file has at most 32 MiB for one village; send its grids"
                                                + " in several"));
                continue;
            }
            batch.add(lot);
            features += lot.pieces().size();
            bytes += lot.bytes();
            if (features >= BATCH || bytes >= LONGEST_BATCH) {
                taker.accept(List.copyOf(batch));
                batch.clear();
                features = 0;
                bytes = 0;
            }
        }
        if (!batch.isEmpty()) {
            taker.accept(List.copyOf(batch));
        }
    }
}
