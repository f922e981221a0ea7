package dev.wangge.cases.bonds;

import dev.wangge.cases.life.supervision.WakeUp;
import org.springframework.stereotype.Component;

/** What was decided of one case and is to be written into others. */
@Component
public class Errands {
    private final MergeErrand merges;

    Errands(MergeErrand merges) {
        this.merges = merges;
    }

    /** Runs it; what was done of it before is left as it is. */
    public void run(String id, WakeUp.Errand errand) {
        switch (errand) {
            case WakeUp.CompleteMerge _ -> merges.complete(id);
        }
    }
}
