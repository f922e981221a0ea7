package dev.wangge.grids.directory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Duty follows the clock: leaves and shifts begin and end, validity turns at midnight. What is due
 * is found by an index, oldest first; after a halt all that came due meanwhile is.
 */
@Component
class DutySweep {
    private static final int BATCH = 500;
    private final DutyNotes notes;
    private final DutyList duty;
    private final Lease lease;
    private boolean all;

    DutySweep(Directory directory, DutyList duty, Clock clock) {
        this.notes = new DutyNotes(directory, clock);
        this.duty = duty;
        this.lease = new Lease(directory.marks(), "duty-sweep", clock);
    }

    @Scheduled(fixedDelayString = "${wangge.grids.duty-every:1s}")
    void sweep() {
        if (!all && lease.tryAcquire()) {
            lookAtThoseNeverLookedAt();
            all = true;
        }
        while (true) {
            var due = duty.due(BATCH);
            if (due.isEmpty() || !lease.tryAcquire()) {
                return;
            }
            look(due);
        }
    }

    private void look(List<DutyList.Due> due) {
        var grids = new ArrayList<String>();
        var divisions = new ArrayList<String>();
        for (var one : due) {
            (one.kind() == Kind.GRID ? grids : divisions).add(one.code());
        }
        duty.reevaluate(grids);
        duty.reevaluateDivisions(divisions);
    }

    /** Grids of before there was a sweep; once per start, in the order of their codes. */
    private void lookAtThoseNeverLookedAt() {
        var after = "";
        while (true) {
            var some = notes.neverLookedAt(after, BATCH);
            if (some.isEmpty()) {
                return;
            }
            duty.reevaluate(some);
            after = some.getLast();
        }
    }
}
