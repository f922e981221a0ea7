package dev.wangge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wangge.bench.system.Database;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.MemberJvm;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long does a map of a hundred thousand grids take to be made anew, and who notices? */
final class RebuildFigure {
    private static final double ASKED_SECONDS = 10;

    /** What one locate through the gateway may take: who waits longer is disturbed. */
    private static final double UNDISTURBED_MILLIS = 15;

    private static final int GRIDS = 100_000;

    private RebuildFigure() {}

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var measured = run(settings);
        double anew = Medians.of(all(measured, "anewSeconds"));
        double changed = Medians.of(all(measured, "changedSeconds"));
        return new Figure(
                "rebuild",
                "Rebuild of the map",
                "100,000 grids in ≤ 10 s, readers undisturbed",
                "%.1f s of entries in memory, %.1f s out of the database; p99 of readers %.1f and %.1f ms meanwhile, %.1f ms without"
                        .formatted(
                                anew,
                                changed,
                                one(measured, "anewP99"),
                                one(measured, "changedP99"),
                                one(measured, "aloneP99")),
                Math.max(anew, changed) <= ASKED_SECONDS
                        && one(measured, "anewP99") <= UNDISTURBED_MILLIS
                        && one(measured, "changedP99") <= UNDISTURBED_MILLIS,
                List.of(
                        "| readers, 1,000 questions/s | p50 ms | p99 ms | longest ms | made in, s |",
                        "|---|--:|--:|--:|--:|",
                        row(measured, "alone", "nothing else", ""),
                        row(
                                measured,
                                "anew",
                                "while it is made of nothing, of entries in memory",
                                Medians.shown("%.1f", all(measured, "anewSeconds"))),
                        row(
                                measured,
                                "changed",
                                "while it follows the one before, out of the database",
                                Medians.shown("%.1f", all(measured, "changedSeconds")))),
                List.of(
                        "In a JVM of its own with `%s`; the atlas of %,d grids takes %.0f MB, and the old one answers until the new one is there; the first took %.1f s, cold."
                                .formatted(
                                        String.join(" ", jvm(settings)),
                                        GRIDS,
                                        one(measured, "heap"),
                                        one(measured, "first")),
                        "In memory the entries are generated on the way. In the database (mongod 6.0.5 on the same two cores) one in a thousand was renamed and one in ten thousand has another outline each time; all are read, and what is the same is taken over.",
                        "A question counts from when it was due; three times each."));
    }

    private static String row(
            Map<String, List<Double>> measured, String name, String shown, String seconds) {
        return "| %s | %.2f | %.2f | %.1f | %s |"
                .formatted(
                        shown,
                        one(measured, name + "P50"),
                        one(measured, name + "P99"),
                        one(measured, name + "Max"),
                        seconds);
    }

    private static List<Double> all(Map<String, List<Double>> measured, String name) {
        var values = measured.get(name);
        if (values == null) {
            throw new NotMeasurable("The rebuild ended before it had measured " + name);
        }
        return values;
    }

    private static double one(Map<String, List<Double>> measured, String name) {
        return all(measured, name).getFirst();
    }

    private static List<String> jvm(BenchSettings settings) {
        return MemberJvm.of(Member.GRID_SERVICE, settings.jvm());
    }

    private static Map<String, List<Double>> run(BenchSettings settings)
            throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("rebuild"));
        try (var database = Database.open(directory)) {
            return run(settings, database);
        }
    }

    private static Map<String, List<Double>> run(BenchSettings settings, Database database)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm(settings));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        RebuildRun.class.getName(),
                        Long.toString(settings.seed()),
                        Integer.toString(GRIDS),
                        database.uri(),
                        database.name("rebuild")));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Map<String, List<Double>> measured = new HashMap<>();
        try (var lines = process.inputReader(UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                Bench.say("  " + line);
                int space = line.indexOf(' ');
                measured.computeIfAbsent(line.substring(0, space), any -> new ArrayList<>())
                        .add(Double.valueOf(line.substring(space + 1)));
            }
        } finally {
            process.destroy();
        }
        process.waitFor();
        return measured;
    }
}
