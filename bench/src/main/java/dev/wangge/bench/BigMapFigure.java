package dev.wangge.bench;

import dev.wangge.bench.system.Database;
import dev.wangge.grids.index.GridIndex.Area;
import dev.wangge.grids.locate.WholeAnswer;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/** How much slower is a point among a million grids than among ten thousand? */
final class BigMapFigure {
    private static final double ASKED_TIMES = 3;
    private static final double ASKED_RATE = 500_000;
    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int POINTS = 1 << 19;
    private static final int CHECKED = 20_000;
    private static final long ROUND_NANOS = 1_000_000_000;
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** A map with its atlas, and what asking it brought. */
    private static final class Side {
        private final WideMap map;
        private final WholeAnswer atlas;
        private final double seconds;
        private final long bytes;
        private final double[] anywhere;
        private final double[] near;
        private final List<Double> anywhereRates = new ArrayList<>();
        private final List<Double> nearRates = new ArrayList<>();

        Side(long seed, int grids) {
            long before = heap();
            map = new WideMap(seed, grids);
            long begun = System.nanoTime();
            atlas = new WholeAnswer(map.villages(), map.members(), map.grids(), WideMap.SCOPE);
            seconds = (System.nanoTime() - begun) / 1e9;
            bytes = heap() - before;
            anywhere = map.anywhere(POINTS, seed + 1);
            near = map.nearOutlines(POINTS, seed + 2);
        }

        /** Every point once: an answer is made when it is first asked for. */
        void warmUp() {
            for (var points : List.of(anywhere, near)) {
                for (int i = 0; i < points.length; i += 2) {
                    atlas.gridAt(points[i], points[i + 1]);
                }
            }
        }

        void round(boolean counts) {
            double one = rate(atlas, anywhere);
            double other = rate(atlas, near);
            if (counts) {
                anywhereRates.add(one);
                nearRates.add(other);
            }
        }

        String row(@Nullable Side base) {
            return "| %,d | %s | %s | %s | %s | %,d MB | %.1f |"
                    .formatted(
                            map.count(),
                            Medians.shown("%,.0f", anywhereRates),
                            base == null ? "1" : "%.2f".formatted(slower(base, true)),
                            Medians.shown("%,.0f", nearRates),
                            base == null ? "1" : "%.2f".formatted(slower(base, false)),
                            bytes >> 20,
                            seconds);
        }

        double slower(Side base, boolean places) {
            return places
                    ? Medians.of(base.anywhereRates) / Medians.of(anywhereRates)
                    : Medians.of(base.nearRates) / Medians.of(nearRates);
        }
    }

    private BigMapFigure() {}

    static Figure measure(BenchSettings settings) throws IOException {
        var few = new Side(settings.seed(), FEW);
        var many = new Side(settings.seed(), MANY);
        check(few);
        check(many);
        few.warmUp();
        many.warmUp();
        for (int round = -3; round < settings.runs(); round++) {
            few.round(round >= 0);
            many.round(round >= 0);
        }
        double worst = Math.max(many.slower(few, true), many.slower(few, false));
        double least = Math.min(Medians.of(few.anywhereRates), Medians.of(few.nearRates));
        return new Figure(
                "locate-many",
                "Locate among a million grids",
                "≥ 500,000 points/s on one core at 10,000 grids, ≤ 3× slower per point at 1,000,000",
                "%,.0f/s at 10,000 (the harder points); %.2f× slower anywhere, %.2f× near outlines; %,d MB"
                        .formatted(
                                least,
                                many.slower(few, true),
                                many.slower(few, false),
                                many.bytes >> 20),
                worst <= ASKED_TIMES && least >= ASKED_RATE,
                List.of(
                        "| grids | points/s anywhere | slower | points/s near outlines | slower | heap | made in, s |",
                        "|---|--:|--:|--:|--:|--:|--:|",
                        few.row(null),
                        many.row(few)),
                List.of(
                        "Whole answers of the atlas, one thread, per second of its processor time; medians of %d rounds of 1 s, the two maps in turn, after each point was asked once; %,d points of each kind, seed %d."
                                .formatted(settings.runs(), POINTS, settings.seed()),
                        "The heap is what the atlas keeps: outlines of 60 corners, raster, names of grids and villages, two members for each grid; a tenth of the grids lie over others.",
                        "With -XX:+UseTransparentHugePages; without, the million was about a third slower.",
                        "Checked against JTS at %,d points of each kind on each map."
                                .formatted(CHECKED),
                        rival(settings)));
    }

    /** The database's own index takes longer than one waits: said by how long a hundredth takes. */
    private static String rival(BenchSettings settings) throws IOException {
        var map = new WideMap(settings.seed(), FEW);
        var areas =
                IntStream.range(0, FEW)
                        .mapToObj(i -> new Area(WideMap.code(i), polygon(map.ring(i))))
                        .toList();
        try (var database = Database.open(Directories.fresh(settings.directory("locate-many")))) {
            long begun = System.nanoTime();
            var mongo =
                    new MongoRival(
                            database.client()
                                    .getDatabase(database.name("many"))
                                    .getCollection("grids"),
                            areas);
            double seconds = (System.nanoTime() - begun) / 1e9;
            double[] points = map.anywhere(2_000, settings.seed());
            long asked = System.nanoTime();
            for (int i = 0; i < points.length; i += 2) {
                mongo.gridAt(points[i], points[i + 1]);
            }
            return "2dsphere: the 10,000 took %.1f s to store and index and answer %,.0f points/s; the million would take a hundred times as long, and was not stored."
                    .formatted(seconds, points.length * 0.5e9 / (System.nanoTime() - asked));
        }
    }

    private static double rate(WholeAnswer atlas, double[] points) {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long end = System.nanoTime() + ROUND_NANOS;
        long asked = 0;
        long found = 0;
        int i = (int) (cpu % (points.length / 2)) * 2;
        do {
            for (int k = 0; k < 64; k++) {
                found += atlas.gridAt(points[i], points[i + 1]) == null ? 0 : 1;
                i = i + 2 == points.length ? 0 : i + 2;
            }
            asked += 64;
        } while (System.nanoTime() < end);
        if (found == 0) {
            throw new IllegalStateException("Nothing was found anywhere");
        }
        return asked * 1e9 / (threads.getCurrentThreadCpuTime() - cpu);
    }

    /** JTS says so of the grid that was found; where it is a basic one, of no other basic one. */
    private static void check(Side side) {
        for (var points : List.of(side.anywhere, side.near)) {
            for (int i = 0; i < 2 * CHECKED; i += 2) {
                var found = side.atlas.gridAt(points[i], points[i + 1]);
                var at = new Coordinate(points[i], points[i + 1]);
                var basic =
                        side.map.around(at.x, at.y).stream()
                                .filter(grid -> covers(side.map, grid, at))
                                .map(WideMap::code)
                                .toList();
                boolean right =
                        found == null
                                ? basic.isEmpty()
                                : basic.contains(found)
                                        || covers(side.map, WideMap.number(found), at);
                if (!right) {
                    throw new IllegalStateException(
                            "At %s: %s, not %s".formatted(at, Objects.toString(found), basic));
                }
            }
        }
    }

    private static boolean covers(WideMap map, int grid, Coordinate at) {
        return SimplePointInAreaLocator.locate(at, polygon(map.ring(grid))) != Location.EXTERIOR;
    }

    private static Polygon polygon(double[] ring) {
        return FACTORY.createPolygon(
                IntStream.range(0, ring.length / 2)
                        .mapToObj(i -> new Coordinate(ring[2 * i], ring[2 * i + 1]))
                        .toArray(Coordinate[]::new));
    }

    static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
