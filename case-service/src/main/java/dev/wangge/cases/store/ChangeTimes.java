package dev.wangge.cases.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/**
 * When cases changed, for whoever follows them. A change has its time before it is stored, so what
 * is younger than {@link CaseStore#SETTLED} may still be on its way and is not shown; a write that
 * took too long for that says anew when it was.
 */
final class ChangeTimes {
    private static final Duration SLOW = CaseStore.SETTLED.dividedBy(2);
    private final MongoCollection<Document> cases;
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    ChangeTimes(MongoCollection<Document> cases, InstantSource clock) {
        this.cases = cases;
        this.clock = clock;
    }

    /** The time of a change that begins now: never before that of another, if the clock is. */
    Date next() {
        return Date.from(Instant.ofEpochMilli(last.accumulateAndGet(clock.millis(), Math::max)));
    }

    /** Changes of this time are stored. */
    void stored(Collection<String> ids, Date at) {
        if (clock.instant().isAfter(at.toInstant().plus(SLOW))) {
            var now = next();
            sayAnew(CaseStore.UPDATED_AT, ids, at, now);
            sayAnew(CaseStore.WRITTEN_AT, ids, at, now);
        }
    }

    private void sayAnew(String field, Collection<String> ids, Date at, Date now) {
        var _ =
                cases.updateMany(
                        Filters.and(Filters.in("_id", ids), Filters.eq(field, at)),
                        Updates.set(field, now));
    }

    /** What a version before stored changes now, for whoever followed nothing until now. */
    void begin(Collection<String> ids) {
        var _ =
                cases.updateMany(
                        Filters.and(
                                Filters.in("_id", ids),
                                Filters.exists(CaseStore.UPDATED_AT, false)),
                        Updates.set(CaseStore.UPDATED_AT, next()));
    }
}
