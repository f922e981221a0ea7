package dev.wangge.bench;

import dev.wangge.bench.system.Database;
import dev.wangge.grids.index.GridIndex.Area;
import dev.wangge.grids.locate.WholeAnswer;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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
    private static final int A_CALL = 10_000;
    private static final int POINTS = 52 * A_CALL;
    private static final int CHECKED = 20_000;
    private static final long ROUND_NANOS = 1_000_000_000;
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** How an atlas is asked. */
    private enum Way {
        ONE_BY_ONE("one by one") {
            @Override
            int found(WholeAnswer atlas, double[] points) {
                int found = 0;
                for (int i = 0; i < points.length; i += 2) {
                    found += atlas.gridAt(points[i], points[i + 1]) == null ? 0 : 1;
                }
                return found;
            }
        },
        TOGETHER("%,d a call".formatted(A_CALL)) {
            @Override
            int found(WholeAnswer atlas, double[] points) {
                int found = 0;
                for (var code : atlas.gridsAt(points)) {
                    found += code == null ? 0 : 1;
                }
                return found;
            }
        };

        private final String shown;

        Way(String shown) {
            this.shown = shown;
        }

        /** In how many of the points there is a grid. */
        abstract int found(WholeAnswer atlas, double[] points);
    }

    /** Points per second of processor time, round by round. */
    private record Rates(List<Double> anywhere, List<Double> near) {
        Rates() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        double anywhereSlowerThan(Rates base) {
            return Medians.of(base.anywhere) / Medians.of(anywhere);
        }

        double nearSlowerThan(Rates base) {
            return Medians.of(base.near) / Medians.of(near);
        }

        double slowerThan(Rates base) {
            return Math.max(anywhereSlowerThan(base), nearSlowerThan(base));
        }

        double least() {
            return Math.min(Medians.of(anywhere), Medians.of(near));
        }
    }

    /** A map with its atlas, and what asking it brought. */
    private static final class Side {
        private final WideMap map;
        private final WholeAnswer atlas;
        private final double seconds;
        private final long bytes;
        private final double[] anywhere;
        private final double[] near;
        private final Map<Way, Rates> rates = new EnumMap<>(Way.class);

        Side(long seed, int grids) {
            long before = heap();
            map = new WideMap(seed, grids);
            long begun = System.nanoTime();
            atlas = new WholeAnswer(map.villages(), map.members(), map.grids(), WideMap.SCOPE);
            seconds = (System.nanoTime() - begun) / 1e9;
            bytes = heap() - before;
            anywhere = map.anywhere(POINTS, seed + 1);
            near = map.nearOutlines(POINTS, seed + 2);
            for (var way : Way.values()) {
                rates.put(way, new Rates());
            }
        }

        /** Every point once: an answer is made when it is first asked for. */
        void warmUp() {
            Way.ONE_BY_ONE.found(atlas, anywhere);
            Way.ONE_BY_ONE.found(atlas, near);
        }

        void round(boolean counts) {
            rates.forEach((way, of) -> {
                double one = rate(way, atlas, anywhere);
                double other = rate(way, atlas, near);
                if (counts) {
                    of.anywhere().add(one);
                    of.near().add(other);
                }
            });
        }

        Rates rates(Way way) {
            return Objects.requireNonNull(rates.get(way));
        }

        String row(Way way, Side base) {
            var own = rates(way);
            var other = base.rates(way);
            return "| %,d, %s | %s | %.2f | %s | %.2f | %,d MB | %.1f |"
                    .formatted(
                            map.count(),
                            way.shown,
                            Medians.shown("%,.0f", own.anywhere()),
                            own.anywhereSlowerThan(other),
                            Medians.shown("%,.0f", own.near()),
                            own.nearSlowerThan(other),
                            bytes >> 20,
                            seconds);
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
        var alone = many.rates(Way.ONE_BY_ONE);
        var together = many.rates(Way.TOGETHER);
        var fewAlone = few.rates(Way.ONE_BY_ONE);
        var fewTogether = few.rates(Way.TOGETHER);
        double worst = Math.max(alone.slowerThan(fewAlone), together.slowerThan(fewTogether));
        var table =
                new ArrayList<>(
                        List.of(
                                "| grids, points | points/s anywhere | slower | points/s near outlines | slower | heap | made in, s |",
                                "|---|--:|--:|--:|--:|--:|--:|"));
        for (var way : Way.values()) {
            table.add(few.row(way, few));
            table.add(many.row(way, few));
        }
        return new Figure(
                "locate-many",
                "Locate among a million grids",
                "≥ 500,000 points/s on one core at 10,000 grids, ≤ 3× slower per point at 1,000,000",
                "%,.0f/s at 10,000 (the harder points); a million %.2f× slower one by one, %.2f× in calls of %,d (near outlines %.2f and %.2f×); %,d MB"
                        .formatted(
                                fewAlone.least(),
                                alone.anywhereSlowerThan(fewAlone),
                                together.anywhereSlowerThan(fewTogether),
                                A_CALL,
                                alone.nearSlowerThan(fewAlone),
                                together.nearSlowerThan(fewTogether),
                                many.bytes >> 20),
                worst <= ASKED_TIMES && fewAlone.least() >= ASKED_RATE,
                table,
                List.of(
                        "Whole answers of the atlas, one thread, per second of its processor time; medians of %d rounds of 1 s, the two maps in turn, after each point was asked once; %,d points of each kind, seed %d."
                                .formatted(settings.runs(), POINTS, settings.seed()),
                        "The heap is what the atlas keeps: outlines of 60 corners, raster, names of grids and villages, two members for each grid; a tenth of the grids lie over others.",
                        "With -XX:+UseTransparentHugePages; without, the million was about a third slower.",
                        "Checked against JTS at %,d points of each kind on each map, and those in calls against those one by one."
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
                    new MongoBaseline(
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

    private static double rate(Way way, WholeAnswer atlas, double[] points) {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long end = System.nanoTime() + ROUND_NANOS;
        long asked = 0;
        long found = 0;
        int from = (int) (cpu % (POINTS / A_CALL)) * 2 * A_CALL;
        do {
            found += way.found(atlas, Arrays.copyOfRange(points, from, from + 2 * A_CALL));
            asked += A_CALL;
            from = (from + 2 * A_CALL) % points.length;
        } while (System.nanoTime() < end);
        if (found == 0) {
            throw new IllegalStateException("Nothing was found anywhere");
        }
        return asked * 1e9 / (threads.getCurrentThreadCpuTime() - cpu);
    }

    /**
     * Together as alone; and JTS says so of the grid that was found; where it is a basic one, of no
     * other basic one.
     */
    private static void check(Side side) {
        for (var points : List.of(side.anywhere, side.near)) {
            var together = side.atlas.gridsAt(Arrays.copyOf(points, 2 * CHECKED));
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
                if (!right || !Objects.equals(found, together.get(i / 2))) {
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
