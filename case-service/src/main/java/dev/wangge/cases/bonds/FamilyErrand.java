package dev.wangge.cases.bonds;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.bond.Child;
import dev.wangge.cases.life.bond.Origin;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildEnded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildrenEnded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseParentTold;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells a case that one which was split off it has ended, or begun anew. Each change is told with
 * the fact that made it, so that one who comes late with what is no longer so writes nothing.
 */
@Component
public class FamilyErrand {
    private static final int TRIES = 50;
    private final CaseStore store;
    private final Clock clock;

    FamilyErrand(CaseStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Does it; what was done of it before is left as it is. */
    public void tellParent(String id) {
        for (int i = 0; i < TRIES; i++) {
            var child = read(id);
            var origin = child.bonds().family().origin();
            if (origin == null || origin.isTold() || told(child, origin)) {
                return;
            }
        }
        throw new IllegalStateException("No turn to tell what became of " + id);
    }

    private Case read(String id) {
        return store.find(id)
                .map(StoredCase::now)
                .orElseThrow(() -> new IllegalStateException("No case is removed"));
    }

    /** False when somebody wrote meanwhile. */
    private boolean told(Case child, Origin origin) {
        var parent = read(origin.parent());
        return append(parent, news(parent, child, origin))
                && append(child, List.of(new CaseParentTold(origin.hasEnded())));
    }

    private boolean append(Case it, List<CaseEvent> events) {
        events.forEach(event -> it.record(event, Actor.SYSTEM, clock.instant()));
        return store.append(it, null);
    }

    /** Also what is as that one knows it: whoever holds what was so before then comes too late. */
    private static List<CaseEvent> news(Case parent, Case child, Origin origin) {
        var known = parent.bonds().family().child(child.id()).map(Child::asOf);
        if (known.filter(asOf -> asOf < origin.asOf()).isEmpty()) {
            return List.of();
        }
        if (!origin.hasEnded()) {
            return List.of(new CaseChildReopened(child.id(), origin.asOf()));
        }
        var ended = new CaseChildEnded(child.id(), child.status().name(), origin.asOf());
        return isLastOfAll(parent, child)
                ? List.of(ended, new CaseChildrenEnded(parent.assignee(), parent.about()))
                : List.of(ended);
    }

    private static boolean isLastOfAll(Case parent, Case child) {
        var open = parent.bonds().family().open();
        return Status.OPEN.contains(parent.status())
                && Optional.of(open)
                        .filter(some -> some.size() == 1)
                        .map(List::getFirst)
                        .filter(one -> one.id().equals(child.id()))
                        .isPresent();
    }
}
