package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was reported, when and by whom, and at which level it is.
 *
 * @param reportedBy as the fact says it
 */
record Filing(
        @Nullable CaseReported reported,
        @Nullable Instant reportedAt,
        @Nullable String reportedBy,
        @Nullable CaseTriaged triaged) {
    static final Filing NONE = new Filing(null, null, null, null);

    Filing apply(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseReported e -> new Filing(e, fact.at(), fact.by(), triaged);
            case CaseTriaged e -> new Filing(reported, reportedAt, reportedBy, e);
            default -> this;
        };
    }
}
