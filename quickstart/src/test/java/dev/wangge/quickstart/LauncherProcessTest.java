package dev.wangge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.quickstart.data.DataDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as people run it: what it prints and with which code it ends. */
class LauncherProcessTest {

    @TempDir Path directory;

    @Test
    void aBadVariableEndsItWithOneSentence() throws Exception {
        Ended launcher = launch(Map.of("GATEWAY_PORT", "eighty"));
        assertThat(launcher.code()).isEqualTo(2);
        assertThat(launcher.output())
                .contains("Wangge: GATEWAY_PORT must be a port")
                .contains("'eighty'")
                .doesNotContain("\tat ");
    }

    @Test
    void aSecondOneOnTheSameDataIsRefused() throws Exception {
        try (DataDirectory held = DataDirectory.take(directory)) {
            Ended launcher = launch(Map.of("WANGGE_DATABASE", "embedded"));
            assertThat(launcher.code()).isEqualTo(2);
            assertThat(launcher.output())
                    .contains("Another launcher (pid " + ProcessHandle.current().pid() + ")")
                    .contains(held.path().toString())
                    .contains("WANGGE_DATA");
        }
    }

    @Test
    void missingJarsAreNamed() throws Exception {
        Ended launcher =
                launch(
                        Map.of(
                                "WANGGE_DATABASE", "embedded",
                                "GATEWAY_PORT", "0",
                                "CASE_SERVICE_PORT", "0",
                                "GRID_SERVICE_PORT", "0",
                                "NOTIFY_SERVICE_PORT", "0",
                                "SIMULATOR_PORT", "0",
                                "BROKER_PORT", "0",
                                "DATABASE_PORT", "0"));
        assertThat(launcher.code()).isEqualTo(1);
        assertThat(launcher.output()).contains(".jar is missing");
        assertThat(Files.exists(directory.resolve("ports.json"))).isFalse();
    }

    private record Ended(int code, String output) {}

    private Ended launch(Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Quickstart.class.getName())
                        .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("WANGGE_"));
        builder.environment().remove("MONGODB_URI");
        builder.environment().put("WANGGE_DATA", directory.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
