package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/**
 * The county of this run: the launcher's jar as a process, on free ports, with data of its own.
 * Everything about it is asked from outside, as its people and its operators would.
 */
final class County implements AutoCloseable {

    /** As long as a busy machine may take, on which consumers have just joined a group anew. */
    static final Duration SOON = Duration.ofSeconds(60);

    static final Duration IN_THE_END = Duration.ofSeconds(90);

    private static final List<String> PORTS =
            List.of(
                    "GATEWAY_PORT",
                    "CASE_SERVICE_PORT",
                    "GRID_SERVICE_PORT",
                    "NOTIFY_SERVICE_PORT",
                    "SIMULATOR_PORT",
                    "BROKER_PORT",
                    "DATABASE_PORT");

    private final Path directory;
    private final Process launcher;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final Map<String, Client> clients = new ConcurrentHashMap<>();

    private County(Path directory, Process launcher) {
        this.directory = directory;
        this.launcher = launcher;
    }

    /** Returns when everything is ready. */
    static County found() {
        try {
            Path directory = Path.of("target", "county").toAbsolutePath();
            delete(directory);
            Files.createDirectories(directory);
            County county = new County(directory, launch(directory));
            await("the county is ready")
                    .atMost(Duration.ofMinutes(4))
                    .until(() -> !county.launcher.isAlive() || county.said("Try it:"));
            await("the messages are replayed")
                    .atMost(Duration.ofMinutes(8))
                    .until(() -> !county.launcher.isAlive() || county.said("report → provider"));
            assertThat(county.launcher.isAlive()).as(county.output()).isTrue();
            return county;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Path directory) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dstdout.encoding=UTF-8",
                                "-jar",
                                System.getProperty(
                                        "wangge.launcher", "../quickstart/target/quickstart.jar"),
                                "--watch-parent")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("launcher.log").toFile());
        Map<String, String> environment = builder.environment();
        String database = environment.getOrDefault("WANGGE_DATABASE", "auto");
        environment.keySet().removeIf(name -> name.startsWith("WANGGE_"));
        environment.remove("MONGODB_URI");
        PORTS.forEach(port -> environment.put(port, "0"));
        environment.put("WANGGE_DATABASE", database);
        environment.put("WANGGE_SAMPLE_CASES", "false");
        environment.put("WANGGE_REPLAY", MadeUpMessages.in(directory).toString());
        environment.put("WANGGE_DATA", directory.resolve("data").toString());
        return builder.start();
    }

    /** An account of the sample county. */
    Client client(String id) {
        return clients.computeIfAbsent(
                id, account -> new Client(http, () -> url("gateway"), account));
    }

    Client dispatcher() {
        return client("county-demo");
    }

    PhoneWall phones() {
        return new PhoneWall(http, url("simulator"));
    }

    Providers providers() {
        return new Providers(http, url("simulator"));
    }

    Part part(String name) {
        return new Part(this, http, name);
    }

    String url(String part) {
        return Json.read(read("data/ports.json")).path(part).path("url").asString();
    }

    /** Where a service says how it is; other parts say it where they listen. */
    String managementUrl(String part) {
        JsonNode management = Json.read(read("data/ports.json")).path(part).path("management");
        return management.isString() ? management.asString() : url(part);
    }

    int port(String part) {
        return Json.read(read("data/ports.json")).path(part).path("port").asInt();
    }

    long pid(String part) {
        return Json.read(read("data/ports.json")).path(part).path("pid").asLong();
    }

    HttpClient http() {
        return http;
    }

    /** All that its processes have written down so far, by the file's name. */
    Map<String, String> logs() {
        Map<String, String> logs = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory.resolve("data/logs"))) {
            for (Path file : files.toList()) {
                logs.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return logs;
    }

    /** What this county keeps to itself. */
    String secret(String name) {
        return read("data/secrets.properties")
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /** What the launcher has printed so far. */
    String output() {
        return read("launcher.log");
    }

    /** The table that the launcher printed after the replay. */
    String replayed() {
        String output = output();
        return output.substring(output.indexOf("Replayed "));
    }

    private boolean said(String text) {
        return output().contains(text);
    }

    boolean hasRealDatabase() {
        return !said("embedded engine");
    }

    /** Skips a story that the evaluation store does not promise. */
    void needsRealDatabase() {
        Assumptions.assumeTrue(
                hasRealDatabase(), "The embedded engine may lose its last second when killed");
    }

    /** Every grid of the county, each with a point in it. */
    List<Place> places() {
        return Json.list(
                        dispatcher()
                                .get("/api/v1/grids?limit=200&within=540328")
                                .json()
                                .path("items"))
                .stream()
                .map(Place::inside)
                .toList();
    }

    /** Kills a part with -9; the launcher starts it again when the outage is closed. */
    Outage without(String part) {
        // A launcher that sleeps sees nobody die.
        signal("-STOP", launcher.pid());
        part(part).kill();
        return () -> signal("-CONT", launcher.pid());
    }

    /** A part of the county is away. */
    interface Outage extends AutoCloseable {
        @Override
        void close();
    }

    static void signal(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(pid)).start();
            assertThat(kill.waitFor()).as("kill %s %s", signal, pid).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lifts every fault and waits until every part can be used again. */
    void mend() {
        assertThat(launcher.isAlive()).as(output()).isTrue();
        signal("-CONT", launcher.pid());
        Part.ALL.forEach(name -> part(name).awaitUp());
        providers().behave();
    }

    @Override
    public void close() {
        launcher.toHandle().destroy();
        try {
            if (!launcher.waitFor(40, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        } catch (InterruptedException e) {
            launcher.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
