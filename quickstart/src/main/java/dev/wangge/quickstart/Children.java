package dev.wangge.quickstart;

import dev.wangge.local.EmbeddedStore;
import dev.wangge.local.LocalBroker;
import dev.wangge.local.ParentWatch;
import dev.wangge.quickstart.disk.DataDirectory;
import dev.wangge.quickstart.disk.Secrets;
import dev.wangge.quickstart.process.ChildLog;
import dev.wangge.quickstart.process.JavaProgram;
import dev.wangge.quickstart.process.MongodProgram;
import dev.wangge.quickstart.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How each part is run: its command line and its environment. */
final class Children {

    private static final List<String> SMALL_JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xss512k",
                    // A small nursery and little slack: eight processes share a laptop.
                    "-Xmn8m",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=30",
                    // What the compiler needed goes back to the system, not only to malloc.
                    "-XX:TrimNativeHeapInterval=5000",
                    "-Dstdout.encoding=UTF-8",
                    "-Dstderr.encoding=UTF-8",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final DataDirectory data;
    private final Secrets secrets;
    private final Map<Part, Integer> ports;
    private final Map<Part, Integer> management;
    private final String databaseUri;
    private final ServiceJars jars;
    private final AotCaches caches;
    private final SeededClient caseService = SeededClient.caseService(Secrets.random());

    Children(
            DataDirectory data,
            Secrets secrets,
            Map<Part, Integer> ports,
            Map<Part, Integer> management,
            String databaseUri,
            ServiceJars jars,
            AotCaches caches) {
        this.data = data;
        this.secrets = secrets;
        this.ports = ports;
        this.management = management;
        this.databaseUri = databaseUri;
        this.jars = jars;
        this.caches = caches;
    }

    Program broker() {
        return ownMain(Part.BROKER, LocalBroker.class, 160);
    }

    Program embeddedStore() {
        return ownMain(Part.DATABASE, EmbeddedStore.class, 192);
    }

    Program mongod(Path executable) {
        return new MongodProgram(
                executable,
                data.file("mongod"),
                data.log(Part.DATABASE.label),
                port(Part.DATABASE));
    }

    Program service(Part part) {
        Map<String, String> environment = new HashMap<>(common(part));
        int heap =
                switch (part) {
                    case SIMULATOR -> {
                        environment.putAll(simulator());
                        yield 96;
                    }
                    case GATEWAY -> {
                        environment.put(
                                "SPRING_CONFIG_ADDITIONAL_LOCATION",
                                SeededClient.write(data, caseService).toUri().toString());
                        environment.put("WANGGE_DEMONSTRATION_PASSWORD", secrets.password());
                        environment.put("WANGGE_AUDIT_ROOTS", data.file("audit-roots").toString());
                        environment.putAll(wecom());
                        yield 128;
                    }
                    case CASE_SERVICE -> {
                        environment.put("CASE_SERVICE_CLIENT_SECRET", caseService.secret());
                        environment.put("WANGGE_SEARCH_DIRECTORY", data.file("search").toString());
                        yield 160;
                    }
                    case NOTIFY_SERVICE -> {
                        environment.putAll(providers());
                        yield 160;
                    }
                    default -> 160;
                };
        return java(part, heap, List.of("-jar", jars.toRun(part).toString()), environment);
    }

    private Program ownMain(Part part, Class<?> main, int heap) {
        return java(
                part,
                heap,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        data.file(part.label).toString(),
                        Integer.toString(port(part))),
                process());
    }

    private Program java(
            Part part, int heap, List<String> program, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(SMALL_JVM);
        arguments.add("-Xmx" + heap + "m");
        arguments.addAll(caches.options(part));
        arguments.addAll(program);
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(caches.environment());
        return new JavaProgram(
                arguments, all, new ChildLog(data.log(part.label)), caches.patience());
    }

    private Map<String, String> process() {
        return Map.of(
                ParentWatch.VARIABLE,
                Long.toString(ProcessHandle.current().pid()),
                // glibc otherwise keeps a memory arena for many a thread.
                "MALLOC_ARENA_MAX",
                "1");
    }

    private Map<String, String> common(Part part) {
        Map<String, String> environment = new HashMap<>(process());
        String publicUrl = Part.GATEWAY.publicUrl(port(Part.GATEWAY));
        environment.put("SERVER_PORT", Integer.toString(port(part)));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        Integer managed = management.get(part);
        if (managed != null) {
            environment.put("MANAGEMENT_SERVER_PORT", managed.toString());
            environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
            // Its clients' secrets are printed at each start.
            environment.put("SPRING_PROFILES_ACTIVE", "demonstration");
        }
        // Else each start leaves another directory in the system's temporary one.
        environment.put("SERVER_TOMCAT_BASEDIR", data.file("tomcat/" + part.label).toString());
        environment.put("MONGODB_URI", databaseUri);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", url(Part.BROKER));
        environment.put("GATEWAY_URL", url(Part.GATEWAY));
        environment.put("CASE_SERVICE_URL", url(Part.CASE_SERVICE));
        environment.put("GRID_SERVICE_URL", url(Part.GRID_SERVICE));
        environment.put("NOTIFY_SERVICE_URL", url(Part.NOTIFY_SERVICE));
        environment.put("WANGGE_PUBLIC_URL", publicUrl);
        environment.put("WANGGE_ISSUER", publicUrl);
        environment.put("WANGGE_WECOM_SIGN_IN", "true");
        environment.put("WANGGE_MASTER_KEY", secrets.masterKey());
        environment.put("ALIYUN_RECEIPT_TOKEN", secrets.receiptToken());
        return environment;
    }

    /** The simulator's own account: nothing here reaches a real provider. */
    private static Map<String, String> aliyun() {
        return Map.of(
                "ALIYUN_ACCESS_KEY_ID", "wangge-quickstart",
                "ALIYUN_ACCESS_KEY_SECRET", "wangge-quickstart-secret");
    }

    /** The simulator's own account there, and where it is for services and for browsers. */
    private Map<String, String> wecom() {
        return Map.of(
                "WECOM_CORP_ID",
                "wangge-corp",
                "WECOM_CORP_SECRET",
                "wangge-corp-secret",
                "WECOM_AGENT_ID",
                "1000002",
                "WECOM_API_URL",
                url(Part.SIMULATOR),
                "WECOM_AUTHORIZE_URL",
                Part.SIMULATOR.publicUrl(port(Part.SIMULATOR)) + "/connect/oauth2/authorize");
    }

    private Map<String, String> simulator() {
        Map<String, String> environment = new HashMap<>(aliyun());
        environment.putAll(wecom());
        String callback =
                url(Part.NOTIFY_SERVICE) + "/callbacks/aliyun-sms/" + secrets.receiptToken();
        environment.put("ALIYUN_RECEIPT_URL", callback);
        environment.put("ALIYUN_REPLY_URL", callback + "/replies");
        jars.entry(Part.NOTIFY_SERVICE, "BOOT-INF/classes/aliyun-templates.json")
                .ifPresent(templates ->
                        environment.put(
                                "SIMULATOR_TEMPLATES",
                                data.write("aliyun-templates.json", templates).toString()));
        return environment;
    }

    private Map<String, String> providers() {
        Map<String, String> environment = new HashMap<>(aliyun());
        environment.put("ALIYUN_SMS_ENDPOINT", "127.0.0.1:" + port(Part.SIMULATOR));
        environment.put("ALIYUN_SMS_PROTOCOL", "http");
        environment.put("ALIYUN_SMS_SIGN_NAME", "芒康网格");
        environment.putAll(wecom());
        return environment;
    }

    private String url(Part part) {
        return part.url(port(part));
    }

    private int port(Part part) {
        return ports.getOrDefault(part, 0);
    }
}
