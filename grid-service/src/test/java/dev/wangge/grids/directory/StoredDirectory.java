package dev.wangge.grids.directory;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.testing.Engine;
import java.time.Clock;
import java.util.UUID;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A directory in a database of its own, without the service around it. */
public final class StoredDirectory implements AutoCloseable {
    private final MongoClient client;
    private final String database = "test-" + UUID.randomUUID();
    private final Clock clock;

    public StoredDirectory(Engine engine, Clock clock) {
        this.client = MongoClients.create(engine.uri());
        this.clock = clock;
    }

    /** As one more instance of the service sees it. */
    public Directory open() {
        var directory = new Directory(new MongoTemplate(client, database), clock);
        directory.createIndexes();
        return directory;
    }

    /** How this instance gives out codes. */
    public Allotment allotment(Directory directory) {
        return new Allotment(directory, clock);
    }

    @Override
    public void close() {
        client.getDatabase(database).drop();
        client.close();
    }
}
