package dev.wangge.cases.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.wangge.cases.life.ExternalRef;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Cases by what people and other systems call them. */
final class CalledCases {
    private static final int ROWS = 64;
    private final MongoCollection<Document> cases;

    /** The index decides between instances; the embedded engine's lets two in that come at once. */
    private final Lock[] oneByOne =
            Stream.generate(ReentrantLock::new).limit(ROWS).toArray(Lock[]::new);

    CalledCases(MongoCollection<Document> cases) {
        this.cases = cases;
    }

    void createIndexes() {
        cases.createIndex(Indexes.ascending(CaseStore.NUMBER));
        cases.createIndex(
                Indexes.ascending(CaseStore.EXTERNAL_REF),
                new IndexOptions().unique(true).sparse(true));
    }

    static @Nullable String key(@Nullable ExternalRef ref) {
        return ref == null ? null : ref.key();
    }

    /** Inserts a case that is called so, when none is; one that is called nothing, as it is. */
    boolean once(@Nullable ExternalRef ref, BooleanSupplier insert) {
        if (ref == null) {
            return insert.getAsBoolean();
        }
        var one = oneByOne[Math.floorMod(ref.hashCode(), oneByOne.length)];
        one.lock();
        try {
            return insert.getAsBoolean();
        } finally {
            one.unlock();
        }
    }

    Optional<String> find(ExternalRef ref) {
        return Optional.ofNullable(
                cases.find(Filters.eq(CaseStore.EXTERNAL_REF, ref.key()))
                        .projection(Projections.include("_id"))
                        .map(found -> found.getString("_id"))
                        .first());
    }
}
