package dev.wangge.grids.directory;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import dev.wangge.platform.store.Inserts;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * Gives out codes that nobody ever had. A code is taken by inserting its tombstone, so that of two
 * at once one gets another; the entry then takes the tombstone's place. Who ends in between has
 * used up a code, and nobody sees anything.
 */
@Component
public class Allotment {
    private final Directory directory;
    private final Clock clock;

    Allotment(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** All codes with this prefix that were ever taken, in order. */
    public Set<String> everTaken(Kind kind, String prefix) {
        var taken = new TreeSet<String>();
        for (var one :
                directory
                        .entries()
                        .find(
                                Filters.and(
                                        Filters.gte("_id", kind.key(prefix)),
                                        Filters.lt("_id", kind.key(prefix) + ":")))
                        .projection(Projections.include("code"))) {
            taken.add(one.getString("code"));
        }
        return taken;
    }

    /** Takes a code; false when somebody ever had it. */
    public boolean take(Kind kind, String code, String place, String by) {
        return Inserts.insertIfAbsent(
                directory.entries(),
                new Document("_id", kind.key(code))
                        .append("kind", kind.name())
                        .append("code", code)
                        .append("place", place)
                        .append("version", 0L)
                        .append("deleted", true)
                        .append("at", clock.millis())
                        .append("by", by));
    }

    /**
     * Puts an entry where a code was taken and nothing else ever was.
     *
     * @param request what wanted it, so that a repeat finds its own
     * @return false when there is, or was, an entry
     */
    public boolean fill(Entry entry, String request, String by) {
        return directory.edits().fill(entry, request, by);
    }

    /** What wanted this entry, when it was filled in here. */
    public Optional<String> requestOf(Kind kind, String code) {
        return Optional.ofNullable(
                        directory
                                .entries()
                                .find(
                                        Filters.and(
                                                Filters.eq("_id", kind.key(code)),
                                                Filters.ne("deleted", true)))
                                .projection(Projections.include("request"))
                                .first())
                .map(stored -> stored.getString("request"));
    }
}
