package dev.wangge.cases.supervision;

import dev.wangge.cases.store.CaseStore;
import org.springframework.data.mongodb.core.MongoOperations;

/** Wake-ups without a service around them. */
public final class Waking {
    private Waking() {}

    public static WakeUps of(MongoOperations mongo, CaseStore store) {
        return new WakeUps(mongo, store);
    }
}
