package dev.wangge.bench;

import dev.wangge.bench.load.Get;
import dev.wangge.bench.load.Load;
import dev.wangge.bench.load.Outcome;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One locate through the gateway, at a constant rate of questions from anywhere in the county. */
final class LocateLoadFigure {
    private static final double ASKED_MILLIS = 15;
    private static final double PER_SECOND = 500;
    private static final int CONNECTIONS = 32;
    private static final int RUNS = 3;
    private static final Duration LEAST_WARMUP = Duration.ofSeconds(60);
    private static final Duration RUN = Duration.ofSeconds(30);
    private static final int OK = 200;

    private LocateLoadFigure() {}

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("locate-load"));
        try (var county = settings.county(directory)) {
            county.start(List.of(Member.GRID_SERVICE, Member.GATEWAY));
            return run(settings, county);
        }
    }

    private static Figure run(BenchSettings settings, County county) throws InterruptedException {
        var warmup =
                settings.warmup().compareTo(LEAST_WARMUP) > 0 ? settings.warmup() : LEAST_WARMUP;
        Bench.say("  warmed up     " + line(once(settings, county, warmup, 0)));
        var runs = new ArrayList<Outcome>();
        var table =
                new ArrayList<>(
                        List.of(
                                "| run | p50 ms | p99 ms | max ms | errors |",
                                "|---|--:|--:|--:|--:|"));
        for (int i = 1; i <= RUNS; i++) {
            var run = once(settings, county, RUN, i);
            runs.add(run);
            Bench.say("  run %d of %d    %s".formatted(i, RUNS, line(run)));
            table.add(
                    "| %d | %.1f | %.1f | %.1f | %d |"
                            .formatted(
                                    i,
                                    run.millis(50),
                                    run.millis(99),
                                    run.millis(100),
                                    run.errors()));
        }
        double measured = Medians.of(runs.stream().map(run -> run.millis(99)).toList());
        long errors = runs.stream().mapToLong(Outcome::errors).sum();
        return new Figure(
                "locate-load",
                "Locate through the gateway",
                "p99 ≤ 15 ms at 500/s",
                "p99 %.1f ms; %d errors".formatted(measured, errors),
                measured <= ASKED_MILLIS && errors == 0,
                table,
                List.of(
                        "%d runs of %d s at a constant %.0f questions/s over %d connections after %d s of the same, the median of their p99; one sent late counts from when it was due."
                                .formatted(
                                        RUNS,
                                        RUN.toSeconds(),
                                        PER_SECOND,
                                        CONNECTIONS,
                                        warmup.toSeconds()),
                        "The sample county; points anywhere around it; every JVM with `%s`, grid-service with the collector of its image."
                                .formatted(String.join(" ", settings.jvm()))));
    }

    private static Outcome once(BenchSettings settings, County county, Duration duration, int run)
            throws InterruptedException {
        int port = county.port(Member.GATEWAY);
        var get = new Get(port, county.token());
        return new Load(port, CONNECTIONS, OK)
                .open(
                        PER_SECOND,
                        duration,
                        number -> {
                            var dice =
                                    new SplittableRandom(
                                            settings.seed() + 1_000_000_007L * run + number);
                            return get.of(
                                    "/api/v1/grids:locate?lng=%.6f&lat=%.6f"
                                            .formatted(
                                                    dice.nextDouble(98.0, 99.1),
                                                    dice.nextDouble(28.6, 30.4)));
                        },
                        (number, due, body) -> {});
    }

    private static String line(Outcome run) {
        return "%,6.0f/s  p50 %.1f ms  p99 %.1f ms  errors %s"
                .formatted(run.rate(), run.millis(50), run.millis(99), run.failed());
    }
}
