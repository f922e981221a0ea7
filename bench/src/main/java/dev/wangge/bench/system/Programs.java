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

import dev.wangge.local.FreePort;
import dev.wangge.local.LocalBroker;
import dev.wangge.local.ParentWatch;
import dev.wangge.quickstart.process.ChildLog;
import dev.wangge.quickstart.process.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipFile;

/** How each member of a county is run: its place, its command line and its environment. */
final class Programs {
    /** Of whoever is somebody in the demonstration. */
    static final String PASSWORD = "a password of one run only";

    private static final String RECEIPTS = "receipts-of-the-bench";

    private final Path directory;
    private final Path services;
    private final List<String> jvm;
    private final boolean recorded;
    private final String databaseUri;
    private final Map<Member, Integer> ports = new EnumMap<>(Member.class);
    private final Map<Member, Integer> management = new EnumMap<>(Member.class);
    private final Map<Member, String> databases = new EnumMap<>(Member.class);

    Programs(Path directory, Path services, List<String> jvm, boolean recorded, Database database)
            throws IOException {
        this.directory = directory;
        this.services = services;
        this.jvm = List.copyOf(jvm);
        this.recorded = recorded;
        this.databaseUri = database.uri();
        for (var member : Member.values()) {
            ports.put(member, FreePort.find());
        }
        for (var member : List.of(GRID_SERVICE, CASE_SERVICE, NOTIFY_SERVICE, GATEWAY, FLOOR)) {
            databases.put(member, database.name(member.label));
            management.put(member, FreePort.find());
        }
    }

    int port(Member member) {
        return Objects.requireNonNull(ports.get(member));
    }

    String url(Member member) {
        return "http://127.0.0.1:" + port(member);
    }

    /** Where a member says how it is. */
    String managementUrl(Member member) {
        return "http://127.0.0.1:" + management.getOrDefault(member, port(member));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port(BROKER);
    }

    /** The database of one service. */
    String databaseOf(Member member) {
        return Objects.requireNonNull(databases.get(member));
    }

    /** The program of a member; what it reads at its start is written. */
    JavaProgram of(Member member) throws IOException {
        return member == BROKER ? broker() : service(member);
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
        } else if (member == BARE_GATEWAY) {
            arguments.addAll(
                    List.of(
                            // The gateway's own libraries, and another application.
                            "-cp",
                            ourClasses() + File.pathSeparator + jar(GATEWAY),
                            "dev.wangge.bench.bare.BareGateway"));
        } else {
            arguments.addAll(List.of("-jar", jar(member).toString()));
        }
        return new JavaProgram(arguments, environment(member), new ChildLog(log(member)));
    }

    private static Path ourClasses() {
        try {
            return Path.of(
                    Programs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
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

    Path log(Member member) {
        return directory.resolve(member.label + ".log");
    }

    private Path jar(Member member) {
        var jar = services.resolve(member.label).resolve(member.label + ".jar");
        if (!Files.isReadable(jar)) {
            throw new NotMeasurable(jar + " is missing: the quickstart's build makes it.");
        }
        return jar;
    }

    private static Map<String, String> process() {
        return Map.of(ParentWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
    }

    private Map<String, String> environment(Member member) throws IOException {
        Map<String, String> environment = new HashMap<>(process());
        environment.put("SERVER_PORT", Integer.toString(port(member)));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        var managed = management.get(member);
        if (managed != null) {
            environment.put("MANAGEMENT_SERVER_PORT", managed.toString());
            environment.put("SPRING_PROFILES_ACTIVE", "demonstration");
        }
        environment.put(
                "SERVER_TOMCAT_BASEDIR",
                directory.resolve("tomcat").resolve(member.label).toString());
        environment.put("MONGODB_URI", databaseUri);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
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
            case GATEWAY -> {
                environment.put(
                        "SPRING_CONFIG_ADDITIONAL_LOCATION", gatewaySettings().toUri().toString());
                environment.put("WANGGE_DEMONSTRATION_PASSWORD", PASSWORD);
            }
            case BARE_GATEWAY -> environment.put("FLOOR_URL", url(FLOOR));
            case CASE_SERVICE -> {
                environment.put("CASE_SERVICE_CLIENT_SECRET", "case-service-secret");
                // One client stands for all who watch.
                environment.put("WANGGE_WATCH_STREAMSPERSUBJECT", "1000");
            }
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
                      - id: county-handler
                        secret: "{noop}county-handler-secret"
                        divisions: ["540328"]
                        roles: [handler]
                      - id: county-verifier
                        secret: "{noop}county-verifier-secret"
                        divisions: ["540328"]
                        roles: [verifier]
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
