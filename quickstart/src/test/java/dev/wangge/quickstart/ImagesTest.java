package dev.wangge.quickstart;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.quickstart.disk.DataDirectory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml and what it mounts say the same as the launcher, where both say it. */
class ImagesTest {
    private static final Path REPOSITORY = Path.of("..");

    static Stream<Part> images() {
        return Stream.of(Part.values())
                .filter(part -> part != Part.DATABASE && part != Part.BROKER);
    }

    static Stream<Part> services() {
        return images().filter(part -> part != Part.SIMULATOR);
    }

    @ParameterizedTest
    @MethodSource("images")
    void eachIsBuiltOfTheJarThatTheLauncherRuns(Part part) throws Exception {
        String module = ServiceJars.name(part);
        assertThat(arguments(part)).containsEntry("MODULE", module);
        assertThat(Files.readAllLines(REPOSITORY.resolve(".dockerignore")))
                .contains("!" + module + "/target/" + module + ".jar");
    }

    @ParameterizedTest
    @MethodSource("images")
    void eachListensOnTheSamePortAndIsWaitedForAndScraped(Part part) throws Exception {
        Map<String, Object> service = service(part);
        String port = Integer.toString(part.defaultPort);
        assertThat(map(service, "environment").get("SERVER_PORT")).hasToString(port);
        assertThat(service.get("ports")).isEqualTo(List.of("127.0.0.1:" + port + ":" + port));
        assertThat(map(service, "healthcheck").get("test"))
                .asString()
                .contains("/actuator/health/readiness", "${MANAGEMENT_SERVER_PORT:-$$SERVER_PORT}");
        String asked = port;
        if (part.isService()) {
            asked = Integer.toString(part.defaultPort + 1000);
            assertThat(map(service, "environment"))
                    .containsEntry("MANAGEMENT_SERVER_ADDRESS", "0.0.0.0");
            assertThat(map(service, "environment").get("MANAGEMENT_SERVER_PORT"))
                    .hasToString(asked);
            assertThat(
                            yaml(
                                    REPOSITORY.resolve(
                                            ServiceJars.name(part)
                                                    + "/src/main/resources/application.yml")))
                    .extractingByKey("management")
                    .asString()
                    .contains("port=${MANAGEMENT_SERVER_PORT:" + asked + "}");
        }
        assertThat(Files.readString(REPOSITORY.resolve("deploy/prometheus/prometheus.yml")))
                .contains("\"" + ServiceJars.name(part) + ":" + asked + "\"");
    }

    /** Its keys are known to everybody, and services refuse them otherwise. */
    @ParameterizedTest
    @MethodSource("services")
    void eachKnowsThatItIsADemonstration(Part part) throws Exception {
        assertThat(map(service(part), "environment"))
                .containsEntry("SPRING_PROFILES_ACTIVE", "${SPRING_PROFILES_ACTIVE-demonstration}");
    }

    // Without a limit each JVM may take its share of the whole machine, and G1 does.
    @ParameterizedTest
    @MethodSource("images")
    void eachHasSoMuchMemoryThatItsShareIsAHeap(Part part) throws Exception {
        assertThat(service(part).get("mem_limit")).asString().matches("\\$\\{[A-Z_]+:-\\d+[mg]}");
    }

    // What only a container that has ended stands between is stopped together with the services.
    @ParameterizedTest
    @MethodSource("services")
    void theBrokerAndTheDatabaseAreStoppedAfterEach(Part part) throws Exception {
        assertThat(map(service(part), "depends_on")).containsKeys("kafka", "mongo");
    }

    // docs/adr/0010
    @Test
    void onlyGridServiceChoosesItsCollector() throws Exception {
        assertThat(arguments(Part.GRID_SERVICE))
                .containsEntry("COLLECTOR", "-XX:+UseG1GC -XX:MaxGCPauseMillis=5");
        for (Part part : images().filter(part -> part != Part.GRID_SERVICE).toList()) {
            assertThat(arguments(part)).as(part.label).doesNotContainKey("COLLECTOR");
        }
    }

    @Test
    void theClientsAreThoseOfTheSampleCounty(@TempDir Path directory) throws Exception {
        SeededClient caseService = SeededClient.caseService("${CASE_SERVICE_CLIENT_SECRET}");
        try (DataDirectory data = DataDirectory.take(directory)) {
            assertThat(yaml(REPOSITORY.resolve("deploy/docker/clients.yml")))
                    .isEqualTo(yaml(SeededClient.write(data, caseService)));
        }
    }

    private static Map<String, Object> arguments(Part part) throws IOException {
        return map(map(service(part), "build"), "args");
    }

    private static Map<String, Object> service(Part part) throws IOException {
        Map<String, Object> compose = yaml(REPOSITORY.resolve("docker-compose.yml"));
        return map(map(compose, "services"), ServiceJars.name(part));
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return map(Map.of("all", new Yaml().load(reader)), "all");
        }
    }

    private static Map<String, Object> map(Map<String, Object> in, String name) {
        Map<String, Object> map = new TreeMap<>();
        ((Map<?, ?>) requireNonNull(in.get(name), name))
                .forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }
}
