package dev.wangge.grids.move;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.web.TimeOrder;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Finds moves for lists, and keeps the mark of those that are overdue: on the road and not heard of
 * for too long. A moment that passes writes nothing, so whoever asks has it marked before; the next
 * write of a move takes its mark away. As cases have it (ADR 21).
 */
@Component
class MoveLists {
    private static final Logger log = LoggerFactory.getLogger(MoveLists.class);
    private static final Bson NEWEST_FIRST = TimeOrder.NEWEST_FIRST.sort("createdAt");
    private static final Bson ALL = Indexes.compoundIndex(Indexes.ascending("path"), NEWEST_FIRST);
    private static final Bson NARROWED =
            Indexes.compoundIndex(Indexes.ascending("path", "status", "silent"), NEWEST_FIRST);

    private final MongoCollection<Document> moves;
    private final MoveSettings settings;
    private final Clock clock;

    MoveLists(MongoOperations mongo, MoveSettings settings, Clock clock) {
        this.moves = mongo.getCollection("moves");
        this.settings = settings;
        this.clock = clock;
    }

    @PostConstruct
    void createIndexes() {
        moves.createIndex(ALL);
        moves.createIndex(NARROWED);
        moves.createIndex(Indexes.ascending("status", "silent", "lastSeenAt"));
        // What served lists before: every write would go on paying for it.
        forget(Indexes.compoundIndex(Indexes.ascending("path", "status"), NEWEST_FIRST));
        forget(Indexes.ascending("status", "lastSeenAt"));
    }

    private void forget(Bson index) {
        try {
            moves.dropIndex(index);
        } catch (MongoException e) {
            log.debug("There is no such index: {}", e.getMessage());
        }
    }

    /**
     * Those of divisions, in any of their states. What is not asked for is named all the same, so
     * that one index has all of it in the order of the list.
     */
    List<StoredMove> list(
            List<String> prefixes,
            Optional<MoveStatus> status,
            Optional<Boolean> overdue,
            Optional<String> cursor,
            TimeOrder order,
            int most) {
        boolean narrowed = status.isPresent() || overdue.isPresent();
        if (overdue.isPresent()) {
            markSilent();
        }
        var filters = new ArrayList<Bson>();
        filters.add(Filters.in("path", prefixes));
        if (narrowed) {
            var named = status.map(List::of).orElse(List.of(MoveStatus.values()));
            filters.add(Filters.in("status", named.stream().map(Enum::name).toList()));
            filters.add(
                    Filters.in(
                            "silent",
                            overdue.isEmpty()
                                    ? Arrays.asList(true, null)
                                    : Arrays.asList(overdue.get() ? true : null)));
        }
        cursor.ifPresent(place -> filters.add(order.after("createdAt", place)));
        return moves.find(Filters.and(filters))
                .hint(narrowed ? NARROWED : ALL)
                .sort(order.sort("createdAt"))
                .limit(most)
                .map(StoredMove::new)
                .into(new ArrayList<>());
    }

    private void markSilent() {
        var since = Date.from(clock.instant().minus(settings.silentFor()));
        // Not waited for: a mark that a crash loses is made again.
        moves.withWriteConcern(WriteConcern.W1)
                .updateMany(
                        Filters.and(
                                Filters.eq("status", MoveStatus.UNDER_WAY.name()),
                                Filters.eq("silent", null),
                                Filters.lt("lastSeenAt", since)),
                        Updates.set("silent", true));
    }

    /** How many are overdue now. */
    long countOverdue() {
        markSilent();
        return moves.countDocuments(
                Filters.and(
                        Filters.eq("status", MoveStatus.UNDER_WAY.name()),
                        Filters.eq("silent", true)));
    }
}
