package dev.wangge.cases.life;

import dev.wangge.cases.life.attention.Attention;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
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
 * @param why of what is with a dispatcher, if nobody was there for it, or it was given back
 */
record Assignment(@Nullable Assignee assignee, Set<Assignee> earlier, @Nullable Attention why) {
    static final Assignment NONE = new Assignment(null, Set.of(), null);

    Assignment apply(CaseEvent event) {
        return switch (event) {
            case CaseDispatched e -> to(e.assignee(), null);
            case CaseLeftForDispatcher e ->
                    new Assignment(
                            assignee,
                            earlier,
                            e.reason().equals(Attention.NOBODY_ON_DUTY.name())
                                    ? Attention.NOBODY_ON_DUTY
                                    : null);
            case CaseReturned _ -> to(null, Attention.RETURNED);
            case CaseRecalled _, CaseReopened _ -> to(null, null);
            default -> this;
        };
    }

    private Assignment to(@Nullable Assignee next, @Nullable Attention why) {
        var before = new LinkedHashSet<>(earlier);
        if (assignee != null) {
            before.add(assignee);
        }
        if (next != null) {
            before.remove(next);
        }
        return new Assignment(next, before, why);
    }
}
