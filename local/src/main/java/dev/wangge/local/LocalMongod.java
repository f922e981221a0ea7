package dev.wangge.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine's own mongod as a child process: a replica set of one on loopback, so that writes are
 * journaled by majority as in production. It ends when this process ends, also by kill -9, and
 * starts again on what a crash left, also on another port.
 */
public final class LocalMongod implements AutoCloseable {

    // mongod cannot watch a process. Its supervisor reads from a pipe whose only writer is this
    // JVM: when the JVM is gone, however it went, the pipe ends and mongod is told to stop.
    private static final String SUPERVISOR =
            """
            trap '' INT
            exec 3<&0
            "$@" 3<&- </dev/null >/dev/null 2>&1 &
            mongod=$!
            echo $mongod
            exec >/dev/null 2>&1
            (
              cat <&3
              kill -TERM $mongod
              i=0
              while kill -0 $mongod && [ $i -lt 15 ]; do sleep 1; i=$((i+1)); done
              kill -KILL $mongod
            ) &
            watcher=$!
            trap 'kill -TERM $mongod' TERM
            wait $mongod
            code=$?
            while kill -0 $mongod; do wait $mongod; code=$?; done
            kill -TERM $watcher
            exit $code
            """;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long LOG_LIMIT = 16L * 1024 * 1024;
    private static final int DIRECTORY_IN_USE = 100;

    /** For a laptop that runs the whole county. */
    private static final double SMALL_CACHE = 0.25;

    private final Process supervisor;
    private final long pid;
    private final int port;

    private LocalMongod(Process supervisor, long pid, int port) {
        this.supervisor = supervisor;
        this.pid = pid;
        this.port = port;
    }

    /** The mongod that this machine's PATH offers, if any. */
    public static Optional<Path> onPath() {
        return onPath(System.getenv("PATH"));
    }

    static Optional<Path> onPath(@Nullable String path) {
        if (path == null || !Files.isExecutable(Path.of("/bin/sh"))) {
            return Optional.empty();
        }
        return Stream.of(path.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, "mongod"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * Starts mongod and returns when it accepts writes.
     *
     * @param executable as {@link #onPath()} finds it
     * @param dataDir created when absent; holds the data and {@code mongod.log}
     * @param port the port on 127.0.0.1; 0 takes a free one
     * @throws LocalStartFailed when it cannot start; the message ends with its last log lines
     */
    public static LocalMongod start(Path executable, Path dataDir, int port) {
        return start(executable, dataDir, dataDir.resolve("mongod.log"), port);
    }

    /** As {@link #start(Path, Path, int)}, with the log where the caller wants it. */
    public static LocalMongod start(Path executable, Path dataDir, Path log, int port) {
        return start(executable, dataDir, log, port, SMALL_CACHE);
    }

    /**
     * As {@link #start(Path, Path, Path, int)}, with so much memory for what is read and written.
     *
     * @param cacheGigabytes 0.25 or more
     */
    public static LocalMongod start(
            Path executable, Path dataDir, Path log, int port, double cacheGigabytes) {
        int listenAt = FreePort.or(port);
        if (!FreePort.isFree(listenAt)) {
            throw new LocalStartFailed("Port " + listenAt + " for mongod is in use");
        }
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            LocalMongod mongod = launch(executable, dataDir, log, listenAt, cacheGigabytes);
            try {
                ReplicaSetOfOne.await(
                        listenAt, mongod.supervisor::isAlive, deadline - System.nanoTime());
                return mongod;
            } catch (LocalStartFailed e) {
                mongod.close();
                // A mongod whose parent was just killed may still be closing its files.
                if (mongod.supervisor.exitValue() == DIRECTORY_IN_USE
                        && System.nanoTime() < deadline) {
                    pause();
                    continue;
                }
                throw new LocalStartFailed(e.getMessage() + "\n" + lastLines(log));
            }
        }
    }

    /** For clients: {@code mongodb://127.0.0.1:port}. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** The process id of mongod itself. */
    public long pid() {
        return pid;
    }

    public boolean isAlive() {
        return supervisor.isAlive();
    }

    /** Completes when mongod has ended, for whatever reason. */
    public CompletableFuture<LocalMongod> onExit() {
        return supervisor.onExit().thenApply(ended -> this);
    }

    /** The exit code of a mongod that has ended; 128 + n when signal n ended it. */
    public int exitCode() {
        return supervisor.exitValue();
    }

    /** Stops mongod in good order and waits until it has; kills it when it takes 20 seconds. */
    @Override
    public void close() {
        supervisor.destroy();
        try {
            if (!supervisor.waitFor(20, TimeUnit.SECONDS)) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                supervisor.waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LocalMongod launch(
            Path executable, Path dataDir, Path log, int port, double cacheGigabytes) {
        try {
            Files.createDirectories(dataDir);
            if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
                Files.delete(log);
            }
            Process supervisor =
                    new ProcessBuilder(command(executable, dataDir, log, port, cacheGigabytes))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String pid = supervisor.inputReader(StandardCharsets.US_ASCII).readLine();
            if (pid == null) {
                throw new LocalStartFailed("The shell did not start " + executable);
            }
            return new LocalMongod(supervisor, Long.parseLong(pid.trim()), port);
        } catch (IOException e) {
            throw new LocalStartFailed("mongod did not start on " + dataDir, e);
        }
    }

    private static List<String> command(
            Path executable, Path dataDir, Path log, int port, double cacheGigabytes) {
        return List.of(
                "/bin/sh",
                "-c",
                SUPERVISOR,
                "sh",
                executable.toString(),
                "--dbpath",
                dataDir.toString(),
                "--port",
                Integer.toString(port),
                "--bind_ip",
                "127.0.0.1",
                "--nounixsocket",
                "--replSet",
                ReplicaSetOfOne.NAME,
                "--oplogSize",
                "256",
                "--wiredTigerCacheSizeGB",
                Double.toString(cacheGigabytes),
                "--quiet",
                "--logpath",
                log.toString(),
                "--logappend",
                "--setParameter",
                "diagnosticDataCollectionEnabled=false",
                // Of what is slow it writes the whole command, with whatever people wrote.
                "--slowms",
                Integer.toString(Integer.MAX_VALUE),
                // There is no other member to hand over to.
                "--setParameter",
                "shutdownTimeoutMillisForSignaledShutdown=0");
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(250));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStartFailed("Interrupted while mongod was starting", e);
        }
    }

    private static String lastLines(Path log) {
        if (!Files.exists(log)) {
            return "(it wrote no log)";
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 10), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(its log " + log + " cannot be read)";
        }
    }
}
