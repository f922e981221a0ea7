package dev.wangge.grids.directory;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives to entries of before what lists find them by now. Until then lists look at each of them, so
 * all are found, only more slowly.
 */
@Component
class SupplementSweep {
    private static final Logger log = LoggerFactory.getLogger(SupplementSweep.class);
    private static final int BATCH = 1_000;
    private final Directory directory;

    SupplementSweep(Directory directory) {
        this.directory = directory;
    }

    /** Once in the life of a process: whatever is written from now on has it. */
    @Scheduled(initialDelay = 10_000)
    void sweep() {
        give(Kind.SHIFT, Filters.eq("slots", null));
        give(
                Kind.GRID,
                Filters.and(
                        Filters.exists("former"),
                        Filters.elemMatch("former", Filters.eq("search", null))));
    }

    private void give(Kind kind, Bson without) {
        var found =
                directory
                        .entries()
                        .find(
                                Filters.and(
                                        Filters.eq("kind", kind.name()),
                                        without,
                                        Filters.ne("deleted", true)))
                        .batchSize(BATCH);
        var some = new ArrayList<WriteModel<Document>>();
        long given = 0;
        for (var row : found) {
            some.add(supplement(row));
            if (some.size() == BATCH) {
                given += write(some);
            }
        }
        given += write(some);
        if (given > 0) {
            log.info("{} entries of kind {} are found by indexes from now on", given, kind);
        }
    }

    private static WriteModel<Document> supplement(Document row) {
        var entry = Entry.from(row);
        var found = new ArrayList<Bson>();
        if (!entry.slots().isEmpty()) {
            found.add(Updates.set("slots", entry.slots()));
        }
        if (!entry.former().isEmpty()) {
            found.add(Updates.set("former", Change.former(entry)));
        }
        // Who changes it meanwhile gives it the same.
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq("_id", entry.key()), Filters.eq("version", row.get("version"))),
                Updates.combine(found));
    }

    private int write(List<WriteModel<Document>> some) {
        int size = some.size();
        if (size > 0) {
            // Ordered: the embedded engine miscounts unordered ones.
            directory.entries().bulkWrite(some, new BulkWriteOptions().ordered(true));
            some.clear();
        }
        return size;
    }
}
