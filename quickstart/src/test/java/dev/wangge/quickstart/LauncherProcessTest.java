package dev.wangge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.quickstart.disk.DataDirectory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The launcher as people run it, with a real broker and the embedded engine; only the services are
 * stand-ins.
 */
class LauncherProcessTest {

    /** Seven JVMs start, on a machine that builds another module meanwhile. */
    private static final Duration LONG = Duration.ofMinutes(3);

    private static final List<String> SERVICES =
            List.of("gateway", "case-service", "grid-service", "notify-service");

    @TempDir Path directory;
    private Path data = Path.of("");
    private final List<Launched> launched = new ArrayList<>();

    @BeforeEach
    void where() throws Exception {
        data = directory.resolve("data");
        jar(directory.resolve("launcher.jar"), null);
    }

    @AfterEach
    void stop() {
        launched.forEach(launcher -> launcher.process().destroyForcibly());
    }

    @Test
    void aBadVariableEndsItWithOneSentence() throws Exception {
        Launched launcher = launch(Map.of("GATEWAY_PORT", "eighty"));
        assertThat(launcher.exitCode()).isEqualTo(2);
        assertThat(launcher.output())
                .contains("Wangge: GATEWAY_PORT must be a port")
                .contains("'eighty'")
                .doesNotContain("\tat ");
    }

    @Test
    void aSecondOneOnTheSameDataIsRefused() throws Exception {
        try (DataDirectory held = DataDirectory.take(data)) {
            Launched launcher = launch(Map.of());
            assertThat(launcher.exitCode()).isEqualTo(2);
            assertThat(launcher.output())
                    .contains("Another launcher (pid " + ProcessHandle.current().pid() + ")")
                    .contains(held.path().toString())
                    .contains("WANGGE_DATA");
        }
    }

    @Test
    void missingJarsAreNamed() throws Exception {
        Launched launcher = launch(Map.of());
        assertThat(launcher.exitCode()).isEqualTo(1);
        assertThat(launcher.output()).contains(".jar is missing");
    }

    @Test
    void aServiceThatDoesNotStartShowsItsLastLines() throws Exception {
        services();
        Files.writeString(directory.resolve("services/grid-service.jar"), "not a jar");
        Launched launcher = launch(Map.of());
        assertThat(launcher.exitCode()).isEqualTo(1);
        assertThat(launcher.output())
                .contains("grid-service did not start: ended with exit code 1")
                .contains("| Error: Invalid or corrupt jarfile")
                .contains("Stopped.");
    }

    @Test
    void startsKeepsRunningAndLeavesNothingBehind() throws Exception {
        services();
        Launched killed = launch(Map.of("WANGGE_RESTART_DELAY", "PT0.1S"));
        killed.awaitReady();
        JsonNode first = ports();
        assertThat(first.propertyNames())
                .contains("launcher", "database", "broker", "simulator")
                .containsAll(SERVICES);
        assertThat(killed.output())
                .contains("embedded engine")
                .contains("evaluation store")
                .contains("Wangge is ready: " + first.at("/gateway/url").asString());

        for (String service : SERVICES) {
            assertThat(first.path(service).path("management").asString())
                    .startsWith("http://localhost:")
                    .isNotEqualTo(first.path(service).path("url").asString());
        }
        assertThat(killed.output()).contains("A demonstration");

        String untilReady = killed.output().split("Wangge is ready:", 2)[0];
        for (Part part : Part.values()) {
            assertThat(untilReady).containsPattern(part.label + " +ready at");
        }

        long caseService = pid("case-service");
        ProcessHandle.of(caseService).orElseThrow().destroyForcibly();
        await().atMost(LONG).until(() -> pid("case-service") != caseService);
        await().atMost(LONG).until(() -> killed.output().contains("case-service    back at"));

        List<ProcessHandle> children = children();
        assertThat(children).hasSize(7);
        killed.process().destroyForcibly().waitFor();

        // At once, on the same data: it waits for what the dead launcher left behind.
        Launched stopped = launch(Map.of());
        stopped.awaitReady();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        List<ProcessHandle> others = children();
        stopped.process().toHandle().destroy();
        assertThat(stopped.exitCode()).isEqualTo(143);
        assertThat(stopped.output()).contains("Stopping …").contains("Stopped.");
        assertThat(others).hasSize(7).noneMatch(ProcessHandle::isAlive);
        assertThat(data.resolve("ports.json")).doesNotExist();
    }

    private record Launched(Process process, Path file) {

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        String output() throws IOException {
            return Files.readString(file);
        }

        void awaitReady() {
            await().atMost(LONG).until(() -> !process.isAlive() || output().contains("Try it:"));
            assertThat(process.isAlive()).isTrue();
        }
    }

    private Launched launch(Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                // The services are looked for beside the launcher's jar.
                                directory.resolve("launcher.jar")
                                        + File.pathSeparator
                                        + System.getProperty("java.class.path"),
                                Quickstart.class.getName())
                        .redirectErrorStream(true);
        Path output = directory.resolve("output-" + launched.size());
        builder.redirectOutput(output.toFile());
        Map<String, String> all = new HashMap<>(environment);
        for (Part part : Part.values()) {
            all.putIfAbsent(part.variable, "0");
        }
        builder.environment().keySet().removeIf(name -> name.startsWith("WANGGE_"));
        builder.environment().remove("MONGODB_URI");
        builder.environment().put("WANGGE_DATA", data.toString());
        builder.environment().put("WANGGE_DATABASE", "embedded");
        // The services here say yes to everything and know no case.
        builder.environment().put("WANGGE_SAMPLE_CASES", "false");
        builder.environment().putAll(all);
        Launched one = new Launched(builder.start(), output);
        launched.add(one);
        return one;
    }

    private JsonNode ports() throws IOException {
        return new JsonMapper().readTree(Files.readString(data.resolve("ports.json")));
    }

    private long pid(String name) throws IOException {
        return ports().path(name).path("pid").asLong();
    }

    private List<ProcessHandle> children() throws IOException {
        List<ProcessHandle> children = new ArrayList<>();
        JsonNode ports = ports();
        for (String name : ports.propertyNames()) {
            if (!name.equals("launcher")) {
                children.add(ProcessHandle.of(ports.path(name).path("pid").asLong()).orElseThrow());
            }
        }
        return children;
    }

    private void services() throws IOException {
        Path services = Files.createDirectory(directory.resolve("services"));
        for (String service : SERVICES) {
            jar(services.resolve(service + ".jar"), FakeService.class);
        }
        jar(services.resolve("provider-simulator.jar"), FakeService.class);
    }

    private static void jar(Path file, @Nullable Class<?> main) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (main != null) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            if (main != null) {
                String name = main.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in =
                        Objects.requireNonNull(main.getClassLoader().getResourceAsStream(name))) {
                    in.transferTo(jar);
                }
            }
        }
    }
}
