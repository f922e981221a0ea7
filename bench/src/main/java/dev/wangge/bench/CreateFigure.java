package dev.wangge.bench;

import static com.mongodb.client.model.Filters.exists;

import dev.wangge.bench.load.Load;
import dev.wangge.bench.load.Outcome;
import dev.wangge.bench.load.Post;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Database;
import dev.wangge.bench.system.Member;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many reports become cases in a second, through the gateway, beside a bare handler through the
 * same gateway: in turn, on the same database and broker, in JVMs with the same settings.
 */
final class CreateFigure {
    private static final double ASKED = 0.5;
    private static final int CONNECTIONS = 32;
    private static final Duration WARMUP_TURN = Duration.ofSeconds(5);
    private static final Duration WARMUP_LIMIT = Duration.ofMinutes(10);
    private static final long HOT = 20_000;
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
    private static final String FLOOR = "floor: a bare handler";
    private static final String PLAIN = "product: report with a place";
    private static final String FULL = "product: also reporter and Idempotency-Key";
    private static final List<Member> MEMBERS =
            List.of(Member.GRID_SERVICE, Member.CASE_SERVICE, Member.GATEWAY, Member.FLOOR);

    private record Side(String path, Load.Requests requests) {}

    /**
     * One measured run.
     *
     * @param cpuMicros of each process for one create
     * @param waiting aggregates whose facts the broker did not have when the run ended
     * @param drained seconds until it had them all
     */
    private record Run(
            Outcome outcome, Map<Member, Double> cpuMicros, long waiting, double drained) {
        double cpu() {
            return cpuMicros.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    private final BenchSettings settings;
    private final County county;
    private final Database database;
    private final Map<String, Side> sides = new LinkedHashMap<>();
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();

    private CreateFigure(BenchSettings settings, County county) throws InterruptedException {
        this.settings = settings;
        this.county = county;
        this.database = county.database();
        var token = county.token();
        int port = county.port(Member.GATEWAY);
        var floor = new Post(port, "/api/v1/floor", token);
        var cases = new Post(port, "/api/v1/cases", token);
        var plain = new SampleReports(settings.seed(), false);
        var full = new SampleReports(settings.seed() + 1, true);
        var keys = new AtomicLong();
        sides.put(FLOOR, new Side("floor", number -> floor.of(full.body(number), null)));
        sides.put(PLAIN, new Side("cases", number -> cases.of(plain.body(number), null)));
        sides.put(
                FULL,
                new Side(
                        "cases",
                        number -> cases.of(full.body(number), "bench-" + keys.incrementAndGet())));
    }

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("create"));
        try (var county = settings.county(directory)) {
            county.start(MEMBERS);
            var figure = new CreateFigure(settings, county);
            figure.run();
            return figure.result();
        }
    }

    private void run() throws InterruptedException {
        warmUp();
        for (int i = 0; i < settings.runs(); i++) {
            for (var name : sides.keySet()) {
                var run = measured(name);
                runs.computeIfAbsent(name, any -> new ArrayList<>()).add(run);
                Bench.say(
                        "  run %d of %d     %-46s %,6.0f/s  p50 %.1f ms  p99 %.1f ms  errors %d  cpu %,.0f µs"
                                .formatted(
                                        i + 1,
                                        settings.runs(),
                                        name,
                                        run.outcome().rate(),
                                        run.outcome().millis(50),
                                        run.outcome().millis(99),
                                        run.outcome().errors(),
                                        run.cpu()));
                if (run.outcome().errors() > 0) {
                    Bench.say("    " + run.outcome().failed());
                }
            }
        }
    }

    /** For the time that was asked, and longer while one side has not yet run hot. */
    private void warmUp() throws InterruptedException {
        Map<String, Long> done = new LinkedHashMap<>();
        long begun = System.nanoTime();
        long least = begun + 3 * settings.warmup().toNanos();
        long most = begun + WARMUP_LIMIT.toNanos();
        while (System.nanoTime() < least
                || (System.nanoTime() < most
                        && done.values().stream().anyMatch(count -> count < HOT))) {
            for (var name : sides.keySet()) {
                var warm = load(name, WARMUP_TURN);
                done.merge(name, warm.done(), Long::sum);
                Bench.say("  warming up    %-46s %,6.0f/s".formatted(name, warm.rate()));
                drain();
            }
        }
    }

    private Run measured(String name) throws InterruptedException {
        var before = county.cpu();
        var outcome = load(name, settings.run());
        long waiting = waiting();
        var drained = drain();
        var cpu = County.microsEach(before, county.cpu(), outcome.done());
        return new Run(outcome, cpu, waiting, drained);
    }

    private Outcome load(String name, Duration duration) throws InterruptedException {
        return new Load(county.port(Member.GATEWAY), CONNECTIONS)
                .closed(duration, side(name).requests());
    }

    private Side side(String name) {
        return Objects.requireNonNull(sides.get(name));
    }

    private long waiting() {
        long floor =
                database.client()
                        .getDatabase(county.databaseOf(Member.FLOOR))
                        .getCollection("reports")
                        .countDocuments(exists("relay.partition"));
        var cases = database.client().getDatabase(county.databaseOf(Member.CASE_SERVICE));
        return floor
                + cases.getCollection("cases").countDocuments(exists("relay.partition"))
                + cases.getCollection("cases").countDocuments(exists("contact.partition"));
    }

    /** Waits until the broker has every fact; answers how many seconds that took. */
    private double drain() throws InterruptedException {
        long begun = System.nanoTime();
        while (waiting() > 0) {
            if (System.nanoTime() - begun > DRAIN_LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "After %s %d aggregates still wait for the broker"
                                .formatted(DRAIN_LIMIT, waiting()));
            }
            Thread.sleep(100);
        }
        double took = (System.nanoTime() - begun) / 1e9;
        // What listens to the facts is up to a second behind; it is not to run on into the next
        // run.
        Thread.sleep(1500);
        return took;
    }

    private List<Double> each(String name, java.util.function.ToDoubleFunction<Run> value) {
        return Objects.requireNonNull(runs.get(name)).stream()
                .map(run -> value.applyAsDouble(run))
                .toList();
    }

    /**
     * Of each product run to the floor run just before it: what disturbs one disturbs the other.
     */
    private List<Double> ratios(String name) {
        var mine = each(name, run -> run.outcome().rate());
        var floor = each(FLOOR, run -> run.outcome().rate());
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < mine.size(); i++) {
            ratios.add(mine.get(i) / floor.get(i));
        }
        return ratios;
    }

    private Figure result() {
        var table =
                new ArrayList<>(
                        List.of(
                                "| through the gateway, 32 connections | creates/s | ratio | p50 ms"
                                        + " | p99 ms | errors | CPU µs each | facts waiting at the"
                                        + " end, published after |",
                                "|---|--:|--:|--:|--:|--:|--:|--:|"));
        long errors = 0;
        for (var name : sides.keySet()) {
            long failed =
                    (long)
                            each(name, run -> run.outcome().errors()).stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum();
            errors += failed;
            table.add(
                    "| %s | %s | %s | %.1f | %.1f | %d | %,.0f | %,.0f, %.1f s |"
                            .formatted(
                                    name,
                                    Medians.shown("%,.0f", each(name, run -> run.outcome().rate())),
                                    name.equals(FLOOR) ? "1" : Medians.shown("%.2f", ratios(name)),
                                    Medians.of(each(name, run -> run.outcome().millis(50))),
                                    Medians.of(each(name, run -> run.outcome().millis(99))),
                                    failed,
                                    Medians.of(each(name, Run::cpu)),
                                    Medians.of(each(name, run -> run.waiting())),
                                    Medians.of(each(name, Run::drained))));
        }
        table.add("");
        Map<String, List<Map<Member, Double>>> cpu = new LinkedHashMap<>();
        runs.forEach((name, its) -> cpu.put(name, its.stream().map(Run::cpuMicros).toList()));
        table.addAll(CpuTable.of("create, until published", cpu));
        double plain = Medians.of(ratios(PLAIN));
        double full = Medians.of(ratios(FULL));
        return new Figure(
                "create",
                "Creates through the gateway at 32 connections",
                "≥ 0.5 of a bare handler's rate, no errors",
                "%.2f (plain report), %.2f (with reporter and key); %d errors"
                        .formatted(plain, full, errors),
                Math.min(plain, full) >= ASKED && errors == 0,
                table,
                List.of(
                        "%d runs of %d s each, in turn, after %d s of warming up each side; ratios are of neighbouring runs, figures are medians (lowest–highest)."
                                .formatted(
                                        settings.runs(),
                                        settings.run().toSeconds(),
                                        settings.warmup().toSeconds()),
                        "Every JVM with `%s`; mongod %s as a replica set of one, journaled majority writes; one broker, acks=all."
                                .formatted(String.join(" ", settings.jvm()), database.version()),
                        "The load generator runs on the same machine. notify-service does not run,"
                                + " so that both sides are measured alone."));
    }
}
