package dev.wangge.cases.bonds;

import dev.wangge.cases.store.CaseStore;
import java.time.Clock;

/** What other packages' tests need of this one. */
public final class Bonding {
    private Bonding() {}

    public static MergeErrand merges(CaseStore store, Clock clock) {
        return new MergeErrand(store, new MergedCases(store), clock);
    }

    public static FamilyErrand families(CaseStore store, Clock clock) {
        return new FamilyErrand(store, clock);
    }
}
