package dev.wangge.cases.intake;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.clock.WorkCalendar;
import java.time.Instant;
import java.util.Objects;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Numbers people can say on the phone. Each instance takes a block at a time: gaps may stay. */
@Component
public class CaseNumbers {
    private static final int BLOCK = 100;
    private final MongoCollection<Document> counters;
    private long next;
    private long end;

    CaseNumbers(MongoOperations mongo) {
        this.counters = mongo.getCollection("counters");
    }

    /** One that nobody has. */
    public String next(Instant now) {
        return "WG%d-%07d".formatted(now.atZone(WorkCalendar.ZONE).getYear(), take());
    }

    private synchronized long take() {
        if (next == end) {
            var counter =
                    Objects.requireNonNull(
                            counters.findOneAndUpdate(
                                    Filters.eq("_id", "case-number"),
                                    Updates.inc("taken", (long) BLOCK),
                                    new FindOneAndUpdateOptions()
                                            .upsert(true)
                                            .returnDocument(ReturnDocument.AFTER)));
            end = counter.get("taken", Number.class).longValue();
            next = end - BLOCK;
        }
        return ++next;
    }
}
