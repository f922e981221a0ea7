package dev.wangge.cases.people;

import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.FakeBrokers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.data.mongodb.core.MongoOperations;

/** Contacts without a service around them. */
public final class Contacts {
    private Contacts() {}

    public static People of(MongoOperations mongo, Clock clock) {
        return new People(
                mongo,
                new FakeBrokers(1).kafka(),
                new Vault(new byte[32]),
                clock,
                new SimpleMeterRegistry());
    }

    public static Outsiders outsiders(MongoOperations mongo, People people, Clock clock) {
        return new Outsiders(mongo, people, clock, new SimpleMeterRegistry());
    }
}
