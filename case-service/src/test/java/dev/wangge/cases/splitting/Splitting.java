package dev.wangge.cases.splitting;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.casework.Desk;
import dev.wangge.cases.directory.OneGrid;
import dev.wangge.cases.intake.Numbers;
import dev.wangge.cases.store.CaseStore;
import java.time.Clock;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;

/** What other packages' tests need of this one. */
public final class Splitting {
    private Splitting() {}

    /** M-1 is on duty. */
    public static SplitErrand errand(MongoOperations mongo, CaseStore store, Clock clock) {
        return errand(mongo, store, clock, List.of("M-1"));
    }

    static SplitErrand errand(
            MongoOperations mongo, CaseStore store, Clock clock, List<String> onDuty) {
        var directory = new OneGrid(Acting.GRID, onDuty);
        return new SplitErrand(
                store,
                Desk.of(mongo, store, directory, clock),
                Numbers.of(mongo),
                directory,
                clock);
    }
}
