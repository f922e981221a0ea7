package dev.wangge.bench;

import dev.wangge.bench.load.Load;
import dev.wangge.bench.load.Post;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a report to the call of the provider that tells the member on duty, at a constant rate of
 * reports: with all services, the provider simulator included.
 */
final class AlertFigure {
    private static final int CONNECTIONS = 64;
    private static final Duration LEAST_WARMUP = Duration.ofMinutes(3);
    private static final Duration RUN = Duration.ofMinutes(1);
    private static final Duration FLOOR = Duration.ofSeconds(30);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);
    private static final long LONGEST_MILLIS = 600_000;
    private static final List<Member> MEMBERS =
            List.of(
                    Member.SIMULATOR,
                    Member.GRID_SERVICE,
                    Member.CASE_SERVICE,
                    Member.NOTIFY_SERVICE,
                    Member.GATEWAY);

    /**
     * What is asked at a rate.
     *
     * @param millis p99 from the case's reportedAt to the provider
     * @param cpuMillis of all processes together for one report; infinite where that is not asked
     * @param databaseMillis of mongod alone; infinite where that is not asked
     * @param writes of the database for one report; infinite where that is not asked
     */
    private record Asked(
            String name,
            String title,
            String asked,
            double perSecond,
            double millis,
            double cpuMillis,
            double databaseMillis,
            double writes) {
        private static final double ANY = Double.POSITIVE_INFINITY;
    }

    private static final Asked QUICK =
            new Asked(
                    "alert",
                    "Report to provider call at 50 reports/s",
                    "p99 ≤ 300 ms",
                    50,
                    300,
                    Asked.ANY,
                    Asked.ANY,
                    Asked.ANY);

    private static final Asked CHEAP =
            new Asked(
                    "report-cost",
                    "What one report costs until told, at 150 reports/s",
                    "≤ 7 ms of processor in all processes, mongod ≤ 2 ms and ≤ 5 writes",
                    150,
                    Asked.ANY,
                    7,
                    2,
                    5);

    private static final Asked MANY =
            new Asked(
                    "report-load",
                    "250 reports/s for a minute on the whole county",
                    "each told, p99 ≤ 2 s",
                    250,
                    2_000,
                    Asked.ANY,
                    Asked.ANY,
                    Asked.ANY);

    /** A case as it was answered, and when its report was to be sent. */
    private record Opened(Instant due, Instant reportedAt) {}

    /**
     * One run.
     *
     * @param fromReported milliseconds from the case's reportedAt to the provider
     * @param fromDue milliseconds from when the report was to be sent to the provider
     * @param cpuMicros of each process for one report
     * @param work of the database for one report: inserts, updates, reads, syncs, journal bytes
     */
    private record Run(
            long reports,
            long errors,
            long untold,
            Histogram fromReported,
            Histogram fromDue,
            Map<Member, Double> cpuMicros,
            List<Double> work) {
        double cpuMillis() {
            return cpuMicros.values().stream().mapToDouble(it -> it).sum() / 1000;
        }

        double writes() {
            return work.get(0) + work.get(1);
        }
    }

    private final JsonMapper json = new JsonMapper();
    private final Asked asked;
    private final BenchSettings settings;
    private final County county;
    private final SampleReports reports;
    private final Post post;
    private long used;

    private AlertFigure(Asked asked, BenchSettings settings, County county)
            throws InterruptedException {
        this.asked = asked;
        this.settings = settings;
        this.county = county;
        this.reports = new SampleReports(settings.seed() + 2, true);
        this.post = new Post(county.port(Member.GATEWAY), "/api/v1/cases", county.token());
    }

    static Figure quick(BenchSettings settings) throws IOException, InterruptedException {
        return measure(QUICK, settings);
    }

    static Figure cheap(BenchSettings settings) throws IOException, InterruptedException {
        return measure(CHEAP, settings);
    }

    static Figure many(BenchSettings settings) throws IOException, InterruptedException {
        return measure(MANY, settings);
    }

    private static Figure measure(Asked asked, BenchSettings settings)
            throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory(asked.name()));
        try (var county = settings.county(directory)) {
            county.start(MEMBERS);
            return new AlertFigure(asked, settings, county).run();
        }
    }

    private Figure run() throws InterruptedException {
        var warm = once(warmup());
        Bench.say("  warmed up     %s".formatted(line(warm)));
        var runs = new ArrayList<Run>();
        for (int i = 0; i < 3; i++) {
            var run = once(RUN);
            runs.add(run);
            Bench.say("  run %d of 3    %s".formatted(i + 1, line(run)));
        }
        double floor = new ReportFloor(county).microsEach(asked.perSecond(), FLOOR);
        Bench.say("  floor         %.1f ms of mongod's processor".formatted(floor / 1000));
        double p99 = Medians.of(percentiles(runs, 99));
        double cpu = Medians.of(runs.stream().map(Run::cpuMillis).toList());
        double mongod =
                Medians.of(
                        runs.stream()
                                .map(run -> run.cpuMicros.getOrDefault(Member.DATABASE, 0.0))
                                .toList());
        double writes = Medians.of(runs.stream().map(Run::writes).toList());
        long wrong = runs.stream().mapToLong(run -> run.errors + run.untold).sum();
        return new Figure(
                asked.name(),
                asked.title(),
                asked.asked(),
                "p99 %.0f ms; %.1f ms of processor a report, %.1f of them mongod's, %.1f writes; %d of %,d without an alert"
                        .formatted(
                                p99,
                                cpu,
                                mongod / 1000,
                                writes,
                                wrong,
                                runs.stream().mapToLong(Run::reports).sum()),
                wrong == 0
                        && p99 <= asked.millis()
                        && cpu <= asked.cpuMillis()
                        && writes <= asked.writes()
                        && mongod / 1000 <= asked.databaseMillis(),
                table(runs),
                List.of(
                        "Floor: mongod alone takes %.1f ms for the five writes of a report, by the bare driver into collections without indexes of their own, at the same rate after the runs."
                                .formatted(floor / 1000),
                        "3 runs of %d s at a constant %d reports/s after %d s of warming up, medians (lowest–highest); a report sent late counts from when it was due."
                                .formatted(
                                        RUN.toSeconds(),
                                        (int) asked.perSecond(),
                                        warmup().toSeconds()),
                        "Each report lies in a grid with a member on duty; the alert is the first message on the phone wall that names the case.",
                        "Every JVM with `%s`.".formatted(String.join(" ", settings.jvm()))));
    }

    /** At so few reports a second the compilers need their time. */
    private Duration warmup() {
        return settings.warmup().compareTo(LEAST_WARMUP) > 0 ? settings.warmup() : LEAST_WARMUP;
    }

    private Run once(Duration duration) throws InterruptedException {
        var cpu = county.cpu();
        var work = county.database().work();
        var told = new Wall(county);
        var reading = Thread.ofVirtual().start(told::readOn);
        Map<String, Opened> opened = new ConcurrentHashMap<>();
        long nanos = System.nanoTime();
        var begin = Instant.now();
        long first = used;
        used += Math.round(asked.perSecond() * duration.toSeconds());
        var outcome =
                new Load(county.port(Member.GATEWAY), CONNECTIONS)
                        .open(
                                asked.perSecond(),
                                duration,
                                number ->
                                        post.of(
                                                reports.body(first + number),
                                                "alert-" + (first + number)),
                                (number, due, body) -> {
                                    var answer = json.readTree(body);
                                    opened.put(
                                            answer.required("number").asString(),
                                            new Opened(
                                                    begin.plusNanos(due - nanos),
                                                    Instant.parse(
                                                            answer.required("reportedAt")
                                                                    .asString())));
                                });
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (!told.hasAll(opened.keySet()) && System.nanoTime() < deadline) {
            Thread.sleep(500);
        }
        reading.interrupt();
        reading.join();
        var used = County.microsEach(cpu, county.cpu(), outcome.done());
        var fromReported = new Histogram(LONGEST_MILLIS, 3);
        var fromDue = new Histogram(LONGEST_MILLIS, 3);
        long untold = 0;
        for (var one : opened.entrySet()) {
            var at = told.firstAbout(one.getKey());
            if (at == null) {
                untold++;
                continue;
            }
            fromReported.recordValue(millis(one.getValue().reportedAt(), at));
            fromDue.recordValue(millis(one.getValue().due(), at));
        }
        return new Run(
                outcome.done() + outcome.errors(),
                outcome.errors(),
                untold,
                fromReported,
                fromDue,
                used,
                county.database().work().since(work).each(outcome.done()));
    }

    private static long millis(Instant from, Instant to) {
        return Math.clamp(Duration.between(from, to).toMillis(), 0, LONGEST_MILLIS);
    }

    private static List<Double> percentiles(List<Run> runs, double percentile) {
        return runs.stream()
                .map(run -> (double) run.fromReported.getValueAtPercentile(percentile))
                .toList();
    }

    private static String line(Run run) {
        return "%,d reports, errors %d, without alert %d; p50 %d ms, p99 %d ms, highest %d ms, cpu %.1f ms and %.1f writes each"
                .formatted(
                        run.reports,
                        run.errors,
                        run.untold,
                        run.fromReported.getValueAtPercentile(50),
                        run.fromReported.getValueAtPercentile(99),
                        run.fromReported.getMaxValue(),
                        run.cpuMillis(),
                        run.writes());
    }

    private static List<String> table(List<Run> runs) {
        var table =
                new ArrayList<>(
                        List.of(
                                "| ms | p50 | p95 | p99 | highest |",
                                "|---|--:|--:|--:|--:|",
                                row("from the case's reportedAt", runs, Run::fromReported),
                                row("from when the report was to be sent", runs, Run::fromDue),
                                ""));
        table.addAll(
                CpuTable.of(
                        "report, until told",
                        Map.of("all services", runs.stream().map(Run::cpuMicros).toList())));
        table.addAll(
                List.of(
                        "",
                        "| mongod, for one report | inserts | updates | reads | journal syncs | journal kB |",
                        "|---|--:|--:|--:|--:|--:|",
                        "| all services | %s | %s | %s | %s | %s |"
                                .formatted(
                                        each(runs, 0, 1),
                                        each(runs, 1, 1),
                                        each(runs, 2, 1),
                                        each(runs, 3, 1),
                                        each(runs, 4, 1000))));
        return table;
    }

    private static String each(List<Run> runs, int which, double by) {
        return "%.1f"
                .formatted(Medians.of(runs.stream().map(run -> run.work.get(which)).toList()) / by);
    }

    private static String row(String what, List<Run> runs, Function<Run, Histogram> of) {
        var row = new StringBuilder("| ").append(what);
        for (double percentile : new double[] {50, 95, 99, 100}) {
            row.append(" | ")
                    .append(
                            Medians.shown(
                                    "%.0f",
                                    runs.stream()
                                            .map(run ->
                                                    (double)
                                                            of.apply(run)
                                                                    .getValueAtPercentile(
                                                                            percentile))
                                            .toList()));
        }
        return row.append(" |").toString();
    }
}
