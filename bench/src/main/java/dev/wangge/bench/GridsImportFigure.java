package dev.wangge.bench;

import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.MemberJvm;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a file of a hundred thousand drawn grids takes to be stored, to be sent again, and to be
 * exported, in a grid-service with 512 MB of heap, through the gateway.
 */
final class GridsImportFigure {
    private static final int GRIDS = 100_000;
    private static final int VILLAGES = 200;
    private static final int IN_A_VILLAGE = GRIDS / VILLAGES;
    private static final int IN_A_COUNTY = 100;
    private static final double STORED_SECONDS = 120;
    private static final double REPEATED_SECONDS = 60;
    private static final String PATH = "/api/v1/grids:import";
    private static final String JSON = "application/geo+json";

    private GridsImportFigure() {}

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("grids-import"));
        var map = new WideMap(settings.seed(), GRIDS);
        var file = write(map, directory.resolve("grids.geojson"));
        try (var county = settings.county(directory)) {
            county.start(List.of(Member.GRID_SERVICE, Member.GATEWAY));
            places(county, directory);
            var heap = new AtomicLong();
            var watch = ImportFigure.watch(county, heap);
            long before = ImportFigure.published(county);

            double stored = sent(county, file, "\"created\":" + GRIDS);
            long committed = System.nanoTime();
            while (ImportFigure.published(county) < before + GRIDS) {
                if (ImportFigure.seconds(committed) > 600) {
                    throw new NotMeasurable("Not published within ten minutes");
                }
                Thread.sleep(200);
            }
            double published = ImportFigure.seconds(committed);
            double repeated = sent(county, file, "\"unchanged\":" + GRIDS);
            var export = directory.resolve("export.geojson");
            double exported = exported(county, export);
            double returned = sent(county, export, "\"unchanged\":" + GRIDS);
            watch.interrupt();
            watch.join();
            return new Figure(
                    "grids-import",
                    "Import of a hundred thousand drawn grids",
                    "%,d stored in ≤ 120 s with ≤ 512 MB of heap; unchanged again in ≤ 60 s"
                            .formatted(GRIDS),
                    "stored in %.1f s, unchanged in %.1f s, exported in %.1f s, heap at most %,d MB of 512"
                            .formatted(stored, repeated, exported, heap.get() / (1 << 20)),
                    stored <= STORED_SECONDS && repeated <= REPEATED_SECONDS,
                    List.of(
                            "| %,d grids, %.0f MB | seconds | grids/s |"
                                    .formatted(GRIDS, Files.size(file) / 1e6),
                            "|---|--:|--:|",
                            row("from the first byte sent to the answer: all are stored", stored),
                            row("from then until the broker has the last of them", published),
                            row("the same file again, which changes nothing", repeated),
                            row("exported", exported),
                            row("the export sent back, which changes nothing", returned)),
                    List.of(
                            "%d villages of two counties, %d grids each, seed %d; 60 corners a grid; every outline is checked against its county's boundary and its neighbours."
                                    .formatted(VILLAGES, IN_A_VILLAGE, settings.seed()),
                            "Through the gateway into a mongod %s; grid-service with %s; heap is the highest of samples of jvm_memory_used_bytes, twice a second, garbage and the map of all grids included."
                                    .formatted(
                                            county.database().version(),
                                            String.join(
                                                    " ",
                                                    MemberJvm.of(
                                                            Member.GRID_SERVICE,
                                                            settings.jvm())))));
        }
    }

    private static String row(String what, double seconds) {
        return "| %s | %.1f | %,.0f |".formatted(what, seconds, GRIDS / seconds);
    }

    private static double sent(County county, Path file, String expected)
            throws InterruptedException {
        long begun = System.nanoTime();
        var answer = county.post(PATH, JSON, file, county.token("province-admin"));
        double seconds = ImportFigure.seconds(begun);
        Bench.say("  %.1f s: %s".formatted(seconds, answer));
        if (!answer.contains(expected)) {
            throw new NotMeasurable("Expected %s: %s".formatted(expected, answer));
        }
        return seconds;
    }

    private static double exported(County county, Path into)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    county.url(Member.GATEWAY)
                                                            + "/api/v1/grids:export?within=5460"))
                                    .header(
                                            "Authorization",
                                            "Bearer " + county.token("province-admin"))
                                    .build(),
                            BodyHandlers.ofFile(into));
            if (answer.statusCode() != 200) {
                throw new NotMeasurable("The export answered " + answer.statusCode());
            }
        }
        return ImportFigure.seconds(begun);
    }

    /** The divisions, and a boundary around either county. */
    private static void places(County county, Path directory)
            throws IOException, InterruptedException {
        var csv = new StringBuilder("code,name,level,parent_code\n");
        csv.append("546000000000,某市,prefecture,540000000000\n");
        var boundaries = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (int i = 0; i < VILLAGES; i++) {
            var village = village(i);
            var above = village.substring(0, 6);
            if (i % IN_A_COUNTY == 0) {
                csv.append("%s000000,某县%s,county,546000000000\n".formatted(above, above));
                csv.append("%s200000,某乡,township,%s000000\n".formatted(above, above));
                boundaries.append(i == 0 ? "" : ",").append(boundary(above));
            }
            csv.append("%s,村%s,village,%s200000\n".formatted(village, village, above));
        }
        var token = county.token("province-admin");
        county.post(
                "/api/v1/divisions:import",
                "text/csv",
                Files.writeString(directory.resolve("divisions.csv"), csv),
                token);
        county.post(
                "/api/v1/divisions:boundaries",
                JSON,
                Files.writeString(directory.resolve("boundaries.geojson"), boundaries.append("]}")),
                token);
    }

    private static String boundary(String county) {
        return "{\"type\":\"Feature\",\"properties\":{\"code\":\"%s000000\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[77,26],[84,26],[84,33],[77,33],[77,26]]]}}"
                .formatted(county);
    }

    private static String village(int i) {
        return "5460%02d200%03d".formatted(21 + i / IN_A_COUNTY, 201 + i % IN_A_COUNTY);
    }

    private static Path write(WideMap map, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write("{\"type\":\"FeatureCollection\",\"features\":[\n");
            int i = 0;
            for (var grid : map.grids()) {
                out.write(i == 0 ? "" : ",\n");
                out.write(
                        "{\"type\":\"Feature\",\"properties\":{\"code\":\"%s%03d\",\"name\":\"%s\",\"kind\":\"%s\"},\"geometry\":%s}"
                                .formatted(
                                        village(i / IN_A_VILLAGE),
                                        1 + i % IN_A_VILLAGE,
                                        grid.text("name"),
                                        grid.text("kind"),
                                        grid.geometry()));
                i++;
            }
            out.write("\n]}\n");
        }
        return file;
    }
}
