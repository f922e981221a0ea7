package dev.wangge.cases.bonds;

import dev.wangge.cases.store.CaseStore;
import java.time.Clock;

/** What other packages' tests need of this one. */
public final class Bonding {
    private Bonding() {}

    public static Errands errands(CaseStore store, Clock clock) {
        return new Errands(new MergeErrand(store, new MergedCases(store), clock));
    }
}
