package dev.wangge.testing;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.local.LocalMongod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** A mongod of one test's own, which it may kill, and start again on what is left. */
public final class OwnMongod implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private final List<String> more;
    private Process process;

    private OwnMongod(Path data, List<String> more) {
        this.data = data;
        this.port = freePort();
        this.more = more;
        this.process = launch();
    }

    /** Whether there is one on PATH. */
    public static boolean isThere() {
        return LocalMongod.onPath().isPresent();
    }

    /**
     * Starts one, and returns when it answers.
     *
     * @param data its directory
     * @param more arguments
     */
    public static OwnMongod start(Path data, String... more) {
        var mongod = new OwnMongod(data, List.of(more));
        TestResources.close(mongod);
        mongod.awaitAnswer();
        return mongod;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Of this one alone, whatever set it belongs to. */
    public MongoClient alone() {
        return MongoClients.create(
                "mongodb://%s/?directConnection=true&serverSelectionTimeoutMS=20000"
                        .formatted(address()));
    }

    /** Whoever writes as services do. */
    public MongoClient service() {
        return service(address());
    }

    /**
     * Whoever writes as services do, waiting for a majority's journal; it fails with what it
     * writes, or a test would see it written in the end.
     *
     * @param where addresses, and the set they are, as in a connection string
     */
    public static MongoClient service(String where) {
        return MongoClients.create(
                MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString("mongodb://" + where))
                        .applyToServerSettings(
                                it -> it.heartbeatFrequency(500, TimeUnit.MILLISECONDS))
                        .applyToClusterSettings(
                                it -> it.serverSelectionTimeout(5, TimeUnit.SECONDS))
                        .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                        .retryWrites(false)
                        .build());
    }

    /**
     * Holds the journal, or lets it go: as where the disk hangs, what was written can be read
     * meanwhile. It has to be started with {@code enableTestCommands}.
     */
    public static void journals(MongoClient client, boolean ever) {
        var admin = client.getDatabase("admin");
        var set =
                admin.runCommand(
                        new Document("configureFailPoint", "pauseJournalFlusherBeforeFlush")
                                .append("mode", ever ? "off" : "alwaysOn"));
        if (!ever) { // It may be in the middle of it.
            admin.runCommand(
                    new Document("waitForFailPoint", "pauseJournalFlusherBeforeFlush")
                            .append("timesEntered", set.get("count", Number.class).longValue() + 1)
                            .append("maxTimeMS", 30_000));
        }
    }

    /** Makes a set of these, whose first is preferred; returns when it is their primary. */
    public static void unite(String name, Duration election, OwnMongod... all) {
        var members = new ArrayList<Document>();
        for (var one : all) {
            members.add(
                    new Document("_id", members.size())
                            .append("host", one.address())
                            .append("priority", members.isEmpty() ? 10 : 1));
        }
        try (var first = all[0].alone()) {
            var admin = first.getDatabase("admin");
            admin.runCommand(
                    new Document(
                            "replSetInitiate",
                            new Document("_id", name)
                                    .append("members", members)
                                    .append(
                                            "settings",
                                            new Document(
                                                            "electionTimeoutMillis",
                                                            election.toMillis())
                                                    .append("heartbeatIntervalMillis", 500))));
            until(() -> admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary"));
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Without any warning. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again after it ended. */
    public void restart() {
        process = launch();
        awaitAnswer();
    }

    private Process launch() {
        try {
            Files.createDirectories(data);
            var command =
                    new ArrayList<>(
                            List.of(
                                    LocalMongod.onPath().orElseThrow().toString(),
                                    "--dbpath",
                                    data.toString(),
                                    "--port",
                                    Integer.toString(port),
                                    "--bind_ip",
                                    "127.0.0.1",
                                    "--nounixsocket",
                                    "--wiredTigerCacheSizeGB",
                                    "0.25",
                                    "--setParameter",
                                    "diagnosticDataCollectionEnabled=false"));
            command.addAll(more);
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(
                                    data.resolveSibling(data.getFileName() + ".log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        try (var client = alone()) {
            until(() -> client.getDatabase("admin").runCommand(new Document("ping", 1)) != null);
        }
    }

    /** Asks again until it is so, also while it cannot be asked. */
    public static void until(Asked asked) {
        until(asked, LIMIT);
    }

    static void until(Asked asked, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                if (asked.isSo()) {
                    return;
                }
            } catch (com.mongodb.MongoException notYet) {
                // It may come.
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("It does not come to be so");
            }
            try {
                Thread.sleep(Duration.ofMillis(50));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** A question to a database. */
    @FunctionalInterface
    public interface Asked {
        boolean isSo();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
