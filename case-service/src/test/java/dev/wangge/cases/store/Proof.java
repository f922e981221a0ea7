package dev.wangge.cases.store;

import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;

/** Proves what is stored, from outside this package. */
public final class Proof {
    private Proof() {}

    /** Ids of cases whose facts say otherwise than what lies beside them. */
    public static List<String> unproved(MongoOperations mongo, CaseStore store) {
        return new SnapshotCheck(mongo, store).proveAll().named();
    }
}
