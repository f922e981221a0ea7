package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has it; what comes back is nobody's.
 *
 * @param earlier who had it and has it no more
 */
record Assignment(@Nullable Assignee assignee, Set<Assignee> earlier) {
    static final Assignment NONE = new Assignment(null, Set.of());

    Assignment apply(CaseEvent event) {
        return switch (event) {
            case CaseDispatched e -> to(e.assignee());
            case CaseRecalled _, CaseReturned _, CaseReopened _ -> to(null);
            default -> this;
        };
    }

    private Assignment to(@Nullable Assignee next) {
        var before = new LinkedHashSet<>(earlier);
        if (assignee != null) {
            before.add(assignee);
        }
        if (next != null) {
            before.remove(next);
        }
        return new Assignment(next, before);
    }
}
