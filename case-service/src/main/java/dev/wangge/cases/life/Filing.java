package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAmended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was reported, when and by whom, at which level it is, and what was added to it.
 *
 * @param reportedBy as the fact says it
 */
record Filing(
        @Nullable CaseReported reported,
        @Nullable Instant reportedAt,
        @Nullable String reportedBy,
        @Nullable CaseTriaged triaged,
        List<Amendment> amendments) {
    static final Filing NONE = new Filing(null, null, null, null, List.of());

    Filing {
        amendments = Objects.requireNonNullElse(amendments, List.of());
    }

    Filing apply(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseReported e -> new Filing(e, fact.at(), fact.by(), triaged, amendments);
            case CaseTriaged e -> new Filing(reported, reportedAt, reportedBy, e, amendments);
            case CaseAmended e ->
                    new Filing(reported, reportedAt, reportedBy, triaged, with(e, fact.at()));
            default -> this;
        };
    }

    private List<Amendment> with(CaseAmended event, Instant at) {
        var added = new Amendment(at, event.description(), event.address(), event.attachments());
        return Stream.concat(amendments.stream(), Stream.of(added)).toList();
    }
}
