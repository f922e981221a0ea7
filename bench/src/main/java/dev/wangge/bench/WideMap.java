package dev.wangge.bench;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * As many grids as one likes, made when they are asked for and kept nowhere: neighbours share
 * winding borders of their own dice, and every tenth lies over others, as schools and temples do.
 * Each has 60 corners, with seven decimals as surveyors write them.
 */
final class WideMap {
    static final List<String> SCOPE = List.of("5");
    private static final int PIECES = 15;
    private static final double WEST = 78;
    private static final double SOUTH = 27;
    private static final double CELL = 0.009;
    private final long seed;
    private final int count;
    private final int basic;
    private final int side;

    WideMap(long seed, int count) {
        this.seed = seed;
        this.count = count;
        this.side = (int) Math.sqrt(count * 0.9);
        this.basic = side * side;
    }

    int count() {
        return count;
    }

    Iterable<Entry> villages() {
        return each((count + 9) / 10, this::village);
    }

    Iterable<Entry> members() {
        return each(2 * count, this::member);
    }

    Iterable<Entry> grids() {
        return each(count, i -> grid(i, 0));
    }

    /**
     * One in a thousand with another name, and one in ten thousand with another outline.
     *
     * @param time which change of them it is, from 1
     */
    Iterable<Entry> changed(int time) {
        return each((count + 999) / 1000, i -> grid(1000 * i, time));
    }

    private static Iterable<Entry> each(int count, IntFunction<Entry> made) {
        return () -> IntStream.range(0, count).mapToObj(made).iterator();
    }

    /** Ascending, ten in a village, a thousand villages in a county. */
    static String code(int i) {
        int village = i / 10;
        int county = village / 1000;
        return "5%d%02d%02d%03d%03d%03d"
                .formatted(
                        3 + county / 2500,
                        10 + county / 50 % 50,
                        10 + county % 50,
                        200 + village / 100 % 10,
                        200 + village % 100,
                        1 + i % 10);
    }

    /** Of which grid this is the code. */
    static int number(String code) {
        int county =
                2500 * (code.charAt(1) - '3')
                        + 50 * (Integer.parseInt(code.substring(2, 4)) - 10)
                        + Integer.parseInt(code.substring(4, 6))
                        - 10;
        int village =
                1000 * county
                        + 100 * (Integer.parseInt(code.substring(6, 9)) - 200)
                        + Integer.parseInt(code.substring(9, 12))
                        - 200;
        return 10 * village + Integer.parseInt(code.substring(12)) - 1;
    }

    private Entry village(int i) {
        var code = code(10 * i).substring(0, 12);
        return Entry.of(
                Kind.DIVISION,
                code,
                code,
                new Document("name", "村" + code.substring(2)).append("level", "village"),
                null);
    }

    private Entry member(int i) {
        var grid = code(i / 2);
        return Entry.of(
                Kind.MEMBER,
                (i % 2 == 0 ? "F" : "L") + grid,
                grid,
                new Document("role", i % 2 == 0 ? "FULL_TIME" : "LEAD"),
                null);
    }

    private Entry grid(int i, int changed) {
        var code = code(i);
        double[] ring = ring(i);
        if (i % 10_000 == 0) {
            ring[0] = ring[ring.length - 2] = ring[0] + changed * 1e-7;
        }
        var json = new StringBuilder(2_000).append("{\"type\":\"Polygon\",\"coordinates\":[[");
        for (int k = 0; k < ring.length; k += 2) {
            json.append(k == 0 ? "[" : ",[");
            json.append(decimals(ring[k])).append(',').append(decimals(ring[k + 1])).append(']');
        }
        return new Entry(
                Kind.GRID,
                code,
                code,
                new Document("name", "网格" + code.substring(6) + (changed == 0 ? "" : "改" + changed))
                        .append("kind", i < basic ? "BASIC" : "DEDICATED"),
                json.append("]]}").toString(),
                List.of("L" + code, "F" + code),
                1,
                List.of());
    }

    private static String decimals(double degrees) {
        return Double.toString(Math.round(degrees * 1e7) / 1e7);
    }

    /** Longitude and latitude of its corners in turn, the last equal to the first. */
    double[] ring(int i) {
        double[] ring = i < basic ? cell(i / side, i % side) : star(i);
        for (int k = 0; k < ring.length; k++) {
            ring[k] = Math.round(ring[k] * 1e7) / 1e7;
        }
        return ring;
    }

    private double[] cell(int row, int column) {
        var ring = new ArrayList<double[]>();
        border(ring, 0, row, column, true);
        border(ring, 1, row, column + 1, true);
        border(ring, 0, row + 1, column, false);
        border(ring, 1, row, column, false);
        ring.add(ring.getFirst());
        return ring.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    /** All corners of a border but the last one on the way. */
    private void border(List<double[]> ring, int way, int row, int column, boolean ahead) {
        double[] from = corner(row, column);
        double[] to = way == 0 ? corner(row, column + 1) : corner(row + 1, column);
        var dice = dice(way, row, column);
        double[][] line = new double[PIECES + 1][];
        for (int i = 0; i <= PIECES; i++) {
            double along = (double) i / PIECES;
            double aside = 0.06 * Math.sin(Math.PI * along) * dice.nextDouble(-1, 1);
            line[i] =
                    new double[] {
                        from[0] + along * (to[0] - from[0]) + aside * (to[1] - from[1]),
                        from[1] + along * (to[1] - from[1]) - aside * (to[0] - from[0])
                    };
        }
        line[0] = from;
        line[PIECES] = to;
        for (int i = 0; i < PIECES; i++) {
            ring.add(line[ahead ? i : PIECES - i]);
        }
    }

    private double[] corner(int row, int column) {
        var dice = dice(2, row, column);
        return new double[] {
            WEST + (column + dice.nextDouble(-0.2, 0.2)) * CELL,
            SOUTH + (row + dice.nextDouble(-0.2, 0.2)) * CELL
        };
    }

    private double[] star(int i) {
        var dice = dice(3, i, 0);
        int corners = 4 * PIECES;
        double x = WEST + dice.nextDouble(1, side - 1) * CELL;
        double y = SOUTH + dice.nextDouble(1, side - 1) * CELL;
        double size = dice.nextDouble(0.05, 0.3) * CELL;
        var ring = new double[2 * corners + 2];
        for (int k = 0; k < corners; k++) {
            double angle = 2 * Math.PI * k / corners;
            double radius = size * dice.nextDouble(0.7, 1);
            ring[2 * k] = x + radius * Math.cos(angle);
            ring[2 * k + 1] = y + radius * Math.sin(angle);
        }
        ring[2 * corners] = ring[0];
        ring[2 * corners + 1] = ring[1];
        return ring;
    }

    private SplittableRandom dice(int what, int row, int column) {
        return new SplittableRandom(
                seed * 31 + what + 7919L * (row + 1) + 104_729L * 65_536 * (column + 1));
    }

    /** Longitudes and latitudes in turn, anywhere on the map. */
    double[] anywhere(int points, long seed) {
        var dice = new SplittableRandom(seed);
        var all = new double[2 * points];
        for (int i = 0; i < points; i++) {
            all[2 * i] = WEST + dice.nextDouble(0, side) * CELL;
            all[2 * i + 1] = SOUTH + dice.nextDouble(0, side) * CELL;
        }
        return all;
    }

    /** Points within about fifty metres of an outline: what an index finds hardest. */
    double[] nearOutlines(int points, long seed) {
        var dice = new SplittableRandom(seed);
        var all = new double[2 * points];
        for (int i = 0; i < points; i++) {
            var ring = ring(dice.nextInt(count));
            int corner = 2 * dice.nextInt(ring.length / 2);
            all[2 * i] = ring[corner] + dice.nextDouble(-0.0005, 0.0005);
            all[2 * i + 1] = ring[corner + 1] + dice.nextDouble(-0.0005, 0.0005);
        }
        return all;
    }

    /** The basic grids whose own or neighbouring cell the point lies in. */
    List<Integer> around(double lng, double lat) {
        int row = (int) Math.floor((lat - SOUTH) / CELL);
        int column = (int) Math.floor((lng - WEST) / CELL);
        return IntStream.rangeClosed(row - 1, row + 1)
                .filter(r -> r >= 0 && r < side)
                .boxed()
                .flatMap(r ->
                        IntStream.rangeClosed(column - 1, column + 1)
                                .filter(c -> c >= 0 && c < side)
                                .mapToObj(c -> r * side + c))
                .toList();
    }
}
