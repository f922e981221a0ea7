package dev.wangge.bench;

import dev.wangge.bench.load.Load;
import dev.wangge.bench.load.Outcome;
import dev.wangge.bench.load.Post;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.bench.system.SignIns;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * What identity, authority, limits and circuit breakers cost: creates of a bare handler through the
 * gateway beside the same through its routing alone, in turn; and how long a person waits to be let
 * in.
 */
final class GatewayFigure {
    private static final int CONNECTIONS = 32;
    private static final double ASKED_RATIO = 0.85;
    private static final double ASKED_P99 = 3;
    private static final double ASKED_SIGN_IN = 300;
    private static final double ASKED_CHECK_MICROS = 100;
    private static final int SIGN_INS = 30;
    private static final List<Member> MEMBERS =
            List.of(Member.GRID_SERVICE, Member.GATEWAY, Member.FLOOR, Member.BARE_GATEWAY);

    /** One run as fast as it goes, and one at half of what the slower side did. */
    private record Run(Outcome full, Outcome half, double cpuMicros) {}

    private final BenchSettings settings;
    private final County county;
    private final SampleReports reports;
    private final String token;
    private final Map<Member, List<Run>> runs = new LinkedHashMap<>();

    private GatewayFigure(BenchSettings settings, County county) throws InterruptedException {
        this.settings = settings;
        this.county = county;
        this.token = county.token();
        this.reports = new SampleReports(settings.seed(), false);
    }

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("gateway"));
        try (var county = settings.county(directory)) {
            county.start(MEMBERS);
            return new GatewayFigure(settings, county).run();
        }
    }

    private Figure run() throws InterruptedException {
        var sides = List.of(Member.BARE_GATEWAY, Member.GATEWAY);
        for (var side : sides) {
            var warm = full(side, settings.warmup().toSeconds());
            Bench.say("  warming up    %-14s %,6.0f/s".formatted(side.label, warm.rate()));
        }
        double half = 0;
        for (int i = 0; i < settings.runs(); i++) {
            for (var side : sides) {
                var before = county.cpu();
                var full = full(side, settings.run().toSeconds());
                var cpu = County.microsEach(before, county.cpu(), full.done());
                half = half == 0 ? full.rate() / 2 : half;
                var run = new Run(full, half(side, half), cpu.getOrDefault(side, 0.0));
                runs.computeIfAbsent(side, any -> new ArrayList<>()).add(run);
                Bench.say(
                        "  run %d of %d     %-14s %,6.0f/s  p99 at half load %.1f ms  cpu %,.0f µs"
                                .formatted(
                                        i + 1,
                                        settings.runs(),
                                        side.label,
                                        full.rate(),
                                        run.half().millis(99),
                                        run.cpuMicros()));
            }
        }
        return result(SignIns.of(county, SIGN_INS), half);
    }

    private Load.Requests requests(Member side) {
        var post = new Post(county.port(side), "/api/v1/floor", token);
        return number -> post.of(reports.body(number), null);
    }

    private Outcome full(Member side, long seconds) throws InterruptedException {
        return good(
                new Load(county.port(side), CONNECTIONS)
                        .closed(Duration.ofSeconds(seconds), requests(side)));
    }

    private Outcome half(Member side, double rate) throws InterruptedException {
        return good(
                new Load(county.port(side), CONNECTIONS)
                        .open(rate, settings.run(), requests(side), (number, due, body) -> {}));
    }

    private static Outcome good(Outcome outcome) {
        if (outcome.errors() > 0) {
            throw new NotMeasurable("Refused: " + outcome.failed());
        }
        return outcome;
    }

    private List<Double> each(Member side, ToDoubleFunction<Run> value) {
        return Objects.requireNonNull(runs.get(side)).stream()
                .map(run -> value.applyAsDouble(run))
                .toList();
    }

    /** Of neighbouring runs: what disturbs one disturbs the other. */
    private List<Double> both(ToDoubleFunction<Run> value, DoubleBinaryOperator compare) {
        var bare = each(Member.BARE_GATEWAY, value);
        var whole = each(Member.GATEWAY, value);
        var compared = new ArrayList<Double>();
        for (int i = 0; i < bare.size(); i++) {
            compared.add(compare.applyAsDouble(whole.get(i), bare.get(i)));
        }
        return compared;
    }

    private Figure result(SignIns signIns, double half) {
        var ratio = both(run -> run.full().rate(), (whole, bare) -> whole / bare);
        var added = both(run -> run.half().millis(99), (whole, bare) -> whole - bare);
        var cpu = both(Run::cpuMicros, (whole, bare) -> whole - bare);
        var table =
                new ArrayList<>(
                        List.of(
                                "| creates of a bare handler, 32 connections | creates/s | p99 ms at %,.0f/s | CPU µs of the gateway each |"
                                        .formatted(half),
                                "|---|--:|--:|--:|"));
        for (var side : runs.keySet()) {
            table.add(
                    "| %s | %s | %s | %s |"
                            .formatted(
                                    side == Member.GATEWAY ? "the gateway" : "its routing alone",
                                    Medians.shown("%,.0f", each(side, run -> run.full().rate())),
                                    Medians.shown("%.1f", each(side, run -> run.half().millis(99))),
                                    Medians.shown("%,.0f", each(side, Run::cpuMicros))));
        }
        table.add("");
        table.add("| signing in with a password | ms |");
        table.add("|---|--:|");
        table.add("| until the answer, %d times | %s |".formatted(SIGN_INS, signIns.whole()));
        table.add("| of it Argon2 | %s |".formatted(signIns.ofArgon2()));
        return new Figure(
                "gateway",
                "The gateway beside its routing alone, and signing in",
                "≥ 0.85 of its routing, ≤ 3 ms more at p99 at half load; ≤ 0.1 ms of checks; signed in ≤ 300 ms",
                "%.2f of its routing, %+.1f ms at p99, %+.3f ms of a processor for all it does besides; signed in after %.0f ms, %.0f of them Argon2"
                        .formatted(
                                Medians.of(ratio),
                                Medians.of(added),
                                Medians.of(cpu) / 1e3,
                                signIns.median(),
                                signIns.argon2()),
                Medians.of(ratio) >= ASKED_RATIO
                        && Medians.of(added) <= ASKED_P99
                        && Medians.of(cpu) <= ASKED_CHECK_MICROS
                        && signIns.median() <= ASKED_SIGN_IN,
                table,
                List.of(
                        "%d runs of %d s each, in turn, after %d s of warming up each side; differences and ratios are of neighbouring runs, figures medians (lowest–highest)."
                                .formatted(
                                        settings.runs(),
                                        settings.run().toSeconds(),
                                        settings.warmup().toSeconds()),
                        "Half load is half of what the first run through the routing alone reached. Its processor time beside the gateway's is an upper bound for what the checks of token and authority take: limits, circuit breakers, headers and metrics are in it.",
                        "Every JVM with `%s`; both gateways from one jar, before one handler."
                                .formatted(String.join(" ", settings.jvm()))));
    }
}
