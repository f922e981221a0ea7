package dev.wangge.bench.system;

import static dev.wangge.bench.system.Member.BROKER;
import static dev.wangge.bench.system.Member.CASE_SERVICE;
import static dev.wangge.bench.system.Member.FLOOR;
import static dev.wangge.bench.system.Member.GATEWAY;
import static dev.wangge.bench.system.Member.GRID_SERVICE;
import static dev.wangge.bench.system.Member.NOTIFY_SERVICE;
import static dev.wangge.bench.system.Member.SIMULATOR;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wangge.local.FreePort;
import dev.wangge.local.LocalBroker;
import dev.wangge.local.ParentWatch;
import dev.wangge.quickstart.api.GatewayClient;
import dev.wangge.quickstart.process.ChildLog;
import dev.wangge.quickstart.process.Health;
import dev.wangge.quickstart.process.JavaProgram;
import dev.wangge.quickstart.process.Program;
import dev.wangge.quickstart.sample.SampleCounty;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample county in processes of their own on loopback: the production jars with the JVM
 * settings of the run, all on one database and one broker. Whatever it started ends with it.
 */
public final class County implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String RECEIPTS = "receipts-of-the-bench";

    private final Path directory;
    private final Path services;
    private final List<String> jvm;
    private final boolean recorded;
    private final Database database;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<Member, Integer> ports = new EnumMap<>(Member.class);
    private final Map<Member, Program.Running> running = new EnumMap<>(Member.class);
    private final Map<Member, String> databases = new EnumMap<>(Member.class);
    private final Thread hook = new Thread(this::stop, "stop-county");

    /**
     * Prepares it.
     *
     * @param directory for data and logs
     * @param services the production jars, as the quickstart keeps them
     * @param jvm the settings of every JVM
     * @param recorded whether each JVM keeps a flight recording beside its log
     */
    public County(
            Path directory, Path services, List<String> jvm, boolean recorded, Database database) {
        this.directory = directory;
        this.services = services;
        this.jvm = List.copyOf(jvm);
        this.recorded = recorded;
        this.database = database;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts these and brings the sample county in. */
    public void start(Collection<Member> members) throws InterruptedException {
        try {
            for (var member : Member.values()) {
                ports.put(member, FreePort.find());
            }
            for (var member : List.of(GRID_SERVICE, CASE_SERVICE, NOTIFY_SERVICE, GATEWAY, FLOOR)) {
                databases.put(member, database.name(member.label));
            }
            run(BROKER, broker());
            await(BROKER, Health.listening(port(BROKER)));
            for (var member : members) {
                run(member, service(member));
            }
            for (var member : members) {
                await(
                        member,
                        Health.answering(
                                http, URI.create(url(member) + "/actuator/health/readiness")));
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
            run(member, service(member));
        } catch (IOException e) {
            throw new NotMeasurable(member.label + " did not start: " + e);
        }
        await(
                member,
                Health.answering(http, URI.create(url(member) + "/actuator/health/readiness")));
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

    public String bootstrapServers() {
        return "127.0.0.1:" + port(BROKER);
    }

    public int port(Member member) {
        return Objects.requireNonNull(ports.get(member));
    }

    public String url(Member member) {
        return "http://127.0.0.1:" + port(member);
    }

    /** The database of one service. */
    public String databaseOf(Member member) {
        return Objects.requireNonNull(databases.get(member));
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

    /** A GET on loopback. */
    public String get(Member member, String path, String since) throws InterruptedException {
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    url(member)
                                                            + path
                                                            + URLEncoder.encode(since, UTF_8)))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofString(UTF_8));
            return answer.body();
        } catch (IOException e) {
            throw new NotMeasurable(url(member) + path + " does not answer: " + e);
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
    }

    private synchronized void stop() {
        var order =
                List.of(
                        GATEWAY,
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

    private synchronized void run(Member member, JavaProgram program) throws IOException {
        running.put(member, program.start());
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
                                        String.join("\n", ChildLog.tail(log(member), 20))));
            }
            Thread.sleep(100);
        }
    }

    private JavaProgram broker() {
        var arguments = new ArrayList<>(arguments(BROKER));
        arguments.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalBroker.class.getName(),
                        directory.resolve("broker").toString(),
                        Integer.toString(port(BROKER))));
        return new JavaProgram(arguments, process(), new ChildLog(log(BROKER)));
    }

    private JavaProgram service(Member member) throws IOException {
        var arguments = new ArrayList<>(arguments(member));
        if (member == FLOOR) {
            arguments.addAll(
                    List.of(
                            // The launcher's jar names its own logger beside it.
                            "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.wangge.bench.floor.Floor"));
        } else {
            arguments.addAll(List.of("-jar", jar(member).toString()));
        }
        return new JavaProgram(arguments, environment(member), new ChildLog(log(member)));
    }

    private List<String> arguments(Member member) {
        var arguments = new ArrayList<>(MemberJvm.of(member, jvm));
        arguments.add("--enable-native-access=ALL-UNNAMED");
        arguments.add("--sun-misc-unsafe-memory-access=allow");
        if (recorded) {
            arguments.add(
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                            + directory.resolve(member.label + ".jfr"));
        }
        return arguments;
    }

    private Path jar(Member member) {
        var jar = services.resolve(member.label).resolve(member.label + ".jar");
        if (!Files.isReadable(jar)) {
            throw new NotMeasurable(jar + " is missing: the quickstart's build makes it.");
        }
        return jar;
    }

    private Path log(Member member) {
        return directory.resolve(member.label + ".log");
    }

    private Map<String, String> process() {
        return Map.of(ParentWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
    }

    private Map<String, String> environment(Member member) throws IOException {
        Map<String, String> environment = new HashMap<>(process());
        environment.put("SERVER_PORT", Integer.toString(port(member)));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MONGODB_URI", database.uri());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port(BROKER));
        environment.put("GATEWAY_URL", url(GATEWAY));
        environment.put("CASE_SERVICE_URL", url(CASE_SERVICE));
        environment.put("GRID_SERVICE_URL", url(GRID_SERVICE));
        environment.put("NOTIFY_SERVICE_URL", url(NOTIFY_SERVICE));
        environment.put("WANGGE_PUBLIC_URL", url(GATEWAY));
        environment.put("WANGGE_ISSUER", url(GATEWAY));
        environment.put(
                "WANGGE_MASTER_KEY",
                Base64.getEncoder()
                        .encodeToString("a key of nobody for one run only".getBytes(UTF_8)));
        environment.put("ALIYUN_RECEIPT_TOKEN", RECEIPTS);
        if (databases.containsKey(member)) {
            environment.put("SPRING_MONGODB_DATABASE", databaseOf(member));
        }
        switch (member) {
            case GATEWAY ->
                    environment.put(
                            "SPRING_CONFIG_ADDITIONAL_LOCATION",
                            gatewaySettings().toUri().toString());
            case CASE_SERVICE ->
                    environment.put("CASE_SERVICE_CLIENT_SECRET", "case-service-secret");
            case SIMULATOR -> {
                environment.putAll(accounts());
                environment.put("SIMULATOR_TEMPLATES", templates().toString());
                environment.put(
                        "ALIYUN_RECEIPT_URL",
                        url(NOTIFY_SERVICE) + "/callbacks/aliyun-sms/" + RECEIPTS);
            }
            case NOTIFY_SERVICE -> {
                environment.putAll(accounts());
                environment.put("ALIYUN_SMS_ENDPOINT", "127.0.0.1:" + port(SIMULATOR));
                environment.put("ALIYUN_SMS_PROTOCOL", "http");
                environment.put("ALIYUN_SMS_SIGN_NAME", "芒康网格");
                environment.put("WECOM_API_URL", url(SIMULATOR));
            }
            default -> {}
        }
        return environment;
    }

    private static Map<String, String> accounts() {
        return Map.of(
                "ALIYUN_ACCESS_KEY_ID", "wangge-bench",
                "ALIYUN_ACCESS_KEY_SECRET", "wangge-bench-secret",
                "WECOM_CORP_ID", "wangge-corp",
                "WECOM_CORP_SECRET", "wangge-corp-secret",
                "WECOM_AGENT_ID", "1000002");
    }

    /** What notify-service would have the provider approve. */
    private Path templates() throws IOException {
        try (var jar = new ZipFile(jar(NOTIFY_SERVICE).toFile());
                var in =
                        jar.getInputStream(
                                Objects.requireNonNull(jar.getEntry("aliyun-templates.json")))) {
            return Files.write(directory.resolve("aliyun-templates.json"), in.readAllBytes());
        }
    }

    /**
     * The clients, and one route more than the product has: to the floor, guarded like the rest.
     */
    private Path gatewaySettings() throws IOException {
        return Files.writeString(
                directory.resolve("gateway.yml"),
                """
                wangge:
                  gateway:
                    clients:
                      - id: province-admin
                        secret: "{noop}province-admin-secret"
                        divisions: ["54"]
                        roles: [admin]
                      - id: county-demo
                        secret: "{noop}county-demo-secret"
                        divisions: ["540328"]
                        roles: [dispatcher]
                      - id: case-service
                        secret: "{noop}case-service-secret"
                        divisions: ["54"]
                        roles: [reporter]
                spring:
                  cloud:
                    gateway:
                      server:
                        webmvc:
                          routes-map:
                            floor:
                              id: floor
                              uri: %s
                              predicates:
                                - Path=/api/v1/floor,/api/v1/floor/**
                              filters:
                                - name: CircuitBreaker
                                  args:
                                    id: floor
                                    fallbackUri: forward:/unavailable/floor
                """
                        .formatted(url(FLOOR)));
    }
}
