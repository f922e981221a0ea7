package dev.wangge.bench;

import dev.wangge.bench.system.Database;
import dev.wangge.grids.index.GridIndex;
import dev.wangge.grids.index.GridIndex.Area;
import dev.wangge.grids.locate.WholeAnswer;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Where does a point lie? One thread asks grid-service's atlas in process, and its rivals the same
 * points in the same run.
 */
final class LocateFigure {
    private static final double ASKED = 500_000;
    private static final int POINTS = 1 << 18;
    private static final int MONGO_POINTS = 20_000;
    private static final long ROUND_NANOS = 1_000_000_000;

    /** Straight on a map is not straight on a globe: borders differ by centimetres. */
    private static final double BORDER_DEGREES = 0.5 / 111_000;

    private interface Locator {
        @Nullable String gridAt(double lng, double lat);
    }

    private record Round(double perSecond, double perCpuSecond) {}

    private LocateFigure() {}

    static Figure measure(BenchSettings settings) throws IOException {
        var map = new GeneratedMap(settings.seed());
        var index = new GridIndex(map.areas());
        var atlas =
                new WholeAnswer(
                        map.villages(), map.members(), map.grids(), List.of(GeneratedMap.COUNTY));
        var tree = new TreeBaseline(map.areas());
        try (var database = Database.open(Directories.fresh(settings.directory("locate")))) {
            var mongo =
                    new MongoBaseline(
                            database.client()
                                    .getDatabase(database.name("locate"))
                                    .getCollection("grids"),
                            map.areas());
            var anywhere = map.anywhere(POINTS, settings.seed() + 1);
            var near = map.nearOutlines(POINTS, settings.seed() + 2);
            var agreement = agreement(map, anywhere, near, index::find, atlas::gridAt, tree, mongo);
            Bench.say("- " + agreement);
            Map<String, Locator> contenders = new LinkedHashMap<>();
            contenders.put("whole answer (Atlas)", atlas::gridAt);
            contenders.put("index alone (GridIndex)", index::find);
            contenders.put("STRtree + PreparedGeometry", tree::gridAt);
            contenders.put("MongoDB 2dsphere $geoIntersects", mongo::gridAt);
            var table =
                    new ArrayList<>(
                            List.of(
                                    "| one thread, points/s | anywhere | per CPU second"
                                            + " | near outlines | per CPU second"
                                            + " | of Atlas, anywhere |",
                                    "|---|--:|--:|--:|--:|--:|"));
            var anywhereRounds = rounds(contenders, anywhere, settings.runs());
            var nearRounds = rounds(contenders, near, settings.runs());
            double own = median(anywhereRounds.get("whole answer (Atlas)"));
            for (var name : contenders.keySet()) {
                var rounds = anywhereRounds.get(name);
                table.add(
                        "| %s | %s | %,.0f | %s | %,.0f | %.3f |"
                                .formatted(
                                        name,
                                        shown(rounds),
                                        perCpuSecond(rounds),
                                        shown(nearRounds.get(name)),
                                        perCpuSecond(nearRounds.get(name)),
                                        median(rounds) / own));
            }
            double worst = median(nearRounds.get("whole answer (Atlas)"));
            return new Figure(
                    "locate",
                    "Locate",
                    "≥ 500,000 points/s on one core",
                    "%,.0f/s anywhere, %,.0f/s near outlines; 2dsphere %,.0f/s, STRtree %,.0f/s"
                            .formatted(
                                    own,
                                    worst,
                                    median(anywhereRounds.get("MongoDB 2dsphere $geoIntersects")),
                                    median(anywhereRounds.get("STRtree + PreparedGeometry"))),
                    Math.min(own, worst) >= ASKED,
                    table,
                    List.of(
                            "%,d grids of 60 corners, %,d of them over others; seed %d; %s points of each kind."
                                    .formatted(
                                            map.areas().size(),
                                            map.areas().size() - 95 * 95,
                                            settings.seed(),
                                            "%,d".formatted(POINTS)),
                            agreement,
                            "Medians of %d rounds of 1 s each, the contenders in turn; mongod %s over loopback."
                                    .formatted(settings.runs(), database.version())));
        }
    }

    private static Map<String, List<Round>> rounds(
            Map<String, Locator> contenders, double[] points, int runs) {
        Map<String, List<Round>> rounds = new LinkedHashMap<>();
        for (int round = -2; round < runs; round++) {
            for (var contender : contenders.entrySet()) {
                var one = round(contender.getValue(), points);
                // The first two only warm up.
                if (round >= 0) {
                    rounds.computeIfAbsent(contender.getKey(), any -> new ArrayList<>()).add(one);
                }
            }
        }
        return rounds;
    }

    private static Round round(Locator locator, double[] points) {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        long end = begun + ROUND_NANOS;
        long asked = 0;
        long found = 0;
        int i = 0;
        do {
            // The clock is asked once in a while only.
            for (int k = 0; k < 64; k++) {
                found += locator.gridAt(points[i], points[i + 1]) == null ? 0 : 1;
                i = i + 2 == points.length ? 0 : i + 2;
            }
            asked += 64;
        } while (System.nanoTime() < end);
        if (found == 0) {
            throw new IllegalStateException("Nothing was found anywhere");
        }
        return new Round(
                asked * 1e9 / (System.nanoTime() - begun),
                asked * 1e9 / (threads.getCurrentThreadCpuTime() - cpu));
    }

    private static double median(@Nullable List<Round> rounds) {
        return Medians.of(Objects.requireNonNull(rounds).stream().map(Round::perSecond).toList());
    }

    private static double perCpuSecond(@Nullable List<Round> rounds) {
        return Medians.of(
                Objects.requireNonNull(rounds).stream().map(Round::perCpuSecond).toList());
    }

    private static String shown(@Nullable List<Round> rounds) {
        return Medians.shown(
                "%,.0f", Objects.requireNonNull(rounds).stream().map(Round::perSecond).toList());
    }

    private static String agreement(
            GeneratedMap map,
            double[] anywhere,
            double[] near,
            Locator index,
            Locator atlas,
            TreeBaseline tree,
            MongoBaseline mongo) {
        long hits = 0;
        for (var points : List.of(anywhere, near)) {
            for (int i = 0; i < points.length; i += 2) {
                var expected = tree.gridAt(points[i], points[i + 1]);
                same(expected, index.gridAt(points[i], points[i + 1]), points, i);
                same(expected, atlas.gridAt(points[i], points[i + 1]), points, i);
                hits += expected == null ? 0 : 1;
            }
        }
        Map<String, Area> byCode =
                map.areas().stream().collect(Collectors.toMap(Area::code, area -> area));
        int bent = 0;
        for (var points : List.of(anywhere, near)) {
            for (int i = 0; i < 2 * MONGO_POINTS; i += 2) {
                var mine = index.gridAt(points[i], points[i + 1]);
                var theirs = mongo.gridAt(points[i], points[i + 1]);
                if (!Objects.equals(mine, theirs)) {
                    if (!onBorder(byCode, mine, points, i)
                            && !onBorder(byCode, theirs, points, i)) {
                        same(theirs, mine, points, i);
                    }
                    bent++;
                }
            }
        }
        return ("The same answers: atlas, index and STRtree at all %,d points (%,d in a grid); MongoDB"
                        + " at all but %d of %,d, each of these within half a metre of an outline,"
                        + " which on a globe bends.")
                .formatted((anywhere.length + near.length) / 2, hits, bent, 2 * MONGO_POINTS);
    }

    private static boolean onBorder(
            Map<String, Area> byCode, @Nullable String code, double[] points, int i) {
        var area = code == null ? null : byCode.get(code);
        return area != null
                && area.geometry()
                                .getBoundary()
                                .distance(
                                        new GeometryFactory()
                                                .createPoint(
                                                        new Coordinate(points[i], points[i + 1])))
                        < BORDER_DEGREES;
    }

    private static void same(
            @Nullable String expected, @Nullable String found, double[] points, int i) {
        if (!Objects.equals(expected, found)) {
            throw new IllegalStateException(
                    "At %s, %s: %s, not %s".formatted(points[i], points[i + 1], found, expected));
        }
    }
}
