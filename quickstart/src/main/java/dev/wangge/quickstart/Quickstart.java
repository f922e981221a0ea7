package dev.wangge.quickstart;

import dev.wangge.local.ParentWatch;
import dev.wangge.quickstart.api.GatewayClient;
import dev.wangge.quickstart.disk.DataDirectory;
import dev.wangge.quickstart.replay.Replay;
import dev.wangge.quickstart.replay.ReplayFailed;
import dev.wangge.quickstart.sample.SampleCases;
import dev.wangge.quickstart.sample.SampleCounty;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * The whole county with one command: starts everything, says when it is ready, keeps it running.
 */
public final class Quickstart {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);

    private final Settings settings;
    private final Database database;
    private final County county;
    private final DataDirectory data;
    private final HttpClient http;
    private final Console console;

    private Quickstart(
            Settings settings,
            Database database,
            DataDirectory data,
            HttpClient http,
            Console console) {
        this.settings = settings;
        this.database = database;
        this.data = data;
        this.http = http;
        this.console = console;
        ServiceJars jars = ServiceJars.besideLauncher();
        AotCaches caches =
                new AotCaches(AotCaches.beside(jars.directory()), settings.trainingRun());
        county = new County(settings, database, data, jars, caches, http, console);
    }

    /**
     * Runs until it is told to stop.
     *
     * @param arguments {@code --watch-parent} ends the launcher with the process that started it
     */
    public static void main(String[] arguments) throws InterruptedException {
        Console console = Console.standard();
        ParentWatch.begin();
        if (List.of(arguments).contains("--watch-parent")) {
            ParentWatch.beginWithParent();
        }
        try {
            Settings settings = Settings.of(System.getenv());
            Database database = Database.choose(settings);
            console.line("Wangge (网格) starts; its data are in " + settings.dataDir());
            database.banner().forEach(console::line);
            database.check();
            DataDirectory data = DataDirectory.take(settings.dataDir());
            HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
            new Quickstart(settings, database, data, http, console).run();
        } catch (CannotStart
                | ReplayFailed
                | GatewayClient.CallFailed
                | SampleCounty.SeedFailed e) {
            console.line("");
            console.line("Wangge: " + e.getMessage());
            System.exit(e instanceof CannotStart cannot ? cannot.exitCode() : CannotStart.FAILED);
        }
    }

    private void run() throws InterruptedException {
        long begun = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(county::stop, "stop"));
        county.start();
        seed();
        if (settings.sampleCases()) {
            seedCases();
        }
        console.line("");
        console.line("Wangge is ready: " + county.publicUrl(Part.GATEWAY));
        Welcome.lines(
                        county.publicUrl(Part.GATEWAY),
                        county.publicUrl(Part.SIMULATOR),
                        List.of(
                                county.managementUrl(Part.GATEWAY),
                                county.managementUrl(Part.CASE_SERVICE),
                                county.managementUrl(Part.GRID_SERVICE),
                                county.managementUrl(Part.NOTIFY_SERVICE)),
                        data,
                        county.password(),
                        Duration.ofNanos(System.nanoTime() - begun))
                .forEach(console::line);
        if (settings.replay().isPresent()) {
            boolean complete = replay(settings.replay().get());
            if (settings.exitAfterReplay()) {
                System.exit(complete ? 0 : CannotStart.FAILED);
            }
        }
        // From here on the launcher only waits: what its start took goes back to the machine.
        System.gc();
        new CountDownLatch(1).await();
    }

    private void seed() throws InterruptedException {
        long begun = System.nanoTime();
        SampleCounty sample = new SampleCounty(client(SeededClient.ADMIN));
        Path marker = data.file("sample-county");
        // The same sample in the same database needs no second import.
        String wanted = SampleCounty.fingerprint() + " " + String.join("", database.banner());
        if (wanted.equals(read(marker)) && sample.isThere()) {
            return;
        }
        sample.seed();
        data.write("sample-county", wanted);
        console.line(
                "  %-15s imported   (%.1f s)"
                        .formatted("sample county", (System.nanoTime() - begun) / 1e9));
    }

    private void seedCases() throws InterruptedException {
        long begun = System.nanoTime();
        Path marker = data.file("sample-cases");
        String wanted = SampleCases.fingerprint() + " " + String.join("", database.banner());
        if (wanted.equals(read(marker))) {
            return;
        }
        Map<String, GatewayClient> clients =
                Map.of(
                        "dispatcher", client(SeededClient.COUNTY),
                        "handler", client(SeededClient.HANDLER),
                        "verifier", client(SeededClient.VERIFIER));
        new SampleCases(role -> Objects.requireNonNull(clients.get(role), role)).seed();
        data.write("sample-cases", wanted);
        console.line(
                "  %-15s reported   (%.1f s)"
                        .formatted("sample cases", (System.nanoTime() - begun) / 1e9));
    }

    private boolean replay(Path file) throws InterruptedException {
        console.line("");
        return new Replay(
                        client(SeededClient.COUNTY),
                        http,
                        county.url(Part.SIMULATOR),
                        console,
                        InstantSource.system(),
                        SETTLE_LIMIT)
                .run(file);
    }

    private GatewayClient client(SeededClient client) {
        URI gateway = county.url(Part.GATEWAY);
        return new GatewayClient(http, gateway, client.id(), client.secret(), PATIENCE);
    }

    private static String read(Path marker) {
        try {
            return Files.exists(marker) ? Files.readString(marker) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
