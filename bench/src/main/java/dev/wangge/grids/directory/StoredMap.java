package dev.wangge.grids.directory;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.wangge.grids.directory.Import.Wanted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A directory in a database, filled as an import fills it, without the service around it. */
public final class StoredMap implements AutoCloseable {
    private static final int BATCH = 1_000;
    private final MongoClient client;
    private final Directory directory;

    public StoredMap(String uri, String database) {
        this.client = MongoClients.create(uri);
        this.directory = new Directory(new MongoTemplate(client, database), Clock.systemUTC());
        directory.createIndexes();
    }

    public Directory directory() {
        return directory;
    }

    /** Stores these, all at once, and who is on duty in them. */
    public void store(Iterable<Entry> entries) {
        try (var importing = directory.beginImport("bench", false)) {
            inBatches(entries, some -> importing.stage(some.stream().map(Wanted::of).toList()));
            importing.commit();
        }
        inBatches(entries, this::putOnDuty);
    }

    private void putOnDuty(List<Entry> some) {
        var duties =
                some.stream()
                        .filter(entry -> !entry.duty().isEmpty())
                        .map(entry ->
                                new UpdateOneModel<Document>(
                                        Filters.eq("_id", entry.key()),
                                        Updates.set("duty", entry.duty())))
                        .toList();
        if (!duties.isEmpty()) {
            directory.entries().bulkWrite(duties);
        }
    }

    private static void inBatches(Iterable<Entry> entries, Consumer<List<Entry>> each) {
        var some = new ArrayList<Entry>(BATCH);
        for (var entry : entries) {
            some.add(entry);
            if (some.size() == BATCH) {
                each.accept(some);
                some.clear();
            }
        }
        each.accept(some);
    }

    @Override
    public void close() {
        client.close();
    }
}
