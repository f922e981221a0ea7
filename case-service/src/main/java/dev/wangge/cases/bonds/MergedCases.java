package dev.wangge.cases.bonds;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which case stands for one that was merged. */
@Component
public class MergedCases {
    private final CaseStore store;

    MergedCases(CaseStore store) {
        this.store = store;
    }

    /** The case that it was merged into, or that this one was, and so on; itself if it was not. */
    public Case standing(Case it) {
        return it.bonds().merger() == null ? it : onTheWay(it).getLast();
    }

    /** From the one that it was merged into to the one that stands, each older than the last. */
    List<Case> onTheWay(Case merged) {
        var way = new ArrayList<Case>();
        for (var next = merged.bonds().merger(); next != null; ) {
            var into =
                    store.find(next.into())
                            .map(StoredCase::now)
                            .orElseThrow(() -> new IllegalStateException("No case is removed"));
            way.add(into);
            next = into.bonds().merger();
        }
        return way;
    }
}
