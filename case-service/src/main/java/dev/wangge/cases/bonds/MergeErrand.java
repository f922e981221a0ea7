package dev.wangge.cases.bonds;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.room.Room;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDuplicateAdded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeCompleted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeUndone;
import dev.wangge.contracts.cases.v1.CaseEvent.Duplicate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Tells the older case of its duplicate. The duplicate was written first, and says that this is
 * still to be done until it is: whoever comes, any number of times and at once, goes on from what
 * is there. The older one is written before the duplicate says that it is done.
 */
@Component
public class MergeErrand {
    private static final int TRIES = 50;
    private final CaseStore store;
    private final MergedCases cases;
    private final Clock clock;

    MergeErrand(CaseStore store, MergedCases cases, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.clock = clock;
    }

    /** Does it; what was done of it before is left as it is. */
    public void complete(String id) {
        for (int i = 0; i < TRIES; i++) {
            var found = store.find(id).map(StoredCase::now).filter(MergeErrand::isUnderWay);
            if (found.isEmpty() || completed(found.get())) {
                return;
            }
        }
        throw new IllegalStateException("No turn to write what " + id + " was merged into");
    }

    private static boolean isUnderWay(Case it) {
        var merger = it.bonds().merger();
        return merger != null && !merger.isComplete();
    }

    /** False when somebody wrote meanwhile. */
    private boolean completed(Case merged) {
        var way = cases.onTheWay(merged);
        // One that knows it tells its reporter, whatever became of that one since.
        var knowing = way.stream().filter(it -> it.bonds().knows(merged.id())).findFirst();
        return knowing.isPresent()
                ? append(merged, completion(merged, knowing.get()))
                : added(merged, way.getLast());
    }

    private boolean added(Case merged, Case into) {
        if (!Status.OPEN.contains(into.status()) || !Room.forWakeUps(into)) {
            return append(merged, undone(merged));
        }
        return append(into, duplicates(merged, into)) && append(merged, completion(merged, into));
    }

    private boolean append(Case it, CaseEvent event) {
        return append(it, List.of(event));
    }

    private boolean append(Case it, List<? extends CaseEvent> events) {
        events.forEach(event -> it.record(event, Actor.SYSTEM, clock.instant()));
        return store.append(it, null);
    }

    /** It, and those that were merged into it before. */
    private static List<CaseDuplicateAdded> duplicates(Case merged, Case into) {
        var own =
                new Duplicate(
                        merged.id(), merged.number(), merged.kind().name(), merged.reporter());
        return Stream.concat(Stream.of(own), merged.bonds().duplicates().stream())
                .filter(one -> !into.bonds().knows(one.id()))
                .map(CaseDuplicateAdded::new)
                .toList();
    }

    private static CaseEvent completion(Case merged, Case into) {
        return new CaseMergeCompleted(into.id(), into.number(), merged.reporter(), merged.about());
    }

    private static CaseEvent undone(Case merged) {
        var merger = Optional.ofNullable(merged.bonds().merger()).orElseThrow();
        return new CaseMergeUndone(merger.status(), merged.about());
    }
}
