package dev.wangge.cases.list;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.web.TimeOrder;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Cases in the order in which they changed last, for systems that follow them. */
@Component
public class Changes {
    private static final String AT = CaseStore.UPDATED_AT;
    private static final TimeOrder ORDER = TimeOrder.OLDEST_FIRST;
    private static final int AT_ONCE = 500;

    /** Runs of the index that the database merges. */
    private static final int DIVISIONS = 200;

    private final MongoCollection<Document> cases;
    private final CaseStore store;

    Changes(MongoOperations mongo, CaseStore store) {
        this.cases = mongo.getCollection("cases");
        this.store = store;
    }

    @PostConstruct
    void createIndex() {
        cases.createIndex(keys());
    }

    static Bson keys() {
        return Indexes.ascending("path", AT, "_id");
    }

    /** What changed in these divisions from one time up to, and not at, another. */
    static Bson between(
            List<String> divisions, Instant since, Instant until, Optional<String> cursor) {
        var filters = new ArrayList<Bson>();
        filters.add(Filters.in("path", divisions));
        filters.add(Filters.gte(AT, Date.from(since)));
        filters.add(Filters.lt(AT, Date.from(until)));
        cursor.ifPresent(place -> filters.add(ORDER.after(AT, place)));
        return Filters.and(filters);
    }

    /** Those cases, at most so many, oldest change first. */
    public List<StoredCase> list(
            Collection<String> divisions,
            Instant since,
            Instant until,
            Optional<String> cursor,
            int most) {
        var all = Codes.outermost(divisions);
        var found = new ArrayList<StoredCase>();
        for (int from = 0; from < all.size(); from += DIVISIONS) {
            var some = all.subList(from, Math.min(all.size(), from + DIVISIONS));
            found.addAll(
                    store.read(
                            cases.find(between(some, since, until, cursor))
                                    .hint(keys())
                                    .sort(ORDER.sort(AT))
                                    .limit(most)
                                    .projection(CaseStore.SHOWN)
                                    .into(new ArrayList<>())));
        }
        return found.stream()
                .sorted(Comparator.comparing(StoredCase::updatedAt).thenComparing(StoredCase::id))
                .limit(most)
                .toList();
    }

    /** That a case changed last at that time. */
    public record Changed(String id, Instant at) {}

    /** All that changed from a time on, whoever sees it: read from the index alone. */
    public List<Changed> places(Instant since) {
        return cases.find(
                        Filters.and(
                                Filters.gte(AT, Date.from(since)),
                                Filters.in("path", Worklists.ANYWHERE)))
                .hint(keys())
                .projection(Projections.include(AT))
                .map(found -> new Changed(found.getString("_id"), found.getDate(AT).toInstant()))
                .into(new ArrayList<>());
    }

    /** Cases of a version that did not say when they changed are there to be followed as well. */
    @Scheduled(initialDelay = 5_000)
    void begin() {
        for (var ids = without(); !ids.isEmpty(); ids = without()) {
            store.beginChanges(ids);
        }
    }

    private List<String> without() {
        return cases.find(
                        Filters.and(
                                // All provinces: every case lies in one.
                                Filters.in("path", Worklists.ANYWHERE), Filters.exists(AT, false)))
                .hint(keys())
                .projection(Projections.include("_id"))
                .limit(AT_ONCE)
                .map(found -> found.getString("_id"))
                .into(new ArrayList<>());
    }
}
