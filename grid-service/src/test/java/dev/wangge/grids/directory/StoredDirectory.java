package dev.wangge.grids.directory;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.wangge.testing.Engine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonString;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A directory in a database of its own, without the service around it. */
public final class StoredDirectory implements AutoCloseable {
    private static final BsonString NONE = new BsonString("");
    private static final BsonString ENTRIES = new BsonString("entries");
    private final String uri;
    private final MongoClient client;
    private final List<MongoClient> interrupted = new ArrayList<>();
    private final String database = "test-" + UUID.randomUUID();
    private final Clock clock;

    public StoredDirectory(Engine engine, Clock clock) {
        this.uri = engine.uri();
        this.client = MongoClients.create(uri);
        this.clock = clock;
    }

    /** As one more instance of the service sees it. */
    public Directory open() {
        var directory = new Directory(new MongoTemplate(client, database), clock);
        directory.createIndexes();
        return directory;
    }

    /**
     * The same, to which something happens, so many times: whenever it knows which imports are
     * under way, and has not read any entry yet.
     */
    Directory openInterrupted(int times, Runnable before) {
        var left = new AtomicInteger(times);
        var listener =
                new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (event.getCommand().getString("find", NONE).equals(ENTRIES)
                                && left.getAndDecrement() > 0) {
                            before.run();
                        }
                    }
                };
        var its =
                MongoClients.create(
                        MongoClientSettings.builder()
                                .applyConnectionString(new ConnectionString(uri))
                                .addCommandListener(listener)
                                .build());
        interrupted.add(its);
        return new Directory(new MongoTemplate(its, database), clock);
    }

    /** How this instance gives out codes. */
    public Allotment allotment(Directory directory) {
        return new Allotment(directory, clock);
    }

    @Override
    public void close() {
        client.getDatabase(database).drop();
        client.close();
        interrupted.forEach(MongoClient::close);
    }
}
