package dev.wangge.bench.system;

import static dev.wangge.bench.system.Member.BARE_GATEWAY;
import static dev.wangge.bench.system.Member.BROKER;
import static dev.wangge.bench.system.Member.CASE_SERVICE;
import static dev.wangge.bench.system.Member.FLOOR;
import static dev.wangge.bench.system.Member.GATEWAY;
import static dev.wangge.bench.system.Member.GRID_SERVICE;
import static dev.wangge.bench.system.Member.NOTIFY_SERVICE;
import static dev.wangge.bench.system.Member.SIMULATOR;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wangge.quickstart.api.GatewayClient;
import dev.wangge.quickstart.disk.Directories;
import dev.wangge.quickstart.process.ChildLog;
import dev.wangge.quickstart.process.Health;
import dev.wangge.quickstart.process.Program;
import dev.wangge.quickstart.sample.SampleCounty;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample county in processes of their own on loopback: the production jars with the JVM
 * settings of the run, all on one database and one broker. Whatever it started ends with it.
 */
public final class County implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path directory;
    private final Database database;
    private final Programs programs;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<Member, Program.Running> running = new EnumMap<>(Member.class);
    private final Thread hook = new Thread(this::stop, "stop-county");

    private County(Path directory, Database database, Programs programs) {
        this.directory = directory;
        this.database = database;
        this.programs = programs;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Opens its database and prepares the rest.
     *
     * @param directory for data and logs; the data go with it
     * @param services the production jars, as the quickstart keeps them
     * @param jvm the settings of every JVM
     * @param recorded whether each JVM keeps a flight recording beside its log
     * @throws NotMeasurable when there is no database
     */
    public static County open(Path directory, Path services, List<String> jvm, boolean recorded)
            throws IOException {
        var database = Database.open(directory);
        try {
            var programs = new Programs(directory, services, jvm, recorded, database);
            return new County(directory, database, programs);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Starts these and brings the sample county in. */
    public void start(Collection<Member> members) throws InterruptedException {
        try {
            run(BROKER);
            await(BROKER, Health.listening(port(BROKER)));
            for (var member : members) {
                run(member);
            }
            for (var member : members) {
                await(member, Health.answering(http, readiness(member)));
            }
        } catch (IOException e) {
            throw new NotMeasurable("The county did not start: " + e);
        }
        new SampleCounty(
                        new GatewayClient(
                                http,
                                URI.create(url(GATEWAY)),
                                "province-admin",
                                "province-admin-secret",
                                Duration.ofMinutes(1)))
                .seed();
    }

    /** Starts one more, and returns when it is ready. */
    public void join(Member member) throws InterruptedException {
        try {
            run(member);
        } catch (IOException e) {
            throw new NotMeasurable(member.label + " did not start: " + e);
        }
        await(member, Health.answering(http, readiness(member)));
    }

    /** A POST of a file through the gateway; the answer's body when it is a 200. */
    public String post(String path, String type, Path body, String token)
            throws InterruptedException {
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(url(GATEWAY) + path))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", type)
                                    .timeout(Duration.ofMinutes(10))
                                    .POST(BodyPublishers.ofFile(body))
                                    .build(),
                            BodyHandlers.ofString(UTF_8));
            if (answer.statusCode() != 200) {
                throw new NotMeasurable(
                        "%s: HTTP %d %s".formatted(path, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new NotMeasurable(path + " does not answer: " + e);
        }
    }

    /** A PUT of JSON through the gateway. */
    public void put(String path, String body, String token) throws InterruptedException {
        json("PUT", path, body, token, 200);
    }

    /** A POST of JSON through the gateway, which makes something. */
    public void make(String path, String body, String token) throws InterruptedException {
        json("POST", path, body, token, 201);
    }

    private void json(String method, String path, String body, String token, int expected)
            throws InterruptedException {
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(url(GATEWAY) + path))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .timeout(Duration.ofSeconds(30))
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString(UTF_8));
            if (answer.statusCode() != expected) {
                throw new NotMeasurable(
                        "%s: HTTP %d %s".formatted(path, answer.statusCode(), answer.body()));
            }
        } catch (IOException e) {
            throw new NotMeasurable(path + " does not answer: " + e);
        }
    }

    /** Of everybody in the demonstration. */
    public String password() {
        return Programs.PASSWORD;
    }

    /** The process of a member that was started. */
    public ProcessHandle process(Member member) {
        return Optional.ofNullable(running.get(member))
                .flatMap(process -> ProcessHandle.of(process.pid()))
                .orElseThrow(() -> new NotMeasurable(member.label + " does not run"));
    }

    public String bootstrapServers() {
        return programs.bootstrapServers();
    }

    public int port(Member member) {
        return programs.port(member);
    }

    public String url(Member member) {
        return programs.url(member);
    }

    public Database database() {
        return database;
    }

    /** The database of one service. */
    public String databaseOf(Member member) {
        return programs.databaseOf(member);
    }

    /** A token of the dispatcher of the county. */
    public String token() throws InterruptedException {
        return token("county-demo");
    }

    /** A token of one of the seeded clients. */
    public String token(String client) throws InterruptedException {
        var basic =
                Base64.getEncoder()
                        .encodeToString("%s:%s-secret".formatted(client, client).getBytes(UTF_8));
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(url(GATEWAY) + "/oauth2/token"))
                                    .header("Authorization", "Basic " + basic)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                                    .build(),
                            BodyHandlers.ofString(UTF_8));
            return new JsonMapper().readTree(answer.body()).required("access_token").asString();
        } catch (IOException e) {
            throw new NotMeasurable("The gateway gives no token: " + e);
        }
    }

    /** What Prometheus reads of a member. */
    public String metrics(Member member) throws InterruptedException {
        return get(programs.managementUrl(member), "/actuator/prometheus", "");
    }

    /** A GET through the gateway. */
    public String getAs(String token, String path) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url(GATEWAY) + path))
                                    .header("Authorization", "Bearer " + token)
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofString(UTF_8))
                    .body();
        } catch (IOException e) {
            throw new NotMeasurable(path + " does not answer: " + e);
        }
    }

    /** A GET on loopback. */
    public String get(Member member, String path, String since) throws InterruptedException {
        return get(url(member), path, since);
    }

    private String get(String base, String path, String since) throws InterruptedException {
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    base + path + URLEncoder.encode(since, UTF_8)))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofString(UTF_8));
            return answer.body();
        } catch (IOException e) {
            throw new NotMeasurable(base + path + " does not answer: " + e);
        }
    }

    /** Processor time of each process so far. */
    public Map<Member, Duration> cpu() {
        Map<Member, Duration> used = new EnumMap<>(Member.class);
        running.forEach((member, process) ->
                cpu(ProcessHandle.of(process.pid())).ifPresent(time -> used.put(member, time)));
        cpu(database.process()).ifPresent(time -> used.put(Member.DATABASE, time));
        return used;
    }

    /** Processor time of each process between two looks, for each of so many things done. */
    public static Map<Member, Double> microsEach(
            Map<Member, Duration> before, Map<Member, Duration> after, long things) {
        Map<Member, Double> each = new EnumMap<>(Member.class);
        after.forEach((member, time) ->
                each.put(
                        member,
                        time.minus(before.getOrDefault(member, Duration.ZERO)).toNanos()
                                / 1e3
                                / Math.max(1, things)));
        return each;
    }

    private static Optional<Duration> cpu(Optional<ProcessHandle> process) {
        return process.flatMap(alive -> alive.info().totalCpuDuration());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        stop();
        Directories.discard(directory.resolve("broker"));
        database.close();
    }

    private synchronized void stop() {
        var order =
                List.of(
                        GATEWAY,
                        BARE_GATEWAY,
                        FLOOR,
                        CASE_SERVICE,
                        GRID_SERVICE,
                        NOTIFY_SERVICE,
                        SIMULATOR,
                        BROKER);
        for (var member : order) {
            var process = running.remove(member);
            if (process != null) {
                process.stop();
            }
        }
    }

    private URI readiness(Member member) {
        return URI.create(programs.managementUrl(member) + "/actuator/health/readiness");
    }

    private synchronized void run(Member member) throws IOException {
        running.put(member, programs.of(member).start());
    }

    private void await(Member member, Health health) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!health.isUp()) {
            var exit = Objects.requireNonNull(running.get(member)).onExit();
            if (exit.isDone() || System.nanoTime() > deadline) {
                throw new NotMeasurable(
                        "%s did not become ready; the end of its log:%n%s"
                                .formatted(
                                        member.label,
                                        String.join(
                                                "\n", ChildLog.tail(programs.log(member), 20))));
            }
            Thread.sleep(100);
        }
    }
}
