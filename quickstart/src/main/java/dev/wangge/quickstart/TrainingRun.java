package dev.wangge.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Run by the build, after {@link Unpack}: the county starts once on the embedded engine and free
 * ports, takes in a few reports and ends, and each of its JVMs leaves its cache in {@code aot}.
 * What the caches were made from is kept beside them; from the same they are not made again.
 */
public final class TrainingRun {

    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final int REPORTS = 40;

    private final Path launcher;
    private final Path caches;
    private final Path scratch;

    private TrainingRun(Path launcher) {
        this.launcher = launcher;
        caches = launcher.resolveSibling("aot");
        scratch = launcher.resolveSibling("training-run");
    }

    /**
     * Trains, unless the caches are of these jars and this JDK already. Without them the county
     * starts too, only slower: when the training fails, the build says so and goes on.
     *
     * @param arguments the launcher's jar
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new TrainingRun(Path.of(arguments[0]).toAbsolutePath().normalize()).run();
    }

    private void run() throws IOException, InterruptedException {
        Stamp stamp = Stamp.of(caches.resolve("recorded-from"), jars());
        if (stamp.isCurrent()) {
            return;
        }
        Console console = Console.standard();
        console.line(
                "Training run, once for a build: the county starts, and from then on in half the"
                        + " time …");
        Directories.delete(caches);
        Directories.delete(scratch);
        Files.createDirectories(caches);
        Files.createDirectories(scratch);
        int code = launch();
        if (code != 0) {
            List<String> said = Files.readAllLines(output());
            console.line(
                    "The training run failed (exit code %d, see %s); the county starts slower:%n  | %s"
                            .formatted(
                                    code,
                                    scratch,
                                    String.join(
                                            "%n  | ".formatted(),
                                            said.subList(
                                                    Math.max(0, said.size() - 12), said.size()))));
            return;
        }
        stamp.write();
        Directories.delete(scratch);
    }

    private int launch() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                launcher.toString(),
                                "--watch-parent")
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("WANGGE_"));
        environment.remove("MONGODB_URI");
        for (Part part : Part.values()) {
            environment.put(part.variable, "0");
        }
        environment.put("WANGGE_DATA", scratch.resolve("data").toString());
        environment.put("WANGGE_DATABASE", "embedded");
        environment.put("WANGGE_REPLAY", messages().toString());
        environment.put("WANGGE_REPLAY_EXIT", "true");
        environment.put("WANGGE_TRAINING_RUN", "true");
        Process process = builder.start();
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    private Path messages() throws IOException {
        return Files.writeString(
                scratch.resolve("messages.csv"),
                IntStream.rangeClosed(1, REPORTS)
                        .mapToObj(i -> "%d,路边落石 %d,国道边坡落石，影响通行。".formatted(i, i))
                        .collect(Collectors.joining("\n", "id,subject,message\n", "\n")),
                StandardCharsets.UTF_8);
    }

    private Path output() {
        return scratch.resolve("launcher.log");
    }

    /** All that the county's JVMs have on their class paths. */
    private List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>(List.of(launcher));
        jars.addAll(Directories.jars(launcher.resolveSibling("lib")));
        jars.addAll(Directories.jars(launcher.resolveSibling("services")));
        return jars;
    }
}
