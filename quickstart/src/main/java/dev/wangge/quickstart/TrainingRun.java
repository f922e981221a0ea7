package dev.wangge.quickstart;

import dev.wangge.quickstart.disk.Directories;
import dev.wangge.quickstart.process.ChildLog;
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
    private static final int TAIL = 12;

    private final Path launcher;
    private final Path caches;
    private final Path scratch;

    private TrainingRun(Path launcher) {
        this.launcher = launcher;
        caches = AotCaches.beside(launcher);
        scratch = launcher.resolveSibling("training-run");
    }

    /**
     * Trains, unless the caches are of these jars and this JDK already. Without them the county
     * starts too, only slower: when the training fails, the build says so and goes on.
     *
     * @param arguments the launcher's jar
     */
    public static void main(String[] arguments) throws InterruptedException {
        Console console = Console.standard();
        try {
            new TrainingRun(Path.of(arguments[0]).toAbsolutePath().normalize()).run(console);
        } catch (IOException e) {
            // Such as a training run that was broken off and is still ending in our directories.
            console.line("No training run, so the county starts slower: " + e);
        }
    }

    private void run(Console console) throws IOException, InterruptedException {
        BuildFingerprint fingerprint = BuildFingerprint.of(caches.resolve("recorded-from"), jars());
        if (fingerprint.isCurrent()) {
            return;
        }
        console.line(
                "Training run, once for a build: the county starts, and from then on in half the"
                        + " time …");
        Directories.fresh(caches);
        Directories.fresh(scratch);
        int code = launch();
        if (code != 0) {
            console.line(
                    "The training run failed (exit code %d), so the county starts slower. The last lines of %s:"
                            .formatted(code, output()));
            ChildLog.tail(output(), TAIL).forEach(line -> console.line("  | " + line));
            return;
        }
        fingerprint.write();
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

    /** All that the county's JVMs have on their class paths, as each of them checks it. */
    private List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>(List.of(launcher));
        jars.addAll(Directories.jars(launcher.resolveSibling("lib")));
        jars.addAll(Directories.jars(launcher.resolveSibling("services")));
        return jars;
    }
}
