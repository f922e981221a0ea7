package dev.wangge.cases.supervision;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * When something comes by itself, by one index of the cases that may wake: also those that nothing
 * wakes are found by it.
 */
@Component
public class WakeUps {
    private static final Logger log = LoggerFactory.getLogger(WakeUps.class);
    private static final String INDEX = "waking";

    /** Of databases made before there was as much to do for what has ended. */
    private static final List<String> INDEXES_BEFORE = List.of("wakeAt_1", "waiting");

    private static final Bson WAKING =
            Filters.in("status", Status.WAKING.stream().map(Status::name).sorted().toList());

    /**
     * Also those that have ended and are still to be checked, or told of elsewhere. They are asked
     * for one after the other: for an “or” the database reads the whole index.
     */
    private static final List<Bson> WAITING =
            List.of(WAKING, Filters.exists(CaseStore.CHECK), Filters.exists(CaseStore.ERRAND));

    /** More are not counted: somebody has to look in any case. */
    private static final int COUNTED = 100_000;

    private final MongoCollection<Document> cases;
    private final CaseStore store;

    WakeUps(MongoOperations mongo, CaseStore store) {
        this.cases = mongo.getCollection("cases");
        this.store = store;
    }

    @PostConstruct
    void createIndex() {
        cases.createIndexes(List.of(index()));
        INDEXES_BEFORE.forEach(this::dropIndex);
    }

    static IndexModel index() {
        return new IndexModel(
                Indexes.ascending("wakeAt", "status"),
                new IndexOptions().name(INDEX).partialFilterExpression(Filters.or(WAITING)));
    }

    private void dropIndex(String before) {
        try {
            cases.dropIndex(before);
        } catch (MongoException e) {
            log.debug("There is no such index: {}", e.getMessage());
        }
    }

    /** Ids of cases whose time has come, those that wait longest first. */
    List<String> due(Instant now, int passedOver, int most) {
        return due(cases, now, passedOver + most)
                .map(found -> found.getString("_id"))
                .distinct()
                .skip(passedOver)
                .limit(most)
                .toList();
    }

    /** Since when that waits which waits longest; empty when nothing is due. */
    Optional<Instant> dueSince(Instant now) {
        return due(cases, now, 1).findFirst().map(WakeUps::at);
    }

    /** Some twice, where they wait for two things. */
    private static Stream<Document> due(MongoCollection<Document> cases, Instant now, int most) {
        return dueBy(cases, now)
                .flatMap(some -> some.limit(most).into(new ArrayList<>()).stream())
                .sorted(Comparator.comparing(WakeUps::at));
    }

    static Stream<FindIterable<Document>> dueBy(MongoCollection<Document> cases, Instant now) {
        return WAITING.stream()
                .map(some ->
                        cases.find(Filters.and(some, Filters.lte("wakeAt", Date.from(now))))
                                .hintString(INDEX)
                                .sort(Sorts.ascending("wakeAt"))
                                .projection(Projections.include("wakeAt")));
    }

    private static Instant at(Document found) {
        return found.getDate("wakeAt").toInstant();
    }

    /** Open cases that nothing wakes, though not everybody above knows. */
    long forgotten() {
        return cases.countDocuments(
                forgottenOnes(), new CountOptions().hintString(INDEX).limit(COUNTED));
    }

    /** Ids of some of them. */
    List<String> forgotten(String after, int most) {
        return ids(
                cases.find(Filters.and(forgottenOnes(), Filters.gt("_id", after)))
                        .hintString(INDEX)
                        .sort(Sorts.ascending("_id"))
                        .limit(most));
    }

    private static Bson forgottenOnes() {
        return Filters.and(WAKING, Filters.exists("wakeAt", false));
    }

    private static List<String> ids(FindIterable<Document> found) {
        return found.projection(Projections.include("_id"))
                .map(one -> one.getString("_id"))
                .into(new ArrayList<>());
    }

    /** Says of a case what its facts and its rules do. */
    void correct(StoredCase it) {
        correct(List.of(it));
    }

    /** Those that say otherwise: an instance of before left them so, or a calendar changed. */
    public void correct(Collection<StoredCase> some) {
        var changes = new ArrayList<WriteModel<Document>>();
        for (var stored : some) {
            var it = stored.now();
            var at = store.wakeAt(it);
            if (!Objects.equals(at, stored.wakeAt())) {
                changes.add(
                        new UpdateOneModel<>(
                                Filters.and(
                                        Filters.eq("_id", it.id()), Filters.eq("seq", it.seq())),
                                at == null
                                        ? Updates.unset("wakeAt")
                                        : Updates.set("wakeAt", Date.from(at))));
            }
        }
        if (!changes.isEmpty()) {
            var _ = cases.bulkWrite(changes, new BulkWriteOptions().ordered(false));
        }
    }
}
