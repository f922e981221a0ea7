package dev.wangge.local;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A database in pure Java that speaks MongoDB's protocol, for a machine that has no mongod. It
 * writes its file once a second: killed hard, it may lose its last second. It has no transactions,
 * no change streams, no secondary indexes.
 */
public final class EmbeddedStore implements AutoCloseable {

    private static final int COMMIT_EVERY_MILLIS = 1_000;

    private final MongoServer server;
    private final int port;

    private EmbeddedStore(MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the store and returns when it accepts connections.
     *
     * @param dataDir created when absent; holds one file
     * @param port the port on 127.0.0.1; 0 takes a free one
     * @throws LocalStartFailed when it cannot start, for instance as the port or the file is taken
     */
    public static EmbeddedStore start(Path dataDir, int port) {
        MVStore file = open(dataDir);
        MongoServer server = new MongoServer(new H2Backend(file));
        try {
            server.bind("127.0.0.1", port);
        } catch (Exception e) { // also a BindException that bind() does not declare
            server.shutdownNow();
            throw new LocalStartFailed("The embedded store cannot listen on port " + port, e);
        }
        return new EmbeddedStore(server, server.getLocalAddress().getPort());
    }

    /** For clients: {@code mongodb://127.0.0.1:port}. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Stops and commits what was written. */
    @Override
    public void close() {
        server.shutdownNow();
    }

    private static MVStore open(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
            MVStore file =
                    new MVStore.Builder()
                            .fileName(dataDir.resolve("store.mv").toString())
                            .cacheSize(32)
                            .open();
            file.setAutoCommitDelay(COMMIT_EVERY_MILLIS);
            return file;
        } catch (IOException | MVStoreException e) {
            throw new LocalStartFailed("The embedded store did not open " + dataDir, e);
        }
    }

    /**
     * Runs a store until the process ends.
     *
     * @param arguments data directory and port
     */
    public static void main(String[] arguments) {
        LocalProcess.run(arguments, EmbeddedStore::start);
    }
}
