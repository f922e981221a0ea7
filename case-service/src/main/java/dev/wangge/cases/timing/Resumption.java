package dev.wangge.cases.timing;

import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseResumed;
import org.jspecify.annotations.Nullable;

/** What lets a clock run on: a person who says why, or the time until which it stood. */
public final class Resumption {
    private Resumption() {}

    /** The time has come until which it stood. */
    public static CaseResumed byItself(Case it, CommandContext context) {
        return of(it, null, null, null, context);
    }

    static CaseResumed of(
            Case it,
            @Nullable String reason,
            @Nullable Integer amount,
            @Nullable String source,
            CommandContext context) {
        return new CaseResumed(
                reason,
                amount,
                source,
                context.rules().handleBy(it.kind(), it.handlingTime(context.now()), it.assignee()),
                context.rules().version(),
                it.assignee(),
                it.about());
    }
}
