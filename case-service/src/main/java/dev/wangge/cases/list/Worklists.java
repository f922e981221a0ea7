package dev.wangge.cases.list;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds cases for lists, and keeps the mark of those that are overdue: a case is overdue while it
 * waits past the due time of its step. A moment that passes writes nothing, so a sweep marks what
 * became late, and whoever asks for late ones has it swept before.
 */
@Component
public class Worklists {
    private static final Logger log = LoggerFactory.getLogger(Worklists.class);
    private static final int AT_ONCE = 500;

    /** Runs of an index; of more the database reads all, and sorts. */
    private static final int MERGED = 200;

    /** What served lists before: every write would go on paying for them. */
    private static final List<List<String>> LISTED_BEFORE =
            List.of(
                    List.of("path", "status", "kind"),
                    List.of("assignee"),
                    List.of("path", "assignee", "status", "overdue", "tier", "kind"),
                    List.of("path", "assignee", "overdue", "tier", "kind"));

    /** Every case lies in a province, those that few may see under keys of their own. */
    static final List<String> ANYWHERE =
            IntStream.rangeClosed(10, 99)
                    .mapToObj(Integer::toString)
                    .flatMap(province -> AccessKeys.ofAllIn(province).stream())
                    .toList();

    private final MongoCollection<Document> cases;
    private final CaseStore store;
    private final Clock clock;
    private final EachAlone each;

    Worklists(MongoOperations mongo, CaseStore store, Clock clock, MeterRegistry metrics) {
        this.cases = mongo.getCollection("cases");
        this.store = store;
        this.clock = clock;
        this.each = new EachAlone("due times of cases", clock, metrics);
    }

    @PostConstruct
    void createIndexes() {
        cases.createIndexes(ListIndex.models());
        cases.createIndex(Indexes.ascending("dueAt"), new IndexOptions().sparse(true));
        cases.createIndex(
                Indexes.ascending("overdue", "status", "kind"),
                new IndexOptions().partialFilterExpression(Filters.exists("overdue")));
        LISTED_BEFORE.forEach(fields -> forget(ListIndex.keys(fields)));
        forget(Indexes.ascending("dueAt", "status", "kind"));
    }

    private void forget(Bson index) {
        try {
            cases.dropIndex(index);
        } catch (MongoException e) {
            log.debug("There is no such index: {}", e.getMessage());
        }
    }

    /** What is asked for in any of these divisions, at most so many. */
    List<StoredCase> list(Collection<String> divisions, Worklist asked, int most) {
        if (asked.overdue().isPresent() && !asked.order().isByDeadline()) {
            markOverdue();
        }
        var together = together(divisions, asked);
        if (together.size() == 1) {
            return store.read(
                    find(together.getFirst(), asked, most)
                            .projection(CaseStore.SHOWN)
                            .into(new ArrayList<>()));
        }
        var places = new LinkedHashMap<String, Document>();
        for (var some : together) {
            find(some, asked, most)
                    .projection(Projections.include(asked.order().field()))
                    .forEach(place -> places.put(place.getString("_id"), place));
        }
        return store.inOrder(
                places.values().stream()
                        .sorted(asked.order()::compare)
                        .limit(most)
                        .map(place -> place.getString("_id"))
                        .toList());
    }

    /** As many divisions at once as the database merges. */
    static List<List<String>> together(Collection<String> divisions, Worklist asked) {
        var all = Codes.outermost(divisions);
        int size = Math.max(1, MERGED / asked.runs());
        var together = new ArrayList<List<String>>();
        for (int from = 0; from < all.size(); from += size) {
            together.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return together;
    }

    private com.mongodb.client.FindIterable<Document> find(
            List<String> divisions, Worklist asked, int most) {
        return cases.find(asked.of(divisions, clock.instant()))
                .hint(asked.hint())
                .sort(asked.order().sort())
                .limit(most);
    }

    /** Marks what became late; in lists and sums it is from then on. */
    @Scheduled(fixedDelay = 1000)
    void markOverdue() {
        while (markSome() == AT_ONCE) {
            log.info("Marked {} cases as overdue", AT_ONCE);
        }
    }

    private int markSome() {
        var found =
                cases.find(Filters.lt("dueAt", Date.from(clock.instant())))
                        .projection(Projections.include("dueAt"))
                        .sort(Sorts.ascending("dueAt"))
                        .limit(each.among(AT_ONCE))
                        .into(new ArrayList<>());
        var due =
                found.stream()
                        .filter(one -> each.isDue(one.getString("_id")))
                        .limit(AT_ONCE)
                        .toList();
        if (!due.isEmpty()) {
            var _ = each.together(due, one -> one.getString("_id"), this::mark);
        }
        return due.size();
    }

    private void mark(Collection<Document> due) {
        // Not waited for: a mark that a crash loses is made again.
        cases.withWriteConcern(WriteConcern.W1)
                .bulkWrite(
                        due.stream().map(Worklists::mark).toList(),
                        new BulkWriteOptions().ordered(true));
    }

    /** Unless it was written meanwhile. */
    private static UpdateOneModel<Document> mark(Document due) {
        return new UpdateOneModel<>(
                Filters.and(
                        Filters.eq("_id", due.getString("_id")),
                        Filters.eq("dueAt", due.getDate("dueAt"))),
                Updates.combine(Updates.set("overdue", true), Updates.unset("dueAt")));
    }

    /**
     * Gives their due time to cases that a version before stored without: in a state that had none,
     * or before there were lists by it.
     */
    @Scheduled(initialDelay = 10_000)
    public void giveDueTimes() {
        giveDueTimes(ListIndex.OPEN, ListIndex.DEADLINE);
        giveDueTimes(Filters.exists(CaseStore.CHECK), ListIndex.CHECK);
    }

    private void giveDueTimes(Bson waiting, ListIndex index) {
        var without =
                cases.find(
                                Filters.and(
                                        Filters.in("path", ANYWHERE),
                                        waiting,
                                        Filters.exists("deadline", false)))
                        .hint(index.keys())
                        .projection(Projections.include("_id"))
                        .batchSize(AT_ONCE)
                        .map(found -> found.getString("_id"));
        try (var ids = without.iterator()) {
            while (ids.hasNext()) {
                var some = new ArrayList<String>();
                while (ids.hasNext() && some.size() < AT_ONCE) {
                    some.add(ids.next());
                }
                each.forEach(
                        some,
                        Function.identity(),
                        id -> store.find(id).map(StoredCase::now).ifPresent(this::giveDueTime));
            }
        }
    }

    private void giveDueTime(Case it) {
        var changes = new ArrayList<Bson>();
        CaseStore.dueFields(it, clock.instant())
                .forEach((name, value) -> {
                    if (value != null) {
                        changes.add(Updates.set(name, value));
                    }
                });
        if (!changes.isEmpty()) {
            cases.updateOne(
                    Filters.and(Filters.eq("_id", it.id()), Filters.eq("seq", it.seq())),
                    Updates.combine(changes));
        }
    }

    /** Cases that are overdue, by state and kind: reads as many as there are. */
    public List<Late> late() {
        markOverdue();
        return cases.aggregate(
                        List.of(
                                new Document("$match", new Document("overdue", true)),
                                new Document(
                                        "$group",
                                        new Document(
                                                        "_id",
                                                        new Document("status", "$status")
                                                                .append("kind", "$kind"))
                                                .append("cases", new Document("$sum", 1)))))
                .map(row -> Late.of(row.get("_id", new Document()), row))
                .into(new ArrayList<>());
    }

    /** So many cases of a kind in a state are late. */
    public record Late(Status status, CaseKind kind, long cases) {
        private static Late of(Document which, Document row) {
            return new Late(
                    Status.valueOf(which.getString("status")),
                    CaseKind.valueOf(which.getString("kind")),
                    row.get("cases", Number.class).longValue());
        }
    }
}
