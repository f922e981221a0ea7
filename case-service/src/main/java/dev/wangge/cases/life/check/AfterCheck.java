package dev.wangge.cases.life.check;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCheckPassed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDrawnForCheck;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDueMoved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseFollowUpOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 抽查, 回访: somebody is to check what was closed.
 *
 * @param since when that was decided
 */
public record AfterCheck(Reason reason, Instant since, Instant checkBy) {

    /** Why. */
    public enum Reason {
        /** It was settled on the spot, and drawn by lot. */
        SPOT_CHECK,
        /** Its reporter rated it 1 or 2. */
        LOW_RATING,
        /** Its reporter says that it is not solved. */
        NOT_SOLVED
    }

    /** What is to be checked after this; null when nothing is. */
    public static @Nullable AfterCheck after(
            @Nullable AfterCheck before, CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseDrawnForCheck e -> new AfterCheck(Reason.SPOT_CHECK, fact.at(), e.checkBy());
            case CaseFollowUpOpened e ->
                    new AfterCheck(Reason.valueOf(e.reason()), fact.at(), e.checkBy());
            case CaseDueMoved e ->
                    before == null
                            ? null
                            : new AfterCheck(before.reason(), before.since(), e.dueAt());
            case CaseCheckPassed _, CaseReopened _ -> null;
            default -> before;
        };
    }
}
