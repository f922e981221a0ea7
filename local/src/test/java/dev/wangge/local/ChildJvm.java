package dev.wangge.local;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** Runs a main class of this module as its own process, as the launcher does. */
final class ChildJvm {

    private ChildJvm() {}

    static Process of(Class<?> main, Path dataDir, int port) throws IOException {
        return of(main, Map.of(), dataDir.toString(), Integer.toString(port));
    }

    static Process of(Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Dlogging.level.root=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName());
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().putAll(environment);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    static void awaitListening(int port, Process process) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    Assertions.assertThat(process.isAlive()).isTrue();
                    return isListening(port);
                });
    }

    /** Asked by connecting: who tries whether a port is free holds it for a moment itself. */
    private static boolean isListening(int port) {
        try (Socket connection = new Socket(FreePort.loopback(), port)) {
            return connection.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }
}
