package dev.wangge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wangge.bench.load.Get;
import dev.wangge.bench.load.Load;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.quickstart.disk.Directories;
import dev.wangge.quickstart.sample.Grids;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * Cases found by words, with filters and without, through the gateway, among a hundredth, a tenth
 * and all of so many; what their index takes, and how quickly it is made.
 */
final class SearchFigure {
    private static final int CONNECTIONS = 4;
    private static final double A_SECOND = 20;
    private static final double ASKED_MILLIS = 100;
    private static final double ASKED_BYTES = 1_500;
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final List<Member> MEMBERS =
            List.of(Member.GRID_SERVICE, Member.CASE_SERVICE, Member.GATEWAY);

    private enum Asked {
        WORD("a word", 1, ""),
        WORDS("three words", 3, ""),
        FILTERED(
                "two words, of a kind and a state, in a township",
                2,
                "&status=DISPATCHED&kind=%s&within=%s"),
        NEWEST("two words, the newest", 2, "&sort=-reportedAt"),
        DUE("a word, by deadline, not late", 1, "&sort=dueAt&overdue=false");

        private final String named;
        private final int words;
        private final String more;

        Asked(String named, int words, String more) {
            this.named = named;
            this.words = words;
            this.more = more;
        }
    }

    private final BenchSettings settings;
    private final County county;
    private final SearchedTexts texts;
    private final ManyCases stored;
    private final Get get;

    /** What was seen of one number of cases. */
    private record Size(int cases, Map<String, List<Double>> p95, double bytes, double aSecond) {}

    private SearchFigure(BenchSettings settings, County county) throws InterruptedException {
        this.settings = settings;
        this.county = county;
        this.texts =
                new SearchedTexts(
                        settings.seed(),
                        Grids.read().stream().map(it -> it.village()).distinct().toList());
        this.stored = new ManyCases(settings, county, county.token(), this::say);
        this.get = new Get(county.port(Member.GATEWAY), county.token());
    }

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("search"));
        try (var county = settings.county(directory)) {
            county.start(MEMBERS);
            return new SearchFigure(settings, county).run();
        }
    }

    /** Another text under the same digests: nobody asks whether they fit. */
    private void say(Document copy, int number) {
        var dice = new SplittableRandom(settings.seed() + 31L * number);
        var said = new ArrayList<Document>();
        for (var text : copy.getList("texts", Document.class)) {
            boolean first = said.isEmpty();
            said.add(
                    new Document(text)
                            .append("text", first ? texts.title(dice) : texts.description(dice)));
        }
        copy.put("texts", said);
        copy.put("writtenAt", Date.from(Instant.now()));
    }

    private Figure run() throws InterruptedException {
        stored.makeTemplates();
        var sizes = new ArrayList<Size>();
        for (int share : List.of(100, 10, 1)) {
            sizes.add(among(settings.stored() / share));
        }
        var last = sizes.getLast();
        double slowest =
                last.p95.values().stream().mapToDouble(Medians::of).max().orElse(Double.NaN);
        return new Figure(
                "search",
                "Cases found by words",
                "p95 ≤ 100 ms among 1,000,000, with filters too; the index ≤ 1.5 kB a case",
                "p95 ≤ %.1f ms among %,d, %.0f bytes a case"
                        .formatted(slowest, last.cases, last.bytes),
                slowest <= ASKED_MILLIS && last.bytes <= ASKED_BYTES,
                table(sizes),
                List.of(
                        "%d runs of %d s at %.0f searches a second, 50 cases each with highlights, medians (lowest–highest), after %d s of warming up; words by chance, common ones more often."
                                .formatted(
                                        settings.runs(),
                                        settings.run().toSeconds(),
                                        A_SECOND,
                                        settings.warmup().toSeconds()),
                        "A case says a title of 18 characters and 700 of text, each another one. Cases indexed a second by the one thread that does it, reading from the database included; cases come in two texts.",
                        "Every JVM with `%s`.".formatted(String.join(" ", settings.jvm()))));
    }

    private static List<String> table(List<Size> sizes) {
        var head = new StringBuilder("| 50 of them, p95 ms |");
        var line = new StringBuilder("|---|");
        for (var size : sizes) {
            head.append(" among %,d |".formatted(size.cases));
            line.append("--:|");
        }
        var table = new ArrayList<>(List.of(head.toString(), line.toString()));
        for (var asked : Asked.values()) {
            var row = new StringBuilder("| ").append(asked.named).append(" |");
            for (var size : sizes) {
                row.append(
                        " %s |"
                                .formatted(
                                        Medians.shown(
                                                "%.1f",
                                                Objects.requireNonNull(
                                                        size.p95.get(asked.named)))));
            }
            table.add(row.toString());
        }
        var bytes = new StringBuilder("| index, bytes a case |");
        var quick = new StringBuilder("| indexed, cases a second |");
        for (var size : sizes) {
            bytes.append(" %.0f |".formatted(size.bytes));
            quick.append(" %.0f |".formatted(size.aSecond));
        }
        table.add(bytes.toString());
        table.add(quick.toString());
        return table;
    }

    private Size among(int count) throws InterruptedException {
        double before = metric("wangge_search_cases");
        stored.growTo(count);
        double begun = metric("wangge_search_cases");
        long began = System.nanoTime();
        while (metric("wangge_search_cases") < count) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new NotMeasurable("Not all of %,d cases are indexed".formatted(count));
            }
            Thread.sleep(200);
        }
        double took = (System.nanoTime() - began) / 1e9;
        double bytes = metric("wangge_search_size_bytes") / metric("wangge_search_cases");
        Bench.say(
                "  %,d cases indexed, %,.0f of them before all were stored; %.0f bytes a case"
                        .formatted(count, begun - before, bytes));
        return new Size(count, searched(), bytes, (count - begun) / took);
    }

    private double metric(String name) throws InterruptedException {
        var found =
                Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)$")
                        .matcher(county.metrics(Member.CASE_SERVICE));
        if (!found.find()) {
            throw new NotMeasurable("case-service does not say " + name);
        }
        return Double.parseDouble(found.group(1));
    }

    /** The 95th percentile of each, in milliseconds, of each run. */
    private Map<String, List<Double>> searched() throws InterruptedException {
        var all = new LinkedHashMap<String, List<Double>>();
        for (var asked : Asked.values()) {
            once(asked, settings.warmup().dividedBy(2));
        }
        for (int i = 0; i < settings.runs(); i++) {
            for (var asked : Asked.values()) {
                all.computeIfAbsent(asked.named, any -> new ArrayList<>())
                        .add(once(asked, settings.run()));
            }
        }
        all.forEach((asked, p95) ->
                Bench.say("  %-50s p95 %s ms".formatted(asked, Medians.shown("%.1f", p95))));
        return all;
    }

    private double once(Asked asked, Duration duration) throws InterruptedException {
        var outcome =
                new Load(county.port(Member.GATEWAY), CONNECTIONS, 200)
                        .open(
                                A_SECOND,
                                duration,
                                number -> get.of("/api/v1/cases?" + query(asked, number)),
                                (number, due, body) -> {});
        if (outcome.errors() > 0) {
            throw new NotMeasurable(asked.named + ": " + outcome.failed());
        }
        return outcome.millis(95);
    }

    private String query(Asked asked, long number) {
        var dice = new SplittableRandom(settings.seed() + number);
        var words = new ArrayList<String>();
        for (int i = 0; i < asked.words; i++) {
            words.add(texts.word(dice));
        }
        var like = stored.template(dice.nextInt(stored.templates()));
        return "q="
                + URLEncoder.encode(String.join(" ", words), UTF_8)
                + asked.more.formatted(
                        like.getString("kind"), like.getList("path", String.class).get(3));
    }
}
