package dev.wangge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole lives of four calls among a million cases, through the gateway and with every alert told,
 * beside four journaled writes by the driver alone.
 */
final class LivesFigure {
    private static final int CONNECTIONS = 16;
    private static final int STEPS = 4;
    private static final double ASKED = 120;
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);
    private static final List<Member> MEMBERS =
            List.of(
                    Member.SIMULATOR,
                    Member.GRID_SERVICE,
                    Member.CASE_SERVICE,
                    Member.NOTIFY_SERVICE,
                    Member.GATEWAY);

    /** One run: of how many cases nobody was told, and the processors' work for a life. */
    private record Run(Outcome outcome, long untold, Map<Member, Double> cpu) {}

    private final JsonMapper json = new JsonMapper();
    private final BenchSettings settings;
    private final County county;
    private final ManyCases stored;
    private final SampleReports reports;
    private final int port;
    private final Post creating;
    private final String handler;
    private final String verifier;
    private final String desk;
    private long used;

    private LivesFigure(BenchSettings settings, County county) throws InterruptedException {
        this.settings = settings;
        this.county = county;
        this.port = county.port(Member.GATEWAY);
        this.desk = county.token();
        this.handler = county.token("county-handler");
        this.verifier = county.token("county-verifier");
        this.stored = new ManyCases(settings, county, desk);
        this.reports = new SampleReports(settings.seed() + 4, true);
        this.creating = new Post(port, "/api/v1/cases", desk);
    }

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("lives"));
        try (var county = settings.county(directory)) {
            county.start(MEMBERS);
            return new LivesFigure(settings, county).run();
        }
    }

    private Figure run() throws InterruptedException {
        stored.store();
        say("warmed up", once(settings.warmup()));
        var runs = new ArrayList<Run>();
        var floors = new ArrayList<Double>();
        for (int i = 0; i < settings.runs(); i++) {
            var run = once(settings.run());
            say("run %d of %d".formatted(i + 1, settings.runs()), run);
            if (run.outcome.errors() > 0) {
                throw new NotMeasurable("lives: " + run.outcome.failed());
            }
            runs.add(run);
            floors.add(floor());
        }
        var rates = runs.stream().map(run -> run.outcome.rate()).toList();
        long untold = runs.stream().mapToLong(Run::untold).sum();
        var table =
                new ArrayList<>(
                        List.of(
                                "| among %,d cases | a second | asked | p99 ms |"
                                        .formatted(settings.stored()),
                                "|---|--:|--:|--:|",
                                "| lives: create, handle, verify, close; %d at once | %s | %,.0f | %.0f |"
                                        .formatted(
                                                CONNECTIONS,
                                                Medians.shown("%,.0f", rates),
                                                ASKED,
                                                Medians.of(
                                                        runs.stream()
                                                                .map(run -> run.outcome.millis(99))
                                                                .toList())),
                                "| floor: an insert and three journaled compare and sets, %d threads | %s | | |"
                                        .formatted(CONNECTIONS, Medians.shown("%,.0f", floors)),
                                ""));
        table.addAll(
                CpuTable.of("life", Map.of("all services", runs.stream().map(Run::cpu).toList())));
        return new Figure(
                "lives",
                "Whole lives among a million cases",
                "≥ 120 lives/s, all alerts told",
                "%,.0f lives/s; %,d of %,d without an alert"
                        .formatted(
                                Medians.of(rates),
                                untold,
                                runs.stream().mapToLong(run -> run.outcome.done()).sum()),
                Medians.of(rates) >= ASKED && untold == 0,
                table,
                List.of(
                        "%d runs of %d s, medians (lowest–highest), after %d s of warming up; three clients, as maker and checker are."
                                .formatted(
                                        settings.runs(),
                                        settings.run().toSeconds(),
                                        settings.warmup().toSeconds()),
                        "Every JVM with `%s`. The load generator runs on the same machine."
                                .formatted(String.join(" ", settings.jvm()))));
    }

    private static void say(String what, Run run) {
        Bench.say(
                "  %s    %,.1f lives/s  p99 %.0f ms  errors %d  without alert %d"
                        .formatted(
                                what,
                                run.outcome.rate(),
                                run.outcome.millis(99),
                                run.outcome.errors(),
                                run.untold));
    }

    private Run once(Duration duration) throws InterruptedException {
        var before = county.cpu();
        var told = new Wall(county);
        var reading = Thread.ofVirtual().start(told::readOn);
        Set<String> opened = ConcurrentHashMap.newKeySet();
        var last = new AtomicLong();
        long first = used;
        var outcome =
                new Load(port, CONNECTIONS)
                        .chained(
                                duration,
                                STEPS,
                                (number, step, answered) -> {
                                    last.accumulateAndGet(number, Math::max);
                                    return request(first + number, step, answered);
                                },
                                (number, due, body) ->
                                        opened.add(
                                                json.readTree(body).required("number").asString()));
        used += last.get() + 1;
        long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (!told.hasAll(opened) && System.nanoTime() < deadline) {
            Thread.sleep(500);
        }
        reading.interrupt();
        reading.join();
        long untold = opened.stream().filter(number -> told.firstAbout(number) == null).count();
        return new Run(outcome, untold, County.microsEach(before, county.cpu(), outcome.done()));
    }

    private byte[] request(long number, int step, String answered) {
        return switch (step) {
            case 0 -> creating.of(reports.body(number), "life-" + number);
            case 1 ->
                    act(
                            answered,
                            "handle",
                            handler,
                            "{\"what\":\"修好\",\"evidence\":[\"12345-1\"]}");
            case 2 -> act(answered, "verify", verifier, "{\"passed\":true}");
            case 3 -> act(answered, "close", desk, "{}");
            default -> throw new IllegalArgumentException("No step " + step);
        };
    }

    private byte[] act(String answered, String action, String token, String body) {
        var id = json.readTree(answered).required("id").asString();
        return new Post(port, "/api/v1/cases/" + id + "/actions/" + action, token)
                .of(body.getBytes(UTF_8), null);
    }

    /** What the database alone takes for as many writes, in the same collection's place. */
    private double floor() throws InterruptedException {
        var bare = county.database().client().getDatabase("bench").getCollection("lives");
        var done = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + settings.run().toNanos();
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < CONNECTIONS; i++) {
            workers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (System.nanoTime() < end) {
                                    var one = new Document(stored.template(0));
                                    one.put("_id", UUID.randomUUID().toString());
                                    var _ = bare.insertOne(one);
                                    for (int seq = 1; seq < STEPS; seq++) {
                                        var _ =
                                                bare.updateOne(
                                                        Filters.eq("_id", one.get("_id")),
                                                        Updates.inc("bench", 1));
                                    }
                                    done.incrementAndGet();
                                }
                            }));
        }
        for (var worker : workers) {
            worker.join();
        }
        return done.get() / ((System.nanoTime() - begun) / 1e9);
    }
}
