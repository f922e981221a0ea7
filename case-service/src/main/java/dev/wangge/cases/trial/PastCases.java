package dev.wangge.cases.trial;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Cases there were, to try rules on. */
@Component
class PastCases {
    private final MongoCollection<Document> cases;
    private final CaseStore store;

    PastCases(MongoOperations mongo, CaseStore store) {
        this.cases = mongo.getCollection("cases");
        this.store = store;
    }

    /**
     * The newest of a division.
     *
     * @param from when they were reported, to before {@code to}
     */
    List<Case> newest(String division, Instant from, Instant to, int most) {
        var found =
                cases.find(
                                Filters.and(
                                        Filters.eq("path", division),
                                        Filters.gte("reportedAt", Date.from(from)),
                                        Filters.lt("reportedAt", Date.from(to))))
                        .projection(CaseStore.SHOWN)
                        .sort(Sorts.descending("reportedAt", "_id"))
                        .limit(most)
                        .into(new ArrayList<>());
        return store.read(found).stream().map(StoredCase::now).toList();
    }
}
