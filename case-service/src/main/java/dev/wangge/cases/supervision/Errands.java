package dev.wangge.cases.supervision;

import dev.wangge.cases.bonds.FamilyErrand;
import dev.wangge.cases.bonds.MergeErrand;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.cases.splitting.SplitErrand;
import org.springframework.stereotype.Component;

/** What was decided of one case and is to be written into others. */
@Component
class Errands {
    private final MergeErrand merges;
    private final SplitErrand splits;
    private final FamilyErrand families;

    Errands(MergeErrand merges, SplitErrand splits, FamilyErrand families) {
        this.merges = merges;
        this.splits = splits;
        this.families = families;
    }

    /** Runs it; what was done of it before is left as it is. */
    void run(String id, WakeUp.Errand errand) {
        switch (errand) {
            case WakeUp.CompleteMerge _ -> merges.complete(id);
            case WakeUp.OpenChildren _ -> splits.open(id);
            case WakeUp.TellParent _ -> families.tellParent(id);
        }
    }
}
