package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bson.Document;

/**
 * Villages side by side in a county of one square degree, each cut into grids that share their
 * winding borders: neither gaps nor overlaps but those that a test makes.
 */
final class ManyGrids {
    static final String COUNTY = "540328";
    private static final int PIECES = 6;
    private final int villages;
    private final int side;
    private final double cell;
    private final long seed;

    /** So many villages of side × side grids. */
    ManyGrids(int villages, int side, long seed) {
        this.villages = villages;
        this.side = side;
        this.seed = seed;
        this.cell = 0.9 / (Math.ceil(Math.sqrt(villages)) * side);
    }

    int count() {
        return villages * side * side;
    }

    static String village(int village) {
        return "%s%03d%03d".formatted(COUNTY, 200 + village / 40, 201 + village % 40);
    }

    /** The county with its boundary, and the villages. */
    List<Entry> divisions() {
        var all = new ArrayList<Entry>();
        all.add(
                division(
                        COUNTY + "000000",
                        "county",
                        "{\"type\":\"Polygon\",\"coordinates\":[[[98,29],[99,29],[99,30],[98,30],[98,29]]]}"));
        for (int i = 0; i < villages; i++) {
            all.add(division(village(i), "village", null));
        }
        return all;
    }

    private static Entry division(
            String code, String level, @org.jspecify.annotations.Nullable String geometry) {
        return Entry.of(
                Kind.DIVISION,
                code,
                code,
                new Document("name", level + code).append("level", level),
                geometry);
    }

    /** As a file, in any order; every other village's grids have no code. */
    List<String> features() {
        var all = new ArrayList<String>();
        for (int village = 0; village < villages; village++) {
            for (int i = 0; i < side * side; i++) {
                all.add(feature(village, i, village % 2 == 0, 0));
            }
        }
        var dice = new SplittableRandom(seed);
        for (int i = all.size(); i > 1; i--) {
            int other = dice.nextInt(i);
            all.set(i - 1, all.set(other, all.get(i - 1)));
        }
        return all;
    }

    /** One grid; stretched over its eastern neighbour by so much of a grid. */
    String feature(int village, int i, boolean coded, double stretched) {
        return "{\"type\":\"Feature\",\"properties\":{%s,\"name\":\"%s\",\"kind\":\"BASIC\"},\"geometry\":%s}"
                .formatted(
                        coded
                                ? "\"code\":\"%s%03d\"".formatted(village(village), i + 1)
                                : "\"divisionCode\":\"%s\"".formatted(village(village)),
                        "第%d网格".formatted(i + 1),
                        outline(village, i, stretched));
    }

    private String outline(int village, int i, double stretched) {
        int across = (int) Math.ceil(Math.sqrt(villages));
        int column = village % across * side + i % side;
        int row = village / across * side + i / side;
        var ring = new StringBuilder("{\"type\":\"Polygon\",\"coordinates\":[[");
        border(column, row, 1, 0, 0, ring);
        border(column + 1, row, 0, 1, stretched, ring);
        back(column, row + 1, 1, 0, 0, ring);
        back(column, row, 0, 1, 0, ring);
        point(column, row, 0, ring);
        ring.setLength(ring.length() - 1);
        return ring.append("]]}").toString();
    }

    /** From a corner to the next one, without the latter. */
    private void border(int x, int y, int right, int up, double aside, StringBuilder ring) {
        for (int i = 0; i < PIECES; i++) {
            between(x, y, right, up, i, aside, ring);
        }
    }

    private void back(int x, int y, int right, int up, double aside, StringBuilder ring) {
        for (int i = PIECES; i > 0; i--) {
            between(x, y, right, up, i, aside, ring);
        }
    }

    private void between(int x, int y, int right, int up, int i, double aside, StringBuilder ring) {
        double along = (double) i / PIECES;
        var dice = new SplittableRandom(seed + (x * 4_099L + y) * 67 + right * 31L + i);
        double wind = i % PIECES == 0 ? 0 : dice.nextDouble(-0.05, 0.05);
        point(x + along * right + wind * up + aside, y + along * up + wind * right, 0, ring);
    }

    private void point(double x, double y, double aside, StringBuilder ring) {
        ring.append(
                String.format(
                        Locale.ROOT, "[%.7f,%.7f],", 98.05 + (x + aside) * cell, 29.05 + y * cell));
    }
}
