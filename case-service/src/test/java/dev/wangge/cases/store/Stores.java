package dev.wangge.cases.store;

import dev.wangge.cases.rulebook.BuiltInRulebooks;
import dev.wangge.cases.rulebook.Rulebooks;
import dev.wangge.platform.aggregate.AggregateStores;
import dev.wangge.testing.FakeBrokers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.data.mongodb.core.MongoOperations;

/** A store of cases without a service around it, as another instance has it. */
public final class Stores {
    private Stores() {}

    public static CaseStore of(MongoOperations mongo, Clock clock) {
        return of(mongo, new BuiltInRulebooks(), clock);
    }

    /** One that goes by these rules. */
    public static CaseStore of(MongoOperations mongo, Rulebooks rulebooks, Clock clock) {
        var stores =
                new AggregateStores(
                        mongo,
                        new FakeBrokers(2).kafka(),
                        clock,
                        new SimpleMeterRegistry(),
                        "/case-service");
        var store = new CaseStore(stores, mongo, rulebooks, clock);
        store.createIndexes();
        return store;
    }

    public static OpenCases open(MongoOperations mongo, Clock clock) {
        return new OpenCases(mongo, clock);
    }
}
