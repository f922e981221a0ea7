package dev.wangge.bench;

import dev.wangge.grids.directory.StoredMap;
import dev.wangge.grids.locate.WholeAnswer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * In a JVM of its own with the settings of a service: an atlas is made anew while somebody asks the
 * old one at a constant rate. Prints what it measured, a name and a number in each line.
 */
final class RebuildRun {
    private static final int PER_SECOND = 1_000;
    private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();
    private static final Duration ALONE = Duration.ofSeconds(10);
    private static final int TIMES = 3;

    private final WideMap map;
    private final double[] points;
    private final StoredMap stored;
    private volatile WholeAnswer atlas;

    private RebuildRun(long seed, int grids, StoredMap stored) {
        this.map = new WideMap(seed, grids);
        this.points = map.anywhere(1 << 16, seed + 1);
        this.stored = stored;
        this.atlas = made();
    }

    /** Seed, number of grids, the database's URI and a name in it. */
    public static void main(String[] arguments) throws InterruptedException {
        long begun = System.nanoTime();
        try (var stored = new StoredMap(arguments[2], arguments[3])) {
            var run =
                    new RebuildRun(
                            Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]), stored);
            say("first", (System.nanoTime() - begun) / 1e9);
            say("heap", BigMapFigure.heap() / 1e6);
            run.measure();
        }
    }

    private void measure() throws InterruptedException {
        asked(() -> sleep(ALONE)); // Warms up.
        for (int i = 0; i < TIMES; i++) {
            atlas = made();
        }
        print("alone", asked(() -> sleep(ALONE)));
        print(
                "anew",
                asked(() -> {
                    for (int i = 0; i < TIMES; i++) {
                        long begun = System.nanoTime();
                        atlas = made();
                        say("anewSeconds", (System.nanoTime() - begun) / 1e9);
                    }
                }));
        store();
        atlas = WholeAnswer.stored(stored.directory(), null, WideMap.SCOPE);
        var changed = new Histogram(LONGEST_NANOS, 3);
        for (int i = 0; i < TIMES; i++) {
            stored.store(map.changed(i + 1));
            changed.add(
                    asked(() -> {
                        long begun = System.nanoTime();
                        atlas = WholeAnswer.stored(stored.directory(), atlas, WideMap.SCOPE);
                        say("changedSeconds", (System.nanoTime() - begun) / 1e9);
                    }));
        }
        print("changed", changed);
    }

    private void store() {
        stored.store(map.villages());
        stored.store(map.members());
        stored.store(map.grids());
    }

    private WholeAnswer made() {
        return new WholeAnswer(map.villages(), map.members(), map.grids(), WideMap.SCOPE);
    }

    /** Asks at a constant rate until the work is done; from when each was due to its answer. */
    private Histogram asked(Runnable work) throws InterruptedException {
        var took = new Histogram(LONGEST_NANOS, 3);
        var done = new AtomicBoolean();
        var reader =
                Thread.ofPlatform()
                        .start(() -> {
                            long due = System.nanoTime();
                            for (int i = 0; !done.get(); i = (i + 2) % points.length) {
                                due += 1_000_000_000 / PER_SECOND;
                                for (long wait = due - System.nanoTime();
                                        wait > 0;
                                        wait = due - System.nanoTime()) {
                                    LockSupport.parkNanos(wait);
                                }
                                if (atlas.gridAt(points[i], points[i + 1]) != null) {
                                    took.recordValue(
                                            Math.min(System.nanoTime() - due, LONGEST_NANOS));
                                }
                            }
                        });
        work.run();
        done.set(true);
        reader.join();
        return took;
    }

    private static void print(String name, Histogram took) {
        say(name + "P50", took.getValueAtPercentile(50) / 1e6);
        say(name + "P99", took.getValueAtPercentile(99) / 1e6);
        say(name + "Max", took.getMaxValue() / 1e6);
    }

    private static void sleep(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static void say(String name, double value) {
        System.out.println(name + " " + value);
        System.out.flush();
    }
}
