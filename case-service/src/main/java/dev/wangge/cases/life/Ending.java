package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When it was closed, and how content the reporter is.
 *
 * @param earlier how each round before ended, oldest first
 */
record Ending(@Nullable Instant closedAt, @Nullable CaseRated rating, List<Round> earlier) {
    static final Ending NONE = new Ending(null, null, List.of());

    Ending apply(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseClosed _, CaseSettled _ -> new Ending(fact.at(), rating, earlier);
            case CaseRated e -> new Ending(closedAt, e, earlier);
            case CaseReopened _ ->
                    closedAt == null
                            ? this
                            : new Ending(null, null, and(new Round(closedAt, rating)));
            default -> this;
        };
    }

    private List<Round> and(Round last) {
        return Stream.concat(earlier.stream(), Stream.of(last)).toList();
    }
}
