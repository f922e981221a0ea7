package dev.wangge.quickstart.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A child JVM on the JDK that runs the launcher.
 *
 * @param arguments what follows {@code java}
 * @param environment added to the launcher's own
 * @param log gets what the child prints
 * @param patience how long it may take to end when it is asked to
 */
public record JavaProgram(
        List<String> arguments, Map<String, String> environment, ChildLog log, Duration patience)
        implements Program {

    /** Long enough for a service to finish what it has begun. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Path SHELL = Path.of("/bin/sh");

    public JavaProgram {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A child that may take the usual time to end. */
    public JavaProgram(List<String> arguments, Map<String, String> environment, ChildLog log) {
        this(arguments, environment, log, PATIENCE);
    }

    @Override
    public Running start() throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            // Ctrl-C and a terminal that closes reach every process of the terminal: the launcher
            // alone decides the order in which the others end. exec keeps the pid.
            command.addAll(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Child(process, log.follow(process.getInputStream()), patience);
    }

    private record Child(
            Process process, CompletableFuture<@Nullable Void> logged, Duration patience)
            implements Running {

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public CompletableFuture<Integer> onExit() {
            // Whoever hears of it looks for the reason in the log.
            return process.onExit()
                    .thenCompose(ended -> lastWords().thenApply(_ -> ended.exitValue()));
        }

        /** A child of the child may hold on to the pipe: nobody waits long for what it says. */
        private CompletableFuture<@Nullable Void> lastWords() {
            return logged.copy()
                    .completeOnTimeout(null, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void stop() {
            // Process.destroy() would also close the pipe, and the child's last words be lost.
            process.toHandle().destroy();
            try {
                if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    process.waitFor(5, TimeUnit.SECONDS);
                }
                lastWords().join();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
