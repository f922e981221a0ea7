package dev.wangge.bench;

import dev.wangge.bench.browser.Chromium;
import dev.wangge.bench.load.Streams;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Footprint;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a dispatcher waits for in a browser, among so many cases and grids. */
final class PagesFigure {
    private static final int GRIDS = 10_000;
    private static final int IN_A_VILLAGE = 100;
    private static final int TIMES = 10;
    private static final int WATCHERS = 500;
    private static final List<Member> MEMBERS =
            List.of(Member.GRID_SERVICE, Member.CASE_SERVICE, Member.GATEWAY);

    /** Milliseconds since the page began until something is there and has been painted. */
    private static final String SEEN =
            """
            window.seen = (css, since) => new Promise((done) => {
              const look = () => document.querySelector(css)
                ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - (since || 0))))
                : requestAnimationFrame(look);
              look();
            });
            """;

    private final BenchSettings settings;
    private final County county;
    private final Path directory;
    private final ManyCases stored;

    private PagesFigure(BenchSettings settings, County county, Path directory)
            throws InterruptedException {
        this.settings = settings;
        this.county = county;
        this.directory = directory;
        this.stored = new ManyCases(settings, county, county.token());
    }

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("pages"));
        try (var county = settings.county(directory)) {
            county.start(MEMBERS);
            return new PagesFigure(settings, county, directory).run();
        }
    }

    private record Row(String what, List<Double> measured, String format, double asked) {
        private boolean holds() {
            return Medians.of(measured) <= asked;
        }

        private String line() {
            return "| %s | %s | %s |"
                    .formatted(what, Medians.shown(format, measured), format.formatted(asked));
        }
    }

    private Figure run() throws IOException, InterruptedException {
        drawGrids();
        stored.store();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < settings.runs(); i++) {
            try (var browser = browser()) {
                inTheBrowser(browser).forEach(row -> add(rows, row));
            }
        }
        add(rows, new Row(WATCHERS + " streams, MB of the gateway", watched(), "%.0f", 100));
        var table = new ArrayList<>(List.of("| | measured | asked |", "|---|--:|--:|"));
        rows.forEach(row -> table.add(row.line()));
        var missed = rows.stream().filter(row -> !row.holds()).map(Row::what).toList();
        return new Figure(
                "pages",
                "Pages in a browser",
                "each row its own",
                missed.isEmpty() ? "all of them" : "all but " + String.join("; ", missed),
                missed.isEmpty(),
                table,
                List.of(
                        "Chromium without a screen on the same two cores, %,d cases and %,d drawn grids; %d runs, each with a new browser, medians (lowest–highest) of all."
                                .formatted(settings.stored(), GRIDS, settings.runs()),
                        "Painted: two frames after it is there. First view: nothing kept but the cookie. Bytes: as they came over the wire, zipped, headers included.",
                        "Every JVM with `%s`.".formatted(String.join(" ", settings.jvm()))));
    }

    private static void add(List<Row> rows, Row more) {
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row.what.equals(more.what)) {
                var all = new ArrayList<>(row.measured);
                all.addAll(more.measured);
                rows.set(i, new Row(row.what, all, row.format, row.asked));
                return;
            }
        }
        rows.add(more);
    }

    private Chromium browser() {
        var browser = Chromium.start(directory);
        browser.beforeEachPage(SEEN);
        browser.open(county.url(Member.GATEWAY) + "/sign-in?lang=zh&to=/account");
        browser.run(
                "document.querySelector('[name=account]').value = 'dispatcher';"
                        + "document.querySelector('[name=password]').value = arguments[0];"
                        + "document.querySelector('#sign-in').click();",
                county.password());
        browser.number("seen('#roles')");
        return browser;
    }

    private List<Row> inTheBrowser(Chromium browser) throws InterruptedException {
        browser.forgetFiles();
        browser.open(county.url(Member.GATEWAY) + "/desk/");
        var first = browser.number("seen('#n-open')");
        var bytes =
                browser.number(
                        "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')].reduce((sum, it) => sum + it.transferSize, 0)");
        var queue = new ArrayList<Double>();
        for (int i = 0; i < TIMES; i++) {
            queue.add(browser.number(tapped("/desk/cases?sort=dueAt", "#row-0")));
            browser.number(tapped("/desk/", "#n-open"));
        }
        var changes = changes(browser);
        var map = browser.number(tapped("/desk/map", "#map[data-drawn]"));
        Bench.say(
                "  %,.0f outlines"
                        .formatted(
                                browser.number("+document.querySelector('#map').dataset.drawn")));
        var frame = browser.number(PANNED);
        return List.of(
                new Row("first view of today, cold, ms", List.of(first), "%,.0f", 1_500),
                new Row("its size, kB", List.of(bytes / 1e3), "%,.0f", 300),
                new Row("the list by deadline, from the tap to painted, ms", queue, "%,.0f", 150),
                new Row("a change elsewhere, until it is seen, ms", changes, "%,.0f", 1_000),
                new Row("map, from the tap to drawn, ms", List.of(map), "%,.0f", 1_000),
                new Row("longest frame while it is moved, ms", List.of(frame), "%,.0f", 50));
    }

    private static String tapped(String address, String css) {
        return "(() => { const since = performance.now(); document.querySelector('nav a[href=\"%s\"]').click(); return seen('%s', since); })()"
                .formatted(address, css);
    }

    /** Somebody reports; the number on the page is one more. */
    private List<Double> changes(Chromium browser) throws InterruptedException {
        var millis = new ArrayList<Double>();
        for (int i = 0; i < TIMES; i++) {
            browser.run(
                    "const shown = () => document.querySelector('#age').textContent + document.querySelector('#tiles').textContent;"
                            + "window.changed = new Promise((done) => new MutationObserver(() => done(Date.now())).observe(document.querySelector('#n-unlocated strong'), {characterData: true, childList: true, subtree: true}));");
            long begun = System.currentTimeMillis();
            county.make(
                    "/api/v1/cases",
                    "{\"kind\":\"REQUEST\",\"title\":\"无处可寻 %d\"}".formatted(i),
                    county.token());
            millis.add(browser.number("window.changed") - begun);
        }
        return millis;
    }

    /** Two seconds of dragging to and fro; the longest time between two frames. */
    private static final String PANNED =
            """
            new Promise((done) => {
              const map = document.querySelector('#map');
              const box = map.getBoundingClientRect();
              const at = (kind, target, x, y) => target.dispatchEvent(new PointerEvent(kind,
                {bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, buttons: 1, pointerId: 1, pointerType: 'mouse', isPrimary: true}));
              const mouse = (kind, target, x, y) => target.dispatchEvent(new MouseEvent(kind,
                {bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, buttons: 1}));
              const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
              at('pointerdown', map, x, y); mouse('mousedown', map, x, y);
              let last = performance.now();
              const begun = last;
              let longest = 0;
              const frame = () => {
                const now = performance.now();
                longest = Math.max(longest, now - last);
                last = now;
                if (now - begun > 2000) {
                  at('pointerup', document, x, y); mouse('mouseup', document, x, y);
                  done(longest);
                  return;
                }
                const away = 150 * Math.sin((now - begun) / 200);
                at('pointermove', document, x + away, y); mouse('mousemove', document, x + away, y);
                requestAnimationFrame(frame);
              };
              requestAnimationFrame(frame);
            })
            """;

    private List<Double> watched() throws InterruptedException {
        var gateway = county.process(Member.GATEWAY);
        long before = Footprint.of(gateway).rss();
        try (var _ =
                Streams.open(
                        county.port(Member.GATEWAY),
                        "/api/v1/cases:watch",
                        county.token(),
                        WATCHERS)) {
            // Heartbeats go out meanwhile.
            Thread.sleep(20_000);
            return List.of((Footprint.of(gateway).rss() - before) / 1e6);
        }
    }

    /** Ten thousand more in the dispatcher's county, whose outline is wide enough for them. */
    private void drawGrids() throws IOException, InterruptedException {
        var csv = new StringBuilder("code,name,level,parent_code\n");
        csv.append("540328900000,某乡,township,540328000000\n");
        for (int i = 0; i < GRIDS / IN_A_VILLAGE; i++) {
            csv.append("%s,村%d,village,540328900000\n".formatted(village(i), i));
        }
        var token = county.token("province-admin");
        sent("/api/v1/divisions:import", "text/csv", csv.toString(), token);
        sent(
                "/api/v1/divisions:boundaries",
                "application/geo+json",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"code\":\"540328000000\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[77,26],[110,26],[110,40],[77,40],[77,26]]]}}]}",
                token);
        var grids = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[\n");
        int i = 0;
        for (var grid : new WideMap(settings.seed(), GRIDS).grids()) {
            grids.append(i == 0 ? "" : ",\n")
                    .append(
                            "{\"type\":\"Feature\",\"properties\":{\"code\":\"%s%03d\",\"name\":\"%s\",\"kind\":\"%s\"},\"geometry\":%s}"
                                    .formatted(
                                            village(i / IN_A_VILLAGE),
                                            1 + i % IN_A_VILLAGE,
                                            grid.text("name"),
                                            grid.text("kind"),
                                            grid.geometry()));
            i++;
        }
        var said =
                sent(
                        "/api/v1/grids:import",
                        "application/geo+json",
                        grids.append("]}").toString(),
                        token);
        if (!said.contains("\"created\":" + GRIDS)) {
            throw new NotMeasurable("Not all grids: " + said);
        }
    }

    private static String village(int i) {
        return "540328900%03d".formatted(201 + i);
    }

    private String sent(String path, String type, String body, String token)
            throws IOException, InterruptedException {
        return county.post(path, type, Files.writeString(directory.resolve("sent"), body), token);
    }
}
