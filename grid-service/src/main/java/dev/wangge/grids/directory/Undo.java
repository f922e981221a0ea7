package dev.wangge.grids.directory;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Puts back what abandoned imports wrote. */
final class Undo {
    private static final int BATCH = 1_000;
    private final MongoCollection<Document> entries;

    Undo(MongoCollection<Document> entries) {
        this.entries = entries;
    }

    /** Ends with nothing left of it; running it again, or twice at once, changes nothing. */
    void run(long number) {
        while (true) {
            var rows =
                    entries.find(Filters.eq("import", number)).limit(BATCH).into(new ArrayList<>());
            if (rows.isEmpty()) {
                return;
            }
            entries.bulkWrite(
                    rows.stream().map(row -> back(row, number)).toList(),
                    new BulkWriteOptions().ordered(true));
        }
    }

    private static WriteModel<Document> back(Document row, long number) {
        var mine = Filters.and(Filters.eq("_id", row.get("_id")), Filters.eq("import", number));
        var before = row.get("before", Document.class);
        if (before == null) {
            return new DeleteOneModel<>(mine);
        }
        var updates = new ArrayList<Bson>();
        for (var field : Change.FIELDS) {
            updates.add(
                    before.containsKey(field)
                            ? Updates.set(field, before.get(field))
                            : Updates.unset(field));
        }
        updates.add(Updates.unset("import"));
        updates.add(Updates.unset("before"));
        if (before.getBoolean("unpublished", false)
                || !Objects.equals(before.get(DutyNote.VERSION), row.get(DutyNote.VERSION))) {
            updates.add(Updates.set("pending", Objects.requireNonNullElse(before.get("at"), 0L)));
        }
        return new UpdateOneModel<>(mine, Updates.combine(updates));
    }
}
