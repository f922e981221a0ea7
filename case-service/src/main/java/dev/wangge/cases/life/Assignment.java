package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import org.jspecify.annotations.Nullable;

/** Who has it; what comes back is nobody's. */
record Assignment(@Nullable Assignee assignee) {
    static final Assignment NONE = new Assignment(null);

    Assignment apply(CaseEvent event) {
        return switch (event) {
            case CaseDispatched e -> new Assignment(e.assignee());
            case CaseRecalled _, CaseReturned _, CaseReopened _ -> NONE;
            default -> this;
        };
    }
}
