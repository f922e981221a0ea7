package dev.wangge.bench;

import dev.wangge.bench.load.Get;
import dev.wangge.bench.load.Load;
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
import java.util.function.Function;
import org.bson.Document;

/**
 * Lists that people look at, through the gateway, among so many cases and among ten times as many.
 */
final class ListsFigure {
    private static final int TIMES = 10;
    private static final int CONNECTIONS = 4;
    private static final double A_SECOND = 20;
    private static final double ASKED_MILLIS = 20;
    private static final double ASKED_RATIO = 1.5;
    private static final List<Member> MEMBERS =
            List.of(Member.GRID_SERVICE, Member.CASE_SERVICE, Member.GATEWAY);

    private enum Listed {
        NEWEST("newest of the county", like -> "within=540328"),
        STATE_AND_KIND(
                "of a state and a kind, in a township",
                like -> "status=DISPATCHED&" + kindAndTownship(like)),
        OVERDUE("overdue", like -> "overdue=true"),
        DEADLINE("by deadline", like -> "sort=dueAt"),
        DEADLINE_OF_KIND(
                "by deadline, of a kind and not late, in a township",
                like -> "sort=dueAt&overdue=false&" + kindAndTownship(like)),
        DEADLINE_OF_MEMBER(
                "by deadline, of a member",
                like -> "sort=dueAt&assignee=" + like.getString("assignee"));

        private final String named;

        /** That finds cases like this one. */
        @SuppressWarnings("ImmutableEnumChecker") // It holds nothing.
        private final Function<Document, String> query;

        Listed(String named, Function<Document, String> query) {
            this.named = named;
            this.query = query;
        }

        private static String kindAndTownship(Document like) {
            return "kind=%s&within=%s"
                    .formatted(like.getString("kind"), like.getList("path", String.class).get(3));
        }
    }

    private final BenchSettings settings;
    private final County county;
    private final ManyCases stored;
    private final Get get;

    private ListsFigure(BenchSettings settings, County county) throws InterruptedException {
        this.settings = settings;
        this.county = county;
        this.stored = new ManyCases(settings, county, county.token());
        this.get = new Get(county.port(Member.GATEWAY), county.token());
    }

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("lists"));
        try (var county = settings.county(directory)) {
            county.start(MEMBERS);
            return new ListsFigure(settings, county).run();
        }
    }

    private Figure run() throws InterruptedException {
        stored.store();
        var few = listed();
        stored.growTo(settings.stored() * TIMES);
        var many = listed();
        var table =
                new ArrayList<>(
                        List.of(
                                "| 50 of them, p95 ms | among %,d | among %,d | ratio |"
                                        .formatted(settings.stored(), settings.stored() * TIMES),
                                "|---|--:|--:|--:|"));
        double slowest = 0;
        double worst = 0;
        for (var name : few.keySet()) {
            var before = Objects.requireNonNull(few.get(name));
            var after = Objects.requireNonNull(many.get(name));
            double ratio = Medians.of(after) / Medians.of(before);
            slowest = Math.max(slowest, Medians.of(before));
            worst = Math.max(worst, ratio);
            table.add(
                    "| %s | %s | %s | %.2f |"
                            .formatted(
                                    name,
                                    Medians.shown("%.1f", before),
                                    Medians.shown("%.1f", after),
                                    ratio));
        }
        return new Figure(
                "lists",
                "Lists among ten times as many cases",
                "p95 ≤ 20 ms at 1,000,000, ≤ 1.5 × that at 10,000,000",
                "p95 ≤ %.1f ms among %,d, at most %.2f × that among %,d"
                        .formatted(slowest, settings.stored(), worst, settings.stored() * TIMES),
                slowest <= ASKED_MILLIS && worst <= ASKED_RATIO,
                table,
                List.of(
                        "%d runs of %d s at %.0f lists a second, medians (lowest–highest), after %d s of warming up; kinds, townships and members by chance."
                                .formatted(
                                        settings.runs(),
                                        settings.run().toSeconds(),
                                        A_SECOND,
                                        settings.warmup().toSeconds()),
                        "All of the cases are open, one in a hundred is overdue; copies of %d that came through the gateway."
                                .formatted(stored.templates()),
                        "Every JVM with `%s`.".formatted(String.join(" ", settings.jvm()))));
    }

    /** The 95th percentile of each, in milliseconds, of each run. */
    private Map<String, List<Double>> listed() throws InterruptedException {
        var all = new LinkedHashMap<String, List<Double>>();
        for (var list : Listed.values()) {
            once(list, settings.warmup().dividedBy(2));
        }
        for (int i = 0; i < settings.runs(); i++) {
            for (var list : Listed.values()) {
                all.computeIfAbsent(list.named, any -> new ArrayList<>())
                        .add(once(list, settings.run()));
            }
        }
        all.forEach((list, p95) ->
                Bench.say("  %-40s p95 %s ms".formatted(list, Medians.shown("%.1f", p95))));
        return all;
    }

    private double once(Listed list, Duration duration) throws InterruptedException {
        var outcome =
                new Load(county.port(Member.GATEWAY), CONNECTIONS, 200)
                        .open(
                                A_SECOND,
                                duration,
                                number -> get.of("/api/v1/cases?" + list.query.apply(any(number))),
                                (number, due, body) -> {});
        if (outcome.errors() > 0) {
            throw new NotMeasurable(list.named + ": " + outcome.failed());
        }
        return outcome.millis(95);
    }

    private Document any(long number) {
        return stored.template(
                new SplittableRandom(settings.seed() + number).nextInt(stored.templates()));
    }
}
