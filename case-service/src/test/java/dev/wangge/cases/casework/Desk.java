package dev.wangge.cases.casework;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.people.Contacts;
import dev.wangge.cases.rulebook.BuiltInRulebooks;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.Stores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.data.mongodb.core.MongoOperations;

/** What opens cases, without a service around it. */
public final class Desk {
    private Desk() {}

    public static Cases of(
            MongoOperations mongo, CaseStore store, Directory directory, Clock clock) {
        var people = Contacts.of(mongo, clock);
        return new Cases(
                store,
                directory,
                Acting.actions(),
                new BuiltInRulebooks(),
                new GoingOut(directory, Stores.open(mongo, clock)),
                people,
                Contacts.outsiders(mongo, people, clock),
                clock,
                new SimpleMeterRegistry());
    }
}
