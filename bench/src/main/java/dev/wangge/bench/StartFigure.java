package dev.wangge.bench;

import dev.wangge.bench.system.Footprint;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.local.LocalMongod;
import dev.wangge.quickstart.disk.Directories;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** How long the quickstart takes until it says that it is ready, and what it takes of memory. */
final class StartFigure {
    private static final double ASKED_SECONDS = 20;
    private static final double ASKED_BYTES = 1.5e9;
    private static final int RUNS = 3;
    private static final Duration WATCHED = Duration.ofSeconds(30);

    private record Run(double seconds, double rss, double pss) {
        double rssMb() {
            return rss / 1e6;
        }

        double pssMb() {
            return pss / 1e6;
        }
    }

    private StartFigure() {}

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        if (!Files.isReadable(BenchSettings.LAUNCHER)) {
            throw new NotMeasurable(BenchSettings.LAUNCHER + " is not built.");
        }
        if (LocalMongod.onPath().isEmpty()) {
            throw new NotMeasurable("The bench needs a real mongod on the PATH to start with.");
        }
        var runs = new ArrayList<Run>();
        var withoutCaches = new ArrayList<Run>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(run(i, "with caches", settings, Map.of()));
            withoutCaches.add(
                    run(i, "without", settings, Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=off")));
        }
        var seconds = runs.stream().map(Run::seconds).toList();
        var rss = runs.stream().map(Run::rssMb).toList();
        var pss = runs.stream().map(Run::pssMb).toList();
        double slowest = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double largest = rss.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return new Figure(
                "start",
                "Start and size of the quickstart",
                "ready in ≤ 20 s, ≤ 1.5 GB in all its processes",
                "%.1f s, RSS %,.0f MB, PSS %,.0f MB"
                        .formatted(Medians.of(seconds), Medians.of(rss), Medians.of(pss)),
                slowest <= ASKED_SECONDS && largest <= ASKED_BYTES / 1e6,
                List.of(
                        "| `java -jar quickstart.jar`, median (lowest–highest) | as built | without its ahead-of-time caches |",
                        "|---|--:|--:|",
                        row(
                                "from the command to “Wangge is ready”, s",
                                "%.1f",
                                Run::seconds,
                                runs,
                                withoutCaches),
                        row(
                                "RSS of the launcher and all below it, added up, MB",
                                "%,.0f",
                                Run::rssMb,
                                runs,
                                withoutCaches),
                        row(
                                "PSS of the same (shared pages once), MB",
                                "%,.0f",
                                Run::pssMb,
                                runs,
                                withoutCaches)),
                List.of(
                        "%d starts of each kind in turn, on an empty data directory, the county's import and a mongod of its own included; met only if each start as built is."
                                .formatted(RUNS),
                        "Memory is the highest of samples taken each second for %d s after ready; MB are millions of bytes."
                                .formatted(WATCHED.toSeconds())));
    }

    private static String row(
            String what, String format, Function<Run, Double> of, List<Run> runs, List<Run> rival) {
        return "| %s | %s | %s |"
                .formatted(
                        what,
                        Medians.shown(format, runs.stream().map(of).toList()),
                        Medians.shown(format, rival.stream().map(of).toList()));
    }

    private static Run run(
            int turn, String how, BenchSettings settings, Map<String, String> environment)
            throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("start"));
        var run = run(directory, environment);
        Directories.discard(directory);
        Bench.say(
                "  start %d of %d, %-12s ready in %.1f s, at most RSS %,.0f MB, PSS %,.0f MB"
                        .formatted(turn + 1, RUNS, how, run.seconds, run.rssMb(), run.pssMb()));
        return run;
    }

    private static Run run(Path directory, Map<String, String> more)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                BenchSettings.LAUNCHER.toAbsolutePath().normalize().toString())
                        .redirectErrorStream(true);
        var environment = builder.environment();
        environment.putAll(more);
        environment.put("WANGGE_DATA", directory.resolve("data").toString());
        environment.put("WANGGE_DATABASE", "mongod");
        environment.put("WANGGE_SAMPLE_CASES", "false");
        environment.remove("MONGODB_URI");
        environment.put("WANGGE_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        for (var port :
                List.of(
                        "GATEWAY_PORT",
                        "CASE_SERVICE_PORT",
                        "GRID_SERVICE_PORT",
                        "NOTIFY_SERVICE_PORT",
                        "SIMULATOR_PORT",
                        "BROKER_PORT",
                        "DATABASE_PORT")) {
            environment.put(port, "0");
        }
        long begun = System.nanoTime();
        var launcher = builder.start();
        try {
            var said = new ArrayList<String>();
            var out = launcher.inputReader(StandardCharsets.UTF_8);
            for (var line = out.readLine();
                    line == null || !line.startsWith("Wangge is ready");
                    line = out.readLine()) {
                if (line == null) {
                    throw new NotMeasurable(
                            "The quickstart did not start:\n" + String.join("\n", said));
                }
                said.add(line);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            readOn(out);
            long rss = 0;
            long pss = 0;
            for (int i = 0; i < WATCHED.toSeconds(); i++) {
                Thread.sleep(1000);
                var now = Footprint.of(launcher.toHandle());
                rss = Math.max(rss, now.rss());
                pss = Math.max(pss, now.pss());
            }
            return new Run(seconds, rss, pss);
        } finally {
            launcher.toHandle().destroy();
            if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        }
    }

    /** So that the launcher can go on printing. */
    private static void readOn(BufferedReader out) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (out.readLine() != null) {
                            // Nobody needs it.
                        }
                    } catch (IOException ended) {
                        // So did the launcher.
                    }
                });
    }
}
