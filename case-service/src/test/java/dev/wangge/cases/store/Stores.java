package dev.wangge.cases.store;

import dev.wangge.platform.aggregate.AggregateStores;
import dev.wangge.testing.FakeBrokers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.data.mongodb.core.MongoOperations;

/** A store of cases without a service around it, as another instance has it. */
public final class Stores {
    private Stores() {}

    public static CaseStore of(MongoOperations mongo, Clock clock) {
        var stores =
                new AggregateStores(
                        mongo,
                        new FakeBrokers(2).kafka(),
                        clock,
                        new SimpleMeterRegistry(),
                        "/case-service");
        var store = new CaseStore(stores, mongo, clock);
        store.createIndexes();
        return store;
    }

    public static OpenCases open(MongoOperations mongo, Clock clock) {
        return new OpenCases(mongo, clock);
    }
}
