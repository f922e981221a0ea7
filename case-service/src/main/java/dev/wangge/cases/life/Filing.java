package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAmended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCategorized;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was reported, when and by whom, at which level it is, what was added to it, and what it is
 * about.
 *
 * @param reportedBy as the fact says it
 * @param categories the category at last, and those above it, the widest first
 */
record Filing(
        @Nullable CaseReported reported,
        @Nullable Instant reportedAt,
        @Nullable String reportedBy,
        @Nullable CaseTriaged triaged,
        List<Amendment> amendments,
        List<String> categories) {
    static final Filing NONE = new Filing(null, null, null, null, List.of(), List.of());

    Filing {
        amendments = Objects.requireNonNullElse(amendments, List.of());
        categories = Objects.requireNonNullElse(categories, List.of());
    }

    Filing apply(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseReported e ->
                    new Filing(e, fact.at(), fact.by(), triaged, amendments, categories);
            case CaseTriaged e ->
                    new Filing(reported, reportedAt, reportedBy, e, amendments, categories);
            case CaseAmended e ->
                    new Filing(
                            reported,
                            reportedAt,
                            reportedBy,
                            triaged,
                            with(e, fact.at()),
                            categories);
            case CaseCategorized e ->
                    new Filing(
                            reported, reportedAt, reportedBy, triaged, amendments, e.categories());
            default -> this;
        };
    }

    private List<Amendment> with(CaseAmended event, Instant at) {
        var added = new Amendment(at, event.description(), event.address(), event.attachments());
        return Stream.concat(amendments.stream(), Stream.of(added)).toList();
    }
}
