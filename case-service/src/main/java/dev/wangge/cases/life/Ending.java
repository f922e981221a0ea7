package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When it was closed, and how content the reporter is. */
record Ending(@Nullable Instant closedAt, @Nullable CaseRated rating) {
    static final Ending NONE = new Ending(null, null);

    Ending apply(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseClosed _, CaseSettled _ -> new Ending(fact.at(), rating);
            case CaseRated e -> new Ending(closedAt, e);
            default -> this;
        };
    }
}
