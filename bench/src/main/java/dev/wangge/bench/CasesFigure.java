package dev.wangge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.bench.load.Get;
import dev.wangge.bench.load.Load;
import dev.wangge.bench.load.Outcome;
import dev.wangge.bench.load.Post;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Acting on cases and reading them among a million, through the gateway, beside what the database
 * itself takes for the same: a read, and a journaled compare and set.
 */
final class CasesFigure {
    private static final int LARGEST_LIST = 30_000;
    private static final Duration WARMUP_TURN = Duration.ofSeconds(10);
    private static final List<Member> MEMBERS =
            List.of(Member.GRID_SERVICE, Member.CASE_SERVICE, Member.GATEWAY);

    /**
     * One thing that is done again and again.
     *
     * @param asked a second; 0 for a floor
     */
    private record Side(String name, int connections, double asked, int status, Work work) {}

    private interface Work {
        byte[] request(long number);
    }

    private final BenchSettings settings;
    private final County county;
    private final MongoCollection<Document> cases;
    private final String token;
    private final ManyCases stored;
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private final Map<String, List<Double>> p99 = new LinkedHashMap<>();
    private final Map<String, List<Map<Member, Double>>> cpu = new LinkedHashMap<>();

    private CasesFigure(BenchSettings settings, County county) throws InterruptedException {
        this.settings = settings;
        this.county = county;
        this.token = county.token();
        this.stored = new ManyCases(settings, county, token);
        this.cases = stored.cases();
    }

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("cases"));
        try (var county = settings.county(directory)) {
            county.start(MEMBERS);
            return new CasesFigure(settings, county).run();
        }
    }

    private Figure run() throws InterruptedException {
        stored.store();
        var sides = sides();
        for (var side : sides) {
            once(side, WARMUP_TURN);
            once(side, settings.warmup());
        }
        for (int i = 0; i < settings.runs(); i++) {
            for (var side : sides) {
                var before = county.cpu();
                var outcome = once(side, settings.run());
                cpu.computeIfAbsent(side.name(), any -> new ArrayList<>())
                        .add(County.microsEach(before, county.cpu(), outcome.done()));
                rates.computeIfAbsent(side.name(), any -> new ArrayList<>()).add(outcome.rate());
                p99.computeIfAbsent(side.name(), any -> new ArrayList<>()).add(outcome.millis(99));
                Bench.say(
                        "  run %d of %d    %-40s %,6.0f/s  p99 %.1f ms  errors %d"
                                .formatted(
                                        i + 1,
                                        settings.runs(),
                                        side.name(),
                                        outcome.rate(),
                                        outcome.millis(99),
                                        outcome.errors()));
                if (outcome.errors() > 0) {
                    throw new NotMeasurable(side.name() + ": " + outcome.failed());
                }
            }
            floors();
        }
        return figure(sides);
    }

    private List<Side> sides() {
        int port = county.port(Member.GATEWAY);
        var get = new Get(port, token);
        return List.of(
                new Side(
                        "state change, 4 connections",
                        4,
                        500,
                        200,
                        number -> redispatch(port, any(number))),
                new Side(
                        "one case by id, 16 connections",
                        16,
                        2_500,
                        200,
                        number -> get.of("/api/v1/cases/" + ManyCases.id(any(number)))),
                new Side(
                        "list of 50 by state and kind, 16 connections",
                        16,
                        600,
                        200,
                        number -> get.of(list(any(number)))));
    }

    private int any(long number) {
        return new SplittableRandom(settings.seed() + number).nextInt(settings.stored());
    }

    private byte[] redispatch(int port, int number) {
        var body =
                "{\"member\":\"%s\",\"reason\":\"换人\"}"
                        .formatted(stored.template(number).getString("assignee"));
        return new Post(
                        port,
                        "/api/v1/cases/" + ManyCases.id(number) + "/actions/redispatch",
                        token)
                .of(body.getBytes(UTF_8), null);
    }

    private String list(int number) {
        var path = stored.template(number).getList("path", String.class);
        return "/api/v1/cases?status=DISPATCHED&kind=%s&within=%s"
                .formatted(stored.template(number).getString("kind"), path.get(3));
    }

    private Outcome once(Side side, Duration duration) throws InterruptedException {
        return new Load(county.port(Member.GATEWAY), side.connections(), side.status())
                .closed(duration, side.work()::request);
    }

    /** The same by the driver alone, in as many threads. */
    private void floors() throws InterruptedException {
        floor(
                "floor: a read and a journaled compare and set, 4 threads",
                4,
                id -> {
                    var found = Objects.requireNonNull(cases.find(id).first());
                    var _ =
                            cases.updateOne(
                                    Filters.and(id, Filters.eq("seq", found.get("seq"))),
                                    Updates.inc("bench", 1));
                });
        floor(
                "floor: a read by id, 16 threads",
                16,
                id -> {
                    var _ = Objects.requireNonNull(cases.find(id).first());
                });
    }

    private interface Step {
        void on(Bson id);
    }

    private void floor(String name, int threads, Step step) throws InterruptedException {
        var done = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + settings.run().toNanos();
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            long seed = settings.seed() + i;
            workers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                var dice = new SplittableRandom(seed);
                                while (System.nanoTime() < end) {
                                    step.on(
                                            Filters.eq(
                                                    "_id",
                                                    ManyCases.id(dice.nextInt(settings.stored()))));
                                    done.incrementAndGet();
                                }
                            }));
        }
        for (var worker : workers) {
            worker.join();
        }
        rates.computeIfAbsent(name, any -> new ArrayList<>())
                .add(done.get() / ((System.nanoTime() - begun) / 1e9));
    }

    private Figure figure(List<Side> sides) throws InterruptedException {
        var table =
                new ArrayList<>(
                        List.of(
                                "| among %,d cases | a second | asked | p99 ms |"
                                        .formatted(settings.stored()),
                                "|---|--:|--:|--:|"));
        boolean met = true;
        for (var side : sides) {
            var rate = Objects.requireNonNull(rates.get(side.name()));
            met &= Medians.of(rate) >= side.asked();
            table.add(
                    "| %s | %s | %,.0f | %.1f |"
                            .formatted(
                                    side.name(),
                                    Medians.shown("%,.0f", rate),
                                    side.asked(),
                                    Medians.of(Objects.requireNonNull(p99.get(side.name())))));
        }
        rates.forEach((name, its) -> {
            if (name.startsWith("floor")) {
                table.add("| %s | %s | | |".formatted(name, Medians.shown("%,.0f", its)));
            }
        });
        table.add("");
        table.addAll(CpuTable.of("request", cpu));
        int bytes = listed();
        return new Figure(
                "cases",
                "Acting on cases and reading them among a million",
                "≥ 500 state changes/s, ≥ 2,500 reads/s, ≥ 600 lists/s of ≤ 30 kB",
                "%,.0f, %,.0f and %,.0f a second; a list of 50 has %.1f kB"
                        .formatted(
                                Medians.of(Objects.requireNonNull(rates.get(sides.get(0).name()))),
                                Medians.of(Objects.requireNonNull(rates.get(sides.get(1).name()))),
                                Medians.of(Objects.requireNonNull(rates.get(sides.get(2).name()))),
                                bytes / 1e3),
                met && bytes <= LARGEST_LIST,
                table,
                List.of(
                        "%d runs of %d s each, in turn, medians (lowest–highest), after %d s of warming up each; every case another one, by chance."
                                .formatted(
                                        settings.runs(),
                                        settings.run().toSeconds(),
                                        settings.warmup().toSeconds()),
                        "Copies of %d cases that came through the gateway, reported over ten months; a state change is a redispatch."
                                .formatted(stored.templates()),
                        "Every JVM with `%s`. The load generator runs on the same machine; notify-service does not run."
                                .formatted(String.join(" ", settings.jvm()))));
    }

    /** Bytes of a list's answer. */
    private int listed() throws InterruptedException {
        return county.getAs(token, list(any(0))).getBytes(UTF_8).length;
    }
}
