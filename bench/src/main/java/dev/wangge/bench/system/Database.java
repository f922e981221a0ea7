package dev.wangge.bench.system;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.local.LocalMongod;
import dev.wangge.quickstart.disk.Directories;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A real mongod: the one that MONGODB_URI names, or the machine's own as a child. What a run keeps
 * in a given one lies in databases of its own, which go with it.
 */
public final class Database implements AutoCloseable {
    /**
     * Less than mongod takes by itself on a machine of 8 GB. With one gigabyte a sixth of its work
     * was to make room, and with the quickstart's quarter a run fills it: 44 instead of 39 ms of
     * CPU for a report, and alerts that come seconds late.
     */
    private static final double CACHE_GIGABYTES = 3;

    private final String uri;
    private final @Nullable LocalMongod own;
    private final Path data;
    private final MongoClient client;
    private final String prefix;
    private final List<String> named = new ArrayList<>();

    private Database(String uri, @Nullable LocalMongod own, Path data, String prefix) {
        this.uri = uri;
        this.own = own;
        this.data = data;
        this.client = MongoClients.create(uri);
        this.prefix = prefix;
    }

    /**
     * Opens it.
     *
     * @param directory where one of our own keeps its data, which go with it, and its log
     * @throws NotMeasurable when there is none
     */
    public static Database open(Path directory) {
        var given = System.getenv("MONGODB_URI");
        var data = directory.resolve("mongod");
        var prefix = "wangge-bench-" + ProcessHandle.current().pid() + "-";
        if (given != null && !given.isBlank()) {
            var database = new Database(given.strip(), null, data, prefix);
            try {
                database.version();
                return database;
            } catch (MongoException e) {
                database.close();
                throw new NotMeasurable("MONGODB_URI does not answer: " + e.getMessage());
            }
        }
        var mongod =
                LocalMongod.onPath()
                        .orElseThrow(() ->
                                new NotMeasurable(
                                        "The bench needs a real mongod, not the embedded engine:"
                                                + " put one on the PATH, or set MONGODB_URI."));
        var started =
                LocalMongod.start(
                        mongod, data, directory.resolve("mongod.log"), 0, CACHE_GIGABYTES);
        return new Database(started.uri(), started, data, prefix);
    }

    public String uri() {
        return uri;
    }

    public MongoClient client() {
        return client;
    }

    /** The name under which this run keeps one service's data. */
    public String name(String of) {
        var name = prefix + of;
        named.add(name);
        return name;
    }

    public String version() {
        return client.getDatabase("admin")
                .runCommand(new Document("buildInfo", 1))
                .getString("version");
    }

    /** What it has done so far, for whomever. */
    public MongoWork work() {
        return MongoWork.of(client);
    }

    /** Its process, when it is a child of ours. */
    public Optional<ProcessHandle> process() {
        return own == null ? Optional.empty() : ProcessHandle.of(own.pid());
    }

    @Override
    public void close() {
        if (own == null) {
            named.forEach(name -> client.getDatabase(name).drop());
        }
        client.close();
        if (own != null) {
            own.close();
            Directories.discard(data);
        }
    }
}
