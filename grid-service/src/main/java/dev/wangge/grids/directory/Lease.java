package dev.wangge.grids.directory;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;

/**
 * Lets one instance at a time do a piece of work, for {@link #LENGTH} from when it last said that
 * it goes on; then another may. By the instances' own clocks.
 */
final class Lease {
    static final Duration LENGTH = Duration.ofSeconds(30);
    private final MongoCollection<Document> marks;
    private final String work;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private volatile long until;

    /**
     * @param work names it; its mark has this {@code _id}
     */
    Lease(MongoCollection<Document> marks, String work, Clock clock) {
        this.marks = marks;
        this.work = work;
        this.clock = clock;
    }

    /** Takes it, or keeps it for another while; false while another instance holds it. */
    boolean tryAcquire() {
        var now = clock.millis();
        until = write(now) ? now + LENGTH.toMillis() : 0;
        return isHeld();
    }

    /** Keeps it for another while; false once it ran out, though nobody may have taken it. */
    boolean tryRenew() {
        var now = clock.millis();
        boolean kept =
                marks.updateOne(
                                        Filters.and(
                                                Filters.eq("_id", work),
                                                Filters.eq("owner", holder),
                                                Filters.gte("until", now)),
                                        Updates.set("until", now + LENGTH.toMillis()))
                                .getMatchedCount()
                        == 1;
        until = kept ? now + LENGTH.toMillis() : 0;
        return isHeld();
    }

    /**
     * Whether it was taken and has not run out; asked of nobody, so that an instance which was
     * paused finds out in between, before it does what another may be doing.
     */
    boolean isHeld() {
        return clock.millis() < until;
    }

    private boolean write(long now) {
        try {
            marks.updateOne(
                    Filters.and(
                            Filters.eq("_id", work),
                            Filters.or(Filters.eq("owner", holder), Filters.lt("until", now))),
                    Updates.combine(
                            Updates.set("owner", holder),
                            Updates.set("until", now + LENGTH.toMillis())),
                    new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            return unlessHeld(e.getError().getCategory(), e);
        } catch (MongoCommandException e) {
            return unlessHeld(ErrorCategory.fromErrorCode(e.getErrorCode()), e);
        }
    }

    /** Another's mark is not found by its holder or end: making it anew meets its id. */
    private static boolean unlessHeld(ErrorCategory why, RuntimeException failure) {
        if (why == ErrorCategory.DUPLICATE_KEY) {
            return false;
        }
        throw failure;
    }
}
