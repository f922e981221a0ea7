package dev.wangge.cases.list;

import dev.wangge.cases.store.CaseStore;
import org.springframework.data.mongodb.core.MongoOperations;

/** What a start does for cases of a version before. */
public final class Follow {
    private Follow() {}

    public static void begin(MongoOperations mongo, CaseStore store) {
        new Changes(mongo, store).begin();
    }
}
