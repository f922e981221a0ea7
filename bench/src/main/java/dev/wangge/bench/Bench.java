package dev.wangge.bench;

import dev.wangge.bench.system.NotMeasurable;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures the figures that were asked of this project and writes them on the page. */
public final class Bench {
    private interface Measurement {
        Figure measure(BenchSettings settings) throws IOException, InterruptedException;
    }

    private static final Map<String, Measurement> FIGURES = new LinkedHashMap<>();

    static {
        FIGURES.put("locate", LocateFigure::measure);
        FIGURES.put("locate-many", BigMapFigure::measure);
        FIGURES.put("rebuild", RebuildFigure::measure);
        FIGURES.put("locate-load", LocateLoadFigure::measure);
        FIGURES.put("import", ImportFigure::measure);
        FIGURES.put("grids-import", GridsImportFigure::measure);
        FIGURES.put("copy", CopyFigure::measure);
        FIGURES.put("names", NamesFigure::measure);
        FIGURES.put("sentences", SentencesFigure::measure);
        FIGURES.put("start", StartFigure::measure);
        FIGURES.put("create", CreateFigure::measure);
        FIGURES.put("alert", AlertFigure::quick);
        FIGURES.put("report-cost", AlertFigure::cheap);
        FIGURES.put("report-load", AlertFigure::many);
        FIGURES.put("gateway", GatewayFigure::measure);
        FIGURES.put("cases", CasesFigure::measure);
        FIGURES.put("lists", ListsFigure::measure);
        FIGURES.put("search", SearchFigure::measure);
        FIGURES.put("lives", LivesFigure::measure);
        FIGURES.put("due", DueFigure::measure);
        FIGURES.put("pages", PagesFigure::measure);
    }

    private Bench() {}

    /** Ends with 0 whatever was measured: a missed figure is said, and shown on the page. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var settings = BenchSettings.read();
        var page = new PerformancePage(BenchSettings.PAGE);
        say("On " + Machine.described());
        try {
            for (var figure : FIGURES.entrySet()) {
                if (settings.asks(figure.getKey())) {
                    double load = Machine.load();
                    say("");
                    say("== %s (load before: %.1f)".formatted(figure.getKey(), load));
                    var measured = figure.getValue().measure(settings);
                    measured.table().forEach(Bench::say);
                    measured.notes().forEach(note -> say("- " + note));
                    say(
                            "%s: asked %s; measured %s: %s"
                                    .formatted(
                                            measured.title(),
                                            measured.asked(),
                                            measured.measured(),
                                            measured.verdict()));
                    page.put(
                            measured,
                            "%s, load before %.1f, on %s"
                                    .formatted(now(), load, Machine.described()),
                            settings.command(figure.getKey()));
                }
            }
        } catch (NotMeasurable e) {
            say("");
            say("Not measured: " + e.getMessage());
            System.exit(2);
        }
        // Threads of clients that wait for nothing more.
        System.exit(0);
    }

    static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static String now() {
        return ZonedDateTime.now(ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'"));
    }
}
