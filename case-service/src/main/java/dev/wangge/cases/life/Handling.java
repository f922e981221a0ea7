package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.platform.event.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who reported it done last, with what, and how often that did not pass.
 *
 * @param handler as the fact says it
 * @param office whose work it was
 */
record Handling(
        @Nullable String handler, List<String> evidence, int rework, @Nullable Office office) {
    static final Handling NONE = new Handling(null, List.of(), 0, null);

    Handling apply(CaseEvent event, Fact fact, @Nullable Office by) {
        return switch (event) {
            case CaseHandled e -> new Handling(fact.by(), e.evidence(), rework, by);
            case CaseSettled e -> new Handling(fact.by(), e.evidence(), rework, by);
            case CaseClosed e ->
                    e.evidence() == null
                            ? this
                            : new Handling(handler, e.evidence(), rework, office);
            case CaseReopened _ -> NONE;
            case CaseVerificationFailed _ -> new Handling(handler, evidence, rework + 1, office);
            default -> this;
        };
    }
}
